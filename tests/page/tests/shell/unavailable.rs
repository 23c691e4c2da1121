//! A module that is late or does not start, and forms that wait for it.

use page_tests::{Endpoint, Page, Result};
use serde_json::json;

use super::{HOLD, HURRY, assert_same_form, defined, load, open, shown, start, with};
use crate::package::{ELEMENT, SCRIPT, html, site};

#[tokio::test]
async fn a_form_without_a_module_shows_an_error_and_keeps_the_input() -> Result {
    let site = site(&html(SCRIPT, ELEMENT))?;
    std::fs::remove_file(site.path().join("package/add-skill_bg.wasm"))?;
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    shown(&page).await?;
    page.until("it says that it could not load", async || {
        Ok(page.alert().await?.contains("could not load"))
    })
    .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert!(page.alert().await?.contains("could not load"));
    assert_eq!(page.status().await?, "");
    page.visit("/").await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn a_module_that_is_a_minute_late_shows_a_notice_and_then_adds_the_skill() -> Result {
    let page = open(HURRY, ELEMENT).await?;
    page.until("it says that it is still loading", async || {
        Ok(page.notice().await?.contains("still loading"))
    })
    .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run(
        "setTimeout(() => { window.isLater = true; stopHurrying(); }, 60000);",
        &[],
    )
    .await?;
    page.until("a minute has passed", async || {
        Ok(page.run("return window.isLater ?? false;", &[]).await? == true)
    })
    .await?;
    assert!(page.status().await?.contains("still loading"));
    let stop = "return Boolean(element.shadowRoot.querySelector('[part~=stop]'));";
    assert_eq!(page.run(stop, &[]).await?, true);
    assert_eq!(page.value("displayName").await?, "Rust");
    load(&page).await?;
    page.event("skill-added").await?;
    assert_same_form(&page).await?;
    assert_eq!(page.notice().await?, "");
    let stored = page.stored().await?;
    assert_eq!(
        (stored.len(), &stored[0]["displayName"]),
        (1, &json!("Rust"))
    );
    Ok(())
}

#[tokio::test]
async fn a_form_keeps_the_input_if_the_module_is_blocked_or_fails_to_start() -> Result {
    let broken = "<script>{
        const native = WebAssembly.instantiate;
        WebAssembly.instantiate = () => Promise.reject(new Error('no memory'));
        void native;
      }</script>";
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' 'unsafe-inline'; connect-src 'self'\">";
    // A module with an import that no script of this package provides.
    let other_version = "<script type=\"module\">
        import { define } from '/package/define.js';
        const other = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 97, 1, 98, 0, 0];
        define('add-skill', { wasm: new Promise((resolve) => { window.load = () => resolve(new Uint8Array(other)); }) });
      </script>";
    for head in [
        [broken, HOLD, SCRIPT].concat(),
        [policy, HOLD, SCRIPT].concat(),
        other_version.to_owned(),
    ] {
        let page = start(&html(&head, ELEMENT)).await?;
        shown(&page).await?;
        page.fill("displayName", "Rust").await?;
        page.submit().await?;
        page.run("load();", &[]).await?;
        page.until("it says that it could not load", async || {
            Ok(page.alert().await?.contains("could not load"))
        })
        .await?;
        // The remembered click is forgotten.
        assert_eq!(page.status().await?, "");
        assert_eq!(page.value("displayName").await?, "Rust");
        let busy = "return element.shadowRoot.querySelectorAll('[aria-disabled=true], [part~=stop]').length;";
        assert_eq!(page.run(busy, &[]).await?, 0);
        let rejected = "return element.submit().then(() => 'resolved', ({ kind }) => kind);";
        assert_eq!(page.run(rejected, &[]).await?, "not-sent");
    }
    Ok(())
}

#[tokio::test]
async fn fields_without_a_shell_show_fallback_content_until_the_module_loads() -> Result {
    let page = start(&html(
        &[HOLD, SCRIPT].concat(),
        &with("fields=\"displayName createdBy.user.id\"").replace(
            "></add-skill>",
            "><p id=\"fallback\">Please wait.</p></add-skill>",
        ),
    ))
    .await?;
    defined(&page).await?;
    let visible = "return document.querySelector('#fallback').getClientRects().length;";
    assert_eq!(page.run(visible, &[]).await?, 1);
    load(&page).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}
