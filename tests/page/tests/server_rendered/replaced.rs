//! Server-rendered forms that do not match: the element replaces them and keeps the user's input.

use page_tests::{Page, Result, Step};
use serde_json::{Value, json};

use super::in_place::{assert_in_place, caret, element, load, open};

/// Scripts that change the rendered form, by name.
const CHANGES: [(&str, &str); 8] = [
    ("garbage", "form.dataset.order = 'garbage 1 2 3';"),
    ("no order", "delete form.dataset.order;"),
    (
        "another order",
        "const [version, count, ...order] = form.dataset.order.split(' '); form.dataset.order = [version, count, ...order.reverse()].join(' ');",
    ),
    (
        "one place twice",
        "const [version, count, ...order] = form.dataset.order.split(' '); form.dataset.order = [version, count, ...order.map(() => 0)].join(' ');",
    ),
    (
        "another version",
        "form.dataset.order = form.dataset.order.replace(/^\\S+/, '0.0.1');",
    ),
    (
        "an extra node",
        "form.querySelector('[name=webUrl]').after(document.createElement('img'));",
    ),
    (
        "a missing node",
        "form.querySelector('[part~=alert]').remove();",
    ),
    (
        "another node",
        "form.querySelector('[part~=alert]').className = 'other';",
    ),
];

async fn assert_is_replaced(page: &Page) -> Result {
    let kept = "return [form.isConnected, element.shadowRoot.querySelectorAll('form').length];";
    assert_eq!(page.run(kept, &[]).await?, json!([false, 1]));
    Ok(())
}

async fn caret_arrives(page: &Page, expected: Value) -> Result {
    page.until("the caret is back", async || {
        Ok(caret(page).await? == expected)
    })
    .await
}

