//! The access token: requested from the page, validated, and sent only to allowed origins.

use crate::harness::{CREATED, Fetch, ended, js, named, settle, until};
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
async fn an_invalid_token_or_token_source_sends_no_request() {
    let fetch = Fetch::answering(201, CREATED);
    for source in [
        "undefined",
        "42",
        "() => { throw new Error('no') }",
        "async () => { throw 'text' }",
        "() => Promise.reject()",
        "async () => ''",
        "async () => '   '",
        "async () => null",
        "async () => 42",
        "async () => ({})",
        "async () => 'a\\nb'",
        "async () => 'a b'",
        "async () => 'tökén'",
        "async () => 'x'.repeat(16385)",
    ] {
        let form = named("").await;
        form.get_access_token(source);
        form.submit();
        assert!(
            form.event("skill-failed")
                .await
                .contains(r#""kind":"not-sent""#),
            "{source}"
        );
        assert_eq!(form.value("displayName"), "Rust");
    }
    assert_eq!(fetch.count(), 0);
}

#[wasm_bindgen_test]
async fn get_access_token_is_called_once_per_request_with_the_scopes() {
    let fetch = Fetch::answering(400, "");
    let form = named("verify=off").await;
    form.get_access_token("async function (request) { (globalThis.asked ??= []).push([this.localName, request]); return 'x'; }");
    form.submit();
    form.event("skill-failed").await;
    let asked: String = js_sys::JSON::stringify(&js("globalThis.asked"))
        .unwrap()
        .into();
    assert_eq!(asked, r#"[["add-skill",{"scopes":["User.ReadWrite"]}]]"#);
    assert_eq!(fetch.count(), 1);
}

#[wasm_bindgen_test]
async fn the_scopes_attribute_applies_to_all_requests() {
    let fetch = Fetch::replaced(
        "async (request) => request.method === 'GET' ? Response.json({value: []}) : new Response('', {status: 400})",
    );
    let form = named("scopes='A.Read, A.Write'").await;
    assert_eq!(form.get("scopes"), "A.Read, A.Write");
    js("globalThis.scopes = []");
    form.get_access_token("async ({ scopes }) => { globalThis.scopes.push(scopes); return 'x'; }");
    form.submit();
    form.event("skill-failed").await;
    let asked = js("JSON.stringify(globalThis.scopes)");
    assert_eq!(asked, r#"[["A.Read","A.Write"],["A.Read","A.Write"]]"#);
    assert_eq!(fetch.count(), 2);
    // An empty list of scopes is the default.
    form.set("scopes", &"".into());
    form.submit();
    until("failed again", || form.events("skill-failed").len() == 2).await;
    assert_eq!(js("globalThis.scopes.at(-1).join()"), "User.ReadWrite");
    form.host.remove_attribute("scopes").unwrap();
    assert_eq!(form.get("scopes"), "User.ReadWrite");
}

#[wasm_bindgen_test]
async fn the_token_is_sent_only_to_allowed_origins() {
    let fetch = Fetch::answering(201, CREATED);
    for endpoint in [
        "https://evil.example/beta/me/profile/skills",
        "https://graph.microsoft.com@evil.example/",
        "https://graph.microsoft.com.evil.example/",
        "http://graph.microsoft.com/beta/me/profile/skills",
        "//evil.example/",
        "javascript:https://graph.microsoft.com/",
        "data:,x",
        "http://",
    ] {
        let form = named("").await;
        form.get_access_token("async () => { throw new Error('asked') }");
        form.set("endpoint", &endpoint.into());
        form.submit();
        let detail = form.event("skill-failed").await;
        assert!(
            detail.contains(r#""kind":"not-sent""#) && detail.contains("not set up"),
            "{endpoint}: {detail}"
        );
    }
    assert_eq!(fetch.count(), 0);
    let form = named("verify=off token-hosts='api.contoso.com http://plain.example https://path.example/x *.wild.example'").await;
    for (endpoint, count) in [
        ("https://api.contoso.com/skills", 1),
        ("https://plain.example/", 1),
        ("https://path.example/", 1),
        ("https://a.wild.example/", 1),
        ("https://graph.microsoft.com/beta/me/profile/skills", 2),
        (
            "https://microsoftgraph.chinacloudapi.cn:443/beta/me/profile/skills",
            3,
        ),
    ] {
        form.fill("displayName", "Rust");
        form.set("endpoint", &endpoint.into());
        let _ = ended(form.call("submit")).await;
        assert_eq!(fetch.count(), count, "{endpoint}");
    }
}

#[wasm_bindgen_test]
async fn an_element_removed_during_the_token_request_sends_nothing() {
    let fetch = Fetch::answering(201, CREATED);
    let form = named("").await;
    // Another test may have left one.
    js("delete globalThis.give");
    form.get_access_token("() => new Promise((resolve) => { globalThis.give = resolve; })");
    form.submit();
    until("asked", || {
        js("typeof globalThis.give === 'function'").is_truthy()
    })
    .await;
    form.host.remove();
    js("globalThis.give('late')");
    settle().await;
    assert_eq!(fetch.count(), 0);
}

#[wasm_bindgen_test]
async fn a_pending_token_request_and_a_pending_fetch_can_be_stopped() {
    let fetch = Fetch::replaced("() => new Promise(() => {})");
    for (source, kind) in [
        ("() => new Promise(() => {})", "not-sent"),
        ("async () => 'x'", "unknown"),
    ] {
        let form = named("verify=off").await;
        form.get_access_token(source);
        form.submit();
        until("a way to stop", || form.find("[part=stop]").is_some()).await;
        if kind == "unknown" {
            until("sent", || fetch.count() == 1).await;
        }
        form.click("[part=stop]");
        if kind == "unknown" {
            // The form checks for the skill that was sent. The user can stop this too.
            form.click("[part=stop]");
        }
        assert!(form.event("skill-failed").await.contains(kind));
    }
}
