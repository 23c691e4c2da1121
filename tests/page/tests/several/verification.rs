//! What the profile shows after a transfer: duplicates, and outcomes that were unknown.

use page_tests::{CHECKING, Engine, List, Result, Subject};
use serde_json::{Value, json};

use crate::several::sending::counts;

/// The part of a row's status about duplicates.
const TWICE: &str = "more than once";

/// Opens a list of two, and adds it while the service has these faults.
async fn added(faults: Value) -> Result<List> {
    let list = List::open().await?;
    list.import_many(2).await?;
    list.simulate(faults).await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    Ok(list)
}

#[tokio::test]
async fn a_response_with_another_id_does_not_offer_to_remove_a_duplicate() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = added(json!([{ "method": "POST", "body": "sample" }])).await?;
    let row = list.row(1).await?;
    assert!(
        !row.actions.contains(&"remove-duplicate".to_owned()),
        "{row:?}"
    );
    assert_eq!(list.stored_names().await?, ["Skill 1", "Skill 2"]);
    Ok(())
}

#[tokio::test]
async fn a_failed_duplicate_check_is_retried() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = added(json!([
        { "method": "POST", "commit": "twice" },
        { "method": "GET", "status": 500 },
    ]))
    .await?;
    list.row_shows(1, TWICE).await?;
    assert_eq!(
        list.methods().await?,
        ["POST", "POST", "GET", "GET"],
        "once more"
    );
    Ok(())
}

#[tokio::test]
async fn duplicates_missed_by_an_incomplete_lookup_are_found_by_the_next_lookup() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = added(json!([
        { "method": "POST", "commit": "twice" },
        { "method": "GET", "pages": 12 },
    ]))
    .await?;
    list.notice_shows("Your profile could not be checked afterwards")
        .await?;
    list.reload().await?;
    list.row_shows(1, TWICE).await?;
    list.click("1/remove-duplicate").await?;
    list.row_shows(1, "removed").await?;
    assert_eq!(list.stored().await?.len(), 2);

    // Only once.
    list.import("More", 1).await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 0, 0, 0));
    assert_eq!(list.stored().await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_skill_added_by_a_row_action_is_checked_for_duplicates() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(2).await?;
    list.choose("set-level", "expert").await?;
    list.simulate(json!([
        { "method": "POST", "status": 400 },
        { "method": "POST", "after": 1, "commit": "twice" },
    ]))
    .await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 0, 1, 0));
    list.click("1/add-without-level").await?;
    list.row_shows(1, TWICE).await?;
    assert_eq!(list.stored().await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn an_undone_skill_is_not_added_again_with_later_skills() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(2).await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    list.click("1/undo").await?;
    list.event("skill-removed").await?;
    // The lookup for it shows that the profile does not have the skill anymore.
    list.import("More", 1).await?;
    list.main_button_is("Continue with 1 skill").await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 1, 0, 0));
    assert_eq!(list.stored_names().await?, ["Skill 2", "More"]);
    Ok(())
}

#[tokio::test]
async fn continuing_does_not_resend_a_skill_whose_outcome_became_unknown() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(3).await?;
    list.simulate(json!([{ "method": "POST", "status": 504 }]))
        .await?;
    list.submit().await?;
    list.row_shows(1, CHECKING).await?;
    list.detach().await?;
    list.transfer_ends().await?;
    list.reinsert().await?;
    list.row_shows(1, "was not found on your profile").await?;
    list.main_button_is("Continue with 2 skills").await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 1));
    assert_eq!(list.posted().await?, ["Skill 1", "Skill 2", "Skill 3"]);
    Ok(())
}

#[tokio::test]
async fn another_tab_does_not_add_the_list_while_an_outcome_is_unknown() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(2).await?;
    let first = list.open_another_tab().await?;
    list.has_rows(2).await?;
    list.simulate(json!([{ "method": "POST", "status": 504 }]))
        .await?;
    list.submit().await?;
    list.row_shows(1, CHECKING).await?;
    list.click("stop").await?;
    list.settled().await?;
    let second = list.go_to_tab(&first).await?;
    list.submit().await?;
    list.notice_shows("Another tab is adding the skills of this list.")
        .await?;
    list.event("skills-settled").await?;
    list.go_to_tab(&second).await?;
    assert_eq!(list.posted().await?, ["Skill 1"]);

    list.click("1/check-again").await?;
    list.row_shows(1, "was not found on your profile").await?;
    list.click("1/send-again").await?;
    list.row_shows(1, "Added").await?;
    list.go_to_tab(&first).await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 1, 0, 0));
    assert_eq!(list.stored_names().await?, ["Skill 1", "Skill 2"]);
    Ok(())
}
