//! A key press or click changes only the dependent parts of the page.

use page_tests::{Endpoint, Page, Result, Step};
use serde_json::{Value, json};

/// Counts the changes in the shadow tree by field.
const WATCH: &str = "
    const where = ({ target, attributeName }) => {
      const node = target.nodeType === 1 ? target : target.parentElement;
      return `${node.closest('[data-field]')?.dataset.field ?? node.part} ${attributeName ?? ''}`.trim();
    };
    window.watching?.disconnect();
    window.watching = new MutationObserver((changes) => touched.push(...changes.map(where)));
    watching.observe(element.shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true });";

async fn touched(page: &Page) -> Result<Vec<Value>> {
    let read = "await new Promise((resolve) => setTimeout(resolve)); return (window.touched ??= []).splice(0);";
    Ok(page
        .run(read, &[])
        .await?
        .as_array()
        .cloned()
        .unwrap_or_default())
}

#[tokio::test]
async fn a_key_press_changes_only_its_own_field() -> Result {
    let page = Page::open().await?;
    page.run(
        "element.shadowRoot.querySelector('details').open = true;",
        &[],
    )
    .await?;
    for (field, text) in [
        ("displayName", "Rust"),
        ("webUrl", "https://example.com/a"),
        ("inference.confidenceScore", "0,5"),
    ] {
        page.run(
            "element.shadowRoot.querySelector(`[name='${given[0]}']`).focus();",
            &[field.into()],
        )
        .await?;
        touched(&page).await?;
        page.run(WATCH, &[]).await?;
        page.press(text).await?;
        let touched = touched(&page).await?;
        assert!(
            touched.iter().all(|place| *place == field),
            "{field}: {touched:?}"
        );
        // Nor in the field itself, if it shows nothing about its input.
        assert!(field != "displayName" || touched.is_empty(), "{touched:?}");
    }
    Ok(())
}

#[tokio::test]
async fn adding_a_category_keeps_the_nodes_of_existing_items() -> Result {
    let page = Page::open().await?;
    page.add_category("one").await?;
    page.add_category("two").await?;
    let before = page
        .run(
            "window.before = [...element.shadowRoot.querySelectorAll('li')]; return before.length;",
            &[],
        )
        .await?;
    page.add_category("three").await?;
    let same = "const items = [...element.shadowRoot.querySelectorAll('li')]; return [items.length, before.every((item, place) => item === items[place])];";
    assert_eq!(
        (before, page.run(same, &[]).await?),
        (json!(2), json!([3, true]))
    );
    Ok(())
}

#[tokio::test]
async fn all_elements_on_a_page_share_one_module_stylesheet_and_catalog() -> Result {
    let page = Page::open_on(
        Endpoint::start_with_faults(page_tests::Site::copy()?, None)?,
        "/",
        "add-skill",
    )
    .await?;
    let shared = "
        const forms = Array.from({ length: 5 }, () => {
          const form = document.createElement('add-skill');
          form.lang = 'de';
          document.body.append(form);
          return form;
        });
        while (!forms.every((form) => form.matches(':state(ready)'))) await new Promise((resolve) => setTimeout(resolve));
        return new Set(forms.map((form) => form.shadowRoot.adoptedStyleSheets[0])).size;";
    assert_eq!(page.run(shared, &[]).await?, 1);
    let met = page.endpoint().met().await?;
    let fetched = |end: &str| {
        met["requests"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|request| {
                request["url"]
                    .as_str()
                    .is_some_and(|url| url.ends_with(end))
            })
            .count()
    };
    assert_eq!(fetched("locales/de.json"), 1);
    assert!(page.engine().cannot(Step::Preload).is_some() || fetched("_bg.wasm") == 1);
    Ok(())
}
