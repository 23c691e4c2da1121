//! Submission from the button to the outcome, with a mock `fetch`.

use crate::harness::{self, CREATED, Fetch, TOKEN, ended, js, named, settle, until};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

#[wasm_bindgen_test]
async fn the_form_sends_one_post_as_the_contract_specifies() {
    let fetch = Fetch::answering(201, CREATED);
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-added").await;
    let request = fetch.last();
    assert_eq!(fetch.count(), 1);
    assert_eq!(request.method(), "POST");
    assert!(request.url().ends_with("/beta/me/profile/skills"));
    assert_eq!(request.redirect(), RequestRedirect::Manual);
    assert_eq!(request.credentials(), RequestCredentials::Omit);
    assert_eq!(request.referrer_policy(), ReferrerPolicy::NoReferrer);
    assert_eq!(request.cache(), RequestCache::NoStore);
    assert_eq!(request.mode(), RequestMode::Cors);
    let header = |name| request.headers().get(name).unwrap().unwrap();
    assert_eq!(header("Authorization"), format!("Bearer {TOKEN}"));
    assert_eq!(header("Content-Type"), "application/json");
    assert_eq!(header("client-request-id").len(), 36);
    let body = wasm_bindgen_futures::JsFuture::from(request.text().unwrap())
        .await
        .unwrap()
        .as_string()
        .unwrap();
    assert_eq!(
        body,
        r##"{"@odata.type":"#microsoft.graph.skillProficiency","displayName":"Rust"}"##
    );
}

#[wasm_bindgen_test]
async fn each_attempt_has_a_new_client_request_id() {
    let fetch = Fetch::answering(400, "{}");
    let form = named("").await;
    let mut ids = Vec::new();
    for count in 1..=2 {
        form.submit();
        until("refused", || form.events("skill-failed").len() == count).await;
        ids.push(
            fetch
                .last()
                .headers()
                .get("client-request-id")
                .unwrap()
                .unwrap(),
        );
    }
    assert_ne!(ids[0], ids[1]);
}

#[wasm_bindgen_test]
async fn a_ref_endpoint_is_used_unchanged() {
    let fetch = Fetch::answering(201, CREATED);
    let form = named("verify=off").await;
    form.set(
        "endpoint",
        &"/beta/users/someone@example.com/profile/skills/$ref".into(),
    );
    form.submit();
    form.event("skill-added").await;
    assert!(
        fetch
            .last()
            .url()
            .ends_with("/beta/users/someone@example.com/profile/skills/$ref")
    );
}

#[wasm_bindgen_test]
async fn a_201_is_a_success_regardless_of_its_body() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let large = format!("{{\"displayName\":\"{}\"}}", "x".repeat(2 << 20));
    let seed = include_str!("../fixtures/response.json");
    for body in [
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "<html>",
        &deep,
        &large,
        seed,
        r#"{"id":7,"proficiency":"4","__proto__":{"a":1}}"#,
    ] {
        let _fetch = Fetch::answering(201, body);
        let form = named("").await;
        form.submit();
        let detail = form.event("skill-added").await;
        assert!(
            detail.contains("displayName") || body.contains("\"id\":7"),
            "{detail}"
        );
        settle().await;
        assert!(
            form.text("status").contains("Rust"),
            "{}",
            form.text("status")
        );
        assert_eq!(form.value("displayName"), "");
        assert!(form.find("[part=status] a, [part=status] html").is_none());
    }
}

#[wasm_bindgen_test]
async fn skill_added_contains_the_contract_sample_response_unchanged() {
    let seed = include_str!("../fixtures/response.json");
    let _fetch = Fetch::answering(201, seed);
    let form = named("").await;
    form.submit();
    let detail = form.event("skill-added").await;
    let sorted = js("(detail, seed) => {
        const sort = (value) => value && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sort(value[key])])) : value;
        return JSON.stringify(sort(JSON.parse(detail).skill)) === JSON.stringify(sort(JSON.parse(seed)));
    }");
    assert!(
        sorted
            .unchecked_into::<js_sys::Function>()
            .call2(&JsValue::NULL, &detail.into(), &seed.into())
            .unwrap()
            .is_truthy()
    );
    settle().await;
    assert!(
        form.text("id")
            .contains("a5ab4a61-4a61-a5ab-614a-aba5614aaba5")
    );
}

