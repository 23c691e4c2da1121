//! Skills that the profile already contains, the change of their level, rejected levels, and the
//! removal of an added skill.

use std::time::{Duration, Instant};

use page_tests::{ADDED, Endpoint, Engine, Key, Outcome, Page, Result, Scenario, Site, Subject};
use serde_json::{Value, json};

use crate::strict_csp::POLICY;

const QUESTION: &str = "You already have";
const CHANGED: &str = "The level of";
const NOT_CHANGED: &str = "The level was not changed";
const UNDONE: &str = "was removed from your profile again";
const NOT_UNDONE: &str = "The service did not confirm that";
/// The buttons that add a skill.
const ADDING: [&str; 4] = ["submit", "add-anyway", "send-again", "add-without-level"];

/// Opens a form with a skill that the profile contains with another level.
async fn known(times: u32) -> Result<Scenario> {
    let page = Scenario::begin_at(times).await?;
    let existing = json!({ "displayName": "rust", "proficiency": "elementary" });
    page.endpoint().add(&existing).await?;
    page.choose("proficiency", "expert").await?;
    page.simulate(json!([])).await?;
    page.watch_announcements().await?;
    Ok(page)
}

/// Does the same, and submits it. Returns when the form asks.
async fn asked() -> Result<Scenario> {
    let page = known(Scenario::TIMES).await?;
    page.submit().await?;
    page.shows(QUESTION).await?;
    Ok(page)
}

/// Opens a form that has added a skill.
async fn added() -> Result<Scenario> {
    let page = Scenario::begin().await?;
    page.watch_announcements().await?;
    page.submit_with_faults(json!([])).await?;
    page.ends_as(&ADDED).await?;
    page.shows_button("undo").await?;
    Ok(page)
}

/// Presses Tab until a button has the focus.
async fn tab_to(page: &Page, part: &str) -> Result {
    for _ in 0..20 {
        if page.tab().await? == part {
            return Ok(());
        }
    }
    panic!("Tab does not lead to {part}");
}

/// Asserts that the focus is in the form, and that the next Enter adds nothing.
async fn assert_safe_focus(page: &Page) -> Result {
    let focused = page.focused().await?;
    assert!(!ADDING.contains(&&*focused), "the focus is in {focused}");
    assert_eq!(
        page.run("return document.activeElement === element;", &[])
            .await?,
        true,
        "the focus is in {focused}"
    );
    Ok(())
}

async fn levels(page: &Page) -> Result<Vec<Value>> {
    let stored = page.stored().await?;
    Ok(stored
        .iter()
        .map(|skill| skill["proficiency"].clone())
        .collect())
}

/// Returns the number of the form's changes, without those that the browser repeated.
async fn patches(page: &Scenario) -> Result<usize> {
    let mut ids: Vec<_> = page
        .seen("PATCH")
        .await?
        .into_iter()
        .map(|patch| patch["client-request-id"].to_string())
        .collect();
    ids.dedup();
    Ok(ids.len())
}

fn count(heard: &[String], words: &str) -> usize {
    heard.iter().filter(|heard| heard.contains(words)).count()
}

#[tokio::test]
async fn each_choice_for_an_existing_skill_works_by_keyboard_and_keeps_the_focus_in_the_form()
-> Result {
    for (part, event, stored) in [
        ("change-level", "skill-updated", json!(["expert"])),
        ("add-anyway", "skill-added", json!(["elementary", "expert"])),
        ("keep-existing", "skill-failed", json!(["elementary"])),
    ] {
        let page = known(Scenario::TIMES).await?;
        page.type_into("displayName", Key::Enter + "").await?;
        page.shows(QUESTION).await?;
        assert_eq!(page.focused().await?, "displayName");
        tab_to(&page, part).await?;
        page.press(Key::Enter + "").await?;
        page.event(event).await?;
        page.focus_arrives("outcome").await?;
        assert_safe_focus(&page).await?;
        page.press(Key::Enter + "").await?;
        assert_eq!(json!(levels(&page).await?), stored, "{part}");
        assert!(page.posts().await? < 2, "{part}");
    }
    Ok(())
}

