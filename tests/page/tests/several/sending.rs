//! The transfer: one skill at a time, with one lookup before and one after, and an end of its own
//! for each row.

use page_tests::{CHECKING, Engine, List, Result, Subject};
use serde_json::{Value, json};

use crate::strict_csp::POLICY;

/// Returns the detail of `skills-settled`.
pub(crate) fn counts(added: u32, skipped: u32, failed: u32, unknown: u32) -> Value {
    json!({ "added": added, "skipped": skipped, "failed": failed, "unknown": unknown })
}

/// Returns a fault of the POST with this number, from 0, and of no other.
fn post(number: u32, fault: Value) -> Value {
    let mut fault = fault;
    fault["method"] = "POST".into();
    fault["after"] = number.into();
    fault
}

/// Records the maximum number of requests at the same time.
const WATCH_OVERLAPS: &str = "
    window.atOnce = { now: 0, most: 0 };
    const { fetch } = window;
    window.fetch = (...given) => {
        atOnce.now += 1;
        atOnce.most = Math.max(atOnce.most, atOnce.now);
        return fetch(...given).finally(() => { atOnce.now -= 1; });
    };";

#[tokio::test]
async fn skills_are_added_sequentially_with_one_lookup_before_and_one_after() -> Result {
    let list = List::open().await?;
    list.run(WATCH_OVERLAPS, &[]).await?;
    list.import_many(12).await?;
    list.main_button_is("Add 12 skills").await?;
    assert_eq!(list.submit_and_settle().await?, counts(12, 0, 0, 0));
    let names: Vec<_> = (1..=12).map(|number| format!("Skill {number}")).collect();
    assert_eq!(list.stored_names().await?, names);
    assert_eq!(
        list.methods().await?.concat(),
        ["GET", &"POST".repeat(12), "GET"].concat()
    );
    assert_eq!(list.run("return atOnce.most;", &[]).await?, 1);
    assert_eq!(list.tokens_asked().await?, 14);

    let events = list.events().await?;
    let added: Vec<_> = events
        .iter()
        .filter(|event| event["type"] == "skill-added")
        .map(|event| event["detail"]["skill"]["displayName"].clone())
        .collect();
    assert_eq!(json!(added), json!(names));
    assert_eq!(
        events.last().map(|event| &event["type"]),
        Some(&json!("skills-settled"))
    );
    assert_eq!(
        list.notice().await?,
        "Added: 12. Skipped: 0. Not added: 0. Result unknown: 0."
    );
    let statuses = list.statuses().await?;
    assert!(
        statuses.iter().all(|status| status == "Added"),
        "{statuses:?}"
    );
    assert_eq!(list.text_of("submit").await?, "", "nothing is left");
    assert_eq!(list.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn progress_shows_the_current_row_and_time_left_and_stop_pauses_after_that_row() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open_in_real_time().await?;
    list.import_many(4).await?;
    list.simulate(json!([post(1, json!({ "delay": "held" }))]))
        .await?;
    list.submit().await?;
    let bar = "const bar = element.shadowRoot.querySelector('progress');
        return [bar.value, bar.max, element.shadowRoot.getElementById(bar.getAttribute('aria-labelledby')).textContent];";
    list.row_shows(2, "Adding…").await?;
    assert_eq!(
        list.run(bar, &[]).await?,
        json!([1, 4, "Adding “\u{2068}Skill 2\u{2069}” (2 of 4)"])
    );
    let row = list.row(2).await?;
    assert!(row.is_busy && row.actions.is_empty(), "{row:?}");
    let left = list.text_of("time-left").await?;
    assert!(left.starts_with("Expected to finish "), "{left}");
    list.focus_is_kept().await?;
    list.click("stop").await?;
    list.until("it says that it stops", async || {
        Ok(list.text_of("progress-text").await? == "Stopping after this skill…")
    })
    .await?;
    assert_eq!(list.posted().await?, ["Skill 1", "Skill 2"]);
    // This clears the log of requests, too.
    list.simulate(json!([])).await?;
    assert_eq!(list.settled().await?, counts(2, 2, 0, 0));
    assert_eq!(
        list.notice().await?,
        "Paused. Nothing more is added until you continue."
    );
    assert_eq!(list.posted().await?, Vec::<String>::new());
    assert_eq!(list.stored_names().await?, ["Skill 1", "Skill 2"]);

    list.main_button_is("Continue with 2 skills").await?;
    list.focus_is_kept().await?;
    assert_eq!(list.submit_and_settle().await?, counts(4, 0, 0, 0));
    assert_eq!(list.stored().await?.len(), 4);
    Ok(())
}

#[tokio::test]
async fn a_throttled_skill_is_retried_once() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(6).await?;
    list.simulate(json!([post(
        2,
        json!({ "status": 429, "retry-after": "10" })
    )]))
    .await?;
    list.submit().await?;
    list.row_shows(3, "The service is busy").await?;
    assert_eq!(list.settled().await?, counts(6, 0, 0, 0));
    let posts = list.posted().await?;
    assert_eq!(posts.len(), 7, "{posts:?}");
    assert_eq!(posts[2], posts[3]);
    assert_eq!(list.stored().await?.len(), 6);
    Ok(())
}

