//! Clicks that wait for a token source, and those that are not repeated, because the user has not
//! seen what would be sent.

use page_tests::{Endpoint, Page, Result};
use serde_json::json;

use super::{HOLD, assert_only_a_click_adds, load, open, open_html, pause, shown};
use crate::package::{ELEMENT, SCRIPT, html, site};
use crate::server_rendered::in_place::assert_in_place;

#[tokio::test]
async fn an_early_submission_waits_for_a_token_source_that_is_set_later() -> Result {
    let page = open_without_token().await?;
    wait_for_token(&page).await?;
    // Frameworks set it to undefined first.
    page.run("element.getAccessToken = undefined;", &[]).await?;
    assert!(page.status().await?.contains("still loading"));
    assert_eq!(page.stored().await?.len(), 0);
    page.run("element.getAccessToken = async () => 'CANARY-later';", &[])
        .await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_missing_token_source_is_reported_after_a_timeout_and_the_input_is_kept() -> Result {
    let limit = "<script>{
        const native = setTimeout;
        window.setTimeout = (run, after, ...given) => {
          if (after === 10000) window.endWait = run;
          return native(run, after === 10000 ? 1e9 : after, ...given);
        };
      }</script>";
    let page = open_without_token_with(limit).await?;
    wait_for_token(&page).await?;
    page.run("endWait();", &[]).await?;
    let failed = page.event("skill-failed").await?;
    assert_in_place(&page).await?;
    assert_eq!(failed["kind"], "not-sent");
    assert!(page.alert().await?.contains("sign-in"));
    assert_eq!(page.status().await?, "");
    assert_eq!(page.run(BUSY, &[]).await?, 0);
    assert_eq!(page.value("displayName").await?, "Rust");
    page.run("element.getAccessToken = async () => 'CANARY-later';", &[])
        .await?;
    assert_only_a_click_adds(&page).await
}

/// The number of controls that show that the form is busy.
const BUSY: &str =
    "return element.shadowRoot.querySelectorAll('[part~=stop], [aria-disabled=true]').length;";

async fn open_without_token() -> Result<Page> {
    open_without_token_with("").await
}

async fn open_without_token_with(head: &str) -> Result<Page> {
    let head = [head, HOLD, SCRIPT].concat();
    let html = html(&head, ELEMENT).replace("<script src=\"/token.js\"></script>", "");
    open_html(&html).await
}

/// Submits a form without a token source, and waits until the module has started.
async fn wait_for_token(page: &Page) -> Result {
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("load();", &[]).await?;
    let loaded = "return performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('_bg.wasm') && responseEnd > 0);";
    page.until("the module is loaded", async || {
        Ok(page.run(loaded, &[]).await? == true)
    })
    .await?;
    pause(page).await?;
    assert!(page.status().await?.contains("still loading"));
    Ok(())
}

#[tokio::test]
async fn a_pending_early_submission_is_discarded_when_the_form_changes() -> Result {
    for change in [
        "element.reset();",
        "element.skill = { displayName: 'Other' };",
        "element.skill = null;",
        "element.toggleAttribute('readonly', true);",
        "element.disabled = true;",
        "const { parentNode } = element; element.remove(); await new Promise((resolve) => setTimeout(resolve)); parentNode.append(element);",
        "const input = element.shadowRoot.querySelector('[name=displayName]'); input.value = 'half'; input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));",
    ] {
        let page = open_without_token().await?;
        wait_for_token(&page).await?;
        page.run(change, &[]).await?;
        page.ready().await?;
        assert_eq!(page.status().await?, "", "{change}");
        page.run(
            "element.getAccessToken = async () => 'CANARY-later'; await new Promise((resolve) => setTimeout(resolve, 100));",
            &[],
        )
        .await?;
        assert_eq!(page.run(BUSY, &[]).await?, 0, "{change}");
        assert_eq!(page.stored().await?.len(), 0, "{change}");
    }
    Ok(())
}

#[tokio::test]
async fn a_skill_set_by_the_page_after_an_early_click_is_not_sent() -> Result {
    for change in [
        "element.skill = { displayName: 'Other', webUrl: 'https://example.com/' };",
        // The page changes its object in place.
        "window.skill.webUrl = 'https://example.com/';",
    ] {
        let page = open("", ELEMENT).await?;
        page.run(
            "window.skill = { displayName: 'Rust' }; element.skill = window.skill;",
            &[],
        )
        .await?;
        page.until("the shell has the value", async || {
            Ok(page.value("displayName").await? == "Rust")
        })
        .await?;
        page.submit().await?;
        page.run(change, &[]).await?;
        load(&page).await?;
        pause(&page).await?;
        assert_eq!(page.stored().await?.len(), 0, "{change}");
        assert_eq!(page.value("webUrl").await?, "https://example.com/");
        page.submit().await?;
        page.event("skill-added").await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_early_click_does_not_send_a_restored_draft() -> Result {
    let page = open("", ELEMENT).await?;
    load(&page).await?;
    page.fill("displayName", "Draft").await?;
    page.fill("webUrl", "https://example.com/draft").await?;
    page.until("the draft is stored", async || {
        let stored = page
            .run("return JSON.stringify({ ...sessionStorage });", &[])
            .await?;
        Ok(stored.as_str().is_some_and(|it| it.contains("/draft")))
    })
    .await?;
    page.visit("/").await?;
    shown(&page).await?;
    page.fill("displayName", "Newer").await?;
    page.submit().await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.until("the draft is back", async || {
        Ok(page.value("webUrl").await? == "https://example.com/draft")
    })
    .await?;
    assert_eq!(page.value("displayName").await?, "Newer");
    assert!(!page.notice().await?.is_empty());
    pause(&page).await?;
    assert_eq!(page.stored().await?.len(), 0);
    assert_eq!(page.status().await?, "");
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn resuming_an_earlier_submission_discards_an_early_click() -> Result {
    let endpoint =
        Endpoint::start_with_faults(site(&html(&[HOLD, SCRIPT].concat(), ELEMENT))?, None)?;
    let page = Page::open_without_form(endpoint, "/").await?;
    shown(&page).await?;
    load(&page).await?;
    // The response of the POST is lost, and the lists fail.
    page.endpoint()
        .simulate(&json!([
            { "method": "GET" },
            { "method": "POST", "status": 504, "commit": true },
            { "method": "GET", "status": 500, "times": "always" },
        ]))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    let stored = "return Object.keys(sessionStorage).some((key) => key.endsWith(':sent'));";
    page.until("the submission is recorded", async || {
        Ok(page.run(stored, &[]).await? == true)
    })
    .await?;
    page.endpoint().simulate(&json!([])).await?;
    page.visit("/").await?;
    shown(&page).await?;
    page.fill("displayName", "Go").await?;
    page.submit().await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.until("the earlier skill is found", async || {
        Ok(page.status().await?.contains("Rust"))
    })
    .await?;
    assert_eq!(page.value("displayName").await?, "Go");
    assert_eq!(page.stored().await?.len(), 1);
    page.submit().await?;
    page.until("both are stored", async || {
        Ok(page.stored().await?.len() == 2)
    })
    .await?;
    Ok(())
}