#[tokio::test]
async fn a_second_enter_on_the_submit_button_repeats_the_question_and_posts_nothing() -> Result {
    let page = asked().await?;
    assert_eq!(page.focused().await?, "submit");
    page.event("skill-exists").await?;
    page.press(Key::Enter + "").await?;
    page.event("skill-exists").await?;
    page.shows(QUESTION).await?;
    assert_eq!((page.posts().await?, page.stored().await?.len()), (0, 1));
    Ok(())
}

#[tokio::test]
async fn a_rejected_level_and_an_undo_are_handled_by_keyboard() -> Result {
    let page = Scenario::begin().await?;
    page.choose("proficiency", "expert").await?;
    let level = json!({ "method": "POST", "status": 400, "message": "" });
    page.simulate(json!([level])).await?;
    page.type_into("displayName", Key::Enter + "").await?;
    page.shows("possibly because of its proficiency level")
        .await?;
    assert_eq!(page.focused().await?, "displayName");
    tab_to(&page, "choose-level").await?;
    page.press(Key::Enter + "").await?;
    assert_eq!(page.focused().await?, "proficiency");
    tab_to(&page, "add-without-level").await?;
    page.press(Key::Enter + "").await?;
    page.event("skill-added").await?;
    assert_safe_focus(&page).await?;
    assert_eq!(levels(&page).await?, [Value::Null]);
    for _ in 0..3 {
        page.press(Key::Shift + Key::Tab).await?;
    }
    tab_to(&page, "undo").await?;
    page.press(Key::Enter + "").await?;
    page.event("skill-removed").await?;
    page.focus_arrives("outcome").await?;
    page.press(Key::Enter + "").await?;
    assert_eq!((page.posts().await?, page.stored().await?.len()), (2, 0));
    Ok(())
}

#[tokio::test]
async fn the_question_the_change_and_the_undo_are_announced_once() -> Result {
    let page = asked().await?;
    page.click("change-level").await?;
    page.event("skill-updated").await?;
    page.shows(CHANGED).await?;
    let heard = page.announcements().await?;
    for words in [QUESTION, "Changing the level", CHANGED] {
        assert_eq!(count(&heard, words), 1, "{words}: {heard:?}");
    }
    let page = added().await?;
    page.announcements().await?;
    page.click("undo").await?;
    page.event("skill-removed").await?;
    page.shows(UNDONE).await?;
    let heard = page.announcements().await?;
    assert_eq!(count(&heard, UNDONE), 1, "{heard:?}");
    assert_eq!(count(&heard, "was added"), 0, "{heard:?}");
    Ok(())
}

/// The requests of the first lookup: their number, their bytes, and their milliseconds.
const LOOKUP: &str = "
    const pages = performance.getEntriesByType('resource').filter(({ name }) => name.includes('proficiency'));
    const bytes = pages.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    return [pages.length, bytes, pages.at(-1).responseEnd - pages[0].startTime];";

#[tokio::test]
async fn a_skill_on_the_last_page_of_a_profile_is_found() -> Result {
    if Engine::of_environment()?.skips(Subject::ExistingSkills) {
        return Ok(());
    }
    for (others, pages) in [(0, 1), (1, 1), (200, 3)] {
        let page = Scenario::begin_at(1).await?;
        for number in 0..others {
            let other =
                json!({ "displayName": format!("Skill {number}"), "proficiency": "expert" });
            page.endpoint().add(&other).await?;
        }
        if others == 200 {
            let existing = json!({ "displayName": "ＲＵＳＴ" });
            page.endpoint().add(&existing).await?;
        }
        page.submit_with_faults(json!([])).await?;
        if others == 200 {
            page.shows(QUESTION).await?;
            assert_eq!(page.seen("GET").await?.len(), pages);
        } else {
            page.event("skill-added").await?;
        }
        let found = page.run(LOOKUP, &[]).await?;
        assert_eq!(found[0], pages);
        println!("The lookup with {others} skills: [pages, bytes, milliseconds] = {found}");
    }
    Ok(())
}

