//! The server's entry: renders `<add-skill>` in any JavaScript runtime. npm/src/server.js calls it.

use wasm_bindgen::prelude::*;

fn main() {}

/// Returns the declarative shadow root of an element, given its options as JSON.
#[wasm_bindgen]
pub fn render(options: &str) -> String {
    add_skill::element::render(options)
}

/// Returns the stylesheet of the form.
#[wasm_bindgen]
pub fn style() -> String {
    add_skill::form::STYLE.to_owned()
}
