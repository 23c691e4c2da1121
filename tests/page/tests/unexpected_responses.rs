//! Rows 46 to 52 of FAULTS.md: unexpected responses.

use page_tests::{Endpoint, Engine, Page, Result, Site, Subject};
use serde_json::{Value, json};

use crate::invariants::{added, failed, fill, filled, posts, ready};

/// The time limit for the checks of the collection after one, four, and ten seconds, which take
/// half a second.
const HURRY: u32 = 20;

/// Submits the skill. The response does not show the result, and the collection does not contain
/// the skill.
async fn not_found(page: &Page) -> Result<Value> {
    page.submit().await?;
    let failure = failed(page).await?;
    assert_eq!(failure["kind"], "unknown", "{failure}");
    let alert = page.alert().await?;
    assert!(
        alert.starts_with("Your skill was not found on your profile"),
        "{alert}"
    );
    assert!(page.stored().await?.is_empty());
    Ok(failure)
}

/// Submits the skill again, without faults.
async fn assert_the_third_post_adds(page: &Page) -> Result {
    page.click("send-again").await?;
    added(page).await?;
    assert_eq!(posts(page).await?.len(), 3);
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn row_46_a_captive_portal_response_is_reported_and_is_not_a_success() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(&json!([{ "method": "POST", "status": 200, "body": "html" }])).await?;
    let title = page.run("return document.title;", &[]).await?;
    page.speed_up(HURRY).await?;
    page.announcements().await?;
    not_found(&page).await?;
    let login = "You might need to sign in to your network.";
    assert!(
        page.alert().await?.contains(login),
        "{}",
        page.alert().await?
    );
    let heard = page.announcements().await?;
    assert!(
        heard
            .iter()
            .any(|words| words.contains("Checking your profile") && words.contains(login)),
        "{heard:?}"
    );
    assert_eq!(
        page.run(
            "return element.shadowRoot.querySelectorAll('img, h1').length;",
            &[]
        )
        .await?,
        0
    );
    assert_eq!(page.run("return document.title;", &[]).await?, title);
    assert_eq!(posts(&page).await?.len(), 1);

    page.click("send-again").await?;
    added(&page).await?;
    assert_eq!(posts(&page).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn row_47_a_success_response_without_the_skill_triggers_a_lookup() -> Result {
    let page = filled(&json!([
        { "method": "POST", "status": 200, "body": "object" },
        { "method": "POST", "status": 204 },
        { "method": "POST", "status": 202, "commit": true },
    ]))
    .await?;
    page.speed_up(HURRY).await?;
    assert_eq!(not_found(&page).await?["status"], 200);
    page.click("send-again").await?;
    assert_eq!(failed(&page).await?["status"], 204);
    assert!(page.stored().await?.is_empty());
    assert_the_third_post_adds(&page).await
}

#[tokio::test]
async fn row_48_values_that_the_service_changed_are_shown_as_text() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let other = "<img src=x onerror=alert(1)> C++";
    let page = filled(&json!([{ "method": "POST", "set": { "displayName": other, "webUrl": "javascript:alert(1)" } }])).await?;
    page.fill("webUrl", "https://example.com/").await?;
    page.submit().await?;
    let skill = added(&page).await?["skill"].clone();
    assert_eq!(skill["displayName"], other);
    let status = page.status().await?;
    for words in [
        "The service changed these values:",
        &format!("Skill name: {other}"),
        "Link: javascript:alert(1)",
    ] {
        assert!(status.contains(words), "{status}");
    }
    let status_markup = "return element.shadowRoot.querySelector('[part~=status]').querySelectorAll('img, a').length;";
    assert_eq!(page.run(status_markup, &[]).await?, 0);
    assert_eq!(posts(&page).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn row_49_numeric_enum_values_and_nulls_in_the_response_are_a_success() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let set = json!({ "proficiency": "4", "allowedAudiences": 8, "inference": null, "webUrl": null, "createdBy": null });
    let page = filled(&json!([{ "method": "POST", "set": set }])).await?;
    page.choose("proficiency", "expert").await?;
    page.choose("allowedAudiences", "organization").await?;
    page.submit().await?;
    let skill = added(&page).await?["skill"].clone();
    assert_eq!(
        (&skill["proficiency"], &skill["allowedAudiences"]),
        (&json!("4"), &json!(8))
    );
    let status = page.status().await?;
    assert!(
        status.contains(skill["id"].as_str().unwrap_or("no id")) && !status.contains("changed"),
        "{status}"
    );
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

/// Opens a page that shows the size of the module's memory.
const MEASURED: &str = "<!doctype html>
<html lang=\"en\">
<title>Measured</title>
<add-skill endpoint=\"/beta/me/profile/skills\"></add-skill>
<script type=\"module\" src=\"measured.js\"></script>
";
const MEMORY: &str = "return window.memory.buffer.byteLength;";

#[tokio::test]
async fn row_50_a_huge_or_malformed_response_is_a_success_and_is_not_kept_in_memory() -> Result {
    let site = Site::copy()?;
    let (module, wasm) = (
        site.name("add-skill", ".js")?,
        site.name("add-skill", "_bg.wasm")?,
    );
    let script = format!(
        "import init from './{module}';
        const {{ memory }} = await init({{ module_or_path: './{wasm}' }});
        window.memory = memory;"
    );
    site.add("measured.js", &script)?;
    site.add_page("measured.html", MEASURED)?;
    let page = Page::open_at(Endpoint::start_with_faults(site, None)?, "/measured.html").await?;
    let bodies = ["huge", "deep", "utf8", "cut", "duplicate", "wide", "proto"];
    page.endpoint()
        .simulate(&json!(
            bodies.map(|body| json!({ "method": "POST", "body": body }))
        ))
        .await?;
    ready(&page).await?;
    page.allow_existing().await?;
    let before = page.run(MEMORY, &[]).await?.as_u64().unwrap_or_default();
    for body in bodies {
        fill(&page).await?;
        page.submit().await?;
        let skill = added(&page).await?["skill"].clone();
        let status = page.status().await?;
        match body {
            "duplicate" => assert_eq!(
                skill["id"], "second",
                "of two members of a name, the later counts, as in JSON.parse"
            ),
            // Invalid UTF-8 is decoded as in `Response.json()`.
            "wide" | "proto" | "utf8" => assert!(
                skill["id"].as_str().is_some_and(|id| status.contains(id)),
                "{body}: {status}"
            ),
            _ => {
                assert_eq!(
                    (&skill["displayName"], &skill["id"]),
                    (&json!("Rust"), &Value::Null),
                    "{body}"
                );
                // Until the check of the profile has found its id.
                let said = page.announcements().await?;
                assert!(
                    said.iter().any(|said| said.contains("could not be read")),
                    "{body}: {said:?}"
                );
            }
        }
    }
    assert_eq!(
        page.run("return ({}).polluted ?? null;", &[]).await?,
        Value::Null
    );
    let grown = page.run(MEMORY, &[]).await?.as_u64().unwrap_or_default() - before;
    assert!(
        before > 0 && grown < 8 << 20,
        "the module has grown from {before} by {grown} bytes"
    );
    assert_eq!(page.stored().await?.len(), bodies.len());
    Ok(())
}

#[tokio::test]
async fn row_51_a_redirect_to_another_origin_sends_neither_the_token_nor_the_skill() -> Result {
    let elsewhere = Endpoint::start_with_faults(Site::copy()?, None)?;
    let url = elsewhere.url("/beta/me/profile/skills");
    let page = filled(&json!([
        { "method": "POST", "status": 307, "redirect": url },
        { "method": "POST", "status": 308, "redirect": url },
    ]))
    .await?;
    page.speed_up(HURRY).await?;
    not_found(&page).await?;
    let reported = "redirected the request to another address";
    assert!(
        page.alert().await?.contains(reported),
        "{}",
        page.alert().await?
    );
    page.click("send-again").await?;
    failed(&page).await?;
    assert_eq!(posts(&page).await?.len(), 2);
    assert_eq!(elsewhere.met().await?["requests"], json!([]));
    Ok(())
}

#[tokio::test]
async fn row_52_a_redirect_to_the_collection_is_not_followed_and_is_not_a_success() -> Result {
    let page = filled(&json!([
        { "method": "POST", "status": 302, "redirect": "self" },
        { "method": "POST", "status": 308, "redirect": "self" },
        { "method": "POST", "status": 303, "redirect": "self", "commit": true },
    ]))
    .await?;
    page.speed_up(HURRY).await?;
    not_found(&page).await?;
    assert_eq!(posts(&page).await?.len(), 1);
    page.click("send-again").await?;
    failed(&page).await?;
    assert_eq!(
        posts(&page).await?.len(),
        2,
        "a redirect that keeps the method would post again"
    );
    assert!(page.stored().await?.is_empty());
    assert_the_third_post_adds(&page).await
}