/// Tries a change again, which then succeeds.
async fn changes_at_the_second_click(page: &Scenario) -> Result {
    page.click("change-level").await?;
    page.event("skill-updated").await?;
    assert_eq!(
        (patches(page).await?, levels(page).await?),
        (2, vec![json!("expert")])
    );
    Ok(())
}

#[tokio::test]
async fn a_lost_level_change_is_checked_and_never_repeated_without_a_click() -> Result {
    if Engine::of_environment()?.skips(Subject::ExistingSkills) {
        return Ok(());
    }
    let page = asked().await?;
    page.simulate(json!([{ "method": "PATCH", "reset": "unread", "times": "always" }]))
        .await?;
    page.click("change-level").await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "unknown");
    page.shows("may or may not have been changed").await?;
    assert_eq!(levels(&page).await?, ["elementary"]);
    assert_eq!(page.seen("GET").await?.len(), 3);
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(patches(&page).await?, 1);

    let page = asked().await?;
    let reused = json!({ "method": "PATCH", "on": "reused", "reset": "unread", "times": "always" });
    page.simulate(json!([reused, { "method": "PATCH", "commit": true, "reset": "after" }]))
        .await?;
    page.click("change-level").await?;
    let updated = page.event("skill-updated").await?;
    assert_eq!(updated["skill"]["proficiency"], "expert");
    page.shows(CHANGED).await?;
    assert_eq!(levels(&page).await?, ["expert"]);
    assert_eq!((patches(&page).await?, page.posts().await?), (1, 0));
    page.until("the form is empty", async || {
        Ok(page.value("displayName").await?.is_empty())
    })
    .await
}

#[tokio::test]
async fn a_level_change_that_cannot_be_checked_is_reported_as_unknown() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = asked().await?;
    page.simulate(json!([{ "method": "PATCH", "status": 504, "commit": true }, { "method": "GET", "path": "/skills/*", "status": 500, "times": "always" }]))
        .await?;
    page.click("change-level").await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "unknown");
    page.shows("may or may not have been changed").await?;
    assert_eq!(patches(&page).await?, 1);
    page.simulate(json!([])).await?;
    page.click("change-level").await?;
    page.event("skill-updated").await?;
    assert_eq!(patches(&page).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_skill_deleted_elsewhere_is_not_changed_and_can_be_added() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = asked().await?;
    let id = page.stored().await?[0]["id"].clone();
    page.endpoint()
        .remove(id.as_str().unwrap_or_default())
        .await?;
    page.click("change-level").await?;
    let failure = page.event("skill-failed").await?;
    assert_eq!(
        (&failure["kind"], &failure["status"]),
        (&json!("rejected"), &json!(404))
    );
    page.shows("is no longer on your profile, so its level was not changed")
        .await?;
    let steps = "return element.shadowRoot.querySelectorAll('[part~=next-steps] button').length;";
    assert_eq!(page.run(steps, &[]).await?, 0);
    let hint = "return element.shadowRoot.querySelector('[data-field=displayName] [part=hint]').textContent;";
    let hint = page.run(hint, &[]).await?.to_string();
    assert!(!hint.contains(QUESTION), "{hint}");
    assert_safe_focus(&page).await?;
    page.submit().await?;
    page.ends_as(&ADDED).await?;
    assert_eq!(
        (patches(&page).await?, levels(&page).await?),
        (1, vec![json!("expert")])
    );
    Ok(())
}

