//! Validation by the page: its messages, its failures, and its time limit, with a mock `fetch`.

use crate::harness::{CREATED, Fetch, Form, document, ended, form, js, named, settle, until};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

const NOT_SENT: &str = r#""kind":"not-sent""#;
/// A function that waits for `globalThis.answer(result)`, and remembers its calls and its signals.
const WAITING: &str = "(() => { globalThis.signals = []; return (skill, signal) => {
    globalThis.signals.push(signal); return new Promise((resolve) => { globalThis.answer = resolve; }); }; })()";

fn validate(form: &Form, source: &str) {
    form.set("validate", &js(source));
}

/// Returns the error of a field without the isolates around the page's text.
fn error(form: &Form, name: &str) -> Option<String> {
    let text = form.error(name)?;
    let text = text
        .strip_prefix('\u{2068}')
        .and_then(|text| text.strip_suffix('\u{2069}'));
    Some(
        text.expect("the text of the page is isolated from the form's")
            .to_owned(),
    )
}

fn is_aborted() -> bool {
    js("globalThis.signals.at(-1).aborted").is_truthy()
}

/// Records what a function logs, until it is dropped.
struct Warnings(JsValue);

impl Warnings {
    fn record() -> Self {
        Self(js(
            "(() => { globalThis.warnings = []; const before = console.warn; console.warn = (...texts) => warnings.push(texts.join(' ')); return before; })()",
        ))
    }

    fn all() -> Vec<String> {
        js("warnings.slice()")
            .unchecked_into::<js_sys::Array>()
            .iter()
            .map(|text| text.as_string().unwrap())
            .collect()
    }
}

impl Drop for Warnings {
    fn drop(&mut self) {
        js_sys::Reflect::set(&js("console"), &"warn".into(), &self.0).unwrap();
    }
}

#[wasm_bindgen_test]
async fn the_pages_messages_appear_at_their_fields_and_in_the_summary_until_an_edit() {
    let fetch = Fetch::answering(201, CREATED);
    let form = named("verify=off").await;
    validate(
        &form,
        "function (skill, signal) {
            globalThis.validated = [this.localName, skill, signal instanceof AbortSignal];
            return { displayName: ' <b>Not</b> in our catalog ', 'inference.confidenceScore': 'شيء' };
        }",
    );
    form.submit();
    until("summary", || form.all("[part=summary-link]").len() == 2).await;
    assert_eq!(
        js("JSON.stringify(validated)"),
        r##"["add-skill",{"@odata.type":"#microsoft.graph.skillProficiency","displayName":"Rust"},true]"##
    );
    assert_eq!(
        error(&form, "displayName").unwrap(),
        "<b>Not</b> in our catalog"
    );
    assert_eq!(error(&form, "inference.confidenceScore").unwrap(), "شيء");
    assert_eq!(
        form.all("[part=summary-link]")[0].text_content().unwrap(),
        "Skill name: \u{2068}<b>Not</b> in our catalog\u{2069}"
    );
    settle().await;
    assert_eq!(form.root().active_element(), form.find(".summary"));
    assert!(form.is("invalid") && !form.is("submitting"));
    assert_eq!((fetch.count(), form.events("skill-submit").len()), (0, 0));
    // Like a rejection by the service, it does not make the value invalid.
    assert!(form.call("checkValidity").is_truthy());
    assert!(form.get("value").as_string().unwrap().contains("Rust"));
    form.leave("displayName");
    settle().await;
    assert!(error(&form, "displayName").is_some(), "blur keeps it");
    form.type_in("displayName", "Rusty");
    settle().await;
    assert_eq!(form.error("displayName"), None);
    assert!(error(&form, "inference.confidenceScore").is_some());
    assert_eq!(form.all("[part=summary-link]").len(), 1);
}

#[wasm_bindgen_test]
async fn page_validation_runs_after_the_rules_and_before_skill_submit() {
    let fetch = Fetch::answering(201, CREATED);
    let form = form("endpoint=/beta/me/profile/skills verify=off").await;
    js("globalThis.order = []");
    validate(&form, "async () => { order.push('validate'); }");
    let listener = js("() => { order.push('skill-submit'); }");
    form.host
        .add_event_listener_with_callback("skill-submit", listener.unchecked_ref())
        .unwrap();
    assert_eq!(
        ended(form.call("submit")).await,
        Err("invalid".to_owned()),
        "the name is missing"
    );
    assert_eq!(js("order.join()"), "");
    form.fill("displayName", "Rust");
    assert!(ended(form.call("submit")).await.is_ok());
    assert_eq!(js("order.join()"), "validate,skill-submit");
    assert_eq!(fetch.count(), 1);
}

