//! What Rust calls of `element.js`.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::internals::ElementInternals;

#[wasm_bindgen(module = "/src/element.js")]
extern "C" {
    /// Defines the class under a tag.
    pub fn define(tag: &str);

    /// The URL of the folder with the catalogues.
    pub fn locales() -> String;

    /// Hands the class the function that makes an instance for an element.
    pub fn start(create: &JsValue);

    /// An element's internals, which are private to its class.
    #[wasm_bindgen(js_name = internalsOf)]
    pub fn internals_of(host: &HtmlElement) -> ElementInternals;
}
