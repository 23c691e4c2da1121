//! The invariants of all rows of FAULTS.md.

use page_tests::{Page, Result};
use serde_json::Value;

use crate::token_secrecy::{TOKEN, assert_no_token};

pub(crate) const NAME: &str = "Rust";
pub(crate) const CATEGORY: &str = "hobby";

/// Returns how often the user has requested to send the skill, with the submit button or another
/// one.
const CONFIRMATIONS: &str = "
  window.confirmed ??= (() => {
    element.addEventListener('skill-submit', () => { window.confirmed += 1; });
    element.shadowRoot.addEventListener('click', ({ target }) => {
      if (target.closest('[part~=\"send-again\"], [part~=\"reject-match\"], [part~=\"add-anyway\"]')) window.confirmed += 1;
    });
    return given[0];
  })();";
/// Returns the saved drafts and submissions.
const KEPT: &str = "return Object.values(sessionStorage).join();";
const IS_ADDED: &str = "return element.shadowRoot.querySelector('[part~=\"added\"]') !== null;";
const IS_BUSY: &str = "return element.matches(':state(submitting)');";
const DOUBLES: &str = "return element.shadowRoot.querySelector('[part~=\"duplicates\"]') !== null;";

/// Opens a form, fills it in, and applies these faults to the next requests.
pub(crate) async fn filled(faults: &Value) -> Result<Page> {
    let page = Page::open_with_faults().await?;
    page.endpoint().simulate(faults).await?;
    ready(&page).await?;
    fill(&page).await?;
    Ok(page)
}

/// Sets the page's token, and starts to record.
pub(crate) async fn ready(page: &Page) -> Result {
    page.give_token(TOKEN).await?;
    // Those of earlier visits were checked then.
    page.run(CONFIRMATIONS, &[page.stored().await?.len().into()])
        .await?;
    page.watch_announcements().await
}

pub(crate) async fn fill(page: &Page) -> Result {
    page.fill("displayName", NAME).await?;
    page.add_category(CATEGORY).await
}

/// Returns the POSTs that reached the service.
pub(crate) async fn posts(page: &Page) -> Result<Vec<Value>> {
    let met = page.endpoint().met().await?;
    let requests = met["requests"].as_array().into_iter().flatten();
    Ok(requests
        .filter(|request| request["method"] == "POST")
        .cloned()
        .collect())
}

/// Waits until a submission has failed. Asserts that the input is kept, and that no success is
/// reported.
pub(crate) async fn failed(page: &Page) -> Result<Value> {
    let failure = page.event("skill-failed").await?;
    assert_eq!(page.value("displayName").await?, NAME);
    assert_eq!(page.categories().await?, [CATEGORY]);
    let is_kept = async || {
        Ok(page
            .run(KEPT, &[])
            .await?
            .as_str()
            .is_some_and(|kept| kept.contains(NAME)))
    };
    page.until("what was typed is kept", is_kept).await?;
    let (alert, message) = (
        page.alert().await?,
        failure["message"].as_str().unwrap_or_default(),
    );
    assert!(
        !message.is_empty() && alert.contains(message),
        "{alert:?} does not tell {failure}"
    );
    assert_eq!(page.status().await?, "");
    assert_eq!(page.run(IS_ADDED, &[]).await?, false);
    always(page).await?;
    Ok(failure)
}

/// Waits until success is reported. Asserts that the skill is stored.
pub(crate) async fn added(page: &Page) -> Result<Value> {
    let added = page.event("skill-added").await?;
    let status = page.status().await?;
    assert!(
        status.contains(NAME) && status.contains("was added"),
        "{status}"
    );
    assert_eq!(page.alert().await?, "");
    assert_eq!(page.run(IS_ADDED, &[]).await?, true);
    assert!(!page.stored().await?.is_empty());
    always(page).await?;
    Ok(added)
}

/// Asserts that the submission has ended, that no more skills were added than requested, and that
/// the token was only in the header.
async fn always(page: &Page) -> Result {
    assert_eq!(page.run(IS_BUSY, &[]).await?, false);
    let stored = page.stored().await?.len();
    let confirmed = page
        .run("return window.confirmed;", &[])
        .await?
        .as_u64()
        .unwrap_or_default();
    assert!(
        stored as u64 <= confirmed || page.run(DOUBLES, &[]).await? == true,
        "{stored} stored, {confirmed} asked for"
    );
    assert_no_token(page).await?;
    for post in posts(page).await? {
        assert_eq!(
            post["authorization"]["length"],
            format!("Bearer {TOKEN}").len(),
            "{post}"
        );
        assert!(
            !post["url"].to_string().contains(TOKEN) && !post["body"].to_string().contains(TOKEN),
            "{post}"
        );
    }
    Ok(())
}
