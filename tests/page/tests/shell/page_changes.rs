//! What the page sets before the module is loaded.

use page_tests::{Result, Step};
use serde_json::json;

use super::{HOLD, assert_same_form, load, open, pause, shown, start, with};
use crate::package::{ELEMENT, SCRIPT, html};
use crate::server_rendered::in_place::{MARK, assert_in_place, caret};

#[tokio::test]
async fn a_skill_getter_that_throws_does_not_affect_other_elements() -> Result {
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
async fn prefilled_values_appear_in_the_shell_and_survive_hydration() -> Result {
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
    let count = "return element.shadowRoot.querySelector('[part=count]').textContent;";
    assert_eq!(page.run(count, &[]).await?, "2 categories");
    assert_eq!(page.run("return element.skill;", &[]).await?, skill);
    page.fill("displayName", "Rust!").await?;
    load(&page).await?;
    assert_same_form(&page).await?;
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
async fn autofocus_follows_changed_fields_and_the_focus_survives_hydration() -> Result {
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
async fn properties_set_before_the_module_loads_apply_to_the_shell() -> Result {
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
    assert_eq!(
        page.run(NAMES, &[]).await?,
        json!(["webUrl", "displayName"])
    );
    Ok(())
}

#[tokio::test]
async fn a_moved_form_uses_the_language_of_its_new_parent() -> Result {
    let page = open(
        "",
        &[
            ELEMENT,
            "<div lang=\"de\" id=\"german\"></div><div lang=\"fr\" id=\"french\"></div>",
        ]
        .concat(),
    )
    .await?;
    let label = async |label: &str| {
        page.until("the language has changed", async || {
            Ok(page.label("displayName").await?.starts_with(label))
        })
        .await
    };
    page.run("document.querySelector('#german').append(element);", &[])
        .await?;
    label("Name der Fähigkeit").await?;
    if page.engine().cannot(Step::MoveBefore).is_none() {
        page.run(
            "document.querySelector('#french').moveBefore(element, null);",
            &[],
        )
        .await?;
        label("Nom de la compétence").await?;
    }
    Ok(())
}

/// The names of the controls.
const NAMES: &str =
    "return [...element.shadowRoot.querySelectorAll('[name]')].map(({ name }) => name);";

#[tokio::test]
async fn properties_set_after_user_input_apply_at_hydration_and_keep_the_input() -> Result {
    let page = open("", ELEMENT).await?;
    page.open_details().await?;
    // Opening the section is an interaction too, also when the focus has left the form.
    page.run(
        "document.activeElement.blur(); element.required = 'displayName'; await null; await null;",
        &[],
    )
    .await?;
    assert!(page.details_are_open().await?);
    page.choose("proficiency", "expert").await?;
    page.type_into("categories", "hobby").await?;
    page.type_into("displayName", "Rust").await?;
    page.run(
        "element.shadowRoot.activeElement.setSelectionRange(1, 3);
         element.required = 'webUrl';
         element.audiences = 'me everyone';
         element.lang = 'de';
         element.readOnly = true;",
        &[],
    )
    .await?;
    let is_read_only = "return element.shadowRoot.querySelector('[name=displayName]').readOnly;";
    assert_eq!(page.run(is_read_only, &[]).await?, true);
    page.run("element.readOnly = false;", &[]).await?;
    assert_eq!(page.run(is_read_only, &[]).await?, false);
    load(&page).await?;
    page.until("the caret is there", async || {
        Ok(caret(&page).await? == json!(["displayName", 1, 3, "forward"]))
    })
    .await?;
    assert!(page.details_are_open().await?);
    for (field, value) in [
        ("displayName", "Rust"),
        ("proficiency", "expert"),
        ("categories", "hobby"),
        ("allowedAudiences", "me"),
    ] {
        assert_eq!(page.value(field).await?, value);
    }
    let audiences = "return [...element.shadowRoot.querySelectorAll('[name=allowedAudiences] option')].map(({ value }) => value);";
    assert_eq!(
        page.run(audiences, &[]).await?,
        json!(["", "me", "everyone"])
    );
    page.submit().await?;
    page.focus_arrives("summary").await?;
    assert_eq!(page.summary().await?, ["Geben Sie einen Link ein"]);
    page.fill("webUrl", "https://example.com/").await?;
    page.fill("inference.confidenceScore", "0,5").await?;
    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(skill["displayName"], "Rust");
    assert_eq!(skill["categories"], json!(["hobby"]));
    assert_eq!(skill["inference"]["confidenceScore"], 0.5);
    Ok(())
}

#[tokio::test]
async fn fields_changed_after_an_early_click_apply_at_hydration_and_nothing_is_sent() -> Result {
    let page = open("", ELEMENT).await?;
    page.choose("proficiency", "expert").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("element.fields = 'webUrl displayName';", &[])
        .await?;
    load(&page).await?;
    page.until("the form has the fields", async || {
        Ok(page.run(NAMES, &[]).await? == json!(["webUrl", "displayName"]))
    })
    .await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    pause(&page).await?;
    assert_eq!(page.status().await?, "");
    assert_eq!(page.stored().await?.len(), 0);
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Rust");
    Ok(())
}

#[tokio::test]
async fn a_surrounding_form_is_invalid_until_the_module_loads_and_then_contains_each_skill()
-> Result {
    let [one, two] = ["one", "two"].map(|name| with(&format!("id=\"{name}\" name=\"{name}\"")));
    let body = format!(
        "<form id=\"around\" action=\"/\">{one}<input name=\"note\" value=\"Note\">{two}<button>Save</button></form>"
    );
    let page = open("", &body).await?;
    let other = page.of("#two");
    page.fill("displayName", "Rust").await?;
    other.fill("displayName", "Go").await?;
    let valid = "return document.querySelector('#around').checkValidity();";
    let data = "return [...new FormData(document.querySelector('#around'))].map(([name, value]) => [name, value.startsWith('{') ? JSON.parse(value).displayName : value]);";
    assert_eq!(page.run(valid, &[]).await?, false);
    assert_eq!(page.run(data, &[]).await?, json!([["note", "Note"]]));
    load(&page).await?;
    assert_in_place(&page).await?;
    other.ready().await?;
    assert_eq!(page.run(valid, &[]).await?, true);
    let entries = json!([["one", "Rust"], ["note", "Note"], ["two", "Go"]]);
    assert_eq!(page.run(data, &[]).await?, entries);
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
async fn a_fieldset_disables_and_enables_shells_and_sleeping_forms() -> Result {
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
