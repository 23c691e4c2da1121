//! Forms that `add-skill-element/server` renders in Node.js, on a page with a strict policy.

use page_tests::{Endpoint, Page, Result, Site};
use serde_json::{Value, json};

use super::in_place::{assert_in_place, load};
use crate::package::{TOKEN, html};

/// Returns the options as attributes, and the form that the package renders.
fn element(options: &Value) -> Result<String> {
    let attributes = options.as_object().into_iter().flatten();
    let attributes = attributes
        .filter_map(|(name, value)| Some(format!("{name}=\"{}\"", value.as_str()?)))
        .collect::<Vec<_>>()
        .join(" ");
    Ok(format!(
        "<add-skill endpoint=\"/beta/me/profile/skills\" {attributes}>{}</add-skill>",
        Site::rendered_in_node(options)?
    ))
}

async fn assert_keeps_input(options: &Value, style: &str) -> Result {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src {style}; img-src data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let site = Site::with_package("package")?;
    site.add("token.js", TOKEN)?;
    site.add(
        "later.js",
        "window.load = () => import('/package/add-skill.js');",
    )?;
    let head = "<script src=\"/later.js\"></script>";
    site.add_page("index.html", &html(head, &element(options)?))?;
    let endpoint = Endpoint::start(site, Some(&policy))?;
    let page = Page::open_without_form(endpoint, "/").await?;
    page.run(super::in_place::MARK, &[]).await?;

    // The form has its styles already.
    let gap = "return getComputedStyle(element.shadowRoot.querySelector('.fields')).display;";
    page.until("the form has its styles", async || {
        Ok(page.run(gap, &[]).await? == "grid" || page.run(gap, &[]).await? == "flex")
    })
    .await?;
    page.type_into("webUrl", "https://example.com/").await?;
    page.choose("proficiency", "expert").await?;
    page.type_into("displayName", "Rust").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("webUrl").await?, "https://example.com/");
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(page.categories().await?, ["one", "<b>two</b>"]);
    assert_eq!(page.focused().await?, "displayName");
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Rust");
    assert_eq!(added["skill"]["categories"], json!(["one", "<b>two</b>"]));
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}

fn skill() -> Value {
    json!({ "categories": ["one", "<b>two</b>"] })
}

#[tokio::test]
async fn hydration_keeps_the_input_under_a_policy_with_a_nonce() -> Result {
    let options = json!({ "lang": "de", "skill": skill(), "nonce": "bm9uY2U" });
    assert_keeps_input(&options, "'nonce-bm9uY2U'").await
}

#[tokio::test]
async fn hydration_keeps_the_input_under_a_policy_with_a_linked_stylesheet() -> Result {
    let options = json!({ "lang": "ar", "skill": skill(), "stylesheet": "/package/add-skill.css" });
    assert_keeps_input(&options, "'self'").await
}

#[tokio::test]
async fn hydration_keeps_the_input_under_a_policy_with_a_stylesheet_hash() -> Result {
    let hashes = Site::with_package("package")?.read("package/integrity.json")?;
    let hashes: Value = serde_json::from_str(&hashes)?;
    let hash = hashes["add-skill.css"].as_str().unwrap_or_default();
    assert_keeps_input(&json!({ "skill": skill() }), &format!("'{hash}'")).await
}

#[tokio::test]
async fn the_documented_node_server_renders_a_form_that_works_under_its_policy() -> Result {
    let (policy, html) = Site::answer_in_node("node/server.mjs", "showForm")?;
    let site = Site::with_package("add-skill")?;
    site.add(
        "skills.js",
        "import '/add-skill/add-skill.js';
        document.querySelector('add-skill').getAccessToken = async () => 'CANARY-token';",
    )?;
    site.add_page("index.html", &html)?;
    // The demo's endpoint responds instead of Graph.
    let page = Page::open_at(Endpoint::start(site, Some(&policy))?, "/").await?;
    let form = "return element.shadowRoot.querySelector('form').getAttribute('method');";
    assert_eq!(page.run(form, &[]).await?, "dialog");
    page.run("element.endpoint = '/beta/me/profile/skills';", &[])
        .await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    assert_eq!(page.summary().await?.len(), 2);
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}
