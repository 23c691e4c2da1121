//! The element's public interface: attributes, properties, methods, states, life cycle, and
//! surrounding forms.

use crate::harness::{Form, document, form, js, settle, until};
use add_skill::element::OBSERVED;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{HtmlElement, HtmlFieldSetElement};

#[wasm_bindgen_test]
async fn an_element_without_attributes_renders_the_default_fields() {
    let form = form("").await;
    let shown: Vec<_> = form
        .all(".fields:not(details *) > .field")
        .iter()
        .map(|field| field.get_attribute("data-field").unwrap())
        .collect();
    assert_eq!(
        shown,
        [
            "displayName",
            "proficiency",
            "categories",
            "webUrl",
            "allowedAudiences"
        ]
    );
    assert_eq!(form.all("details .field").len(), 17);
}

#[wasm_bindgen_test]
async fn every_control_has_a_graph_path_as_name_a_visible_label_and_a_part() {
    let form = form("").await;
    form.click("summary");
    let names = "displayName proficiency categories webUrl allowedAudiences inference.confidenceScore \
        inference.userHasVerifiedAccuracy id createdDateTime createdBy.application.id createdBy.application.displayName \
        createdBy.device.id createdBy.device.displayName createdBy.user.id createdBy.user.displayName lastModifiedDateTime \
        lastModifiedBy.application.id lastModifiedBy.application.displayName lastModifiedBy.device.id \
        lastModifiedBy.device.displayName lastModifiedBy.user.id lastModifiedBy.user.displayName";
    for name in names.split_ascii_whitespace() {
        let control = form.control(name);
        assert!(
            control
                .get_attribute("part")
                .is_some_and(|part| part.starts_with("control ")),
            "{name}"
        );
        let labels: js_sys::Object = Reflect::get(&control, &"labels".into())
            .unwrap()
            .unchecked_into();
        let label: HtmlElement = Reflect::get(&labels, &0.into()).unwrap().unchecked_into();
        assert!(
            !label.inner_text().trim().is_empty() && label.offset_height() > 0,
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn each_observed_attribute_reflects_a_camel_case_property_in_both_directions() {
    let form = form("").await;
    let class = form.get("constructor");
    let observed: Array = Reflect::get(&class, &"observedAttributes".into())
        .unwrap()
        .unchecked_into();
    let observed: Vec<_> = observed
        .iter()
        .map(|name| name.as_string().unwrap())
        .collect();
    assert_eq!(observed, OBSERVED);
    let mirror = js("(element, name) => {
        const property = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
        const isBoolean = typeof element[property] === 'boolean';
        const value = isBoolean ? true : name === 'dir' ? 'rtl' : 'x y';
        element[property] = value;
        const written = element.getAttribute(name);
        element.removeAttribute(name);
        element.setAttribute(name, isBoolean ? '' : value);
        const read = element[property];
        element.removeAttribute(name);
        return written === (isBoolean ? '' : value) && read === value;
    }")
    .unchecked_into::<js_sys::Function>();
    for name in OBSERVED {
        assert!(
            mirror
                .call2(&JsValue::NULL, &form.host, &name.into())
                .unwrap()
                .is_truthy(),
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn properties_return_defaults_if_the_attribute_is_absent() {
    let form = form("").await;
    for (property, default) in [
        (
            "endpoint",
            "https://graph.microsoft.com/beta/me/profile/skills",
        ),
        (
            "fields",
            "displayName proficiency categories webUrl allowedAudiences",
        ),
        ("draft", "session"),
        ("required", ""),
        ("tokenHosts", ""),
    ] {
        assert_eq!(form.get(property), JsValue::from(default));
    }
    assert_eq!(form.get("readOnly"), JsValue::FALSE);
}

#[wasm_bindgen_test]
async fn properties_set_before_the_definition_are_applied_on_upgrade() {
    let host: HtmlElement = document()
        .create_element("add-skill-later")
        .unwrap()
        .unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    Reflect::set(&host, &"skill".into(), &js("{displayName: 'Early'}")).unwrap();
    Reflect::set(&host, &"fields".into(), &"displayName webUrl".into()).unwrap();
    Reflect::set(&host, &"getAccessToken".into(), &js("async () => 'early'")).unwrap();
    add_skill::element::define("add-skill-later");
    let form = Form::around(host);
    form.ready().await;
    settle().await;
    assert_eq!(form.value("displayName"), "Early");
    assert_eq!(
        form.host.get_attribute("fields").as_deref(),
        Some("displayName webUrl")
    );
    assert_eq!(form.all(".field").len(), 2);
    assert!(form.get("getAccessToken").is_function());
    assert!(!js_sys::Object::get_own_property_names(&form.host).includes(&"skill".into(), 0));
}

#[wasm_bindgen_test]
async fn a_second_definition_does_not_replace_the_first() {
    let first = form("").await;
    let class = first.get("constructor");
    add_skill::element::define("add-skill");
    let second = form("").await;
    assert_eq!(second.get("constructor"), class);
    assert!(second.is("ready"));
}

#[wasm_bindgen_test]
async fn elements_do_not_share_values_errors_or_ids() {
    let (first, second) = (form("").await, form("").await);
    first.fill("displayName", "Rust");
    first.fill("webUrl", "nowhere");
    settle().await;
    assert_eq!(second.value("displayName"), "");
    assert_eq!(second.error("webUrl"), None);
    let ids: Vec<_> = [&first, &second]
        .map(|form| form.control("webUrl").id())
        .into();
    assert_ne!(ids[0], ids[1]);
}

#[wasm_bindgen_test]
async fn the_input_survives_a_move_and_a_removal_of_the_element() {
    let form = form("draft=off").await;
    form.fill("displayName", "Rust");
    form.fill("categories", "a,b");
    let elsewhere = document().create_element("section").unwrap();
    document().body().unwrap().append_child(&elsewhere).unwrap();
    elsewhere.append_child(&form.host).unwrap();
    settle().await;
    assert_eq!(form.value("displayName"), "Rust");
    form.host.remove();
    until("the view is gone", || {
        form.root().child_element_count() == 0
    })
    .await;
    elsewhere.append_child(&form.host).unwrap();
    form.ready().await;
    settle().await;
    assert_eq!(form.value("displayName"), "Rust");
    assert_eq!(form.items(), ["a", "b"]);
    elsewhere.remove();
}

#[wasm_bindgen_test]
async fn a_prefilled_skill_is_returned_unchanged_including_unknown_properties() {
    let form = form("").await;
    let text = r#"{"allowedAudiences":"unknownFutureValue","displayName":"Rust","proficiency":"4","isSearchable":true,"sources":[{"sourceId":"x"}]}"#;
    form.set("skill", &js(text));
    assert_eq!(form.skill(), text);
    settle().await;
    assert_eq!(form.value("proficiency"), "4");
    assert_eq!(form.value("allowedAudiences"), "unknownFutureValue");
    form.submit();
    settle().await;
    assert!(
        form.error("allowedAudiences")
            .unwrap()
            .contains("unknownFutureValue")
    );
    assert!(
        form.error("proficiency")
            .unwrap()
            .starts_with("Select one of these options: Elementary")
    );
}

#[wasm_bindgen_test]
async fn invalid_prefills_never_throw() {
    let form = form("").await;
    for odd in [
        "undefined",
        "null",
        "42",
        "'text'",
        "[]",
        "() => 1",
        "{displayName: 1n}",
        "{get displayName() { throw 1 }}",
    ] {
        form.set("skill", &js(odd));
    }
    form.set(
        "skill",
        &js("(() => { const a = {}; a.a = a; return a; })()"),
    );
    form.set(
        "skill",
        &js("JSON.parse('[' .repeat(100000) + ']'.repeat(100000))"),
    );
    form.set(
        "skill",
        &js("{displayName: 'Rust', categories: 'one', inference: 7, __proto__: {polluted: true}}"),
    );
    assert_eq!(form.skill(), r#"{"displayName":"Rust","inference":7}"#);
}

#[wasm_bindgen_test]
async fn the_fields_attribute_sets_the_fields_and_their_order() {
    let form =
        form("fields='webUrl displayName inference nonsense collaborationTags thumbnailUrl'").await;
    let shown: Vec<_> = form
        .all(".field")
        .iter()
        .map(|field| field.get_attribute("data-field").unwrap())
        .collect();
    assert_eq!(
        shown,
        [
            "webUrl",
            "displayName",
            "inference.confidenceScore",
            "inference.userHasVerifiedAccuracy",
            "collaborationTags",
            "thumbnailUrl"
        ]
    );
    form.host.set_attribute("fields", "displayName").unwrap();
    until("one field", || form.all(".field").len() == 1).await;
    form.host.remove_attribute("fields").unwrap();
    until("the everyday fields", || form.all(".field").len() > 20).await;
}

#[wasm_bindgen_test]
async fn attributes_restrict_and_preselect_audiences_limit_the_score_and_require_fields() {
    let form =
        form("audiences='organization me' score-range='0 1' required='webUrl nonsense'").await;
    assert_eq!(form.value("allowedAudiences"), "organization");
    let offered: Vec<_> = form
        .all("[name=allowedAudiences] option")
        .iter()
        .map(|option| option.get_attribute("value").unwrap())
        .collect();
    assert_eq!(offered, ["", "organization", "me"]);
    form.fill("inference.confidenceScore", "1.5");
    form.submit();
    settle().await;
    assert_eq!(
        form.error("inference.confidenceScore").unwrap(),
        "Enter a number from 0 to 1"
    );
    assert_eq!(form.error("webUrl").unwrap(), "Enter a link");
    form.host.remove_attribute("score-range").unwrap();
    settle().await;
    assert_eq!(form.error("inference.confidenceScore"), None);
}

#[wasm_bindgen_test]
async fn custom_messages_replace_texts_and_errors_of_the_form() {
    let form = form("").await;
    form.set(
        "messages",
        &js(
            "{'label.displayName': 'What can you do?', 'error.required': 'Say it', 'ui.submit': 7}",
        ),
    );
    settle().await;
    assert!(
        form.root()
            .text_content()
            .unwrap()
            .contains("What can you do?")
    );
    assert_eq!(form.text("submit"), "Add skill");
    form.submit();
    settle().await;
    assert_eq!(form.error("displayName").as_deref(), Some("Say it"));
    // A text for all fields does not say which one it is about.
    assert!(form.text("summary").ends_with("What can you do?: Say it"));
    form.set("messages", &JsValue::UNDEFINED);
    settle().await;
    assert_eq!(
        form.error("displayName").as_deref(),
        Some("Enter a skill name")
    );
}

#[wasm_bindgen_test]
async fn custom_states_reflect_readiness_and_validity() {
    let form = form("").await;
    assert!(form.is("ready") && !form.is("invalid") && !form.is("submitting"));
    form.submit();
    settle().await;
    assert!(form.is("invalid"));
    form.type_in("displayName", "Rust");
    settle().await;
    assert!(!form.is("invalid"));
}

#[wasm_bindgen_test]
async fn the_element_contributes_json_and_validity_to_a_surrounding_form() {
    let outer = document().create_element("form").unwrap();
    document().body().unwrap().append_child(&outer).unwrap();
    let form = form("name=skill").await;
    outer.append_child(&form.host).unwrap();
    settle().await;
    let check = js("(form) => form.checkValidity()").unchecked_into::<js_sys::Function>();
    let is_valid = || check.call1(&JsValue::NULL, &outer).unwrap().is_truthy();
    assert!(!is_valid());
    assert!(
        Reflect::get(&form.get("validity"), &"valueMissing".into())
            .unwrap()
            .is_truthy()
    );
    assert_eq!(
        form.get("validationMessage"),
        JsValue::from("Enter a skill name")
    );
    form.type_in("displayName", "Rust");
    assert!(is_valid());
    let data = js("(form) => new FormData(form).get('skill')").unchecked_into::<js_sys::Function>();
    let text = data
        .call1(&JsValue::NULL, &outer)
        .unwrap()
        .as_string()
        .unwrap();
    assert_eq!(
        text,
        r##"{"@odata.type":"#microsoft.graph.skillProficiency","displayName":"Rust"}"##
    );
    js("(form) => form.reset()")
        .unchecked_into::<js_sys::Function>()
        .call1(&JsValue::NULL, &outer)
        .unwrap();
    settle().await;
    assert_eq!(form.value("displayName"), "");
    outer.remove();
}

#[wasm_bindgen_test]
async fn a_disabled_fieldset_disables_the_form_and_readonly_disables_submit() {
    let fieldset: HtmlFieldSetElement = document()
        .create_element("fieldset")
        .unwrap()
        .unchecked_into();
    document().body().unwrap().append_child(&fieldset).unwrap();
    let form = form("").await;
    fieldset.append_child(&form.host).unwrap();
    fieldset.set_disabled(true);
    until("disabled", || {
        form.all("input:not(:disabled), select:not(:disabled), button:not(:disabled)")
            .is_empty()
    })
    .await;
    assert_eq!(form.get("willValidate"), JsValue::FALSE);
    fieldset.set_disabled(false);
    until("enabled", || {
        form.all("input:disabled, select:disabled, button:disabled")
            .is_empty()
    })
    .await;
    form.set("readOnly", &JsValue::TRUE);
    settle().await;
    assert_eq!(
        form.all("input[name=displayName]:read-only, button[part=submit]:disabled")
            .len(),
        2
    );
    fieldset.remove();
}

#[wasm_bindgen_test]
async fn methods_check_and_report_validity_focus_and_reset_the_form() {
    let form = form("").await;
    assert_eq!(form.call("checkValidity"), JsValue::FALSE);
    settle().await;
    assert_eq!(form.error("displayName"), None);
    assert_eq!(form.call("reportValidity"), JsValue::FALSE);
    settle().await;
    assert!(form.error("displayName").is_some());
    form.call("focus");
    assert_eq!(
        form.root()
            .active_element()
            .unwrap()
            .get_attribute("name")
            .as_deref(),
        Some("displayName")
    );
    form.type_in("displayName", "Rust");
    assert_eq!(form.call("checkValidity"), JsValue::TRUE);
    form.call("reset");
    settle().await;
    assert_eq!(form.value("displayName"), "");
    assert_eq!(form.error("displayName"), None);
}

#[wasm_bindgen_test]
async fn all_forms_share_one_adopted_style_sheet_in_open_shadow_roots() {
    let (first, second) = (form("").await, form("").await);
    let sheet = |form: &Form| {
        let sheets: Array = Reflect::get(&form.root(), &"adoptedStyleSheets".into())
            .unwrap()
            .unchecked_into();
        assert_eq!(sheets.length(), 1);
        sheets.get(0)
    };
    assert_eq!(sheet(&first), sheet(&second));
    assert!(first.find("style, [style]").is_none());
}
