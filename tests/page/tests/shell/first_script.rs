//! The form of the first script, while the server holds the next one, `shell.js`, back.

use page_tests::{Endpoint, Key, Page, Result};
use serde_json::{Value, json};

use super::{HURRY, assert_same_form, pause, shown_as};
use crate::package::{ELEMENT, SCRIPT, html, site};
use crate::server_rendered::LATER;
use crate::server_rendered::in_place::assert_in_place;

/// Lets the script arrive.
pub(super) async fn release(page: &Page) -> Result {
    page.simulate(json!([])).await
}

/// Opens a page whose second script is held until [`release`].
async fn open() -> Result<Page> {
    open_with(LATER).await
}

pub(super) async fn open_with(head: &str) -> Result<Page> {
    let endpoint = Endpoint::start_with_faults(site(&html(head, ELEMENT))?, None)?;
    endpoint
        .simulate(&json!([{ "path": "shell.js", "delay": "held", "times": "always" }]))
        .await?;
    let page = Page::open_without_form(endpoint, "/").await?;
    shown(&page).await?;
    Ok(page)
}

async fn shown(page: &Page) -> Result {
    // In some engines, scripts that load delay the end of a navigation.
    page.run("window.load();", &[]).await?;
    shown_as(page, "form[data-shell]:not([data-order])").await
}

/// Adds another element to the page.
async fn with_another_form(page: &Page) -> Result<Page> {
    page.run("const other = document.createElement('add-skill'); other.id = 'other'; document.body.append(other);", &[])
        .await?;
    Ok(page.of("#other"))
}

/// Returns whether the form remembers a click on the button.
async fn remembers(page: &Page) -> Result<Value> {
    page.run(
        "return element.shadowRoot.querySelector('[part~=submit]').hasAttribute('aria-disabled');",
        &[],
    )
    .await
}

/// Waits until the form of the module is shown, and asserts that it has added nothing.
async fn assert_nothing_added(page: &Page) -> Result {
    release(page).await?;
    page.ready().await?;
    assert_in_place(page).await?;
    pause(page).await?;
    assert_eq!(page.stored().await?.len(), 0);
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_first_script_shows_and_validates_the_form_and_replays_a_submission() -> Result {
    for is_click in [true, false] {
        let page = open().await?;
        page.submit().await?;
        page.focus_arrives("summary").await?;
        assert_eq!(page.summary().await?, ["Enter a skill name"]);
        assert_eq!(
            page.error("displayName").await?.as_deref(),
            Some("Enter a skill name")
        );
        page.fill("displayName", "Rust").await?;
        if is_click {
            page.submit().await?;
        } else {
            page.press(Key::Enter + "").await?;
        }
        assert_eq!(remembers(&page).await?, true);
        release(&page).await?;
        page.event("skill-added").await?;
        assert_in_place(&page).await?;
        assert_eq!(page.stored().await?.len(), 1);
        assert_eq!(page.complaints().await?, Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn enter_in_the_categories_field_does_not_submit_the_form() -> Result {
    let page = open().await?;
    page.fill("displayName", "Rust").await?;
    page.type_into("categories", "hobby").await?;
    page.press(Key::Enter + "").await?;
    assert_eq!(remembers(&page).await?, false);
    assert_nothing_added(&page).await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["categories"], json!(["hobby"]));
    Ok(())
}

#[tokio::test]
async fn an_early_click_is_discarded_after_an_edit_reset_or_removal_but_not_after_a_move() -> Result
{
    let page = open().await?;
    for change in ["move", "edit", "reset", "remove"] {
        page.fill("displayName", change).await?;
        page.submit().await?;
        assert_eq!(remembers(&page).await?, true, "{change}");
        match change {
            "move" => drop(
                page.run("document.body.append(element); await null;", &[])
                    .await?,
            ),
            "edit" => page.fill("displayName", "Other").await?,
            "reset" => drop(page.run("element.reset();", &[]).await?),
            _ => drop(
                page.run(
                    "element.remove(); await null; await null; document.body.append(element);",
                    &[],
                )
                .await?,
            ),
        }
        assert_eq!(remembers(&page).await?, change == "move", "{change}");
    }
    assert_nothing_added(&page).await?;
    assert_eq!(page.value("displayName").await?, "remove");
    Ok(())
}

#[tokio::test]
async fn a_reload_keeps_the_input_and_an_early_click_does_not_send_restored_values() -> Result {
    let page = open().await?;
    page.choose("proficiency", "expert").await?;
    page.fill("webUrl", "https://example.com/").await?;
    for name in ["First", "Second"] {
        page.visit("/").await?;
        shown(&page).await?;
        page.fill("displayName", name).await?;
    }
    page.submit().await?;
    assert_eq!(remembers(&page).await?, true);
    assert_nothing_added(&page).await?;
    for (field, value) in [
        ("displayName", "Second"),
        ("proficiency", "expert"),
        ("webUrl", "https://example.com/"),
    ] {
        assert_eq!(page.value(field).await?, value);
    }
    Ok(())
}

#[tokio::test]
async fn a_form_that_becomes_read_only_discards_an_early_click() -> Result {
    let page = open().await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("element.readOnly = true;", &[]).await?;
    assert_nothing_added(&page).await?;
    let is_read_only = "return element.shadowRoot.querySelector('[name=displayName]').readOnly;";
    assert_eq!(page.run(is_read_only, &[]).await?, true);
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn a_late_second_script_shows_a_notice_until_it_loads() -> Result {
    let page = open_with(&[HURRY, LATER].concat()).await?;
    page.until("it says that it is still loading", async || {
        Ok(page.notice().await?.contains("still loading"))
    })
    .await?;
    let other = with_another_form(&page).await?;
    assert!(other.notice().await?.contains("still loading"));
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(remembers(&page).await?, true);
    page.run("stopHurrying();", &[]).await?;
    release(&page).await?;
    page.event("skill-added").await?;
    assert_same_form(&page).await?;
    for form in [&page, &other] {
        assert_eq!(form.notice().await?, "");
    }
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_form_whose_scripts_fail_to_load_shows_an_error_and_keeps_the_input() -> Result {
    for missing in [&["runtime.js"][..], &["shell.js", "runtime.js"]] {
        let site = site(&html(SCRIPT, ELEMENT))?;
        for name in missing {
            std::fs::remove_file(site.path().join("package").join(name))?;
        }
        let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
        page.until("it says that it could not load", async || {
            Ok(page.alert().await?.contains("could not load"))
        })
        .await?;
        page.fill("displayName", "Rust").await?;
        page.submit().await?;
        assert_eq!(remembers(&page).await?, false, "{missing:?}");
        assert_eq!(page.value("displayName").await?, "Rust");
        let other = with_another_form(&page).await?;
        let message = other.alert().await?;
        assert!(message.contains("could not load"), "{missing:?}: {message}");
        let has_message = "const other = document.createElement('add-skill'); other.lang = 'de'; other.textContent = 'Fallback';
            document.body.append(other); return Boolean(other.shadowRoot.querySelector('[part=unavailable]'));";
        assert_eq!(page.run(has_message, &[]).await?, false, "{missing:?}");
    }
    Ok(())
}
