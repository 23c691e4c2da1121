//! The token is only in one header. Each test that waits for an event also searches for it: see
//! `page.js`.

use page_tests::{Page, Result};
use serde_json::json;

pub(crate) const TOKEN: &str = "CANARY-7f3a";

#[tokio::test]
async fn the_token_is_only_in_the_authorization_header() -> Result {
    let page = Page::open().await?;
    page.speed_up(20).await?;
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
        page.respond_with(answer).await?;
        page.submit().await?;
        page.event("skill-failed").await?;
        assert_no_token(&page).await?;
    }
    page.submit().await?;
    page.event("skill-added").await?;
    assert_no_token(&page).await?;
    assert!(
        page.posts()
            .await?
            .iter()
            .all(|request| request["headers"]["authorization"] == format!("Bearer {TOKEN}"))
    );
    Ok(())
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_not_leaked() -> Result {
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

/// Asserts that the token is nowhere else in the page.
pub(crate) async fn assert_no_token(page: &Page) -> Result {
    page.assert_no_token_is_left().await?;
    let databases = page
        .run("return (await indexedDB.databases()).length;", &[])
        .await?;
    assert_eq!(databases, 0);
    let console = page.console().await?.join("\n");
    assert!(!console.contains(TOKEN), "{console}");
    Ok(())
}

#[tokio::test]
async fn the_leak_check_finds_a_token_in_each_place() -> Result {
    let page = Page::open().await?;
    for leak in [
        "console.debug(given[0]);",
        "dispatchEvent(new ErrorEvent('error', { message: given[0] }));",
        "sessionStorage.setItem('draft', given[0]);",
        "localStorage.setItem(given[0], '');",
        "document.cookie = `token=${given[0]}`;",
        "history.replaceState({ token: given[0] }, '');",
        "history.replaceState(null, '', `?token=${given[0]}`);",
        "window.name = given[0];",
        "element.skill = { displayName: given[0] };",
        "element.shadowRoot.querySelector('.status').title = given[0];",
        "document.body.append(document.createComment(given[0]));",
        "element.dispatchEvent(new CustomEvent('skill-failed', { bubbles: true, composed: true, detail: { code: given[0] } }));",
    ] {
        page.assert_no_token_is_left().await?;
        page.run(leak, &[TOKEN.into()]).await?;
        assert!(page.assert_no_token_is_left().await.is_err(), "{leak}");
        page.run("sessionStorage.clear(); localStorage.clear(); document.cookie = 'token=; max-age=0'; window.name = '';", &[])
            .await?;
        page.run(
            "element.skill = undefined; history.replaceState(null, '', '/');",
            &[],
        )
        .await?;
        page.reload().await?;
    }
    Ok(())
}
