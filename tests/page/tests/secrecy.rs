//! The token goes into one header, and nowhere else.

use page_tests::{Page, Result};
use serde_json::json;

const TOKEN: &str = "CANARY-7f3a";

#[tokio::test]
async fn the_token_is_nowhere_but_in_the_request() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.give_token(TOKEN).await?;
    page.fill("displayName", "Rust").await?;
    let refusal = json!({ "error": { "code": TOKEN, "message": format!("Bearer {TOKEN}") } });
    for answer in [
        json!({ "rejects": format!("Bearer {TOKEN}") }),
        json!({ "throws": format!("Bearer {TOKEN}") }),
        json!({ "status": 500, "body": format!("Bearer {TOKEN}") }),
        json!({ "status": 401, "body": refusal.to_string().replace(TOKEN, "InvalidAuthenticationToken") }),
    ] {
        page.answer_with(answer).await?;
        page.submit().await?;
        page.event("skill-failed").await?;
        assert_no_token(&page).await?;
    }
    page.submit().await?;
    page.event("skill-added").await?;
    assert_no_token(&page).await?;
    assert!(page.posts().await?.iter().all(|request| request["headers"]["authorization"] == format!("Bearer {TOKEN}")));
    Ok(())
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_not_told_to_anyone() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.give_token(format!("{TOKEN}\n")).await?;
    page.submit().await?;
    page.event("skill-failed").await?;
    page.refuse_token(TOKEN).await?;
    page.submit().await?;
    page.event("skill-failed").await?;
    assert_no_token(&page).await
}

async fn assert_no_token(page: &Page) -> Result {
    let traces = page.traces_of(TOKEN).await?;
    assert!(traces.is_empty(), "{traces:?}");
    Ok(())
}
