//! Rows 55 and 56 of FAULTS.md: no storage, and unreadable data in storage.

use page_tests::{Endpoint, Key, Page, Result, Site};
use serde_json::json;

use crate::invariants::{added, fill, filled, ready};
use crate::token_secrecy::TOKEN;

const NOT_KEPT: &str =
    "Drafts cannot be saved in this browser. If you leave this page, your entries will be lost.";

/// Fills the tab's storage completely.
pub(crate) const FILL_UP: &str = "
  let size = 1 << 24;
  for (let number = 0; size >= 1; ) {
    try { sessionStorage.setItem(`page ${number}`, 'x'.repeat(size)); number += 1; } catch { size >>= 1; }
  }";

/// Browsers that disable a site's storage throw on access to it.
const REFUSE: &str = "Object.defineProperty(window, 'sessionStorage', {
    get() { throw new DOMException('The operation is insecure.', 'SecurityError'); },
});";

const REFUSING: &str = "<!doctype html>
<html lang=\"en\">
<title>Refusing</title>
<link rel=\"icon\" href=\"data:,\">
<script src=\"refuse.js\"></script>
<add-skill endpoint=\"/beta/me/profile/skills\"></add-skill>
<script type=\"module\" src=\"refusing.js\"></script>
";

/// Fills in the form, asserts the notice that drafts cannot be saved, and adds the skill.
async fn adds_a_skill_that_is_not_kept(page: &Page) -> Result {
    fill(page).await?;
    page.until("it is reported", async || {
        Ok(page.notice().await? == NOT_KEPT)
    })
    .await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn row_55_full_storage_shows_a_notice_and_the_form_works() -> Result {
    let page = Page::open().await?;
    page.run(FILL_UP, &[]).await?;
    adds_a_skill_that_is_not_kept(&page).await
}

#[tokio::test]
async fn row_55_blocked_storage_shows_a_notice_and_the_form_works() -> Result {
    let site = Site::copy()?;
    let (module, wasm) = (
        site.name("add-skill", ".js")?,
        site.name("add-skill", "_bg.wasm")?,
    );
    site.add("refuse.js", REFUSE)?;
    let script = format!(
        "import init from './{module}';
        document.querySelector('add-skill').getAccessToken = async () => '{TOKEN}';
        await init({{ module_or_path: './{wasm}' }});"
    );
    site.add("refusing.js", &script)?;
    site.add_page("refusing.html", REFUSING)?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/refusing.html").await?;
    assert_eq!(
        page.notice().await?,
        NOT_KEPT,
        "before anything is typed in vain"
    );
    adds_a_skill_that_is_not_kept(&page).await
}

const KEPT: &str = "return Object.values(sessionStorage).join();";

#[tokio::test]
async fn row_56_an_unreadable_draft_can_be_copied_and_is_kept_until_a_skill_is_added() -> Result {
    let page = filled(&json!([])).await?;
    for draft in [
        "{\"at\":",
        "{\"v\":2,\"at\":1,\"fields\":{\"displayName\":\"Rust\",\"news\":\"of a later version\"}}",
    ] {
        let draft = draft.replace(
            ":1,",
            &format!(":{},", page.run("return Date.now();", &[]).await?),
        );
        page.fill("displayName", "Watercolour").await?;
        page.until("the draft is kept", async || {
            Ok(page
                .run(KEPT, &[])
                .await?
                .to_string()
                .contains("Watercolour"))
        })
        .await?;
        let damage =
            "for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, given[0]);";
        page.run(damage, &[draft.as_str().into()]).await?;
        page.reload().await?;
        ready(&page).await?;
        assert_eq!(page.value("displayName").await?, "", "{draft}");
        assert_eq!(page.categories().await?, Vec::<String>::new());
        assert!(
            page.notice()
                .await?
                .starts_with("A draft from an earlier visit"),
            "{}",
            page.notice().await?
        );

        page.click("copy").await?;
        page.until("it was copied", async || {
            Ok(page.notice().await?.starts_with("Copied to clipboard."))
        })
        .await?;
        page.type_into("displayName", Key::Control + "v").await?;
        assert_eq!(page.value("displayName").await?, draft);

        fill(&page).await?;
        page.until("the next draft is kept", async || {
            Ok(page.run(KEPT, &[]).await?.to_string().contains("hobby"))
        })
        .await?;
        assert!(
            page.run(KEPT, &[])
                .await?
                .as_str()
                .is_some_and(|kept| kept.contains(&draft)),
            "{draft} was overwritten"
        );
        page.allow_existing().await?;
        page.submit().await?;
        added(&page).await?;
        assert_eq!(page.run(KEPT, &[]).await?, "");
    }
    Ok(())
}
