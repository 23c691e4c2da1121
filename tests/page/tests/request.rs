//! The request itself.

use page_tests::{Page, Result};
use serde_json::{Value, json};

#[tokio::test]
async fn the_request_is_a_json_post_with_a_bearer_token_and_leaks_nothing() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.give_token("a.b-c_d~e+f/g=").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;

    let posts = page.posts().await?;
    let request = &posts[0];
    assert!(
        request["url"]
            .as_str()
            .is_some_and(|url| url.ends_with("/beta/me/profile/skills")),
        "{request}"
    );
    let headers = request["headers"].as_object().cloned().unwrap_or_default();
    let names: Vec<_> = headers.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["authorization", "client-request-id", "content-type"]
    );
    assert_eq!(headers["authorization"], "Bearer a.b-c_d~e+f/g=");
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["client-request-id"], added["clientRequestId"]);
    assert!(is_guid(&headers["client-request-id"]), "{headers:?}");
    assert_leaks_nothing(request);
    assert_eq!(request["keepalive"], false);
    let body: Value = serde_json::from_str(request["body"].as_str().unwrap_or_default())?;
    assert_eq!(
        body,
        json!({ "@odata.type": "#microsoft.graph.skillProficiency", "displayName": "Rust" })
    );
    Ok(())
}

#[tokio::test]
async fn every_attempt_has_its_own_token_and_client_request_id() -> Result {
    let page = Page::open().await?;
    page.respond_with(json!({ "status": 400, "body": "" }))
        .await?;
    page.give_token("CANARY-first").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    let failed = page.event("skill-failed").await?;
    page.give_token("CANARY-second").await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;

    let posts = page.posts().await?;
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0]["headers"]["authorization"], "Bearer CANARY-first");
    assert_eq!(posts[1]["headers"]["authorization"], "Bearer CANARY-second");
    assert_eq!(
        posts[0]["headers"]["client-request-id"],
        failed["clientRequestId"]
    );
    assert_eq!(
        posts[1]["headers"]["client-request-id"],
        added["clientRequestId"]
    );
    assert_ne!(failed["clientRequestId"], added["clientRequestId"]);
    assert_eq!(posts[0]["body"], posts[1]["body"]);
    Ok(())
}

#[tokio::test]
async fn the_token_is_requested_with_the_minimum_scope() -> Result {
    let page = Page::open().await?;
    page.run("element.getAccessToken = async (request) => { window.asked = request; return 'CANARY-token'; };", &[]).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(
        page.run("return window.asked;", &[]).await?,
        json!({ "scopes": ["User.ReadWrite"] })
    );
    Ok(())
}

#[tokio::test]
async fn the_page_can_handle_a_submission_itself() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.give_token("CANARY-token").await?;
    page.run(
        "element.addEventListener('skill-submit', (event) => event.preventDefault());",
        &[],
    )
    .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(
        page.event("skill-submit").await?["skill"]["displayName"],
        "Rust"
    );
    assert_eq!(page.tokens_asked().await?, 0);
    assert!(page.posts().await?.is_empty());
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

/// Returns the options that determine where a request goes and what the browser adds to it.
pub(crate) fn assert_leaks_nothing(request: &Value) {
    for (member, value) in [
        ("mode", "cors"),
        ("credentials", "omit"),
        ("cache", "no-store"),
        ("redirect", "manual"),
        ("referrerPolicy", "no-referrer"),
    ] {
        assert_eq!(request[member], value, "{member} of {request}");
    }
}

fn is_guid(value: &Value) -> bool {
    let parts: Vec<_> = value.as_str().unwrap_or_default().split('-').collect();
    let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
