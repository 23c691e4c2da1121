//! An endpoint that a script sets after the form is rendered, as frameworks do, or changes later.
//! The result equals that of an endpoint in the markup.

use crate::harness::{self, Fetch, Form, TOKEN, form, method, settle, storage, until};
use wasm_bindgen_test::*;

const ENDPOINT: &str = "/beta/me/profile/skills";
/// The POST gets no response, and the collection contains the skill.
const LOST: &str = "async (request) => request.method === 'POST' ? new Promise(() => {})
    : new Response(JSON.stringify({value: [{id: '7', displayName: globalThis.sentName, createdDateTime: new Date().toISOString()}]}))";

/// Returns the storage keys in use.
fn keys() -> Vec<String> {
    (0..storage().length().unwrap())
        .filter_map(|index| storage().key(index).unwrap())
        .collect()
}

/// Simulates a visit: an element without an endpoint, which a script of the page then sets.
async fn visit(attributes: &str) -> Form {
    let form = unnamed(attributes).await;
    form.set("endpoint", &ENDPOINT.into());
    settle().await;
    form
}

async fn unnamed(attributes: &str) -> Form {
    let form = Form::new(attributes);
    form.get_access_token(&format!("async () => '{TOKEN}'"));
    form.ready().await;
    settle().await;
    form
}

/// Clears the storage before the first visit.
async fn nothing_kept() {
    drop(form("").await);
    settle().await;
    storage().clear().unwrap();
}

async fn kept(text: &str) {
    let is_kept = || {
        keys().iter().any(|key| {
            storage()
                .get_item(key)
                .unwrap()
                .is_some_and(|kept| kept.contains(text))
        })
    };
    until(&format!("{text} is kept"), is_kept).await;
}

async fn typed(form: &Form, text: &str) {
    form.fill("displayName", text);
    kept(text).await;
}

#[wasm_bindgen_test]
async fn a_draft_is_restored_whether_markup_or_a_script_sets_its_endpoint() {
    let in_markup = &*format!("endpoint={ENDPOINT}");
    for (first, then) in [
        ("", ""),
        (in_markup, ""),
        ("", in_markup),
        ("", "endpoint=/beta/me/profile/skills/$ref?fault=delay:1s"),
    ] {
        nothing_kept().await;
        let before = if first.is_empty() {
            visit("").await
        } else {
            unnamed(first).await
        };
        typed(&before, "Rust").await;
        drop(before);
        let after = unnamed(then).await;
        if then.is_empty() {
            assert_eq!(
                after.value("displayName"),
                "",
                "it is of another collection"
            );
            after.set("endpoint", &ENDPOINT.into());
            settle().await;
        }
        assert_eq!(after.value("displayName"), "Rust", "{first}, then {then}");
        assert!(
            after.text("notice").starts_with("Your draft was restored."),
            "{first}, then {then}"
        );
    }
}

#[wasm_bindgen_test]
async fn input_entered_before_the_endpoint_is_set_is_stored_only_for_that_endpoint() {
    nothing_kept().await;
    let _fetch = Fetch::answering(201, harness::CREATED);
    let form = unnamed("verify=off").await;
    typed(&form, "Rust").await;
    form.fill("webUrl", "https://example.com");
    form.set("endpoint", &ENDPOINT.into());
    settle().await;
    assert_eq!(
        (form.value("displayName"), form.value("webUrl")),
        ("Rust".into(), "https://example.com".into())
    );
    assert_eq!(keys().len(), 1, "{:?}", keys());
    kept("https://example.com").await;
    form.submit();
    form.event("skill-added").await;
    settle().await;
    assert_eq!(keys(), [""; 0]);
    drop(form);
    let form = unnamed("").await;
    assert_eq!(form.value("displayName"), "");
    form.set("endpoint", &ENDPOINT.into());
    settle().await;
    assert_eq!(
        (form.value("displayName"), form.text("notice")),
        (String::new(), String::new())
    );
}

#[wasm_bindgen_test]
async fn an_open_submission_is_checked_only_in_its_own_collection() {
    for attributes in ["verify=off", "verify=off draft-key=someone"] {
        // Another name, because the submission of the crashed form is in progress until it times
        // out.
        let name = format!("Rust {attributes}");
        nothing_kept().await;
        harness::js(&format!("globalThis.sentName = '{name}'"));
        let fetch = Fetch::replaced(LOST);
        let before = visit(attributes).await;
        typed(&before, &name).await;
        before.submit();
        until("sent", || fetch.count() == 1).await;
        drop(before);
        settle().await;

        let after = unnamed(attributes).await;
        settle().await;
        assert_eq!(
            (fetch.count(), after.is("submitting")),
            (1, false),
            "the other endpoint is not checked"
        );
        after.set("endpoint", &ENDPOINT.into());
        assert!(after.event("skill-added").await.contains(r#""id":"7""#));
        assert_eq!(
            fetch
                .requests
                .iter()
                .filter(|request| method(request) == "POST")
                .count(),
            1
        );
        assert!(
            fetch.last().url().contains(ENDPOINT),
            "{}",
            fetch.last().url()
        );
        assert_eq!(
            (after.value("displayName"), keys()),
            (String::new(), Vec::new()),
            "{attributes}"
        );
    }
}

#[wasm_bindgen_test]
async fn an_open_submission_is_not_checked_until_its_host_is_a_token_host() {
    nothing_kept().await;
    harness::js("globalThis.sentName = 'Elsewhere'");
    let fetch = Fetch::replaced(LOST);
    let before =
        unnamed("verify=off token-hosts=skills.example endpoint=https://skills.example/skills")
            .await;
    typed(&before, "Elsewhere").await;
    before.submit();
    until("sent", || fetch.count() == 1).await;
    drop(before);
    settle().await;

    let after = unnamed("verify=off").await;
    after.set("endpoint", &"https://skills.example/skills".into());
    settle().await;
    assert_eq!(
        (fetch.count(), &*after.value("displayName")),
        (1, "Elsewhere")
    );
    after.set("tokenHosts", &"skills.example".into());
    after.event("skill-added").await;
    assert_eq!(
        fetch
            .requests
            .iter()
            .filter(|request| method(request) == "POST")
            .count(),
        1
    );
}

#[wasm_bindgen_test]
async fn the_input_stays_when_the_endpoint_changes_to_one_with_another_draft() {
    nothing_kept().await;
    let there = visit("").await;
    typed(&there, "Of there").await;
    drop(there);
    let form = unnamed("endpoint=/other/skills").await;
    form.fill("displayName", "Of here");
    form.set("endpoint", &ENDPOINT.into());
    settle().await;
    assert_eq!(form.value("displayName"), "Of here");
    kept("Of here").await;
    assert_eq!(keys().len(), 1, "{:?}", keys());
}

#[wasm_bindgen_test]
async fn an_unedited_restored_draft_is_replaced_by_the_draft_of_a_new_endpoint() {
    nothing_kept().await;
    for endpoint in ["/other/skills", ENDPOINT] {
        let form = unnamed(&format!("endpoint={endpoint}")).await;
        typed(&form, &format!("Of {endpoint}")).await;
        drop(form);
    }
    let form = unnamed("endpoint=/other/skills").await;
    assert_eq!(form.value("displayName"), "Of /other/skills");
    form.set("endpoint", &ENDPOINT.into());
    settle().await;
    assert_eq!(form.value("displayName"), format!("Of {ENDPOINT}"));
    form.click("[part=discard]");
    settle().await;
    drop(form);
    assert_eq!(
        unnamed("endpoint=/other/skills").await.value("displayName"),
        "Of /other/skills"
    );
}
