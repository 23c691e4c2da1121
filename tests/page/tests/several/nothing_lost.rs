//! The list survives reloads, crashes, and navigation, and continues only on request.

use page_tests::{Engine, List, Result, Row, Step, Subject};
use serde_json::{Value, json};

use crate::several::sending::counts;

const RESTORED: &str = "Your list was restored. Nothing is added until you continue.";

/// Returns what the user has entered.
fn entered(rows: &[Row]) -> Vec<(u64, &str, &str, &str, &str, bool, bool)> {
    rows.iter().map(Row::entered).collect()
}

/// Opens a list of six that is being sent: the response to the POST of row 3 never arrives.
async fn sending(is_stored: bool) -> Result<List> {
    let list = List::open().await?;
    list.import_many(6).await?;
    let commit = if is_stored { json!(true) } else { json!("no") };
    list.simulate(json!([{ "method": "POST", "after": 2, "commit": commit, "delay": "ever" }]))
        .await?;
    list.submit().await?;
    list.until("the third skill was posted", async || {
        Ok(list.posted().await?.len() == 3)
    })
    .await?;
    Ok(list)
}

/// Asserts that the list knows what has become of row 3, that it sends nothing by itself, and that
/// it continues with the rest.
async fn resumes(list: &List, is_stored: bool) -> Result {
    list.has_rows(6).await?;
    assert_eq!(list.notice().await?, RESTORED);
    let end = if is_stored {
        "Added"
    } else {
        "Your skill was not found on your profile"
    };
    list.row_shows(3, end).await?;
    assert_eq!(
        list.statuses().await?[..2],
        ["Added", "Added"],
        "what was added before"
    );
    assert_eq!(
        list.statuses().await?[3..],
        ["Ready to add", "Ready to add", "Ready to add"]
    );
    assert_eq!(list.posted().await?.len(), 3, "nothing is sent by itself");

    list.main_button_is("Continue with 3 skills").await?;
    let expected = if is_stored {
        counts(6, 0, 0, 0)
    } else {
        counts(5, 0, 0, 1)
    };
    assert_eq!(list.submit_and_settle().await?, expected);
    if !is_stored {
        list.click("3/send-again").await?;
        list.row_shows(3, "Added").await?;
    }
    let mut names = list.stored_names().await?;
    names.sort();
    let all: Vec<_> = (1..=6).map(|number| format!("Skill {number}")).collect();
    assert_eq!(names, all);
    assert_eq!(list.posted().await?.len(), if is_stored { 6 } else { 7 });
    list.assert_no_token_is_left().await
}

#[tokio::test]
async fn entries_edits_and_selections_survive_a_reload() -> Result {
    let list = List::open().await?;
    list.import(
        "Skill\tLevel\nRust\texpert\nJudo\t\nrust\t\nChess\tWizard\nGo\t\n",
        5,
    )
    .await?;
    list.fill("2/displayName", "Judo 2").await?;
    list.fill("2/categories", "hobby, spo").await?;
    list.click("5/remove").await?;
    list.fill("2/webUrl", "exam").await?;
    list.tab().await?;
    list.click("1/select").await?;
    list.fill("text", "Not imported yet").await?;
    let before = list.rows().await?;
    list.reload().await?;
    list.has_rows(5).await?;
    assert_eq!(entered(&list.rows().await?), entered(&before));
    assert_eq!(list.value("text").await?, "Not imported yet");
    assert_eq!(list.notice().await?, RESTORED);
    assert!(list.error("2/webUrl").await?.is_some());
    assert_eq!(list.methods().await?, ["GET"], "nothing is sent");

    // A second time, and by navigation.
    list.click("5/restore").await?;
    list.fill("2/webUrl", "").await?;
    let before = list.rows().await?;
    list.leave_and_go_back().await?;
    list.has_rows(5).await?;
    assert_eq!(entered(&list.rows().await?), entered(&before));
    list.import("More", 1).await?;
    assert_eq!(list.row(6).await?.name, "More");
    Ok(())
}

