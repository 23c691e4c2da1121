//! The accessibility of each state of the list: axe-core in all colors, target sizes, text spacing,
//! and narrow windows.

use page_tests::{Engine, List, Look, Result, Rules, Step, Subject};
use serde_json::{Value, json};

use crate::states::{OVERFLOWS, SPACING, TARGETS, audit, lines};

/// A state of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Empty,
    NotImported,
    Reviewed,
    Sending,
    Waiting,
    Paused,
    Settled,
    Restored,
    Cleared,
    Disabled,
    Readonly,
}

const ALL: [State; 11] = [
    State::Empty,
    State::NotImported,
    State::Reviewed,
    State::Sending,
    State::Waiting,
    State::Paused,
    State::Settled,
    State::Restored,
    State::Cleared,
    State::Disabled,
    State::Readonly,
];

/// The longest texts without spaces.
const LONG: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

#[tokio::test]
async fn every_list_state_is_accessible_without_overflow_in_english() -> Result {
    check("en").await
}

#[tokio::test]
async fn every_list_state_is_accessible_without_overflow_in_arabic() -> Result {
    check("ar").await
}

async fn check(language: &str) -> Result {
    let engine = Engine::of_environment()?;
    let list = List::open().await?;
    let mut defects = Vec::new();
    let is_mirrored = language == "ar";
    for state in ALL {
        reach(&list, state, language).await?;
        if engine.cannot(Step::Window).is_none() {
            // The buttons stay visible at the bottom of the window, above the table.
            list.set_width(1000, 1).await?;
        }
        let mut report = |check: &str, found: Vec<String>| {
            let lines = found.into_iter();
            defects.extend(lines.map(|line| format!("{state:?} in {language}, {check}: {line}")));
        };
        // The buttons cover rows during a transfer, unless the window has the height of the page.
        let covers = matches!(state, State::Sending | State::Waiting);
        let is_whole = engine.cannot(Step::Window).is_none();
        if engine.cannot(Step::Audit).is_none()
            && (is_whole || !covers)
            && !(is_mirrored && engine.skips(Subject::Mirrored))
        {
            report("light", audit(&list, Look::Light, Rules::All).await?);
            // Colors do not depend on the language.
            if !is_mirrored && !engine.skips(Subject::Colors) {
                for look in [Look::Dark, Look::ForcedColors] {
                    list.set_look(look).await?;
                    report(look.media(), audit(&list, look, Rules::OfColors).await?);
                }
                list.set_look(Look::Light).await?;
            }
        }
        report("targets", lines(&list.run(TARGETS, &[]).await?["defects"]));
        let spaced = format!(
            "{SPACING} const found = (() => {{ {OVERFLOWS} }})(); restore(); return found;"
        );
        report("more space", lines(&list.run(&spaced, &[]).await?));
        if engine.cannot(Step::Window).is_none() {
            for (width, zoom) in [(320, 1), (320, 4), (600, 1)] {
                list.set_width(width, zoom).await?;
                report(
                    &format!("{width} wide at {zoom}"),
                    lines(&list.run(OVERFLOWS, &[]).await?),
                );
            }
            list.set_width(320, 1).await?;
            if engine.cannot(Step::Audit).is_none() && !covers {
                report("320 wide, axe", list.audit(Rules::All).await?);
            }
            list.reset_width().await?;
        }
    }
    assert!(defects.is_empty(), "\n{}", defects.join("\n"));
    Ok(())
}