#[wasm_bindgen_test]
async fn a_message_for_a_hidden_field_shows_the_field() {
    let form = named("fields=displayName").await;
    validate(
        &form,
        "async () => ({ webUrl: 'Enter a link to a certificate' })",
    );
    assert_eq!(ended(form.call("submit")).await, Err("invalid".to_owned()));
    until("shown", || form.find("[name=webUrl]").is_some()).await;
    assert_eq!(
        error(&form, "webUrl").unwrap(),
        "Enter a link to a certificate"
    );
    // A long message is shortened.
    validate(&form, "() => ({ webUrl: 'x'.repeat(10000) })");
    assert_eq!(ended(form.call("submit")).await, Err("invalid".to_owned()));
    settle().await;
    assert_eq!(error(&form, "webUrl").unwrap().chars().count(), 501);
}

#[wasm_bindgen_test]
async fn a_failed_page_validation_does_not_block_and_logs_a_warning() {
    let fetch = Fetch::answering(201, CREATED);
    let warnings = Warnings::record();
    for (source, reported) in [
        ("() => { throw new Error('no') }", "rejected (no)"),
        ("() => Promise.reject('offline')", "rejected (offline)"),
        ("() => Promise.reject()", "rejected ()"),
        ("() => ({ then() { throw null } })", "rejected ()"),
        ("() => 'Enter a name'", "neither an object nor undefined"),
        ("() => true", "neither an object nor undefined"),
        ("() => ['a']", "neither an object nor undefined"),
        ("() => () => 1", "neither an object nor undefined"),
        ("() => ({ get a() { throw 1 } })", "rejected ()"),
        (
            "() => ({ displayName: 7 })",
            "\"displayName\" is not mapped to a text.",
        ),
        (
            "() => ({ weburl: 'x' })",
            "\"weburl\" is not a property of skillProficiency.",
        ),
        ("7", "validate must be a function."),
    ] {
        js("warnings.length = 0");
        let form = named("verify=off").await;
        validate(&form, source);
        form.submit();
        form.event("skill-added").await;
        let all = Warnings::all();
        assert!(
            all.len() == 1 && all[0].contains(reported),
            "{source}: {all:?}"
        );
    }
    js("warnings.length = 0");
    for source in [
        "undefined",
        "null",
        "() => {}",
        "async () => null",
        "() => ({})",
        "() => ({ displayName: '', webUrl: undefined, categories: null, proficiency: ' ' })",
        // Each unknown path is reported once.
        "() => ({ weburl: 'y' })",
    ] {
        let form = named("verify=off").await;
        validate(&form, source);
        form.submit();
        form.event("skill-added").await;
        assert_eq!(Warnings::all(), [""; 0], "{source}");
    }
    assert_eq!(fetch.count(), 19);
    drop(warnings);
}

#[wasm_bindgen_test]
async fn the_form_is_busy_during_page_validation_and_can_be_stopped() {
    let fetch = Fetch::answering(201, CREATED);
    let form = named("verify=off").await;
    validate(&form, WAITING);
    let submission = form.call("submit");
    until("busy", || form.find("[part=stop]").is_some()).await;
    assert!(form.is("submitting"));
    assert_eq!(
        ended(form.call("submit")).await,
        Err("not-ready".to_owned())
    );
    form.click("[part=stop]");
    assert!(is_aborted());
    assert!(!form.is("submitting"));
    assert_eq!(ended(submission).await, Err("not-sent".to_owned()));
    assert!(form.event("skill-failed").await.contains(NOT_SENT));
    js("answer({ displayName: 'late' })");
    settle().await;
    assert_eq!(form.error("displayName"), None);
    assert!(form.text("alert").contains("Stopped"));
    // The page had no result, so it validates the same skill again.
    form.submit();
    until("asked again", || js("signals.length") == 2.0).await;
    js("answer()");
    form.event("skill-added").await;
    assert_eq!(fetch.count(), 1);
}

#[wasm_bindgen_test]
async fn removing_or_resetting_the_form_aborts_the_pages_validation() {
    let fetch = Fetch::answering(201, CREATED);
    let form = named("verify=off").await;
    validate(&form, WAITING);
    let submission = form.call("submit");
    until("busy", || form.is("submitting")).await;
    settle().await;
    form.call("reset");
    assert!(is_aborted() && !form.is("submitting"));
    assert_eq!(ended(submission).await, Err("not-sent".to_owned()));
    settle().await;
    assert_eq!(form.text("alert"), "", "an empty form shows no failure");
    assert_eq!(form.events("skill-failed").len(), 0);

    form.fill("displayName", "Leptos");
    let submission = form.call("submit");
    until("busy again", || js("signals.length") == 2.0).await;
    form.host.remove();
    assert_eq!(ended(submission).await, Err("not-sent".to_owned()));
    assert!(is_aborted());
    assert!(form.event("skill-failed").await.contains(NOT_SENT));
    js("answer()");
    settle().await;
    assert_eq!(fetch.count(), 0);
}