#[wasm_bindgen_test]
async fn each_failure_status_has_a_kind_and_a_safe_message_and_keeps_the_input() {
    for (status, kind) in [
        (400, "rejected"),
        (401, "needs-auth"),
        (403, "rejected"),
        (404, "rejected"),
        (409, "rejected"),
        (413, "rejected"),
        (415, "rejected"),
        (422, "rejected"),
        (423, "rejected"),
        (429, "throttled"),
        (501, "rejected"),
        (503, "throttled"),
        (507, "rejected"),
        (509, "throttled"),
        (200, "unknown"),
        (202, "unknown"),
        (206, "unknown"),
        (408, "unknown"),
        (500, "unknown"),
        (502, "unknown"),
        (504, "unknown"),
    ] {
        let raw = "<img src=x onerror=alert(1)> Bearer eyJhbGciOi";
        let body = format!(
            r#"{{"error":{{"code":"outer","message":"{raw}","innerError":{{"code":"inner","request-id":"r-1"}}}}}}"#
        );
        let body = js_sys::JSON::stringify(&body.as_str().into()).unwrap();
        let answer = format!(
            "async () => new Response({body}, {{status: {status}, headers: {{'Retry-After': '3600'}}}})"
        );
        let _fetch = Fetch::posting(&answer);
        let form = named("").await;
        form.submit();
        let detail = form.event("skill-failed").await;
        assert!(
            detail.contains(&format!(
                r#""kind":"{kind}","status":{status},"code":"inner","message":""#
            )),
            "{detail}"
        );
        assert!(
            detail.contains(r#""requestId":"r-1","clientRequestId":""#) && !detail.contains("img"),
            "{detail}"
        );
        settle().await;
        let alert = form.text("alert");
        assert!(
            alert.len() > 40 && !alert.contains("img") && !alert.contains("eyJ"),
            "{alert}"
        );
        assert_eq!(form.value("displayName"), "Rust");
    }
}

#[wasm_bindgen_test]
async fn a_201_with_an_already_read_body_is_a_success() {
    for reading in ["await response.text()", "response.body.getReader()"] {
        let _fetch = Fetch::replaced(&format!(
            "async () => {{ const response = new Response('{{}}', {{status: 201}}); {reading}; return response; }}"
        ));
        let form = named("").await;
        form.submit();
        form.event("skill-added").await;
    }
}

#[wasm_bindgen_test]
async fn a_200_with_the_created_skill_is_a_success() {
    let _fetch = Fetch::answering(200, CREATED);
    let form = named("").await;
    form.submit();
    form.event("skill-added").await;
}

#[wasm_bindgen_test]
async fn an_invalid_fetch_result_ends_the_submission_as_unknown() {
    for strange in [
        "() => { throw 'sync'; }",
        "() => Promise.reject('text')",
        "() => Promise.reject(undefined)",
        "() => Promise.reject(new TypeError('Failed to fetch'))",
        "async () => ({ status: 201 })",
        "async () => undefined",
        "() => 42",
    ] {
        let _fetch = Fetch::posting(strange);
        let form = named("").await;
        form.submit();
        assert!(
            form.event("skill-failed")
                .await
                .contains(r#""kind":"unknown""#),
            "{strange}"
        );
        assert!(!form.is("submitting"));
        assert_eq!(form.value("displayName"), "Rust");
    }
}

#[wasm_bindgen_test]
async fn a_double_click_sends_one_post() {
    let fetch = Fetch::replaced(
        "() => new Promise((resolve) => { globalThis.answer = () => resolve(new Response('{}', {status: 201})); })",
    );
    let form = named("verify=off").await;
    form.submit();
    form.submit();
    assert_eq!(ended(form.call("submit")).await, Err("not-ready".into()));
    until("sent", || fetch.count() == 1).await;
    assert!(form.is("submitting"));
    form.submit();
    settle().await;
    assert_eq!(fetch.count(), 1);
    js("globalThis.answer()");
    form.event("skill-added").await;
    assert_eq!(form.events("skill-added").len(), 1);
}

#[wasm_bindgen_test]
async fn input_during_a_submission_is_kept_for_the_next_skill() {
    let fetch = Fetch::replaced(
        "() => new Promise((resolve) => { globalThis.answer = () => resolve(new Response('{}', {status: 201})); })",
    );
    let form = named("verify=off").await;
    form.submit();
    until("sent", || fetch.count() == 1).await;
    form.type_in("displayName", "Leptos");
    js("globalThis.answer()");
    form.event("skill-added").await;
    settle().await;
    assert_eq!(form.value("displayName"), "Leptos");
    assert!(form.text("status").contains("Rust"));
}

#[wasm_bindgen_test]
async fn an_incomplete_category_is_kept_when_the_skill_is_added() {
    let fetch = Fetch::replaced(
        "() => new Promise((resolve) => { globalThis.answer = () => resolve(new Response('{}', {status: 201})); })",
    );
    let form = named("verify=off").await;
    form.submit();
    until("sent", || fetch.count() == 1).await;
    let input = form.control("categories");
    input
        .unchecked_ref::<web_sys::HtmlInputElement>()
        .set_value("hob");
    harness::dispatch(&input, "input");
    js("globalThis.answer()");
    form.event("skill-added").await;
    settle().await;
    assert_eq!(form.value("categories"), "hob");
}

#[wasm_bindgen_test]
async fn the_page_can_cancel_skill_submit_before_a_request_is_sent() {
    let fetch = Fetch::answering(201, CREATED);
    let form = named("").await;
    let listener = js("(event) => event.preventDefault()");
    form.host
        .add_event_listener_with_callback("skill-submit", listener.unchecked_ref())
        .unwrap();
    assert_eq!(ended(form.call("submit")).await, Err("cancelled".into()));
    assert_eq!(fetch.count(), 0);
    assert!(form.events("skill-submit")[0].contains(r#""displayName":"Rust""#));
    assert_eq!(form.value("displayName"), "Rust");
}

#[wasm_bindgen_test]
async fn submit_resolves_to_the_created_skill_and_rejects_with_the_failure_kind() {
    let form = named("").await;
    {
        let _fetch = Fetch::answering(201, CREATED);
        assert_eq!(
            ended(form.call("submit")).await,
            Ok(r#"{"id":"a5ab4a61","displayName":"Rust"}"#.into())
        );
    }
    assert_eq!(ended(form.call("submit")).await, Err("invalid".into()));
    form.fill("displayName", "Rust");
    let _fetch = Fetch::answering(403, "");
    assert_eq!(ended(form.call("submit")).await, Err("rejected".into()));
}

#[wasm_bindgen_test]
async fn a_moved_or_removed_element_finishes_its_submission() {
    let fetch = Fetch::replaced(
        "() => new Promise((resolve) => { globalThis.answer = () => resolve(new Response('{}', {status: 201})); })",
    );
    let form = named("verify=off").await;
    form.submit();
    until("sent", || fetch.count() == 1).await;
    let parent = form.host.parent_element().unwrap();
    parent.append_child(&form.host).unwrap();
    form.host.remove();
    settle().await;
    js("globalThis.answer()");
    form.event("skill-added").await;
    parent.append_child(&form.host).unwrap();
    form.ready().await;
    settle().await;
    assert!(form.text("status").contains("Rust"));
}

#[wasm_bindgen_test]
async fn stopping_fails_as_not_sent_before_the_request_and_as_unknown_after_it() {
    let fetch = Fetch::replaced(
        "(request) => new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)))",
    );
    let form = named("verify=off").await;
    form.submit();
    until("sent", || fetch.count() == 1).await;
    settle().await;
    form.click("[part=stop]");
    assert!(form.is("submitting"), "what was sent is looked for");
    form.click("[part=stop]");
    assert!(
        form.event("skill-failed")
            .await
            .contains(r#""kind":"unknown""#)
    );
    form.fill("displayName", "Leptos");
    // Another test may have left one.
    js("delete globalThis.give");
    form.get_access_token("() => new Promise((resolve) => { globalThis.give = resolve; })");
    form.submit();
    until("asked for a token", || {
        js("typeof globalThis.give === 'function'").is_truthy()
    })
    .await;
    form.click("[part=stop]");
    js("globalThis.give('late')");
    until("failed", || form.events("skill-failed").len() == 2).await;
    assert!(form.events("skill-failed")[1].contains(r#""kind":"not-sent""#));
    assert_eq!(fetch.count(), 1);
}