#[tokio::test]
async fn persistent_throttling_pauses_the_list_and_stop_ends_a_wait() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(3).await?;
    list.simulate(
        json!([{ "method": "POST", "status": 429, "retry-after": "2", "times": "always" }]),
    )
    .await?;
    let busy = list.submit_and_settle().await?;
    assert_eq!(busy, counts(0, 3, 0, 0));
    list.notice_shows("Paused. Nothing more is added until you continue.")
        .await?;
    let posts = list.posted().await?;
    assert_eq!(posts, ["Skill 1"; 4], "three repetitions, and no other row");
    assert!(list.rows().await?.iter().all(|row| row.is_selected));

    list.simulate(json!([{ "method": "POST", "status": 429, "retry-after": "40" }]))
        .await?;
    list.row_is_due(1).await?;
    list.submit().await?;
    // The time until the user stops counts too.
    list.until("half of the time has passed", async || {
        let status = list.row(1).await?.status;
        let seconds: String = status.chars().filter(char::is_ascii_digit).collect();
        Ok(seconds.parse().is_ok_and(|seconds: u32| seconds <= 20))
    })
    .await?;
    list.click("stop").await?;
    assert_eq!(list.settled().await?, counts(0, 3, 0, 0));
    assert_eq!(list.posted().await?, ["Skill 1"]);
    list.row_is_due(1).await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 0, 0, 0));
    assert_eq!(list.stored().await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn after_a_lost_response_the_profile_is_checked_before_the_next_skill_is_sent() -> Result {
    let list = List::open().await?;
    list.import_many(4).await?;
    list.simulate(json!([
        post(1, json!({ "commit": true, "status": 504 })),
        post(1, json!({ "status": 504 })),
    ]))
    .await?;
    list.submit().await?;
    list.until("it checks the profile", async || {
        Ok(list.row(2).await?.status.starts_with(CHECKING)
            || list.row(3).await?.status.starts_with(CHECKING))
    })
    .await?;
    assert_eq!(list.settled().await?, counts(3, 0, 0, 1));
    assert_eq!(
        list.stored_names().await?,
        ["Skill 1", "Skill 2", "Skill 4"]
    );
    assert_eq!(list.row(2).await?.status, "Added");
    let row = list.row(3).await?;
    assert!(
        row.status
            .contains("Your skill was not found on your profile"),
        "{row:?}"
    );
    assert_eq!(row.actions, ["send-again", "check-again", "remove"]);
    assert!(!row.is_selected);
    let methods = list.methods().await?.concat();
    assert!(methods.starts_with("POSTPOSTGETPOSTGET"), "{methods}");

    list.click("3/send-again").await?;
    list.row_shows(3, "Added").await?;
    assert_eq!(list.stored().await?.len(), 4);
    Ok(())
}

#[tokio::test]
async fn each_row_shows_its_own_result_and_actions() -> Result {
    let list = List::open().await?;
    if list.engine().skips(Subject::Answers) {
        return Ok(());
    }
    list.import_many(6).await?;
    list.choose("set-level", "expert").await?;
    list.simulate(json!([
        post(0, json!({ "status": 400 })),
        post(0, json!({ "status": 400, "target": "webUrl" })),
        post(0, json!({ "status": 409 })),
        post(0, json!({ "commit": "twice" })),
        post(0, json!({ "status": 413 })),
    ]))
    .await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 4, 0));
    list.row_shows(4, "more than once").await?;
    let rows = list.rows().await?;
    let ends: Vec<_> = rows
        .iter()
        .map(|row| (row.actions.join(" "), &*row.status))
        .collect();
    assert_eq!(ends[0].0, "add-without-level choose-level remove");
    assert!(
        ends[0]
            .1
            .starts_with("The service did not accept this skill,"),
        "{ends:?}"
    );
    assert!(list.error("2/webUrl").await?.is_some());
    assert_eq!(ends[2].0, "check-again remove");
    assert_eq!(ends[3].0, "remove-duplicate");
    assert!(ends[4].1.contains("too large"), "{ends:?}");
    assert_eq!(ends[5], ("undo".to_owned(), "Added"));
    assert!(rows.iter().all(|row| !row.is_selected));
    assert_eq!(list.stored().await?.len(), 3);

    list.click("4/remove-duplicate").await?;
    list.row_shows(4, "removed").await?;
    list.click("6/undo").await?;
    list.event("skill-removed").await?;
    list.until("it can be removed from the list", async || {
        Ok(list.row(6).await?.actions == ["remove"])
    })
    .await?;
    list.click("1/add-without-level").await?;
    list.row_shows(1, "Added").await?;
    assert_eq!(list.stored_names().await?, ["Skill 4", "Skill 1"]);

    // A correction is sent with the rest.
    list.fill("2/webUrl", "https://example.com/").await?;
    list.click("2/select").await?;
    list.main_button_is("Continue with 1 skill").await?;
    list.submit_and_settle().await?;
    assert_eq!(list.stored().await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_401_response_pauses_the_list_and_keeps_the_selection() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(4).await?;
    list.simulate(json!([post(1, json!({ "status": 401 }))]))
        .await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 3, 0, 0));
    list.notice_shows("Sign in again").await?;
    let failed = list.event("skill-failed").await?;
    assert_eq!(failed["kind"], "needs-auth");
    assert_eq!(list.posted().await?.len(), 2);
    list.main_button_is("Continue with 3 skills").await?;
    assert_eq!(list.submit_and_settle().await?, counts(4, 0, 0, 0));
    assert_eq!(list.stored().await?.len(), 4);
    Ok(())
}

