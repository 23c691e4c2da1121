//! Server-rendered forms in a declarative shadow root, which exist before the module is loaded.

pub mod in_place;
mod node;
mod replaced;

use anyhow::Context as _;
use page_tests::{Endpoint, Page, Result, Site};
use serde_json::json;

use crate::package::{html, site};

/// Markup of a form that is not the element's. The test loads the module.
const RENDERED: &str = "<add-skill endpoint=\"/beta/me/profile/skills\">
      <template shadowrootmode=\"open\" shadowrootdelegatesfocus>
        <form>
          <label>Skill name <input name=\"displayName\" value=\"R\"></label>
          <label>Proficiency <select name=\"proficiency\"><option selected>elementary</option><option>expert</option></select></label>
          <label>Categories <input name=\"categories\"></label>
          <label>Web link <input name=\"webUrl\"></label>
          <label><input type=\"radio\" name=\"inference.userHasVerifiedAccuracy\" value=\"true\"> Yes</label>
          <button>Add skill</button>
        </form>
      </template>
    </add-skill>";
/// Loads the package when the test calls `load`.
pub const LATER: &str = "<script>window.load = () => import('/package/add-skill.js');</script>";

async fn open() -> Result<Page> {
    Page::open_without_form(Endpoint::start(site(&html(LATER, RENDERED))?, None)?, "/").await
}

#[tokio::test]
async fn the_module_keeps_the_input_focus_and_caret_of_custom_server_markup() -> Result {
    let page = open().await?;
    page.type_into("webUrl", "https://example.com/a").await?;
    page.run(
        "const root = element.shadowRoot;
         root.querySelector('[name=proficiency]').value = 'expert';
         root.querySelector('[type=radio]').click();",
        &[],
    )
    .await?;
    page.type_into("categories", "hob").await?;
    page.type_into("displayName", "ust").await?;
    page.run(
        "element.shadowRoot.activeElement.setSelectionRange(1, 2);",
        &[],
    )
    .await?;
    // The caret's position at the start of typing depends on the driver.
    let (name, link) = (
        page.value("displayName").await?,
        page.value("webUrl").await?,
    );
    page.run("load();", &[]).await?;
    page.ready().await?;
    let caret =
        "const { name, selectionStart, selectionEnd } = element.shadowRoot.activeElement ?? {};
        return [name, selectionStart, selectionEnd];";
    page.until("the caret is back", async || {
        Ok(page.run(caret, &[]).await? == json!(["displayName", 1, 2]))
    })
    .await?;
    assert!(name.contains("ust") && link.contains("/a"), "{name} {link}");
    assert_eq!(
        (
            page.value("displayName").await?,
            page.value("webUrl").await?
        ),
        (name, link)
    );
    assert_eq!(page.value("categories").await?, "hob");
    assert_eq!(page.value("proficiency").await?, "expert");
    page.run(
        "element.shadowRoot.querySelector('details').open = true;",
        &[],
    )
    .await?;
    assert_eq!(
        page.checked("inference.userHasVerifiedAccuracy")
            .await?
            .as_deref(),
        Some("true")
    );
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["categories"], json!(["hob"]));
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn values_in_custom_server_markup_do_not_count_as_user_input() -> Result {
    let page = open().await?;
    page.run("load();", &[]).await?;
    page.ready().await?;
    assert_eq!(
        (
            page.value("displayName").await?,
            page.value("proficiency").await?
        ),
        (String::new(), String::new())
    );
    assert_eq!(
        page.run("return JSON.stringify({ ...sessionStorage });", &[])
            .await?,
        "{}"
    );
    Ok(())
}

#[tokio::test]
async fn a_click_does_not_navigate_if_the_module_fails_to_load() -> Result {
    let endpoint = Endpoint::start_with_faults(site(&html(LATER, RENDERED))?, None)?;
    endpoint
        .simulate(&json!([{ "path": "_bg.wasm", "status": 404, "times": "always" }]))
        .await?;
    let page = Page::open_without_form(endpoint, "/").await?;
    page.run("load();", &[]).await?;
    let reported = "return Boolean(element.shadowRoot.querySelector('[part=unavailable]'));";
    page.until("it says that there is no form", async || {
        Ok(page.run(reported, &[]).await? == true)
    })
    .await?;
    page.type_into("displayName", "ust").await?;
    let typed = page.value("displayName").await?;
    let click = "element.shadowRoot.querySelector('button').click();
        await new Promise((resolve) => setTimeout(resolve));
        return [location.search, element.shadowRoot.querySelector('[name=displayName]').value];";
    assert_eq!(page.run(click, &[]).await?, json!(["", typed]));
    Ok(())
}

#[tokio::test]
async fn the_min_block_size_in_the_readme_prevents_layout_shift() -> Result {
    let readme = Site::with_package("package")?.read("package/README.md")?;
    let room = readme
        .split("```css\n")
        .find(|css| css.starts_with("add-skill { display: block; min-block-size"));
    let room = room
        .and_then(|css| css.split_once("```"))
        .map(|(css, _)| css)
        .context("the README keeps room")?;
    let body = format!(
        "<style>{room}</style><add-skill endpoint=\"/beta/me/profile/skills\"></add-skill><p id=\"below\">Below</p>"
    );
    let page =
        Page::open_without_form(Endpoint::start(site(&html(LATER, &body))?, None)?, "/").await?;
    let place = "return document.querySelector('#below').getBoundingClientRect().top;";
    let before = page.run(place, &[]).await?;
    page.run("load();", &[]).await?;
    page.ready().await?;
    assert_eq!(page.run(place, &[]).await?, before);
    Ok(())
}