/// Reloads the page, and brings the list into a state.
async fn reach(list: &List, state: State, language: &str) -> Result {
    list.run("element.draft = 'off'; sessionStorage.clear();", &[])
        .await?;
    for skill in list.stored().await? {
        let id = skill["id"].as_str().unwrap_or_default();
        list.endpoint().remove(id).await?;
    }
    list.simulate(json!([])).await?;
    list.reload().await?;
    let direction = if language == "ar" { "rtl" } else { "ltr" };
    let speak =
        "document.documentElement.lang = given[0]; document.documentElement.dir = given[1];";
    list.run(speak, &[language.into(), direction.into()])
        .await?;
    let spoken = "return element.shadowRoot.querySelector('.add-skills').lang === given[0];";
    list.until("the texts are in the language", async || {
        Ok(list.run(spoken, &[language.into()]).await? == true)
    })
    .await?;
    if !matches!(state, State::Empty | State::NotImported) {
        fill(list).await?;
    }
    match state {
        State::Empty | State::Reviewed => {}
        State::NotImported => {
            list.click("import").await?;
            list.reports_a_problem().await?;
        }
        State::Sending => {
            list.hold_token().await?;
            list.submit().await?;
            list.until("a row is being added", async || {
                Ok(list.rows().await?.iter().any(|row| row.is_busy))
            })
            .await?;
        }
        State::Waiting => {
            list.simulate(json!([{ "method": "POST", "status": 429, "retry-after": "170" }]))
                .await?;
            list.submit().await?;
            list.until("it waits", async || {
                Ok(list
                    .seen("POST")
                    .await?
                    .iter()
                    .any(|post| post["status"] == 429)
                    && list.rows().await?.iter().any(|row| row.is_busy))
            })
            .await?;
        }
        State::Paused => {
            list.simulate(json!([{ "method": "POST", "after": 1, "status": 401 }]))
                .await?;
            list.submit_and_settle().await?;
        }
        State::Settled => {
            list.simulate(json!([
                { "method": "POST", "status": 400 },
                { "method": "POST", "commit": "twice" },
                { "method": "POST", "status": 504 },
            ]))
            .await?;
            list.submit_and_settle().await?;
            list.until("the duplicate is reported", async || {
                let rows = list.rows().await?;
                Ok(rows.iter().any(|row| row.actions == ["remove-duplicate"]))
            })
            .await?;
        }
        State::Restored => {
            list.run("element.draft = 'session';", &[]).await?;
            list.submit_and_settle().await?;
            list.reload().await?;
            list.run(speak, &[language.into(), direction.into()])
                .await?;
            list.until("the texts are in the language", async || {
                Ok(list.run(spoken, &[language.into()]).await? == true)
            })
            .await?;
        }
        State::Cleared => {
            list.click("clear").await?;
            list.has_rows(0).await?;
        }
        State::Disabled => list.run("element.disabled = true;", &[]).await.map(drop)?,
        State::Readonly => list.run("element.readonly = true;", &[]).await.map(drop)?,
    }
    list.settled_look().await
}

/// Fills in a list with rows of all kinds.
async fn fill(list: &List) -> Result {
    list.endpoint()
        .add(&json!({ "displayName": "Chess", "proficiency": "expert" }))
        .await?;
    let link = ["https://example.com/", LONG].concat();
    let skills = json!([
        { "displayName": "Rust", "proficiency": "expert", "categories": ["professional", "hobby"], "webUrl": "https://example.com/certificates/rust" },
        { "displayName": LONG, "categories": [LONG], "webUrl": link },
        { "displayName": "Judo", "allowedAudiences": "organization" },
        { "displayName": "Go" },
        { "displayName": "rust" },
        { "displayName": "", "proficiency": "wizard", "categories": ["a", "a"], "webUrl": "javascript:alert(1)", "allowedAudiences": "nobody" },
        { "displayName": "Removed" },
    ]);
    list.run("element.skills = given[0];", &[skills]).await?;
    list.import("Chess", 1).await?;
    list.click("7/remove").await?;
    list.until("all rows are marked", async || {
        let rows = list.rows().await?;
        Ok(rows.iter().filter(|row| row.is_selected).count() == 5)
    })
    .await
}

#[tokio::test]
async fn the_import_and_the_result_are_announced_once() -> Result {
    let list = List::open().await?;
    list.watch_announcements().await?;
    list.import_many(3).await?;
    let mut heard = list.announcements().await?;
    let count = heard.len();
    heard.sort();
    heard.dedup();
    assert_eq!(heard.len(), count, "{heard:?}");
    assert!(
        heard
            .iter()
            .any(|line| line.contains("3 skills added to the list")),
        "{heard:?}"
    );
    list.submit_and_settle().await?;
    let heard = list.announcements().await?;
    let result = "Added: 3. Skipped: 0. Not added: 0. Result unknown: 0.";
    assert_eq!(
        heard.iter().filter(|line| *line == result).count(),
        1,
        "{heard:?}"
    );
    let shown = list.run("return element.shadowRoot.querySelectorAll('tr [role=status], tr [role=alert]').length;", &[]).await?;
    assert_eq!(shown, Value::from(0), "rows do not talk over each other");
    Ok(())
}
