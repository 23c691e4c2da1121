//! Browser tests: the element in a page of a real browser, driven like a user and a page.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]
#![cfg(target_arch = "wasm32")]

mod categories;
mod element;
mod endpoint_change;
mod existing;
mod focus;
mod form;
mod harness;
mod language;
mod next_steps;
mod recovery;
mod submit;
mod token;
mod validate;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
