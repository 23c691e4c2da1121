//! The token goes into one header, and nowhere else.

use page_tests::{Page, Result};
use serde_json::{Value, json};

pub(crate) const TOKEN: &str = "CANARY-7f3a";

/// Everything of a page in which a token could be left.
const EVERYWHERE: &str = "
  const trees = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot).filter(Boolean)];
  const nodes = trees.map((tree) => new XMLSerializer().serializeToString(tree));
  const values = trees.flatMap((tree) => [...tree.querySelectorAll('input, select')].map(({ value }) => value));
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  const urls = performance.getEntries().map(({ name }) => name);
  const storage = [{ ...sessionStorage }, { ...localStorage }, document.cookie, window.name, history.state, databases];
  return JSON.stringify([nodes, values, urls, storage, element.skill, location.href]);";

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

/// Fails where the page has left the token anywhere.
pub(crate) async fn assert_no_token(page: &Page) -> Result {
    let everywhere = page.run(EVERYWHERE, &[]).await?.to_string();
    assert!(!everywhere.contains(TOKEN), "{everywhere}");
    let events = Value::Array(page.events().await?).to_string();
    assert!(!events.contains(TOKEN), "{events}");
    let console = page.console().await?.join("\n");
    assert!(!console.contains(TOKEN), "{console}");
    Ok(())
}
