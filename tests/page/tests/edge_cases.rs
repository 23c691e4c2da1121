//! Unexpected responses and environments: each submission ends, and a 201 is always a success.

use page_tests::{Engine, Page, Result, Subject};
use serde_json::{Value, json};

/// The contract's example of a response, whose score is the text "Double".
const RESPONSE: &str = include_str!("../../fixtures/response.json");

#[tokio::test]
async fn the_documented_example_response_is_a_success() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Page::open().await?;
    page.respond_with(json!({ "status": 201, "body": RESPONSE }))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;
    let response: Value = serde_json::from_str(RESPONSE)?;
    assert_eq!(added["skill"], response);
    assert!(
        page.status()
            .await?
            .contains("a5ab4a61-4a61-a5ab-614a-aba5614aaba5")
    );
    Ok(())
}

#[tokio::test]
async fn an_unreadable_201_response_is_a_success() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Page::open().await?;
    let deep = "[".repeat(100_000);
    let large = format!("{{\"id\":\"{}\"}}", "x".repeat(2 << 20));
    let bodies = [
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "<html><img src=x onerror=alert(1)>",
        &deep,
        &large,
    ];
    for body in bodies {
        page.respond_with(json!({ "status": 201, "body": body }))
            .await?;
        page.fill("displayName", "Rust").await?;
        page.submit().await?;
        let added = page.event("skill-added").await?;
        assert_eq!(added["skill"]["displayName"], "Rust");
        assert!(page.status().await?.contains("Rust"));
        assert!(
            page.status().await?.contains("could not be read"),
            "{}",
            page.status().await?
        );
        assert_eq!(page.alert().await?, "");
        assert_eq!(page.value("displayName").await?, "");
    }
    page.respond_with(json!({ "status": 201, "body": "{\"id\":", "breaks": true }))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn unknown_values_in_a_response_reach_the_page_unchanged() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Page::open().await?;
    let body = json!({ "id": "1", "displayName": "Rust", "proficiency": "4", "allowedAudiences": "8", "news": [null] });
    page.respond_with(json!({ "status": 201, "body": body.to_string() }))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(page.event("skill-added").await?["skill"], body);
    Ok(())
}

#[tokio::test]
async fn nulls_in_a_response_are_accepted() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Page::open().await?;
    let body = json!({
        "id": "1", "displayName": null, "proficiency": null, "allowedAudiences": null, "categories": null, "webUrl": null,
        "inference": null, "createdDateTime": null, "createdBy": { "application": null, "device": null, "user": null },
        "lastModifiedDateTime": null, "lastModifiedBy": null, "source": null,
    });
    page.respond_with(json!({ "status": 201, "body": body.to_string() }))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(page.event("skill-added").await?["skill"]["id"], "1");
    assert!(page.status().await?.contains("Rust"));
    Ok(())
}

#[tokio::test]
async fn a_broken_fetch_wrapper_does_not_hang_the_form() -> Result {
    let page = Page::open().await?;
    page.allow_existing().await?;
    page.speed_up(20).await?;
    for surprise in [
        json!({ "rejects": "text" }),
        json!({ "rejects": null }),
        json!({ "throws": "text" }),
        json!({ "throws": {} }),
        json!({ "returns": null }),
        json!({ "returns": "text" }),
        json!({ "returns": { "ok": true, "status": 201 } }),
    ] {
        page.respond_with(surprise.clone()).await?;
        page.fill("displayName", "Rust").await?;
        page.submit().await?;
        let mut failed = page.event("skill-failed").await?;
        assert_eq!(failed["kind"], "unknown", "{surprise}");
        // On a busy machine, the check can take longer than the accelerated time limit.
        while failed["message"]
            .to_string()
            .contains("could not be checked")
        {
            page.submit().await?;
            failed = page.event("skill-failed").await?;
        }
        assert_eq!(page.status().await?, "", "{surprise}");
        assert_eq!(page.value("displayName").await?, "Rust");
        let posts = page.posts().await?.len();
        page.submit().await?;
        page.event("skill-added").await?;
        assert_eq!(
            page.posts().await?.len(),
            posts + 1,
            "{surprise}: only the button sends again"
        );
        assert_eq!(page.alert().await?, "", "{surprise}");
    }
    Ok(())
}

#[tokio::test]
async fn unusual_but_valid_values_are_sent_as_intended() -> Result {
    let page = Page::open().await?;
    page.allow_existing().await?;
    page.open_details().await?;
    for (typed, sent) in [
        ("0,5", json!(0.5)),
        (" 0.5 ", json!(0.5)),
        (".5", json!(0.5)),
        ("5e-1", json!(0.5)),
        ("+0.5", json!(0.5)),
        ("1024", json!(1024)),
        ("-1.5", json!(-1.5)),
        ("-0", json!(0)),
    ] {
        page.fill("displayName", "Rust").await?;
        page.fill("inference.confidenceScore", typed).await?;
        page.submit().await?;
        page.event("skill-added").await?;
        let stored = page.stored().await?.pop().unwrap_or_default();
        assert_eq!(
            stored["inference"]["confidenceScore"].as_f64(),
            sent.as_f64(),
            "{typed}"
        );
    }
    for link in [
        "https://例え.jp/スキル",
        "HTTP://EXAMPLE.COM",
        "https://example.com:8443/?q=a%20b#c",
    ] {
        page.fill("displayName", "Rust").await?;
        page.fill("webUrl", link).await?;
        page.submit().await?;
        page.event("skill-added").await?;
        assert_eq!(
            page.stored().await?.pop().unwrap_or_default()["webUrl"],
            link
        );
    }
    for name in ["👩‍👩‍👧‍👦 family", "C++ & <b>C#</b>", "עברית", "  Rust  "] {
        page.fill("displayName", name).await?;
        page.submit().await?;
        page.event("skill-added").await?;
        assert_eq!(
            page.stored().await?.pop().unwrap_or_default()["displayName"],
            name.trim()
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_form_waits_for_a_token_source_that_opens_a_popup_immediately() -> Result {
    let page = Page::open().await?;
    // Firefox runs other code until the window is open.
    let open = "element.getAccessToken = async () => {
        window.open('about:blank')?.close();
        return 'CANARY-token';
    };";
    page.run(open, &[]).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}