#[tokio::test]
async fn a_transfer_checks_the_open_outcome_after_a_reload_and_resumes_on_request() -> Result {
    for is_stored in [true, false] {
        let list = sending(is_stored).await?;
        list.reload().await?;
        resumes(&list, is_stored).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_skill_with_an_unknown_outcome_is_not_resent_when_a_reloaded_list_continues() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = sending(true).await?;
    list.simulate(json!([{ "method": "GET", "status": 500, "times": "always" }]))
        .await?;
    list.reload().await?;
    list.row_shows(3, "could not be checked").await?;
    list.simulate(json!([])).await?;
    list.main_button_is("Continue with 3 skills").await?;
    // The check at the end finds it.
    assert_eq!(list.submit_and_settle().await?, counts(6, 0, 0, 0));
    assert_eq!(list.posted().await?, ["Skill 4", "Skill 5", "Skill 6"]);
    list.row_shows(3, "Added").await?;
    assert_eq!(list.stored().await?.len(), 6);
    Ok(())
}

#[tokio::test]
async fn a_transfer_checks_the_open_outcome_after_a_crash_and_resumes_on_request() -> Result {
    for is_stored in [true, false] {
        let list = sending(is_stored).await?;
        if list.engine().cannot(Step::Crash).is_some() {
            return Ok(());
        }
        list.crash().await?;
        resumes(&list, is_stored).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_transfer_survives_leaving_the_page_and_going_back() -> Result {
    let list = sending(true).await?;
    if list.leave_and_go_back().await? {
        // The page was kept, so the transfer was never interrupted.
        list.settled().await?;
        list.row_shows(6, "Added").await?;
        assert_eq!(list.stored().await?.len(), 6);
        return Ok(());
    }
    resumes(&list, true).await
}

#[tokio::test]
async fn a_reload_during_throttling_keeps_the_list_and_the_retry_time() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(3).await?;
    list.simulate(json!([{ "method": "POST", "after": 1, "status": 429, "retry-after": "60" }]))
        .await?;
    list.submit().await?;
    list.row_shows(2, "The service is busy").await?;
    list.reload().await?;
    list.has_rows(3).await?;
    assert_eq!(list.row(1).await?.status, "Added");
    assert_eq!(list.posted().await?, ["Skill 1", "Skill 2"]);
    list.main_button_is("Continue with 2 skills").await?;
    // The service wants to be left alone until then.
    assert_eq!(list.submit_and_settle().await?, counts(1, 2, 0, 0));
    assert_eq!(list.posted().await?, ["Skill 1", "Skill 2"]);
    list.row_is_due(2).await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 0, 0, 0));
    assert_eq!(
        list.stored_names().await?,
        ["Skill 1", "Skill 2", "Skill 3"]
    );
    Ok(())
}

#[tokio::test]
async fn results_survive_a_reload_and_added_skills_are_not_added_again() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(3).await?;
    list.simulate(json!([{ "method": "POST", "after": 1, "status": 400 }]))
        .await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 1, 0));
    list.reload().await?;
    list.has_rows(3).await?;
    assert_eq!(list.row(1).await?.status, "Added");
    assert_eq!(list.row(3).await?.status, "Added");
    assert!(!list.row(2).await?.is_selected);
    list.click("select-all").await?;
    list.main_button_is("Continue with 1 skill").await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 0, 0, 0));
    assert_eq!(
        list.stored_names().await?,
        ["Skill 1", "Skill 3", "Skill 2"]
    );
    Ok(())
}

#[tokio::test]
async fn a_duplicate_of_a_skill_added_before_a_reload_is_reported() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(4).await?;
    list.simulate(json!([
        { "method": "POST", "commit": "twice" },
        { "method": "POST", "after": 1, "commit": true, "delay": "ever" },
    ]))
    .await?;
    list.submit().await?;
    list.until("the third skill was posted", async || {
        Ok(list.posted().await?.len() == 3)
    })
    .await?;
    list.reload().await?;
    list.has_rows(4).await?;
    list.row_shows(3, "Added").await?;
    // The button moves when the duplicate is shown.
    list.row_shows(1, "more than once").await?;
    list.submit_and_settle().await?;
    assert_eq!(list.stored().await?.len(), 5);
    list.row_shows(1, "more than once").await
}

