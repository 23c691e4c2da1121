//! What Rust calls of `element.js`, `crash.js` and `place.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::internals::ElementInternals;

#[wasm_bindgen(module = "/src/element/js/element.js")]
extern "C" {
    /// Asks the page for a token once nothing of the module runs; undefined where it has none, of
    /// which the console tells.
    #[wasm_bindgen(js_name = tokenOf)]
    pub fn token_of(host: &HtmlElement, request: &JsValue) -> Promise;

    /// Defines the class under a tag.
    pub fn define(tag: &str);

    /// Defines the class under a tag, unless an embedder names the tags.
    #[wasm_bindgen(js_name = defineUnlessChosen)]
    pub fn define_unless_chosen(tag: &str);

    /// The URL of a language's catalogue.
    pub fn locale(tag: &str) -> String;

    /// Focuses an element that has the attribute `autofocus`, unless something else has the focus.
    #[wasm_bindgen(js_name = focusAutomatically)]
    pub fn focus_automatically(host: &HtmlElement);

    /// Hands the class the function that makes an instance for an element.
    pub fn start(create: &JsValue);

    /// An element's internals, which are private to its class.
    #[wasm_bindgen(js_name = internalsOf)]
    pub fn internals_of(host: &HtmlElement) -> ElementInternals;
}

#[wasm_bindgen(module = "/src/element/js/crash.js")]
extern "C" {
    /// Whether the module has ended: what still runs of it asks the page for nothing.
    #[wasm_bindgen(js_name = hasCrashed)]
    pub fn has_crashed() -> bool;

    /// Says where the module has panicked.
    pub fn panicked(file: &str, line: u32);

    /// Says what an element shows should the module end: that what was typed is kept, that it is
    /// not, and the button's words.
    #[wasm_bindgen(js_name = setWords)]
    pub fn set_words(host: &HtmlElement, lang: &str, kept: &str, unkept: &str, reload: &str);

    /// Lets traps be seen that nobody catches.
    pub fn watch();
}

#[wasm_bindgen(module = "/src/element/js/place.js")]
extern "C" {
    /// The place of an element, which keeps its draft apart from others'.
    #[wasm_bindgen(js_name = placeOf)]
    pub fn place_of(host: &HtmlElement) -> String;
}