#[tokio::test]
async fn a_change_by_another_application_is_not_overwritten_without_a_click() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = known(Scenario::TIMES).await?;
    page.submit_with_faults(json!([{ "etags": true, "times": "always" }, { "path": "/skills/*", "etags": true, "times": "always" }]))
        .await?;
    page.shows(QUESTION).await?;
    let id = page.stored().await?[0]["id"].clone();
    let id = id.as_str().unwrap_or_default();
    let other = json!({ "proficiency": "generalProfessional" });
    page.endpoint().change(id, &other).await?;
    page.simulate(json!([{ "etags": true, "times": "always" }, { "path": "/skills/*", "etags": true, "times": "always" }]))
        .await?;
    page.click("change-level").await?;
    assert_eq!(page.event("skill-failed").await?["status"], 412);
    page.shows(NOT_CHANGED).await?;
    assert_eq!(levels(&page).await?, ["generalProfessional"]);
    assert_eq!(patches(&page).await?, 1);
    changes_at_the_second_click(&page).await
}

#[tokio::test]
async fn a_throttled_level_change_is_retried_only_after_its_delay_and_a_click() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = asked().await?;
    page.simulate(json!([{ "method": "PATCH", "status": 429, "retry-after": "3600" }]))
        .await?;
    for _ in 0..2 {
        page.click("change-level").await?;
        assert_eq!(page.event("skill-failed").await?["kind"], "throttled");
        page.shows(NOT_CHANGED).await?;
    }
    assert_eq!(patches(&page).await?, 1);
    page.sleep(Duration::from_secs(3600)).await?;
    assert_eq!(patches(&page).await?, 1);
    changes_at_the_second_click(&page).await
}