/// The key of the saved list.
const KEY: &str = "const key = Object.keys(sessionStorage).find((key) => key.endsWith(':list'));";

#[tokio::test]
async fn an_unreadable_list_is_kept_until_it_is_downloaded() -> Result {
    let list = List::open().await?;
    if list.engine().skips(Subject::Rules) {
        return Ok(());
    }
    list.import_many(2).await?;
    let damage = format!("{KEY} sessionStorage.setItem(key, given[0]);");
    // Saving on the way out would repair it.
    let freeze = "Storage.prototype.setItem = () => {};";
    let text = "{\"v\":7,\"rows\":[\"of a later version\"]}";
    list.run(&[&*damage, freeze].concat(), &[text.into()])
        .await?;
    list.reload().await?;
    list.notice_shows("A list from an earlier visit could not be opened.")
        .await?;
    assert_eq!(list.rows().await?, []);
    list.import_many(3).await?;
    list.reload().await?;
    list.notice_shows("could not be opened").await?;
    list.has_rows(3).await?;
    list.record_files().await?;
    list.click("download-unreadable").await?;
    let (name, content) = list.saved_file().await?;
    assert_eq!((&*name, &*content), ("skills.txt", text.as_bytes()));
    list.reload().await?;
    list.has_rows(3).await?;
    assert_eq!(list.notice().await?, RESTORED);
    Ok(())
}

#[tokio::test]
async fn full_storage_is_reported_and_the_list_still_works() -> Result {
    let list = List::open().await?;
    list.run(crate::storage::FILL_UP, &[]).await?;
    list.enter("Rust\nJudo").await?;
    list.click("import").await?;
    list.has_rows(2).await?;
    list.fill("1/displayName", "Go").await?;
    list.notice_shows("The list cannot be saved in this browser.")
        .await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    assert_eq!(list.stored_names().await?, ["Go", "Judo"]);
    assert_eq!(list.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_list_with_draft_off_stores_nothing() -> Result {
    let list = List::open_with("draft=\"off\"").await?;
    if list.engine().skips(Subject::Rules) {
        return Ok(());
    }
    list.import_many(2).await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    let stored = "return { ...sessionStorage, ...localStorage };";
    assert_eq!(list.run(stored, &[]).await?, json!({}));
    list.reload().await?;
    assert_eq!(list.rows().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_large_list_survives_a_reload_during_its_transfer() -> Result {
    let list = List::open().await?;
    if list.engine().skips(Subject::Answers) {
        return Ok(());
    }
    list.import_many(50).await?;
    list.submit().await?;
    list.until("half of it was posted", async || {
        Ok(list.posted().await?.len() >= 25)
    })
    .await?;
    list.reload().await?;
    list.has_rows(50).await?;
    let posted = list.posted().await?.len();
    list.until("no outcome is open", async || {
        Ok(list.rows().await?.iter().all(|row| !row.is_busy))
    })
    .await?;
    assert_eq!(list.posted().await?.len(), posted);
    list.submit_and_settle().await?;
    // The POST may not have left the page.
    for row in list.rows().await? {
        if row.actions.iter().any(|action| action == "send-again") {
            list.click(&format!("{}/send-again", row.number)).await?;
        }
    }
    list.until("all are added", async || {
        let statuses = list.statuses().await?;
        Ok(statuses.iter().all(|status| status.starts_with("Added")))
    })
    .await?;
    let (mut names, mut all): (Vec<String>, Vec<String>) = (
        list.stored_names().await?,
        (1..=50).map(|number| format!("Skill {number}")).collect(),
    );
    names.sort();
    all.sort();
    assert_eq!(names, all);
    assert!(posted < 50, "it was too fast to interrupt");
    assert_eq!(
        list.run(
            &format!("{KEY} return sessionStorage.getItem(key).includes('CANARY');"),
            &[]
        )
        .await?,
        Value::Bool(false)
    );
    Ok(())
}
