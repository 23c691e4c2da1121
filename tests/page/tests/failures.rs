//! The messages and events of failed submissions, which lose no input.

use page_tests::{Engine, Page, Result, Subject};
use serde_json::{Value, json};

/// The service's error message, which must never be visible, because it can contain anything.
const RAW: &str = "<img src=x onerror=alert(1)> Bearer eyJhbGciOiJub25lIn0";

async fn filled() -> Result<Page> {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    Ok(page)
}

/// Asserts the properties of each failure.
async fn assert_kept_and_told(page: &Page, failure: &Value) -> Result {
    let alert = page.alert().await?;
    let message = failure["message"].as_str().unwrap_or_default();
    assert!(
        !message.is_empty() && alert.contains(message),
        "{alert:?} does not tell {failure}"
    );
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.categories().await?, ["hobby"]);
    assert_eq!(page.status().await?, "");
    for raw in ["<img", "onerror", "eyJ"] {
        assert!(
            !alert.contains(raw) && !failure.to_string().contains(raw),
            "{alert:?} {failure}"
        );
    }
    assert_eq!(
        page.run(
            "return element.shadowRoot.querySelectorAll('img').length;",
            &[]
        )
        .await?,
        0
    );
    Ok(())
}

#[tokio::test]
async fn without_a_usable_token_nothing_is_sent() -> Result {
    let page = filled().await?;
    page.refuse_token("sign-in was closed").await?;
    page.submit().await?;
    let failure = page.event("skill-failed").await?;
    assert_eq!(failure["kind"], "not-sent");
    assert_kept_and_told(&page, &failure).await?;

    for token in [
        json!(""),
        json!("   "),
        json!("two words"),
        json!("a\nb"),
        json!("tökén"),
        json!(42),
        json!(null),
        json!({}),
    ] {
        page.give_token(token.clone()).await?;
        page.submit().await?;
        let failure = page.event("skill-failed").await?;
        assert_eq!(failure["kind"], "not-sent", "{token}");
        assert_kept_and_told(&page, &failure).await?;
    }
    page.run("element.getAccessToken = undefined;", &[]).await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "not-sent");
    page.run("element.getAccessToken = () => { throw undefined; };", &[])
        .await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "not-sent");
    assert!(page.posts().await?.is_empty());
    assert!(page.stored().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_disallowed_endpoint_is_rejected_without_requesting_a_token() -> Result {
    let page = filled().await?;
    page.give_token("CANARY-token").await?;
    for endpoint in [
        "https://evil.example/beta/me/profile/skills",
        "https://graph.microsoft.com@evil.example/beta/me/profile/skills",
        "https://graph.microsoft.com.evil.example/beta/me/profile/skills",
        "http://graph.microsoft.com/beta/me/profile/skills",
        "javascript:https://graph.microsoft.com/",
        "//evil.example/beta/me/profile/skills",
    ] {
        page.run("element.endpoint = given[0];", &[endpoint.into()])
            .await?;
        page.submit().await?;
        let failure = page.event("skill-failed").await?;
        assert_eq!(failure["kind"], "not-sent", "{endpoint}");
        assert_kept_and_told(&page, &failure).await?;
    }
    assert_eq!(page.tokens_asked().await?, 0);
    assert!(page.posts().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_offline_submission_is_not_sent_or_retried_automatically() -> Result {
    let page = filled().await?;
    page.set_offline(true).await?;
    page.submit().await?;
    let failure = page.event("skill-failed").await?;
    assert_eq!(failure["kind"], "not-sent");
    assert_kept_and_told(&page, &failure).await?;

    page.set_offline(false).await?;
    assert!(page.posts().await?.is_empty());
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn rejections_are_reported_by_kind_without_the_message_of_the_service() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled().await?;
    for (status, kind) in [
        (400, "rejected"),
        (401, "needs-auth"),
        (403, "rejected"),
        (404, "rejected"),
        (405, "rejected"),
        (409, "rejected"),
        (413, "rejected"),
        (415, "rejected"),
        (422, "rejected"),
        (507, "rejected"),
    ] {
        let error = json!({ "error": {
            "code": "BadRequest",
            "message": RAW,
            "innerError": { "code": "skillInvalid", "message": RAW, "request-id": "11111111-2222-3333-4444-555555555555" },
        }});
        let headers = json!({ "Content-Type": "application/json", "request-id": "99999999-2222-3333-4444-555555555555" });
        page.respond_with(
            json!({ "status": status, "headers": headers, "body": error.to_string() }),
        )
        .await?;
        page.submit().await?;
        let failure = page.event("skill-failed").await?;
        assert_eq!(failure["kind"], kind, "{status}");
        assert_eq!(failure["status"], status);
        assert_eq!(failure["code"], "skillInvalid");
        assert_eq!(failure["requestId"], "99999999-2222-3333-4444-555555555555");
        assert_kept_and_told(&page, &failure).await?;
    }
    assert!(page.stored().await?.is_empty());

    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.alert().await?, "");
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn throttling_reports_retry_after_and_blocks_earlier_submissions() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    for status in [429, 503] {
        let page = filled().await?;
        // An hour, which is too long for an automatic retry.
        page.respond_with(
            json!({ "status": status, "headers": { "Retry-After": "3600" }, "body": "" }),
        )
        .await?;
        page.submit().await?;
        let failure = page.event("skill-failed").await?;
        assert_eq!(failure["kind"], "throttled");
        assert_eq!(failure["retryAfter"], 3600);
        assert_kept_and_told(&page, &failure).await?;

        page.submit().await?;
        let failure = page.event("skill-failed").await?;
        assert_eq!(failure["kind"], "throttled");
        assert!(
            failure["retryAfter"]
                .as_u64()
                .is_some_and(|seconds| (3000..=3600).contains(&seconds)),
            "{failure}"
        );
        assert_kept_and_told(&page, &failure).await?;
        assert_eq!(page.posts().await?.len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn inconclusive_responses_leave_the_outcome_unknown_and_are_not_retried() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled().await?;
    page.speed_up(20).await?;
    let html = json!({ "Content-Type": "text/html" });
    for (index, (status, body)) in [
        (500, RAW),
        (502, ""),
        (504, "{}"),
        (200, RAW),
        (200, "{}"),
        (202, ""),
    ]
    .into_iter()
    .enumerate()
    {
        page.respond_with(json!({ "status": status, "headers": html, "body": body }))
            .await?;
        page.submit().await?;
        let failure = page.event("skill-failed").await?;
        assert_eq!(failure["kind"], "unknown", "{status}");
        assert_kept_and_told(&page, &failure).await?;
        assert_eq!(
            page.posts().await?.len(),
            index + 1,
            "{status}: what may have been added is not sent again"
        );
    }
    Ok(())
}

#[tokio::test]
async fn error_bodies_of_any_shape_are_reported_as_rejected() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled().await?;
    for body in [
        json!("text"),
        json!(null),
        json!([]),
        json!({ "error": "text" }),
        json!({ "error": 7 }),
        json!({ "error": [] }),
        json!({ "error": { "code": 7, "message": null, "innerError": "text" } }),
        json!({ "error": { "code": "UnknownError", "message": "" } }),
        json!({ "error": { "code": RAW.repeat(100), "innererror": { "code": "\u{202E}\u{0}" } } }),
    ] {
        page.respond_with(json!({ "status": 400, "body": body.to_string() }))
            .await?;
        page.submit().await?;
        let failure = page.event("skill-failed").await?;
        assert_eq!(failure["kind"], "rejected", "{body}");
        assert_kept_and_told(&page, &failure).await?;
        assert!(failure["code"].as_str().unwrap_or_default().len() <= 128);
    }
    Ok(())
}