#[wasm_bindgen_test]
async fn a_validation_that_takes_too_long_does_not_block() {
    let fetch = Fetch::answering(201, CREATED);
    let warnings = Warnings::record();
    let form = named("verify=off").await;
    validate(&form, WAITING);
    let start = js_sys::Date::now();
    form.submit();
    form.event("skill-added").await;
    assert!((4_900.0..9_000.0).contains(&(js_sys::Date::now() - start)));
    assert!(is_aborted());
    let all = Warnings::all();
    assert!(
        all.len() == 1 && all[0].contains("longer than 5 seconds"),
        "{all:?}"
    );
    js("answer({ displayName: 'late' })");
    settle().await;
    assert_eq!(form.error("displayName"), None);
    assert_eq!(fetch.count(), 1);
    drop(warnings);
}

#[wasm_bindgen_test]
async fn the_page_validates_a_skill_again_only_after_a_change() {
    let fetch = Fetch::answering(400, "{}");
    let form = named("verify=off").await;
    let counting = "(skill) => { globalThis.count += 1; return skill.displayName === 'Rust' ? { displayName: 'No' } : {}; }";
    js("globalThis.count = 0");
    validate(&form, counting);
    for _ in 0..2 {
        assert_eq!(ended(form.call("submit")).await, Err("invalid".to_owned()));
        settle().await;
        assert_eq!(error(&form, "displayName").unwrap(), "No");
    }
    assert_eq!(js("count"), 1.0);
    form.type_in("displayName", "Rus");
    form.fill("displayName", "Rust");
    assert_eq!(ended(form.call("submit")).await, Err("invalid".to_owned()));
    assert_eq!(js("count"), 1.0, "the skill is the same again");
    form.fill("displayName", "Leptos");
    for _ in 0..2 {
        assert_eq!(ended(form.call("submit")).await, Err("rejected".to_owned()));
    }
    assert_eq!((js("count"), fetch.count()), (2.0.into(), 2));
    validate(&form, counting);
    assert_eq!(ended(form.call("submit")).await, Err("rejected".to_owned()));
    assert_eq!(js("count"), 3.0, "the function has changed");
    form.set("validate", &JsValue::UNDEFINED);
    assert_eq!(ended(form.call("submit")).await, Err("rejected".to_owned()));
    assert_eq!(js("count"), 3.0);
}

#[wasm_bindgen_test]
async fn edits_during_the_page_validation_are_not_sent() {
    let fetch = Fetch::answering(201, r#"{"id":"1","displayName":"Rust"}"#);
    let form = named("verify=off").await;
    validate(&form, WAITING);
    form.submit();
    until("busy", || form.is("submitting")).await;
    settle().await;
    form.type_in("displayName", "Rust 2");
    js("answer({ displayName: 'No' })");
    until("validated", || !form.is("submitting")).await;
    settle().await;
    assert_eq!(form.error("displayName"), None, "it is of another value");
    assert_eq!(form.all("[part=summary-link]").len(), 0);

    form.fill("displayName", "Rust");
    validate(&form, WAITING);
    form.submit();
    until("busy again", || js("signals.length") == 1.0).await;
    form.type_in("displayName", "Leptos");
    js("answer({})");
    assert!(form.event("skill-added").await.contains("Rust"));
    let sent = wasm_bindgen_futures::JsFuture::from(fetch.last().text().unwrap())
        .await
        .unwrap();
    assert!(sent.as_string().unwrap().contains(r#""Rust""#));
    assert_eq!(form.value("displayName"), "Leptos", "the next skill stays");
    assert_eq!(fetch.count(), 1);
}

#[wasm_bindgen_test]
async fn try_again_validates_a_corrected_skill() {
    let fetch = Fetch::posting("() => Promise.reject(new TypeError('lost'))");
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-failed").await;
    until("next steps", || form.find("[part=send-again]").is_some()).await;
    let posts = fetch.count();
    validate(&form, WAITING);
    form.fill("displayName", "Leptos");
    form.click("[part=send-again]");
    until("asked", || js("signals.length") == 1.0).await;
    assert!(form.is("submitting"));
    until("no other step", || form.find("[part=next-steps]").is_none()).await;
    js("answer({ displayName: 'No' })");
    until("validated", || !form.is("submitting")).await;
    settle().await;
    assert_eq!(error(&form, "displayName").unwrap(), "No");
    assert_eq!(fetch.count(), posts);
}

#[wasm_bindgen_test]
async fn the_page_can_set_its_validation_before_the_class_is_defined() {
    drop(form("").await);
    let upgraded: web_sys::HtmlElement = js("(() => {
        const element = document.implementation.createHTMLDocument().createElement('add-skill');
        element.validate = () => ({ displayName: 'No' });
        return element;
    })()")
    .unchecked_into();
    document().body().unwrap().append_child(&upgraded).unwrap();
    let form = Form::around(upgraded);
    form.ready().await;
    form.fill("displayName", "Rust");
    assert_eq!(ended(form.call("submit")).await, Err("invalid".to_owned()));
    settle().await;
    assert_eq!(error(&form, "displayName").unwrap(), "No");
}