#[tokio::test]
async fn a_mismatched_form_is_replaced_and_keeps_the_input_and_caret() -> Result {
    for (name, change) in CHANGES {
        let page = open(&element("", &json!({}))).await?;
        page.run(
            &format!("{change} form.querySelector('details').open = true;"),
            &[],
        )
        .await?;
        page.choose("proficiency", "expert").await?;
        page.type_into("categories", "hob").await?;
        page.select_radio("inference.userHasVerifiedAccuracy", "true")
            .await?;
        page.type_into("displayName", "Rust").await?;
        page.run(
            "element.shadowRoot.activeElement.setSelectionRange(1, 3);",
            &[],
        )
        .await?;
        load(&page).await?;
        assert_is_replaced(&page)
            .await
            .map_err(|error| error.context(name))?;
        caret_arrives(&page, json!(["displayName", 1, 3, "forward"])).await?;
        assert!(page.details_are_open().await?, "{name}");
        page.submit().await?;
        let skill = page.event("skill-added").await?["skill"].clone();
        assert_eq!(skill["displayName"], "Rust", "{name}");
        assert_eq!(skill["proficiency"], "expert", "{name}");
        assert_eq!(skill["categories"], json!(["hob"]), "{name}");
        assert_eq!(
            skill["inference"]["userHasVerifiedAccuracy"], true,
            "{name}"
        );
        assert_eq!(page.complaints().await?, Vec::<String>::new(), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_form_with_other_fields_is_replaced_and_keeps_the_focus_in_its_details() -> Result {
    let fields = "displayName inference.confidenceScore";
    let page = open(&element("", &json!({ "fields": fields }))).await?;
    page.type_into("displayName", "Rust").await?;
    page.type_into("inference.confidenceScore", "0.5").await?;
    load(&page).await?;
    assert_is_replaced(&page).await?;
    page.until("the caret is back", async || {
        let caret = caret(&page).await?;
        Ok(caret[0] == "inference.confidenceScore" && caret[1] == 3 && caret[2] == 3)
    })
    .await?;
    assert!(page.details_are_open().await?);
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("inference.confidenceScore").await?, "0.5");
    Ok(())
}

/// Both fields have the same template.
#[tokio::test]
async fn input_is_not_restored_into_a_different_field() -> Result {
    let rendered = json!({ "fields": "displayName webUrl" });
    let page = open(&element("fields=\"displayName thumbnailUrl\"", &rendered)).await?;
    page.type_into("webUrl", "https://example.com/a").await?;
    page.fill("displayName", "Go").await?;
    load(&page).await?;
    assert_eq!(page.value("thumbnailUrl").await?, "");
    assert_eq!(page.value("displayName").await?, "Go");
    Ok(())
}

#[tokio::test]
async fn a_form_rendered_in_another_language_hydrates_and_is_translated() -> Result {
    let skill = json!({ "displayName": "Rust", "categories": ["one"] });
    let page = open(&element(
        "lang=\"de\"",
        &json!({ "lang": "fr", "skill": skill }),
    ))
    .await?;
    page.type_into("webUrl", "https://example.com/").await?;
    load(&page).await?;
    assert_eq!(page.value("webUrl").await?, "https://example.com/");
    assert_eq!(page.categories().await?, ["one"]);
    // The items are created again, with buttons in the other language.
    let lost = "return [form.isConnected, nodes.filter((node) => !node.isConnected && !node.closest('ul, li')).length];";
    assert_eq!(page.run(lost, &[]).await?, json!([true, 0]));
    let texts = "return [form.lang, element.shadowRoot.querySelector('label span').textContent, element.shadowRoot.querySelector('[part~=remove]').ariaLabel];";
    let texts = page.run(texts, &[]).await?.to_string();
    assert!(
        texts.contains("Name der Fähigkeit")
            && texts.contains("\"de\"")
            && !texts.contains("Supprimer"),
        "{texts}"
    );
    Ok(())
}

#[tokio::test]
async fn a_mismatched_form_is_replaced_only_after_an_ime_composition_ends() -> Result {
    // One form does not match at its start, one only later, and one is not the package's.
    for (_, change) in CHANGES {
        let page = open(&element("", &json!({}))).await?;
        if page.engine().cannot(Step::Compose).is_some() {
            return Ok(());
        }
        page.run(change, &[]).await?;
        page.type_into("webUrl", "x").await?;
        page.type_into("displayName", "x").await?;
        page.run(
            "await new Promise((resolve) => setTimeout(resolve, 50)); await import('/package/define.js').then(({ define }) => define('add-skill', { wasm: new Promise((resolve) => { window.go = resolve; }) }));",
            &[],
        )
        .await?;
        page.compose("に").await?;
        page.run("go('/package/add-skill_bg.wasm'); await new Promise((resolve) => setTimeout(resolve, 1000));", &[])
            .await?;
        assert_eq!(
            page.run(
                "return [form.isConnected, element.shadowRoot.querySelectorAll('form').length];",
                &[]
            )
            .await?,
            json!([true, 1])
        );
        page.compose("にほ").await?;
        page.accept("日本").await?;
        page.ready().await?;
        assert_is_replaced(&page).await?;
        page.until("the caret is back", async || {
            Ok(caret(&page).await?[0] == "displayName")
        })
        .await?;
        assert_eq!(page.value("displayName").await?, "x日本");
        assert_eq!(page.value("webUrl").await?, "x");
        page.type_into("displayName", "y").await?;
        assert_eq!(page.value("displayName").await?, "x日本y");
    }
    Ok(())
}

#[tokio::test]
async fn a_hydrated_form_keeps_its_values_when_the_element_is_moved() -> Result {
    let page = open(&element("", &json!({ "skill": { "displayName": "Rust" } }))).await?;
    page.type_into("webUrl", "https://example.com/").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.run("element.remove(); await new Promise((resolve) => setTimeout(resolve, 50)); document.body.append(element);", &[])
        .await?;
    page.ready().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("webUrl").await?, "https://example.com/");
    Ok(())
}
