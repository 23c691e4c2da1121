//! What a person meets: labels, errors, the summary, categories, completions, kept drafts.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#![cfg(target_arch = "wasm32")]

mod harness;

use harness::{Form, dispatch, form, js, settle, until};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

fn active(form: &Form) -> web_sys::Element {
    form.root().active_element().expect("the focus is in the form")
}

#[wasm_bindgen_test]
async fn an_error_appears_on_leaving_a_field_and_goes_as_soon_as_it_is_mended() {
    let form = form("").await;
    form.type_in("webUrl", "nowhere");
    settle().await;
    assert_eq!(form.error("webUrl"), None);
    form.leave("webUrl");
    settle().await;
    assert_eq!(form.error("webUrl").unwrap(), "Write a whole web address, like https://example.com/page");
    let control = form.control("webUrl");
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described = control.get_attribute("aria-describedby").unwrap();
    for id in described.split(' ') {
        assert!(form.root().get_element_by_id(id).is_some_and(|element| !element.text_content().unwrap().is_empty()), "{id}");
    }
    form.type_in("webUrl", "https://example.com");
    settle().await;
    assert_eq!(form.error("webUrl"), None);
    assert_eq!(control.get_attribute("aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn a_failed_submission_leads_to_a_summary_that_leads_to_the_fields() {
    let form = form("").await;
    form.type_in("lastModifiedBy.user.id", "\u{202E}");
    form.submit();
    until("the summary has the focus", || form.root().active_element().is_some_and(|active| active.class_name() == "summary"))
        .await;
    let links = form.all("[part=summary] a");
    let texts: Vec<_> = links.iter().map(|link| link.text_content().unwrap()).collect();
    assert_eq!(texts[0], "Skill name: Fill in this field");
    assert!(texts[1].starts_with("Last modified by – User ID: "));
    links[1].unchecked_ref::<HtmlElement>().click();
    assert_eq!(active(&form).get_attribute("name").as_deref(), Some("lastModifiedBy.user.id"));
    assert!(form.find("details").unwrap().has_attribute("open"));
}

#[wasm_bindgen_test]
async fn an_error_waits_while_a_pointer_is_down_so_that_the_click_meets_its_button() {
    let form = form("").await;
    form.type_in("webUrl", "nowhere");
    dispatch(&form.find("[part=submit]").unwrap(), "pointerdown");
    form.leave("webUrl");
    settle().await;
    assert_eq!(form.error("webUrl"), None);
    dispatch(&form.find("[part=submit]").unwrap(), "pointerup");
    until("the error shows", || form.error("webUrl").is_some()).await;
}

#[wasm_bindgen_test]
async fn enter_a_comma_the_button_and_leaving_add_a_category_and_enter_never_sends() {
    let form = form("").await;
    form.fill("displayName", "Rust");
    let input = form.control("categories");
    for (text, key) in [("one", "Enter"), ("two,", ""), ("three", "change"), ("four", "button")] {
        input.unchecked_ref::<web_sys::HtmlInputElement>().set_value(text);
        dispatch(&input, "input");
        match key {
            "Enter" => form.press("categories", "Enter"),
            "change" => dispatch(&input, "change"),
            "button" => form.click("[part=add-category]"),
            _ => {}
        }
        settle().await;
    }
    form.press("categories", "Enter");
    settle().await;
    assert_eq!(form.items(), ["one", "two", "three", "four"]);
    assert!(form.events("skill-submit").is_empty());
    assert_eq!(form.value("categories"), "");
}

#[wasm_bindgen_test]
async fn a_category_twice_is_pointed_out_and_stays_in_the_input() {
    let form = form("").await;
    form.fill("categories", "caf\u{e9}");
    form.fill("categories", "cafe\u{301}");
    settle().await;
    assert!(form.error("categories").unwrap().contains("is already in the list"));
    assert_eq!(form.items().len(), 1);
    assert_eq!(form.value("categories"), "cafe\u{301}");
    form.fill("displayName", "Rust");
    form.submit();
    until("the summary has the focus", || form.root().active_element().is_some_and(|active| active.class_name() == "summary"))
        .await;
    assert!(form.text("summary").contains("is already in the list"));
    assert!(form.events("skill-submit").is_empty());
}

#[wasm_bindgen_test]
async fn removing_a_category_keeps_the_focus_and_says_so() {
    let form = form("").await;
    form.fill("categories", "a,b,c");
    settle().await;
    form.control("categories").unchecked_into::<HtmlElement>().focus().unwrap();
    form.press("categories", "Backspace");
    assert_eq!(active(&form).get_attribute("aria-label").as_deref(), Some("Remove \u{2068}c\u{2069}"));
    for left in [vec!["a", "b"], vec!["a"], vec![]] {
        active(&form).unchecked_into::<HtmlElement>().click();
        settle().await;
        assert_eq!(form.items(), left);
    }
    assert_eq!(active(&form).get_attribute("name").as_deref(), Some("categories"));
    assert!(form.root().text_content().unwrap().contains("a removed"));
}

#[wasm_bindgen_test]
async fn a_number_with_a_comma_shows_how_it_was_understood() {
    let form = form("").await;
    form.type_in("inference.confidenceScore", "0,5");
    settle().await;
    assert_eq!(form.text("understood"), "Understood as 0.5");
    form.type_in("inference.confidenceScore", "0.5");
    settle().await;
    assert_eq!(form.text("understood"), "");
}

#[wasm_bindgen_test]
async fn completions_are_offered_and_taken_only_when_chosen() {
    let form = form("").await;
    let input = form.control("displayName");
    assert_eq!(input.get_attribute("role"), None);
    form.set("suggest", &js("async (text, signal) => { globalThis.signals = [...(globalThis.signals ?? []), signal]; return [text + 'y', text + 'o', 7]; }"));
    settle().await;
    assert_eq!(input.get_attribute("role").as_deref(), Some("combobox"));
    form.type_in("displayName", "Rust");
    until("completions", || form.all("[role=option]").len() == 2).await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(form.value("displayName"), "Rust");
    form.press("displayName", "ArrowDown");
    form.press("displayName", "ArrowDown");
    settle().await;
    let chosen = form.root().get_element_by_id(&input.get_attribute("aria-activedescendant").unwrap()).unwrap();
    assert_eq!(chosen.text_content().as_deref(), Some("Rusto"));
    form.press("displayName", "Enter");
    settle().await;
    assert_eq!(form.value("displayName"), "Rusto");
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn completions_that_fail_or_come_late_change_nothing() {
    let form = form("").await;
    form.set("suggest", &js("async (text, signal) => { if (text === 'a') throw 1; await new Promise((r) => { globalThis.release = r; globalThis.aborted = signal; }); return ['late']; }"));
    form.type_in("displayName", "a");
    settle().await;
    form.type_in("displayName", "ab");
    until("asked", || js("typeof globalThis.release === 'function'").is_truthy()).await;
    form.type_in("displayName", "");
    assert!(js("globalThis.aborted.aborted").is_truthy());
    js("globalThis.release()");
    settle().await;
    assert!(form.all("[role=option]").is_empty());
}

fn kept(key: &str) -> Option<String> {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().get_item(&format!("add-skill:v1:{key}")).unwrap()
}

#[wasm_bindgen_test]
async fn what_was_typed_is_kept_for_the_next_visit_offered_back_and_discarded() {
    let first = form("draft-key=someone").await;
    first.fill("displayName", "Rust");
    first.fill("categories", "a,b");
    until("kept", || kept("someone").is_some()).await;
    assert!(!kept("someone").unwrap().contains(harness::TOKEN));
    drop(first);
    let other = Form::new("draft-key=other");
    other.ready().await;
    settle().await;
    assert_eq!(other.value("displayName"), "");
    let again = Form::new("draft-key=someone");
    again.ready().await;
    settle().await;
    assert_eq!(again.value("displayName"), "Rust");
    assert_eq!(again.items(), ["a", "b"]);
    again.click("[part=discard]");
    settle().await;
    assert_eq!(again.value("displayName"), "");
    assert_eq!(kept("someone"), None);
}

#[wasm_bindgen_test]
async fn another_draft_key_is_another_person() {
    let form = form("draft-key=a").await;
    form.fill("displayName", "Of a");
    until("kept", || kept("a").is_some()).await;
    form.set("draftKey", &"b".into());
    settle().await;
    assert_eq!(form.value("displayName"), "");
    form.fill("displayName", "Of b");
    until("kept", || kept("b").is_some()).await;
    form.set("draftKey", &"a".into());
    settle().await;
    assert_eq!(form.value("displayName"), "Of a");
    form.set("draft", &"off".into());
    settle().await;
    assert!(kept("a").is_none() && kept("b").is_some_and(|kept| kept.contains("Of b")));
}

#[wasm_bindgen_test]
async fn discarding_a_draft_leaves_what_the_page_has_prefilled() {
    let first = form("draft-key=key").await;
    first.fill("displayName", "Typed");
    until("kept", || kept("key").is_some()).await;
    drop(first);
    let form = Form::new("draft-key=key");
    form.set("skill", &js("{displayName: 'Prefilled', isSearchable: true}"));
    form.ready().await;
    settle().await;
    assert_eq!(form.value("displayName"), "Typed");
    form.click("[part=discard]");
    settle().await;
    assert_eq!(form.skill(), r#"{"displayName":"Prefilled","isSearchable":true}"#);
    assert_eq!(form.text("notice"), "");
    assert_eq!(active(&form).get_attribute("part").as_deref(), Some("submit"));
}

#[wasm_bindgen_test]
async fn a_hidden_field_that_keeps_the_form_from_being_sent_is_shown() {
    let form = form("fields=webUrl").await;
    form.submit();
    until("the name is shown", || form.find("[name=displayName]").is_some()).await;
    assert_eq!(form.error("displayName").as_deref(), Some("Fill in this field"));
}

#[wasm_bindgen_test]
async fn what_was_said_of_a_refused_category_goes_with_its_text() {
    let form = form("").await;
    form.fill("displayName", "Rust");
    form.fill("categories", "a");
    form.fill("categories", "a");
    settle().await;
    assert!(form.is("invalid"));
    assert_eq!(form.call("checkValidity"), JsValue::FALSE);
    form.type_in("categories", "");
    settle().await;
    assert!(!form.is("invalid"));
    assert_eq!(form.call("checkValidity"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn damaged_kept_drafts_are_ignored() {
    let storage = web_sys::window().unwrap().session_storage().unwrap().unwrap();
    for damaged in ["", "{", "[]", "{\"at\":1,\"fields\":{\"displayName\":\"old\"}}", "{\"at\":null,\"fields\":7}"] {
        drop(form("").await);
        storage.set_item("add-skill:v1:key", damaged).unwrap();
        let form = Form::new("draft-key=key");
        form.ready().await;
        settle().await;
        assert_eq!(form.value("displayName"), "");
        assert_eq!(form.text("notice"), "");
    }
}
