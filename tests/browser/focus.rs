//! The focus after the focused element was removed: never lost, and never on the button that adds
//! the skill.

use crate::harness::{self, Fetch, Form, document, form, js, named, settle, storage, until};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;

/// The response is lost, and the collection cannot be read.
const UNREADABLE: &str = "async (request) => {
    if (request.method === 'POST') throw new TypeError('Failed to fetch');
    return globalThis.look?.() ?? new Response('', {status: 403});
}";
/// The skill that was added, and a duplicate of it.
const TWICE: &str = r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"},
    {"id":"2","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"}]}"#;

/// Returns the part of the focused element, or its class if it has no part.
fn focused(form: &Form) -> String {
    let active = form.root().active_element();
    active
        .and_then(|active| {
            active
                .get_attribute("part")
                .or_else(|| active.get_attribute("class"))
        })
        .unwrap_or_default()
}

async fn rests_on(form: &Form, place: &str) {
    until(
        &format!("the focus is on {place}, not on {}", focused(form)),
        || focused(form) == place,
    )
    .await;
    settle().await;
    assert_eq!(focused(form), place);
}

async fn pressed(form: &Form, part: &str) {
    until(part, || form.find(&format!("[part={part}]")).is_some()).await;
    form.click(&format!("[part={part}]"));
}

/// Returns a form whose submission has an unknown outcome, because the collection cannot be read.
async fn unknown() -> (Fetch, Form) {
    js("globalThis.look = undefined");
    let fetch = Fetch::replaced(UNREADABLE);
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-failed").await;
    (fetch, form)
}

#[wasm_bindgen_test]
async fn the_focus_returns_to_a_button_that_is_rendered_again() {
    let (_fetch, form) = unknown().await;
    js("globalThis.look = () => new Promise((resolve) => { globalThis.looked = resolve; })");
    pressed(&form, "check-again").await;
    rests_on(&form, "outcome").await;
    assert!(
        form.text("status").contains("Checking your profile"),
        "{}",
        form.text("status")
    );
    js("globalThis.looked(new Response('', {status: 403}))");
    rests_on(&form, "check-again").await;
}

#[wasm_bindgen_test]
async fn the_outcome_gets_the_focus_if_the_button_is_not_rendered_again() {
    let (_fetch, form) = unknown().await;
    js(
        "globalThis.look = () => new Response(JSON.stringify({value: [
        {id: '7', displayName: 'Rust', createdDateTime: new Date().toISOString()}]}))",
    );
    pressed(&form, "check-again").await;
    form.event("skill-added").await;
    rests_on(&form, "outcome").await;
}

#[wasm_bindgen_test]
async fn the_focus_is_not_moved_if_the_user_or_the_page_moved_it_in_the_meantime() {
    let (_fetch, form) = unknown().await;
    js("globalThis.look = () => new Promise((resolve) => { globalThis.looked = resolve; })");
    pressed(&form, "check-again").await;
    rests_on(&form, "outcome").await;
    form.control("webUrl")
        .unchecked_into::<web_sys::HtmlElement>()
        .focus()
        .unwrap();
    js("globalThis.looked(new Response('', {status: 403}))");
    until("it was looked", || {
        form.find("[part=check-again]").is_some()
    })
    .await;
    rests_on(&form, "control webUrl").await;

    let elsewhere: web_sys::HtmlElement = document()
        .create_element("button")
        .unwrap()
        .unchecked_into();
    document().body().unwrap().append_child(&elsewhere).unwrap();
    pressed(&form, "check-again").await;
    elsewhere.focus().unwrap();
    settle().await;
    assert!(
        document()
            .active_element()
            .unwrap()
            .is_same_node(Some(&elsewhere))
    );
    elsewhere.remove();
    js("globalThis.looked(new Response('', {status: 403}))");
}

#[wasm_bindgen_test]
async fn try_now_keeps_the_focus_while_the_service_stays_unavailable() {
    let fetch = Fetch::replaced("async () => new Response('', {status: 503})");
    let form = named("verify=off").await;
    form.submit();
    for sent in 2..4 {
        pressed(&form, "try-now").await;
        until("it is busy still", || {
            fetch.count() == sent && form.find("[part=try-now]").is_some()
        })
        .await;
        rests_on(&form, "try-now").await;
    }
    form.click("[part=stop]");
    rests_on(&form, "outcome").await;
}

#[wasm_bindgen_test]
async fn removing_a_duplicate_focuses_the_outcome_and_a_failure_focuses_the_button() {
    for (status, place) in [(500, "remove-duplicate"), (204, "outcome")] {
        let _fetch = Fetch::replaced(&format!(
            "async (request) => request.method === 'DELETE' ? new Response(null, {{status: {status}}})
                : request.url.endsWith(',proficiency') ? new Response('{{\"value\":[]}}')
                : request.method === 'GET' ? new Response(`{TWICE}`)
                : new Response('{{\"id\":\"1\",\"displayName\":\"Rust\"}}', {{status: 201}})"
        ));
        let form = named("").await;
        form.submit();
        pressed(&form, "remove-duplicate").await;
        until("it is reported", || {
            form.text("duplicates").contains("removed.")
        })
        .await;
        rests_on(&form, place).await;
    }
}

#[wasm_bindgen_test]
async fn the_form_itself_gets_the_focus_if_it_shows_no_message() {
    let (fetch, form) = unknown().await;
    pressed(&form, "keep-draft").await;
    rests_on(&form, "form").await;
    assert_eq!(
        form.find("[part=form]")
            .unwrap()
            .get_attribute("tabindex")
            .as_deref(),
        Some("-1"),
        "the Tab key passes it by"
    );
    assert_eq!(
        fetch
            .requests
            .iter()
            .filter(|request| harness::method(request) == "POST")
            .count(),
        1
    );
}

#[wasm_bindgen_test]
async fn copying_a_draft_focuses_the_notice() {
    drop(form("draft-key=ann").await);
    storage().set_item("add-skill:v1:ann", "{").unwrap();
    js(
        "Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: async () => {}}})",
    );
    let form = Form::new("draft-key=ann");
    form.ready().await;
    pressed(&form, "copy").await;
    until("it is said", || {
        form.text("notice").starts_with("Copied to clipboard.")
    })
    .await;
    rests_on(&form, "notice").await;
}
