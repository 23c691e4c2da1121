//! What follows success, 429 and 503, a claims challenge, a lost response, and a page that is
//! closed, with a mock `fetch`.

use crate::harness::{
    CREATED, Fetch, Form, TOKEN, dispatch, ended, js, named, settle, storage, until,
};
use wasm_bindgen_test::*;

/// A mock response, in JavaScript.
const ADDED: &str = r#"new Response('{"id":"1","displayName":"Rust"}', {status: 201})"#;
/// A collection to which the skill was added just now, in JavaScript.
const THERE: &str = "new Response(JSON.stringify({value: [
    {id: '7', displayName: 'Rust', createdDateTime: new Date().toISOString()}]}))";

/// Returns a script with the responses to the first POST, the other POSTs, and the GET.
fn script(first: &str, then: &str, list: &str) -> String {
    format!(
        "(() => {{ let posts = 0; return async (request) =>
            request.method === 'GET' ? {list} : posts++ === 0 ? {first} : {then}; }})()"
    )
}

/// Returns the storage key of the record of a form with this `draft-key`.
fn record_key(draft_key: &str) -> String {
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    format!("add-skill:v1:{draft_key} {origin}/beta/me/profile/skills:sent")
}

fn header(fetch: &Fetch, index: u32, name: &str) -> Option<String> {
    use wasm_bindgen::JsCast;
    let request: web_sys::Request = fetch.requests.get(index).unchecked_into();
    request.headers().get(name).unwrap()
}

#[wasm_bindgen_test]
async fn a_throttled_post_is_retried_after_retry_after_with_a_retry_attempt_header() {
    let busy = "new Response('', {status: 429, headers: {'Retry-After': '1'}})";
    let fetch = Fetch::replaced(&script(busy, ADDED, "undefined"));
    let form = named("verify=off").await;
    let before = js_sys::Date::now();
    form.submit();
    form.event("skill-added").await;
    assert!(js_sys::Date::now() - before >= 1000.0);
    assert_eq!((fetch.count(), form.events("skill-failed").len()), (2, 0));
    assert_eq!(
        (
            header(&fetch, 0, "Retry-Attempt"),
            header(&fetch, 1, "Retry-Attempt").as_deref()
        ),
        (None, Some("1"))
    );
    assert_ne!(
        header(&fetch, 0, "client-request-id"),
        header(&fetch, 1, "client-request-id")
    );
}

