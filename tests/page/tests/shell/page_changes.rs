//! What the page sets before the module is loaded.

use page_tests::Result;
use serde_json::json;

use super::{HOLD, load, open, shown, start, with};
use crate::package::{ELEMENT, SCRIPT, html};
use crate::server_rendered::in_place::{MARK, assert_in_place};

#[tokio::test]
async fn a_skill_that_throws_leaves_the_other_elements_of_the_page_alone() -> Result {
    let prefill = "<script>addEventListener('DOMContentLoaded', () => {
        document.querySelectorAll('add-skill')[1].skill = { get displayName() { throw new Error('odd'); } };
      });</script>";
    let page = start(&html(&[prefill, HOLD, SCRIPT].concat(), &ELEMENT.repeat(2))).await?;
    shown(&page).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("load();", &[]).await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn prefilled_values_are_in_the_shell() -> Result {
    let skill = json!({
        "displayName": "Rust", "proficiency": "expert", "categories": ["one", "C# & <b>"], "webUrl": "https://example.com/",
        "allowedAudiences": "everyone", "inference": { "confidenceScore": 0.5 }, "unknown": { "member": 1 },
    });
    let prefill = format!(
        "<script>addEventListener('DOMContentLoaded', () => {{ document.querySelector('add-skill').skill = {skill}; }});</script>"
    );
    let page = open(&prefill, ELEMENT).await?;
    page.until("the shell has the values", async || {
        Ok(page.value("displayName").await? == "Rust")
    })
    .await?;
    page.run(MARK, &[]).await?;
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(page.categories().await?, ["one", "C# & <b>"]);
    assert_eq!(page.run("return element.skill;", &[]).await?, skill);
    page.fill("displayName", "Rust!").await?;
    load(&page).await?;
    let same = "return element.shadowRoot.querySelector('form') === form;";
    assert_eq!(page.run(same, &[]).await?, true);
    assert_eq!(page.categories().await?, ["one", "C# & <b>"]);
    assert_eq!(page.value("webUrl").await?, "https://example.com/");
    page.submit().await?;
    let added = page.event("skill-added").await?["skill"].clone();
    assert_eq!(added["displayName"], "Rust!");
    assert_eq!(added["categories"], skill["categories"]);
    assert_eq!(added["unknown"], skill["unknown"]);
    assert_eq!(added["inference"], skill["inference"]);
    Ok(())
}

#[tokio::test]
async fn a_form_with_autofocus_follows_the_page_and_keeps_the_focus() -> Result {
    let page = open("", &with("autofocus")).await?;
    page.focus_arrives("displayName").await?;
    page.run(
        "element.fields = 'webUrl displayName'; element.skill = { displayName: 'Rust' };",
        &[],
    )
    .await?;
    page.focus_arrives("webUrl").await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.press("https://example.com").await?;
    load(&page).await?;
    assert_eq!(page.value("webUrl").await?, "https://example.com");
    assert_eq!(page.focused().await?, "webUrl");
    Ok(())
}

#[tokio::test]
async fn what_the_page_sets_before_the_module_is_loaded_shows() -> Result {
    let page = open("", ELEMENT).await?;
    page.run(
        "element.messages = { 'label.displayName': 'Talent', de: { 'ui.submit': 'Speichern' } };
         element.fields = 'webUrl displayName';
         element.required = 'webUrl';
         element.lang = 'de';",
        &[],
    )
    .await?;
    page.until("the shell has the page's texts", async || {
        let submit = "return element.shadowRoot.querySelector('[part=submit]')?.textContent ?? '';";
        Ok(page.label("displayName").await? == "Talent"
            && page.run(submit, &[]).await? == "Speichern")
    })
    .await?;
    page.run(MARK, &[]).await?;
    page.type_into("displayName", "Rust").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    let names =
        "return [...element.shadowRoot.querySelectorAll('[name]')].map(({ name }) => name);";
    assert_eq!(
        page.run(names, &[]).await?,
        json!(["webUrl", "displayName"])
    );
    Ok(())
}

#[tokio::test]
async fn a_form_of_the_page_waits_for_the_module() -> Result {
    let body = format!(
        "<form id=\"around\" action=\"/\">{}<button>Save</button></form>",
        with("name=\"skill\"")
    );
    let page = open("", &body).await?;
    page.fill("displayName", "Rust").await?;
    let valid = "return document.querySelector('#around').checkValidity();";
    assert_eq!(page.run(valid, &[]).await?, false);
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(page.run(valid, &[]).await?, true);
    let data = "return JSON.parse(new FormData(document.querySelector('#around')).get('skill')).displayName;";
    assert_eq!(page.run(data, &[]).await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn the_page_can_set_read_and_reset_the_skill_of_a_shell_with_input() -> Result {
    let page = open("", &with("lang=\"ar\"")).await?;
    assert_eq!(
        page.run("return form.dir;", &[]).await?,
        "rtl",
        "it is right to left"
    );
    page.fill("displayName", "Rust").await?;
    page.run(
        "element.skill = { proficiency: 'expert', displayName: 'Go', unknown: 1 };",
        &[],
    )
    .await?;
    assert_eq!(
        page.run("return element.skill;", &[]).await?,
        json!({ "proficiency": "expert", "displayName": "Rust", "unknown": 1 })
    );
    load(&page).await?;
    // The user's input is newer than the page's skill.
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("proficiency").await?, "expert");
    page.run("element.reset();", &[]).await?;
    assert_eq!(page.value("displayName").await?, "");
    assert_eq!(page.value("proficiency").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_fieldset_of_the_page_disables_and_enables_shells_and_forms_that_sleep() -> Result {
    let body = format!("<fieldset id=\"around\">{}</fieldset>", ELEMENT.repeat(2));
    let page = open("", &body).await?;
    let set = |disabled: bool| {
        format!(
            "document.querySelector('#around').disabled = {disabled}; await new Promise((resolve) => setTimeout(resolve, 50));"
        )
    };
    let disabled = "return [...document.querySelectorAll('add-skill')].map(({ shadowRoot }) => shadowRoot.querySelector('[name=displayName]').disabled);";
    page.fill("displayName", "Rust").await?;
    for is_disabled in [true, false] {
        page.run(&set(is_disabled), &[]).await?;
        assert_eq!(
            page.run(disabled, &[]).await?,
            json!([is_disabled, is_disabled])
        );
    }
    load(&page).await?;
    for is_disabled in [true, false] {
        page.run(&set(is_disabled), &[]).await?;
        page.until("both follow", async || {
            Ok(page.run(disabled, &[]).await? == json!([is_disabled, is_disabled]))
        })
        .await?;
    }
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}