#[tokio::test]
async fn no_request_is_sent_if_the_token_source_fails() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.refuse_token("CANARY signed out").await?;
    list.enter("Rust\nJudo").await?;
    list.click("import").await?;
    list.notice_shows("Your profile could not be checked")
        .await?;
    assert_eq!(list.submit_and_settle().await?, counts(0, 2, 0, 0));
    list.notice_shows("There was a problem with your sign-in")
        .await?;
    assert_eq!(list.methods().await?, Vec::<String>::new());
    list.main_button_is("Add 2 skills").await?;
    list.give_token("CANARY-4e1d").await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    Ok(())
}

#[tokio::test]
async fn an_unreadable_profile_does_not_prevent_the_transfer() -> Result {
    let list = List::open().await?;
    if list.engine().skips(Subject::Answers) {
        return Ok(());
    }
    list.simulate(json!([{ "method": "GET", "status": 403, "times": "always" }]))
        .await?;
    list.enter("Rust\nJudo").await?;
    list.click("import").await?;
    list.notice_shows("Your profile could not be checked, so")
        .await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    list.notice_shows("Your profile could not be checked afterwards")
        .await?;
    assert_eq!(list.stored_names().await?, ["Rust", "Judo"]);
    Ok(())
}

#[tokio::test]
async fn an_unknown_outcome_that_cannot_be_checked_pauses_the_list() -> Result {
    let list = List::open().await?;
    if list.engine().skips(Subject::Answers) {
        return Ok(());
    }
    list.import_many(3).await?;
    list.simulate(json!([
        post(0, json!({ "commit": true, "status": 504 })),
        { "method": "GET", "status": 500, "times": "always" },
    ]))
    .await?;
    assert_eq!(list.submit_and_settle().await?, counts(0, 2, 0, 1));
    assert_eq!(list.posted().await?, ["Skill 1"]);
    list.notice_shows("Paused.").await?;
    list.simulate(json!([])).await?;
    list.click("1/check-again").await?;
    list.row_shows(1, "Added").await?;
    list.main_button_is("Continue with 2 skills").await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 0, 0, 0));
    assert_eq!(
        list.stored_names().await?,
        ["Skill 1", "Skill 2", "Skill 3"]
    );
    Ok(())
}