#[wasm_bindgen_test]
async fn a_claims_challenge_is_passed_to_the_page_once() {
    let demand = r#"new Response('', {status: 401, headers: {'WWW-Authenticate': 'Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="'}})"#;
    let fetch = Fetch::replaced(&script(demand, ADDED, "undefined"));
    let form = named("verify=off").await;
    js("globalThis.claims = []");
    form.get_access_token(
        "async ({ claims }) => { globalThis.claims.push(claims ?? null); return 'x'; }",
    );
    form.submit();
    form.event("skill-added").await;
    let claims: String = js_sys::JSON::stringify(&js("globalThis.claims"))
        .unwrap()
        .into();
    assert_eq!((fetch.count(), &*claims), (2, r#"[null,"{\"a\":1}"]"#));
    let fetch = Fetch::replaced(&script(demand, demand, "undefined"));
    form.fill("displayName", "Rust");
    assert_eq!(ended(form.call("submit")).await, Err("needs-auth".into()));
    assert_eq!(fetch.count(), 2);
}

#[wasm_bindgen_test]
async fn a_skill_whose_response_was_lost_is_found_in_the_collection() {
    let fetch = Fetch::replaced(&script(
        "Promise.reject(new TypeError('Failed to fetch'))",
        ADDED,
        THERE,
    ));
    let form = named("verify=off").await;
    form.submit();
    assert!(form.event("skill-added").await.contains(r#""id":"7""#));
    assert_eq!((fetch.count(), form.events("skill-failed").len()), (2, 0));
    assert_eq!(form.value("displayName"), "");
}

#[wasm_bindgen_test]
async fn the_next_element_checks_an_open_submission_without_a_post() {
    {
        let fetch = Fetch::replaced("() => new Promise(() => {})");
        let form = named("verify=off draft-key=someone").await;
        // Another name, because the crashed submission is in progress until it times out.
        form.fill("displayName", "Ferris");
        form.submit();
        until("sent", || fetch.count() == 1).await;
    }
    let fetch = Fetch::replaced(&script(ADDED, ADDED, &THERE.replace("Rust", "Ferris")));
    let form = Form::new("endpoint=/beta/me/profile/skills verify=off draft-key=someone");
    form.get_access_token(&format!("async () => '{TOKEN}'"));
    form.ready().await;
    assert!(form.is("submitting"), "it looks for what was sent");
    assert!(form.event("skill-added").await.contains(r#""id":"7""#));
    assert_eq!(fetch.count(), 1, "one look, and no POST");
    let kept = (0..storage().length().unwrap()).filter_map(|index| storage().key(index).unwrap());
    assert!(
        kept.filter(|key| key.ends_with(":sent")).count() == 0,
        "what is settled is forgotten"
    );
}

#[wasm_bindgen_test]
async fn the_stored_submission_contains_no_token() {
    let fetch = Fetch::replaced("() => new Promise(() => {})");
    let form = named("verify=off draft-key=canary").await;
    form.submit();
    until("sent", || fetch.count() == 1).await;
    let record = storage().get_item(&record_key("canary")).unwrap().unwrap();
    assert!(
        record.contains("Rust") && !record.contains(TOKEN),
        "{record}"
    );
    form.click("[part=stop]");
    form.click("[part=stop]");
    form.event("skill-failed").await;
}

#[wasm_bindgen_test]
async fn two_forms_do_not_submit_the_same_skill_simultaneously() {
    let fetch = Fetch::replaced("() => new Promise((resolve) => { globalThis.answer = resolve; })");
    let (one, other) = (
        named("verify=off draft-key=one").await,
        named("verify=off draft-key=other").await,
    );
    one.submit();
    until("sent", || fetch.count() == 1).await;
    assert_eq!(ended(other.call("submit")).await, Err("not-sent".into()));
    assert_eq!(other.value("displayName"), "Rust");
    let says = "Another form or tab is already adding this skill.";
    assert!(other.event("skill-failed").await.contains(says));
    until("it is said", || other.text("alert") == says).await;
    assert_eq!(fetch.count(), 1);
    js(&format!(
        "globalThis.answer(new Response('{CREATED}', {{status: 201}}))"
    ));
    one.event("skill-added").await;
    let sent = other.call("submit");
    until("sent", || fetch.count() == 2).await;
    js(&format!(
        "globalThis.answer(new Response('{CREATED}', {{status: 201}}))"
    ));
    assert!(ended(sent).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_duplicate_is_reported_unless_verify_is_off() {
    let collection = r#"{"value":[
        {"id":"1","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"},
        {"id":"2","displayName":" Rust","createdDateTime":"2026-01-31T10:30:01+01:00"},
        {"id":"3","displayName":"Rust","createdDateTime":"2025-01-31T09:30:00Z"},
        {"id":"4","displayName":"Rust","categories":["x"],"createdDateTime":"2026-01-31T09:30:00Z"}]}"#;
    let source = format!(
        "async (request) => request.url.endsWith(',proficiency') ? new Response('{{\"value\":[{{\"id\":\"3\"}}]}}')
            : request.method === 'GET' ? new Response(`{collection}`)
            : new Response('{{\"id\":\"1\",\"displayName\":\"Rust\"}}', {{status: 201}})"
    );
    let fetch = Fetch::replaced(&source);
    let form = named("").await;
    form.submit();
    until("reported", || form.find("[part=duplicates]").is_some()).await;
    assert!(
        form.text("duplicates").ends_with(": 2"),
        "{}",
        form.text("duplicates")
    );
    assert_eq!(fetch.count(), 3);
    assert!(
        fetch
            .last()
            .url()
            .contains("/beta/me/profile/skills?$select=id,"),
        "{}",
        fetch.last().url()
    );
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-added").await;
    settle().await;
    assert_eq!(fetch.count(), 4);
}

#[wasm_bindgen_test]
async fn an_unreadable_submission_is_reported_and_kept_until_the_next_submission() {
    let key = &*record_key("ann");
    let kept = |damage: &str| storage().get_item(key).unwrap().as_deref() == Some(damage);
    let says = "A skill from an earlier visit may have been added";
    for damage in [
        "{",
        r#"{"v":2,"state":"sending"}"#,
        r#"{"v":1,"attempt":1,"payload":{},"fingerprint":"other"}"#,
        "null",
    ] {
        // The element is created after the storage is filled, because `form` clears it first.
        drop(named("draft-key=ann").await);
        settle().await;
        storage().set_item(key, damage).unwrap();
        let fetch = Fetch::answering(201, CREATED);
        let form = Form::new("endpoint=/beta/me/profile/skills verify=off draft-key=ann");
        form.get_access_token(&format!("async () => '{TOKEN}'"));
        form.ready().await;
        assert!(
            form.text("notice").starts_with(says),
            "{damage}: {}",
            form.text("notice")
        );
        // There is no notice about a draft.
        assert!(form.text("notice").ends_with("Copy detailsDismiss"));
        assert!(form.find("[part=copy]").is_some() && !form.is("submitting"));
        assert_eq!(fetch.count(), 0, "nothing follows by itself");

        form.set("skill", &js("{displayName: 'Ferris'}"));
        settle().await;
        assert!(
            form.text("notice").starts_with(says),
            "a prefill does not hide it"
        );
        form.fill("displayName", "Ferris and friends");
        dispatch(&form.host, "pagehide");
        form.host.remove();
        settle().await;
        assert!(kept(damage), "{damage}");

        drop(form);
        let form = Form::new("endpoint=/beta/me/profile/skills verify=off draft-key=ann");
        form.get_access_token(&format!("async () => '{TOKEN}'"));
        form.ready().await;
        assert!(
            form.text("notice").starts_with(says),
            "{damage}: it is still there"
        );
        form.submit();
        form.event("skill-added").await;
        settle().await;
        assert_eq!(
            (storage().get_item(key).unwrap(), form.text("notice")),
            (None, String::new()),
            "{damage}"
        );
    }
}

#[wasm_bindgen_test]
async fn discarding_an_unreadable_submission_keeps_the_draft() {
    drop(named("draft-key=ann").await);
    settle().await;
    storage().set_item(&record_key("ann"), "{").unwrap();
    let form = Form::new("endpoint=/beta/me/profile/skills draft-key=ann");
    form.ready().await;
    form.click("[part=discard]");
    settle().await;
    assert_eq!(storage().get_item(&record_key("ann")).unwrap(), None);
    assert_eq!(form.value("displayName"), "Rust");
    assert_eq!(
        form.text("notice").split('.').next(),
        Some("Your draft was restored")
    );
    form.click("[part=discard]");
    settle().await;
    assert_eq!(
        (form.value("displayName"), form.text("notice")),
        (String::new(), String::new())
    );
}

#[wasm_bindgen_test]
async fn discarding_a_draft_also_discards_the_open_submission() {
    let never = "() => new Promise(() => {})";
    // Discarded during the check, and after it ended without a result.
    for (name, looks) in [
        ("Ferris at sea", never),
        (
            "Ferris ashore",
            "async () => new Response('', {status: 403})",
        ),
    ] {
        {
            let fetch = Fetch::replaced(never);
            let form = named("verify=off draft-key=ann").await;
            form.fill("displayName", name);
            form.submit();
            until("sent", || fetch.count() == 1).await;
        }
        settle().await;
        let fetch = Fetch::replaced(looks);
        let visit = async || {
            let form = Form::new("endpoint=/beta/me/profile/skills verify=off draft-key=ann");
            form.get_access_token(&format!("async () => '{TOKEN}'"));
            form.ready().await;
            settle().await;
            form
        };
        let form = visit().await;
        assert_eq!(form.value("displayName"), name);
        until("it was looked for", || {
            fetch.count() > 0 && (looks == never || !form.is("submitting"))
        })
        .await;
        form.click("[part=discard]");
        settle().await;
        assert_eq!(
            (form.value("displayName"), form.is("submitting")),
            (String::new(), false)
        );
        assert_eq!(
            (form.text("status"), form.text("alert"), form.text("notice")),
            Default::default()
        );
        assert_eq!(storage().length().unwrap(), 0, "{name}");
        let looked = fetch.count();
        drop(form);
        let form = visit().await;
        assert_eq!(
            (
                form.value("displayName"),
                form.is("submitting"),
                fetch.count()
            ),
            (String::new(), false, looked)
        );
    }
}
