//! A page loads only the catalog of its language.

use page_tests::{Key, Page, Result};
use serde_json::{Value, json};

/// Returns the catalogs that the page has fetched.
const FETCHED: &str =
    "return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/locales/'))
    .map((name) => name.replace(/.*\\//, ''));";

async fn set_language(page: &Page, language: &str) -> Result {
    page.run(
        "document.documentElement.lang = given[0];",
        &[language.into()],
    )
    .await?;
    let is_shown = "return element.shadowRoot.querySelector('form').lang === given[0];";
    page.until("the texts are in the language", async || {
        Ok(page.run(is_shown, &[language.into()]).await? == true)
    })
    .await
}

#[tokio::test]
async fn each_catalog_is_fetched_once_and_only_when_used() -> Result {
    let page = Page::open().await?;
    assert_eq!(
        page.run(FETCHED, &[]).await?,
        Value::Array(Vec::new()),
        "English is part of the module"
    );
    set_language(&page, "de-AT").await?;
    assert_eq!(page.label("displayName").await?, "Name der Fähigkeit");
    set_language(&page, "de-CH").await?;
    page.run("document.body.append(element.cloneNode());", &[])
        .await?;
    set_language(&page, "en").await?;
    set_language(&page, "de").await?;
    assert_eq!(page.run(FETCHED, &[]).await?, json!(["de.json"]));
    Ok(())
}

#[tokio::test]
async fn a_language_change_keeps_input_errors_and_focus() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    page.fill("webUrl", "nowhere").await?;
    page.click_into("displayName").await?;
    page.until("the error shows", async || {
        Ok(page.error("webUrl").await?.is_some())
    })
    .await?;
    set_language(&page, "pl").await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.categories().await?, ["hobby"]);
    assert!(
        page.error("webUrl")
            .await?
            .is_some_and(|error| !error.starts_with("Enter"))
    );
    assert_eq!(page.focused().await?, "displayName");
    Ok(())
}

#[tokio::test]
async fn a_dir_attribute_set_on_the_page_applies_to_the_whole_form() -> Result {
    let page = Page::open().await?;
    let last = "const all = [...element.shadowRoot.querySelectorAll('form *')];
        return all.filter((node) => !node.closest('[dir]:not(form)') && !node.matches(`:dir(${given[0]})`)).map((node) => node.localName);";
    for (direction, towards_the_list) in [("rtl", Key::Right), ("ltr", Key::Left)] {
        page.run(
            "document.documentElement.dir = given[0];",
            &[direction.into()],
        )
        .await?;
        page.until("all is read in it", async || {
            Ok(page.run(last, &[direction.into()]).await? == json!([]))
        })
        .await?;
        page.add_category(direction).await?;
        page.press(towards_the_list + "").await?;
        assert_eq!(page.focused().await?, "remove", "{direction}");
    }
    Ok(())
}
