//! Changes by the page: other skills, another user, other options, and a removed element.

use page_tests::{Engine, List, Result, Subject};
use serde_json::json;

use crate::several::sending::counts;

/// Returns the names in the rows, as the user sees them.
async fn names(list: &List) -> Result<Vec<String>> {
    Ok(list.rows().await?.into_iter().map(|row| row.name).collect())
}

/// Opens a list of two, of which the service has rejected the first.
async fn rejected() -> Result<List> {
    let list = List::open().await?;
    list.import_many(2).await?;
    list.simulate(json!([{ "method": "POST", "status": 400 }]))
        .await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 0, 1, 0));
    Ok(list)
}

#[tokio::test]
async fn a_replaced_list_sends_the_new_rows() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.run(
        "element.skills = [{ displayName: 'Rust' }, { displayName: 'Go' }];",
        &[],
    )
    .await?;
    list.has_rows(2).await?;
    list.run(
        "element.skills = [{ displayName: 'Chess' }, { displayName: 'Judo' }];",
        &[],
    )
    .await?;
    list.until("the new skills are shown", async || {
        Ok(names(&list).await? == ["Chess", "Judo"])
    })
    .await?;
    list.fill("1/displayName", "Shogi").await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    assert_eq!(list.stored_names().await?, ["Shogi", "Judo"]);
    Ok(())
}

#[tokio::test]
async fn each_draft_key_shows_and_sends_only_its_own_list() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open_with("draft-key=\"ann\"").await?;
    list.import("Rust\nGo", 2).await?;
    list.run("element.draftKey = 'bob';", &[]).await?;
    list.has_rows(0).await?;
    list.import("Chess\nJudo", 2).await?;
    list.run("element.draftKey = 'ann';", &[]).await?;
    list.until("the first list is shown", async || {
        Ok(names(&list).await? == ["Rust", "Go"])
    })
    .await?;
    // A transfer that is reset, as when a user signs out, neither affects the next user's list nor
    // comes back.
    list.hold_token().await?;
    list.submit().await?;
    list.run("element.reset(); element.draftKey = 'bob';", &[])
        .await?;
    list.until("the second list is shown", async || {
        Ok(names(&list).await? == ["Chess", "Judo"])
    })
    .await?;
    list.release_token("CANARY-4e1d").await?;
    list.submit().await?;
    list.row_shows(2, "Added").await?;
    assert_eq!(list.stored_names().await?, ["Chess", "Judo"]);
    assert_eq!(names(&list).await?, ["Chess", "Judo"]);
    list.run("element.draftKey = 'ann';", &[]).await?;
    list.has_rows(0).await
}

#[tokio::test]
async fn a_removed_element_requests_no_token() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import_many(4).await?;
    list.simulate(json!([{ "method": "POST", "after": 1, "delay": "ever" }]))
        .await?;
    list.submit().await?;
    list.row_shows(2, "Adding…").await?;
    let asked = list.tokens_asked().await?;
    list.detach().await?;
    list.transfer_ends().await?;
    assert_eq!(list.tokens_asked().await?, asked);
    Ok(())
}

#[tokio::test]
async fn a_list_imported_during_an_empty_submission_can_be_added() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.hold_token().await?;
    list.run("window.early = element.submit();", &[]).await?;
    list.enter("Rust").await?;
    list.click("import").await?;
    list.has_rows(1).await?;
    list.release_token("CANARY-4e1d").await?;
    list.run("await window.early;", &[]).await?;
    list.event("skills-settled").await?;
    list.submit_and_settle().await?;
    list.row_shows(1, "Added").await?;
    assert_eq!(list.stored_names().await?, ["Rust"]);
    Ok(())
}

#[tokio::test]
async fn a_rejected_skill_keeps_its_result_after_a_reload() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = rejected().await?;
    list.reload().await?;
    list.has_rows(2).await?;
    list.import("More", 1).await?;
    list.main_button_is("Continue with 1 skill").await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 1, 0));
    Ok(())
}

#[tokio::test]
async fn a_skill_failed_handler_can_replace_the_list() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = rejected().await?;
    // The response.
    list.complaints().await?;
    list.run(
        "element.addEventListener('skill-failed', () => { element.skills = [{ displayName: 'Judo' }]; });",
        &[],
    )
    .await?;
    list.hold_token().await?;
    list.click("1/select").await?;
    list.submit().await?;
    list.run("element.remove(); document.body.append(element);", &[])
        .await?;
    list.run("element.remove();", &[]).await?;
    assert_eq!(list.complaints().await?, Vec::<String>::new());
    Ok(())
}
