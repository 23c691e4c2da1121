//! Functions of `element.js`, `behavior.js`, `calls.js`, and `place.js` that Rust calls.
//!
//! There are at most four such files: the server of wasm-bindgen-test can stop to respond when a
//! browser opens a fifth connection to load them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[cfg(not(feature = "several"))]
use super::internals::ElementInternals;

#[cfg(not(feature = "several"))]
#[wasm_bindgen(module = "/src/element/js/element.js")]
extern "C" {
    /// Adds the stylesheet to an element's shadow root: that of the page's script, or else `text`.
    #[wasm_bindgen(js_name = adoptStyle)]
    pub fn adopt_style(host: &HtmlElement, text: &str);

    /// Defines the element's class under a tag.
    pub fn define(tag: &str);

    /// Defines the element's class under a tag, unless the host page defines the tags itself.
    #[wasm_bindgen(js_name = defineUnlessChosen)]
    pub fn define_unless_chosen(tag: &str);

    /// Returns an element's internals, which are private to its class.
    #[wasm_bindgen(js_name = internalsOf)]
    pub fn internals_of(host: &HtmlElement) -> ElementInternals;

    /// Returns the URL of a language's catalog.
    pub fn locale(tag: &str) -> String;
}

#[cfg(not(feature = "several"))]
#[wasm_bindgen(module = "/src/element/js/behavior.js")]
extern "C" {
    /// Returns a promise that resolves when the running composition of an input method in a form
    /// that the module has not hydrated yet ends. Returns undefined if there is none.
    #[wasm_bindgen(js_name = compositionOf)]
    pub fn composition_of(host: &HtmlElement) -> Option<Promise>;

    /// Prepares an element's form for hydration.
    pub fn mounting(host: &HtmlElement);

    /// Focuses an element with the attribute `autofocus`, unless another element has the focus, and
    /// repeats what the user has done before the module was loaded.
    pub fn mounted(host: &HtmlElement);

    /// Sets the function that creates the Rust instance of an element.
    pub fn start(create: &JsValue);
}

#[wasm_bindgen(module = "/src/element/js/calls.js")]
extern "C" {
    /// Calls the page's `validate`.
    ///
    /// Resolves to an array of paths and messages, or to undefined if it fails. The console then
    /// shows the reason.
    #[wasm_bindgen(js_name = validationOf)]
    pub fn validation_of(host: &HtmlElement, skill: &JsValue, signal: &JsValue) -> Promise;

    /// Asks the page for a token after the module's code has ended.
    ///
    /// Resolves to undefined if there is no token. The console then shows the reason.
    #[wasm_bindgen(js_name = tokenOf)]
    pub fn token_of(host: &HtmlElement, request: &JsValue) -> Promise;

    /// Sets the custom states of an `<add-skills>`.
    #[wasm_bindgen(js_name = setStates)]
    pub fn set_states(host: &HtmlElement, is_ready: bool, is_submitting: bool);

    /// Calls a function with those that the class of `<add-skills>` needs.
    #[wasm_bindgen(js_name = connectClass)]
    pub fn connect_class(give: &js_sys::Function);

    /// Returns whether the module has crashed. Code that still runs after a crash must not ask the
    /// page for anything.
    #[wasm_bindgen(js_name = hasCrashed)]
    pub fn has_crashed() -> bool;

    /// Reports the location of a panic.
    pub fn panicked(file: &str, line: u32);

    /// Sets the texts that an element shows after a crash: the message if the draft is saved, the
    /// message if it is not, and the button's label.
    #[wasm_bindgen(js_name = setWords)]
    pub fn set_words(host: &HtmlElement, lang: &str, saved: &str, unsaved: &str, reload: &str);

    /// Starts the detection of traps in timers and event handlers.
    pub fn watch();
}

#[wasm_bindgen(module = "/src/element/js/place.js")]
extern "C" {
    /// Returns the place of an element, which distinguishes its draft from those of other elements.
    #[wasm_bindgen(js_name = placeOf)]
    pub fn place_of(host: &HtmlElement) -> String;
}