#[tokio::test]
async fn a_failed_lookup_does_not_prevent_adding_the_skill() -> Result {
    if Engine::of_environment()?.skips(Subject::ExistingSkills) {
        return Ok(());
    }
    let lookups = [
        json!({ "status": 405 }),
        json!({ "status": 429, "retry-after": "60" }),
        json!({ "status": 500 }),
        json!({ "body": "cut" }),
        json!({ "body": "html" }),
        json!({ "delay": "ever" }),
        json!({ "reset": "before", "times": 2 }),
    ];
    let is_first_only = Engine::of_environment()?.skips(Subject::Answers);
    for mut lookup in lookups {
        lookup["method"] = "GET".into();
        let page = Scenario::begin().await?;
        page.endpoint()
            .add(&json!({ "displayName": "Rust" }))
            .await?;
        page.submit_with_faults(json!([lookup])).await?;
        page.ends_as(&Outcome { stored: 2, ..ADDED }).await?;
        assert!(!page.has_shown(QUESTION).await?, "{lookup}");
        if is_first_only {
            break;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_failed_undo_is_reported_and_can_be_retried() -> Result {
    if Engine::of_environment()?.skips(Subject::ExistingSkills) {
        return Ok(());
    }
    let page = added().await?;
    page.simulate(json!([{ "method": "DELETE", "status": 500 }]))
        .await?;
    page.click("undo").await?;
    page.shows(NOT_UNDONE).await?;
    assert_eq!(page.stored().await?.len(), 1);
    page.click("undo").await?;
    page.event("skill-removed").await?;
    page.shows(UNDONE).await?;
    assert_eq!(page.seen("DELETE").await?.len(), 2);
    assert_eq!(page.stored().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn a_retry_of_a_lost_undo_and_an_undo_of_a_deleted_skill_succeed() -> Result {
    if Engine::of_environment()?.skips(Subject::ExistingSkills) {
        return Ok(());
    }
    let page = added().await?;
    let lost = json!({ "method": "DELETE", "commit": true, "status": 504 });
    page.simulate(json!([lost])).await?;
    page.click("undo").await?;
    page.shows(NOT_UNDONE).await?;
    assert_eq!(page.stored().await?, Vec::<Value>::new());
    let failed = page.events().await?;
    assert!(
        failed.iter().all(|event| event["type"] != "skill-removed"),
        "{failed:?}"
    );
    // The service responds with 404.
    page.click("undo").await?;
    page.event("skill-removed").await?;
    page.shows(UNDONE).await?;
    assert_eq!(page.seen("DELETE").await?.len(), 2);

    let page = added().await?;
    let id = page.stored().await?[0]["id"].clone();
    page.endpoint()
        .remove(id.as_str().unwrap_or_default())
        .await?;
    page.click("undo").await?;
    assert_eq!(page.event("skill-removed").await?["id"], id);
    page.shows(UNDONE).await
}

#[tokio::test]
async fn a_failed_undo_after_removing_a_duplicate_can_be_retried() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    page.submit_with_faults(json!([{ "method": "POST", "commit": "twice" }]))
        .await?;
    page.ends_as(&Outcome { stored: 2, ..ADDED }).await?;
    page.click("remove-duplicate").await?;
    page.shows("Duplicate removed").await?;
    page.simulate(json!([{ "method": "DELETE", "status": 500 }]))
        .await?;
    page.click("undo").await?;
    page.shows(NOT_UNDONE).await?;
    page.click("undo").await?;
    page.shows(UNDONE).await?;
    assert_eq!(page.stored().await?, Vec::<Value>::new());
    Ok(())
}

/// The hint of the name.
const HINT: &str =
    "return element.shadowRoot.querySelector('[data-field=displayName] [part~=hint]').textContent;";

async fn is_hint(page: &Page, words: &str) -> Result<bool> {
    let hint = page.run(HINT, &[]).await?;
    Ok(hint.as_str().is_some_and(|hint| hint.contains(words)))
}

async fn hints_at(page: &Page, words: &str) -> Result {
    page.until(&format!("the hint is {words:?}"), async || {
        is_hint(page, words).await
    })
    .await
}

#[tokio::test]
async fn a_known_skill_is_reported_on_blur_without_a_token_or_a_request() -> Result {
    let page = asked().await?;
    page.click("keep-existing").await?;
    page.event("skill-failed").await?;
    page.simulate(json!([])).await?;
    page.hold_token().await?;
    page.fill("displayName", "Another").await?;
    page.tab().await?;
    hints_at(&page, "For example").await?;
    page.fill("displayName", " RUST").await?;
    page.tab().await?;
    hints_at(&page, QUESTION).await?;
    assert_eq!(page.tokens_asked().await?, 0);
    for method in ["GET", "POST", "PATCH", "DELETE", "OPTIONS"] {
        assert_eq!(page.seen(method).await?, Vec::<Value>::new());
    }
    Ok(())
}

#[tokio::test]
async fn the_hint_follows_additions_and_removals_in_another_tab() -> Result {
    let page = Scenario::begin().await?;
    let first = page.open_separate_tab().await?;
    // A page in the back/forward cache receives no messages. Afterward, it does again.
    page.leave_and_go_back().await?;
    // The message from the other tab can arrive after the user has left the field.
    let second_says = async |words: &str| {
        let leave = async || {
            page.fill("displayName", "Rust").await?;
            page.tab().await?;
            is_hint(&page, words).await
        };
        page.until(&format!("the hint is {words:?}"), leave).await
    };
    let second = page.go_to_tab(&first).await?;
    page.submit().await?;
    page.event("skill-added").await?;
    page.go_to_tab(&second).await?;
    second_says(QUESTION).await?;
    page.go_to_tab(&first).await?;
    page.click("undo").await?;
    page.event("skill-removed").await?;
    page.go_to_tab(&second).await?;
    second_says("For example").await
}

/// Submits a skill as the other tab does. Returns `added`, `asked`, or the message of the failure.
const ROUND: &str = "
    window.rounds = new BroadcastChannel('rounds');
    element.addEventListener('skill-exists', (event) => event.preventDefault());
    window.attempt = async (name) => {
      element.reset();
      element.skill = { displayName: name };
      try {
        await element.submit();
        return 'added';
      } catch ({ kind, message }) {
        return kind === 'cancelled' ? 'asked' : `${kind}: ${message}`;
      }
    };";
const SECOND: &str =
    "rounds.onmessage = async ({ data }) => rounds.postMessage(await attempt(data));";
/// Both tabs submit the same skills at the same time, with different delays.
const FIRST: &str = "
    const ends = [];
    for (let round = given[0]; round < given[1]; round += 1) {
      const other = new Promise((resolve) => { rounds.onmessage = ({ data }) => resolve(data); });
      rounds.postMessage(`Skill ${round}`);
      if (round % 4) await new Promise((resolve) => setTimeout(resolve, round % 4));
      const own = await attempt(`Skill ${round}`);
      ends.push([own, await other].sort());
    }
    return ends;";
/// The number of rounds in which the service responds late, so that the other tab does not wait.
const SLOW: usize = 10;

#[tokio::test]
async fn only_one_of_two_tabs_adds_a_concurrently_submitted_skill() -> Result {
    let page = Scenario::begin_at(1).await?;
    let rounds: usize = match page.engine() {
        Engine::Chromium => 200,
        Engine::Firefox | Engine::WebKit => 40,
    };
    page.run(ROUND, &[]).await?;
    let first = page.open_separate_tab().await?;
    page.run(ROUND, &[]).await?;
    page.run(SECOND, &[]).await?;
    page.go_to_tab(&first).await?;
    let slow = json!({ "method": "POST", "delay": "300ms", "times": SLOW });
    page.simulate(json!([slow])).await?;
    let started = Instant::now();
    let mut ends = Vec::new();
    for start in (0..rounds).step_by(SLOW) {
        let range = [start.into(), (start + SLOW).into()];
        let found = page.run(FIRST, &range).await?;
        ends.extend(found.as_array().cloned().unwrap_or_default());
    }
    let refused = "not-sent: Another form or tab is already adding this skill.";
    let mut refusals = 0;
    for end in &ends {
        let other = &end[1];
        assert_eq!(end[0], "added", "{end}");
        assert!(other == "asked" || other == refused, "{end}");
        refusals += usize::from(other == refused);
    }
    println!(
        "{rounds} rounds took {:?}, with {refusals} refusals",
        started.elapsed()
    );
    assert!(refusals > 0 && refusals < rounds, "{refusals}");
    assert_eq!((ends.len(), page.stored().await?.len()), (rounds, rounds));
    Ok(())
}

const STRICT: &str = "<!doctype html>
<html lang=\"en\">
<title>Strict</title>
<add-skill endpoint=\"/beta/me/profile/skills\"></add-skill>
<script type=\"module\" src=\"strict.js\"></script>
";

/// Counts the uses of locks and channels. The form takes one lock while the page is idle.
const COUNTED: &str = "
    const used = window.used = { locks: 0, texts: 0 };
    const { request } = LockManager.prototype;
    LockManager.prototype.request = function (...given) {
      used.locks += 1;
      return request.apply(this, given);
    };
    const heard = new BroadcastChannel('add-skill');
    heard.onmessage = () => { used.texts += 1; };";

#[tokio::test]
async fn locks_and_broadcast_channels_work_under_a_strict_csp_and_trusted_types() -> Result {
    let site = Site::copy()?;
    site.add_page("strict.html", STRICT)?;
    let module = site.name("add-skill", ".js")?;
    let wasm = site.name("add-skill", "_bg.wasm")?;
    let script = format!(
        "import init from './{module}';
        {COUNTED}
        document.querySelector('add-skill').getAccessToken = async () => 'CANARY-token';
        await init({{ module_or_path: './{wasm}' }});"
    );
    site.add("strict.js", &script)?;
    let page = Page::open_at(Endpoint::start(site, Some(POLICY))?, "/strict.html").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    page.click("undo").await?;
    page.event("skill-removed").await?;
    page.until("the other tabs are notified", async || {
        Ok(page.run("return window.used;", &[]).await? == json!({ "locks": 2, "texts": 2 }))
    })
    .await?;
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}
