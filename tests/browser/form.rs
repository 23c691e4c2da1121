//! The form as the user sees it: labels, errors, the summary, categories, suggestions, and restored
//! drafts.

use crate::harness::{self, Form, dispatch, form, js, settle, storage, until};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlElement;

fn active(form: &Form) -> web_sys::Element {
    form.root()
        .active_element()
        .expect("the focus is in the form")
}

#[wasm_bindgen_test]
async fn an_error_appears_on_blur_and_disappears_once_the_field_is_corrected() {
    let form = form("").await;
    form.type_in("webUrl", "nowhere");
    settle().await;
    assert_eq!(form.error("webUrl"), None);
    form.leave("webUrl");
    settle().await;
    assert_eq!(
        form.error("webUrl").unwrap(),
        "Enter a full web address, like https://example.com/page"
    );
    let control = form.control("webUrl");
    assert_eq!(
        control.get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    let described = control.get_attribute("aria-describedby").unwrap();
    for id in described.split(' ') {
        assert!(
            form.root()
                .get_element_by_id(id)
                .is_some_and(|element| !element.text_content().unwrap().is_empty()),
            "{id}"
        );
    }
    form.type_in("webUrl", "https://example.com");
    settle().await;
    assert_eq!(form.error("webUrl"), None);
    assert_eq!(control.get_attribute("aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn an_invalid_submission_focuses_the_error_summary_which_links_to_the_fields() {
    let form = form("").await;
    form.type_in("lastModifiedBy.user.id", "\u{202E}");
    form.submit();
    until("the summary has the focus", || {
        form.root()
            .active_element()
            .is_some_and(|active| active.class_name() == "summary")
    })
    .await;
    let links = form.all("[part=summary] a");
    let texts: Vec<_> = links
        .iter()
        .map(|link| link.text_content().unwrap())
        .collect();
    assert_eq!(texts[0], "Enter a skill name");
    assert!(texts[1].starts_with("Last modified by – User ID: "));
    links[1].unchecked_ref::<HtmlElement>().click();
    assert_eq!(
        active(&form).get_attribute("name").as_deref(),
        Some("lastModifiedBy.user.id")
    );
    assert!(form.find("[part=details]").unwrap().has_attribute("open"));
}

#[wasm_bindgen_test]
async fn an_error_on_blur_is_deferred_until_the_pointer_is_released() {
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
async fn a_number_with_a_comma_shows_its_parsed_value() {
    let form = form("").await;
    form.type_in("inference.confidenceScore", "0,5");
    settle().await;
    assert_eq!(form.text("parsed-number"), "Will be saved as 0.5");
    form.type_in("inference.confidenceScore", "0.5");
    settle().await;
    assert_eq!(form.text("parsed-number"), "");
}

#[wasm_bindgen_test]
async fn suggestions_are_offered_and_applied_only_when_selected() {
    let form = form("").await;
    let input = form.control("displayName");
    assert_eq!(input.get_attribute("role"), None);
    form.set("suggest", &js("async (text, signal) => { globalThis.signals = [...(globalThis.signals ?? []), signal]; return [text + 'y', text + 'o', 7]; }"));
    settle().await;
    assert_eq!(input.get_attribute("role").as_deref(), Some("combobox"));
    form.type_in("displayName", "Rust");
    until("completions", || form.all("[role=option]").len() == 2).await;
    assert_eq!(
        input.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert_eq!(form.value("displayName"), "Rust");
    form.press("displayName", "ArrowDown");
    form.press("displayName", "ArrowDown");
    settle().await;
    let chosen = form
        .root()
        .get_element_by_id(&input.get_attribute("aria-activedescendant").unwrap())
        .unwrap();
    assert_eq!(chosen.text_content().as_deref(), Some("Rusto"));
    form.press("displayName", "Enter");
    settle().await;
    assert_eq!(form.value("displayName"), "Rusto");
    assert_eq!(
        input.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
}

#[wasm_bindgen_test]
async fn failed_or_late_suggestions_are_ignored() {
    let form = form("").await;
    form.set("suggest", &js("async (text, signal) => { if (text === 'a') { globalThis.hasThrown = true; throw 1; } await new Promise((r) => { globalThis.release = r; globalThis.aborted = signal; }); return ['late']; }"));
    form.type_in("displayName", "a");
    until("it fails", || js("globalThis.hasThrown").is_truthy()).await;
    form.type_in("displayName", "ab");
    until("asked", || {
        // Other tests set `release` too.
        js("globalThis.aborted instanceof AbortSignal").is_truthy()
    })
    .await;
    form.type_in("displayName", "");
    assert!(js("globalThis.aborted.aborted").is_truthy());
    js("globalThis.release()");
    settle().await;
    assert!(form.all("[role=option]").is_empty());
}

fn kept(key: &str) -> Option<String> {
    storage().get_item(&format!("add-skill:v1:{key}")).unwrap()
}

#[wasm_bindgen_test]
async fn a_draft_is_stored_restored_on_the_next_visit_and_discarded_on_request() {
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
async fn each_draft_key_has_a_separate_draft() {
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
async fn discarding_a_draft_restores_the_prefill_of_the_page() {
    let first = form("draft-key=key").await;
    first.fill("displayName", "Typed");
    until("kept", || kept("key").is_some()).await;
    drop(first);
    let form = Form::new("draft-key=key");
    form.set(
        "skill",
        &js("{displayName: 'Prefilled', isSearchable: true}"),
    );
    form.ready().await;
    settle().await;
    assert_eq!(form.value("displayName"), "Typed");
    form.click("[part=discard]");
    settle().await;
    assert_eq!(
        form.skill(),
        r#"{"displayName":"Prefilled","isSearchable":true}"#
    );
    assert_eq!(form.text("notice"), "");
    assert_eq!(
        active(&form).get_attribute("part").as_deref(),
        Some("form"),
        "a second Enter does not send it"
    );
}

#[wasm_bindgen_test]
async fn a_hidden_field_that_blocks_submission_is_shown_until_a_reset() {
    let form = form("fields=webUrl").await;
    form.submit();
    until("the name is shown", || {
        form.find("[name=displayName]").is_some()
    })
    .await;
    assert_eq!(
        form.error("displayName").as_deref(),
        Some("Enter a skill name")
    );
    form.call("reset");
    until("it is hidden again", || {
        form.find("[name=displayName]").is_none()
    })
    .await;
    assert!(form.find("[name=webUrl]").is_some());
}

#[wasm_bindgen_test]
async fn unreadable_or_expired_drafts_are_not_restored() {
    for damaged in [
        "",
        "{",
        "[]",
        "{\"at\":1,\"fields\":{\"displayName\":\"old\"}}",
        "{\"at\":null,\"fields\":7}",
    ] {
        drop(form("").await);
        storage().set_item("add-skill:v1:key", damaged).unwrap();
        let form = Form::new("draft-key=key");
        form.ready().await;
        settle().await;
        assert_eq!(form.value("displayName"), "");
        // A draft that is only too old is not reported.
        let says = if damaged.contains("old") {
            ""
        } else {
            "A draft from an earlier visit could not be opened.Copy draftDiscard draft"
        };
        assert_eq!(form.text("notice"), says, "{damaged}");
    }
}

#[wasm_bindgen_test]
async fn aria_describedby_explains_the_selected_level_and_audience() {
    let form = form("").await;
    for (field, value, words) in [
        ("proficiency", "expert", "Others come to you"),
        (
            "allowedAudiences",
            "organization",
            "Everyone in your organization can see",
        ),
        (
            "allowedAudiences",
            "",
            "Your organization’s settings determine",
        ),
    ] {
        form.choose(field, value);
        settle().await;
        let described = form
            .control(field)
            .get_attribute("aria-describedby")
            .unwrap();
        let texts: Vec<_> = described
            .split(' ')
            .map(|id| {
                form.root()
                    .get_element_by_id(id)
                    .unwrap()
                    .text_content()
                    .unwrap()
            })
            .collect();
        assert!(
            texts.iter().any(|text| text.starts_with(words)),
            "{texts:?}"
        );
    }
    assert_eq!(form.all("[part=levels] dt").len(), 5);
    assert_eq!(form.all("[part=levels] dd").len(), 5);
}

#[wasm_bindgen_test]
async fn a_link_shows_its_host_in_ascii_and_opens_in_a_new_tab_with_noopener_noreferrer() {
    let form = form("").await;
    for (link, host) in [
        ("https://例え.jp/スキル", "xn--r8jz45g.jp"),
        ("https://аррӏе.com", "xn--80ak6aa92e.com"),
        ("http://example.com:8080/a", "example.com:8080"),
    ] {
        form.type_in("webUrl", link);
        until(host, || {
            form.find("[part=destination] .host")
                .is_some_and(|shown| shown.text_content().unwrap() == host)
        })
        .await;
        let open = form.find("[part=open]").unwrap();
        assert!(open.get_attribute("href").unwrap().contains(host));
        assert_eq!(open.get_attribute("target").as_deref(), Some("_blank"));
        assert_eq!(
            open.get_attribute("rel").as_deref(),
            Some("noopener noreferrer")
        );
    }
    for link in [
        "",
        "javascript:alert(1)",
        "https://user@example.com",
        "exam",
    ] {
        form.type_in("webUrl", link);
        settle().await;
        assert!(form.find("[part=open]").is_none(), "{link}");
    }
}

#[wasm_bindgen_test]
async fn an_unreadable_draft_is_quarantined_and_reported_until_it_is_discarded() {
    for damage in [
        "{",
        r#"{"version":9}"#,
        r#"{"at":1e999}"#,
        r#"{"at":1,"fields":{"displayName":[[1]]}}"#,
    ] {
        let damage = damage.replace(
            "\"at\":1,",
            &format!("\"at\":{},", js_sys::Date::now() - 1000.0),
        );
        // The element is created after the storage is filled, because `form` clears it first.
        drop(form("draft-key=ann").await);
        storage().set_item("add-skill:v1:ann", &damage).unwrap();
        let form = Form::new("draft-key=ann");
        form.ready().await;
        assert!(
            form.text("notice")
                .starts_with("A draft from an earlier visit"),
            "{damage}: {}",
            form.text("notice")
        );
        form.fill("displayName", "Rust");
        dispatch(&form.host, "pagehide");
        assert_eq!(
            storage()
                .get_item("add-skill:v1:ann:unreadable")
                .unwrap()
                .as_deref(),
            Some(&*damage)
        );
        form.click("[part=discard]");
        settle().await;
        for key in ["add-skill:v1:ann", "add-skill:v1:ann:unreadable"] {
            assert_eq!(storage().get_item(key).unwrap(), None, "{damage}");
        }
    }
}

/// Returns a form with a stored draft that cannot be read.
async fn with_damaged_draft(damaged: &str) -> Form {
    // `form` clears the storage first.
    drop(form("draft-key=ann").await);
    storage().set_item("add-skill:v1:ann", damaged).unwrap();
    visit().await
}

async fn visit() -> Form {
    let form = Form::new("draft-key=ann");
    form.ready().await;
    form
}

/// Returns what is stored under the key of [`visit`] and its suffixes.
fn texts() -> Vec<String> {
    ["", ":unreadable", ":2"]
        .iter()
        .filter_map(|slot| kept(&format!("ann{slot}")))
        .collect()
}

#[wasm_bindgen_test]
async fn an_unreadable_draft_survives_filling_emptying_and_resetting_the_form() {
    let form = with_damaged_draft("{\"at\":").await;
    for _ in 0..2 {
        form.fill("displayName", "x");
        until("x is stored", || {
            texts().iter().any(|text| text.contains("\"x\""))
        })
        .await;
        form.fill("displayName", "");
        until("x is removed", || {
            !texts().iter().any(|text| text.contains("\"x\""))
        })
        .await;
        assert_eq!(texts(), ["{\"at\":"]);
        form.call("reset");
        settle().await;
        assert_eq!(texts(), ["{\"at\":"]);
        assert!(
            form.text("notice")
                .starts_with("A draft from an earlier visit"),
            "{}",
            form.text("notice")
        );
    }
}

#[wasm_bindgen_test]
async fn a_second_unreadable_draft_does_not_overwrite_the_first() {
    drop(with_damaged_draft("{1").await);
    storage().set_item("add-skill:v1:ann", "{2").unwrap();
    let form = visit().await;
    form.fill("displayName", "Rust");
    until("it is stored", || {
        texts().iter().any(|text| text.contains("Rust"))
    })
    .await;
    assert!(
        texts().contains(&"{1".to_owned()) && texts().contains(&"{2".to_owned()),
        "{:?}",
        texts()
    );
    drop(form);
    let form = visit().await;
    assert_eq!(
        form.value("displayName"),
        "Rust",
        "the later input is restored"
    );
    form.click("[part=discard]");
    settle().await;
    assert_eq!(
        texts().len(),
        2,
        "only the draft of the notice is discarded: {:?}",
        texts()
    );
    assert!(
        form.text("notice")
            .starts_with("A draft from an earlier visit"),
        "{}",
        form.text("notice")
    );
    form.click("[part=discard]");
    settle().await;
    assert_eq!(texts(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn an_unreadable_draft_is_not_lost_if_storage_is_nearly_full() {
    drop(form("draft-key=ann").await);
    let damaged = "{".to_owned() + &"x".repeat(400_000);
    storage().set_item("add-skill:v1:ann", &damaged).unwrap();
    let mut size = 1 << 23;
    for number in 0.. {
        while storage()
            .set_item(&format!("page {number}"), &"x".repeat(size))
            .is_err()
        {
            size /= 2;
        }
        // There is space for the input, but not for a copy.
        if size < 100_000 {
            break;
        }
    }
    let form = visit().await;
    assert!(
        form.text("notice")
            .starts_with("A draft from an earlier visit"),
        "{}",
        form.text("notice")
    );
    form.fill("displayName", "Rust");
    until("it is stored", || {
        texts().iter().any(|text| text.contains("Rust"))
    })
    .await;
    assert!(texts().contains(&damaged), "it is lost");
    drop(form);
    let form = visit().await;
    assert_eq!(form.value("displayName"), "Rust");
    form.fill("displayName", "");
    until("it is removed", || {
        !texts().iter().any(|text| text.contains("Rust"))
    })
    .await;
    assert!(texts().contains(&damaged), "it is lost");
    storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn a_draft_with_a_future_timestamp_is_restored() {
    drop(form("draft-key=bob").await);
    let kept = format!(
        r#"{{"at":{},"fields":{{"displayName":"Rust"}},"pending":""}}"#,
        js_sys::Date::now() + 3.0 * 86_400_000.0
    );
    storage().set_item("add-skill:v1:bob", &kept).unwrap();
    let form = Form::new("draft-key=bob");
    form.ready().await;
    settle().await;
    assert_eq!(form.value("displayName"), "Rust", "{}", form.text("notice"));
}

#[wasm_bindgen_test]
async fn a_page_can_select_every_control_by_its_part() {
    let form = form("").await;
    form.set("suggest", &js("async () => ['Rust']"));
    form.fill("categories", "one,");
    form.type_in("webUrl", "https://example.com");
    form.submit();
    until("the summary", || form.find("[part=summary-link]").is_some()).await;
    for control in form
        .all("input, select, button, a, summary, form, fieldset, p, ul:not([role=none]), li, h2")
    {
        assert!(
            control.has_attribute("part")
                || control
                    .closest(".visually-hidden, [part=summary]")
                    .unwrap()
                    .is_some(),
            "{}",
            control.outer_html()
        );
    }
    let web_url = || form.control("webUrl").get_attribute("part").unwrap();
    assert_eq!(web_url(), "control webUrl");
    form.fill("webUrl", "nowhere");
    until("it is marked", || web_url() == "control webUrl invalid").await;
}