#[tokio::test]
async fn verify_off_skips_lookups_and_existing_allow_does_not_mark_existing_skills() -> Result {
    let list = List::open_with("verify=\"off\"").await?;
    if list.engine().skips(Subject::Answers) {
        return Ok(());
    }
    list.endpoint()
        .add(&json!({ "displayName": "Rust" }))
        .await?;
    list.enter("Rust\nJudo").await?;
    list.click("import").await?;
    list.has_rows(2).await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    assert_eq!(list.methods().await?, ["POST", "POST"]);

    let list = List::open_with("existing=\"allow\"").await?;
    list.endpoint()
        .add(&json!({ "displayName": "Rust" }))
        .await?;
    list.import("Rust\nJudo", 2).await?;
    assert_eq!(list.statuses().await?, ["Ready to add", "Ready to add"]);
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    assert_eq!(list.stored_names().await?, ["Rust", "Rust", "Judo"]);
    Ok(())
}

#[tokio::test]
async fn the_page_can_submit_the_list_and_skip_skills_with_prevent_default() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(3).await?;
    list.run(
        "element.addEventListener('skill-submit', (event) => { if (event.detail.skill.displayName === 'Skill 2') event.preventDefault(); });",
        &[],
    )
    .await?;
    let submit =
        "const [first, second] = await Promise.allSettled([element.submit(), element.submit()]);
        return [first.value, second.reason?.kind];";
    assert_eq!(
        list.run(submit, &[]).await?,
        json!([counts(2, 1, 0, 0), "not-ready"])
    );
    assert_eq!(list.row(2).await?.status, "Skipped by this page");
    assert_eq!(list.stored_names().await?, ["Skill 1", "Skill 3"]);
    Ok(())
}

#[tokio::test]
async fn an_element_removed_during_a_transfer_continues_only_on_request() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open_in_real_time().await?;
    list.import_many(4).await?;
    list.simulate(json!([post(1, json!({ "commit": true, "delay": "held" }))]))
        .await?;
    list.submit().await?;
    list.row_shows(2, "Adding…").await?;
    list.until("the second skill is sent", async || {
        Ok(list.posted().await? == ["Skill 1", "Skill 2"])
    })
    .await?;
    list.detach().await?;
    // This clears the log of requests, too.
    list.simulate(json!([])).await?;
    list.transfer_ends().await?;
    assert_eq!(list.posted().await?, Vec::<String>::new());
    list.reinsert().await?;
    assert_eq!(
        list.rows().await?.len(),
        4,
        "the earlier view is still there"
    );
    list.row_shows(2, "Added").await?;
    list.main_button_is("Continue with 2 skills").await?;
    list.submit().await?;
    list.row_shows(4, "Added").await?;
    assert_eq!(
        list.stored_names().await?,
        ["Skill 1", "Skill 2", "Skill 3", "Skill 4"]
    );
    Ok(())
}

#[tokio::test]
async fn rows_can_be_edited_and_deselected_until_they_are_sent() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(3).await?;
    list.hold_token().await?;
    list.submit().await?;
    list.row_shows(1, "Adding…").await?;
    list.fill("2/displayName", "Rust").await?;
    list.click("3/select").await?;
    list.release_token("CANARY-4e1d").await?;
    assert_eq!(list.settled().await?, counts(2, 1, 0, 0));
    assert_eq!(list.stored_names().await?, ["Skill 1", "Rust"]);
    Ok(())
}

#[tokio::test]
async fn the_list_works_under_a_strict_policy_with_trusted_types() -> Result {
    let list = List::open_at(List::endpoint("", Some(POLICY))?).await?;
    list.choose_files(&[("a.csv", b"<img src=x onerror=alert(1)>\nJudo\n")])
        .await?;
    list.has_rows(2).await?;
    list.fill("2/webUrl", "javascript:alert(1)").await?;
    list.tab().await?;
    assert!(list.error("2/webUrl").await?.is_some());
    list.fill("2/webUrl", "").await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    assert_eq!(
        list.stored_names().await?[0],
        "<img src=x onerror=alert(1)>"
    );
    list.run("document.documentElement.lang = 'fr';", &[])
        .await?;
    list.notice_shows("Ajout").await?;
    list.record_files().await?;
    list.import("Rust", 1).await?;
    list.click("download").await?;
    list.saved_file().await?;
    list.reload().await?;
    list.has_rows(3).await?;
    assert_eq!(list.violations().await?, Vec::<Value>::new());
    list.assert_no_token_is_left().await
}
