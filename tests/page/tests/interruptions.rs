//! Rows 17 to 22, 57, and 59 of FAULTS.md: a submission during which the user stops it, the element
//! is removed, the page is left, the machine sleeps, or a second tab is open.

use std::time::Duration;

use page_tests::{ADDED, CHECKING, NOT_FOUND, Outcome, Result, Scenario, Step};
use serde_json::{Value, json};

/// The two possible results of a POST without a response.
fn ends() -> [(Value, Outcome<'static>); 2] {
    let post = |is_done| json!([{ "method": "POST", "commit": is_done, "delay": "ever" }]);
    [(post(json!("no")), NOT_FOUND), (post(json!(true)), ADDED)]
}

/// Opens a form that waits for a response that never arrives.
async fn sending(post: &Value) -> Result<Scenario> {
    let page = Scenario::begin().await?;
    page.submit_with_faults(post.clone()).await?;
    page.is_sent().await?;
    Ok(page)
}

#[tokio::test]
async fn row_17_a_submission_stopped_after_it_was_sent_is_checked() -> Result {
    for (post, rest) in ends() {
        let page = sending(&post).await?;
        page.click("stop").await?;
        page.ends_as(&rest).await?;
        assert!(
            page.has_shown(CHECKING).await?,
            "{:?}",
            page.shown_messages().await?
        );
    }
    Ok(())
}

#[tokio::test]
async fn row_18_an_element_removed_during_a_submission_checks_the_outcome_when_reinserted() -> Result
{
    for (post, rest) in ends() {
        let page = sending(&post).await?;
        let before = page.seen("GET").await?.len();
        page.run("window.removed = element; element.remove();", &[])
            .await?;
        page.until("its time is over", async || {
            Ok(page.record().await?["state"] == "unknown")
        })
        .await?;
        assert_eq!(
            page.seen("GET").await?.len(),
            before,
            "removed, it asks for nothing"
        );

        page.run("document.body.append(window.removed);", &[])
            .await?;
        page.ready().await?;
        page.click_into("webUrl").await?;
        page.ends_as(&rest).await?;
        assert!(
            page.has_shown(CHECKING).await?,
            "{:?}",
            page.shown_messages().await?
        );
    }
    Ok(())
}

#[tokio::test]
async fn row_19_a_reload_during_a_submission_checks_the_outcome_without_another_post() -> Result {
    for (post, rest) in ends() {
        let page = sending(&post).await?;
        page.reload().await?;
        page.ends_as(&rest).await?;
    }
    Ok(())
}

#[tokio::test]
async fn row_20_a_crash_during_a_submission_checks_the_outcome_without_another_post() -> Result {
    for (post, rest) in ends() {
        let page = sending(&post).await?;
        if page.engine().cannot(Step::Crash).is_some() {
            return Ok(());
        }
        page.crash().await?;
        page.ends_as(&rest).await?;
    }
    Ok(())
}

#[tokio::test]
async fn row_21_after_a_back_navigation_the_form_shows_the_outcome_or_the_delay() -> Result {
    for (post, rest) in ends() {
        let page = sending(&post).await?;
        let is_kept = page.leave_and_go_back().await?;
        eprintln!(
            "{:?} has kept the page while it sends: {is_kept}",
            page.engine()
        );
        page.ends_as(&rest).await?;
    }
    let page = Scenario::begin().await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 429, "retry-after": "30" }]))
        .await?;
    page.shows("The service is busy").await?;
    let is_kept = page.leave_and_go_back().await?;
    eprintln!(
        "{:?} has kept the page while it waits: {is_kept}",
        page.engine()
    );
    page.shows("The service is busy").await?;
    if !is_kept {
        page.shows_button("send-again").await?;
        page.click("send-again").await?;
    }
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    Ok(())
}

#[tokio::test]
async fn row_22_a_retry_delay_that_ends_during_sleep_causes_one_retry() -> Result {
    let page = Scenario::begin_at(1).await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 429, "retry-after": "170" }]))
        .await?;
    page.shows("Trying again").await?;
    page.sleep(Duration::from_secs(3600)).await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    Ok(())
}

#[tokio::test]
async fn row_57_a_second_tab_with_the_same_draft_checks_the_outcome_and_posts_nothing() -> Result {
    for (post, rest) in ends() {
        let page = sending(&post).await?;
        let first = page.open_another_tab().await?;
        page.ends_as(&rest).await?;

        page.go_to_tab(&first).await?;
        page.click_into("webUrl").await?;
        page.ends_as(&rest).await?;
    }
    Ok(())
}

#[tokio::test]
async fn row_59_edits_during_a_submission_become_the_next_draft_and_not_its_saved_payload() -> Result
{
    let [_, (post, _)] = ends();
    let page = sending(&post).await?;
    page.fill("displayName", "Watercolour").await?;
    assert_eq!(page.record().await?["payload"]["displayName"], "Rust");
    page.reload().await?;

    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Rust");
    page.shows("was added to your profile").await?;
    assert_eq!(page.value("displayName").await?, "Watercolour");
    assert_eq!(page.categories().await?, ["hobby"]);
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Watercolour");
    assert_eq!((page.posts().await?, page.stored().await?.len()), (1, 1));
    Ok(())
}
