//! One decision of the user adds one skill, regardless of the number of clicks.

use page_tests::{Key, Page, Result};

/// Opens a page whose form waits for a token.
async fn waiting_for_its_token() -> Result<Page> {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.hold_token().await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.until("the form says that it adds the skill", async || {
        Ok(!page.status().await?.is_empty())
    })
    .await?;
    Ok(page)
}

#[tokio::test]
async fn a_double_click_adds_one_skill() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.fill("displayName", "Rust").await?;
    page.double_click("submit").await?;
    page.event("skill-added").await?;
    assert_eq!(page.posts().await?.len(), 1);
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn pressing_enter_three_times_adds_one_skill() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.fill("displayName", "Rust").await?;
    page.type_into("displayName", Key::Enter + Key::Enter + Key::Enter)
        .await?;
    page.event("skill-added").await?;
    assert_eq!(page.posts().await?.len(), 1);
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_pending_submission_cannot_be_submitted_again() -> Result {
    let page = waiting_for_its_token().await?;

    page.double_click("submit").await?;
    page.type_into("displayName", Key::Enter + Key::Enter)
        .await?;
    let refused = page
        .run(
            "return element.submit().then(() => 'added', (error) => error.kind);",
            &[],
        )
        .await?;
    assert_eq!(refused, "not-ready");
    assert_eq!(page.tokens_asked().await?, 1);
    assert_eq!(page.summary().await?, Vec::<String>::new());

    page.release_token("CANARY-token").await?;
    page.event("skill-added").await?;
    assert_eq!(page.posts().await?.len(), 1);
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn stopping_before_the_request_is_sent_keeps_the_input() -> Result {
    let page = waiting_for_its_token().await?;
    page.click("stop").await?;
    page.release_token("CANARY-token").await?;

    assert_eq!(page.event("skill-failed").await?["kind"], "not-sent");
    assert_eq!(page.posts().await?.len(), 0);
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn input_during_a_submission_becomes_the_next_draft() -> Result {
    let page = Page::open().await?;
    page.hold_token().await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.until("the form says that it adds the skill", async || {
        Ok(!page.status().await?.is_empty())
    })
    .await?;
    page.fill("displayName", "Watercolour").await?;
    page.release_token("CANARY-token").await?;

    assert_eq!(
        page.event("skill-added").await?["skill"]["displayName"],
        "Rust"
    );
    assert!(page.status().await?.contains("Rust"));
    assert_eq!(page.value("displayName").await?, "Watercolour");
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Watercolour");
    Ok(())
}
