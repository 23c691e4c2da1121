//! Crashes: the behavior of the element after a Rust panic. In this test, the module still runs, so
//! calls into it can be detected.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]
#![cfg(target_arch = "wasm32")]

#[path = "browser/harness.rs"]
#[allow(dead_code, reason = "it uses a part of it")]
mod harness;

use harness::{CREATED, Fetch, Form, ended, js, named, settle, until};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Panics in a handler that the browser calls.
fn panic() {
    let handler = Closure::<dyn FnMut()>::new(|| panic!("on purpose")).into_js_value();
    let call: Function =
        js("(handler) => { try { handler(); } catch (error) { return error instanceof WebAssembly.RuntimeError; } }")
            .unchecked_into();
    assert!(call.call1(&JsValue::NULL, &handler).unwrap().is_truthy());
}

/// This file contains one test, because the first panic ends all forms of the module.
#[wasm_bindgen_test]
async fn after_a_panic_every_form_shows_an_error_and_the_module_is_no_longer_called() {
    let fetch = Fetch::answering(201, CREATED);
    let (form, away) = (
        named("verify=off draft-key=one").await,
        named("verify=off draft-key=two").await,
    );
    let parent = away.host.parent_node().unwrap();
    away.host.remove();
    settle().await;
    panic();
    until("it says so", || {
        form.find("[part=crashed][role=alert]").is_some()
    })
    .await;
    assert!(
        form.text("crashed")
            .starts_with("Something went wrong. Your draft was saved."),
        "{}",
        form.text("crashed")
    );
    assert!(
        form.find("form").is_none()
            && form.find("button[part=reload]").is_some()
            && !form.is("ready")
    );

    assert_eq!(ended(form.call("submit")).await, Err("not-ready".into()));
    form.set("skill", &js("{displayName: 'Set'}"));
    assert_eq!(form.skill(), r#"{"displayName":"Set"}"#);
    form.call("reset");
    assert_eq!(
        form.skill(),
        r#"{"displayName":"Set"}"#,
        "nothing empties it any more"
    );
    form.host.set_attribute("lang", "de").unwrap();
    form.host.set_attribute("required", "webUrl").unwrap();
    assert_eq!(
        form.call("checkValidity"),
        JsValue::TRUE,
        "it stays as it was"
    );

    parent.append_child(&away.host).unwrap();
    assert!(away.find("[part=crashed]").is_some(), "one that comes back");
    let later = Form::new("");
    later.call("focus");
    assert!(later.find("[part=crashed]").is_some(), "one that is new");
    assert_eq!(ended(later.call("submit")).await, Err("not-ready".into()));
    settle().await;
    assert_eq!(fetch.count(), 0);
    panic();
    assert_eq!(
        form.all("[part=crashed]").len(),
        1,
        "a second panic changes nothing"
    );
}
