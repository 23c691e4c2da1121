//! Members of events, read defensively: password managers and autofill dispatch key events that are
//! plain `Event`s and lack the members of a `KeyboardEvent`.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Event;

/// The [key code](https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode) of keys that an
/// input method handles itself.
const BY_INPUT_METHOD: f64 = 229.0;

fn member(event: &Event, name: &str) -> JsValue {
    Reflect::get(event, &name.into()).unwrap_or_default()
}

/// The name of the key, or an empty string if the event has none.
pub(crate) fn key(event: &Event) -> String {
    member(event, "key").as_string().unwrap_or_default()
}

/// Whether a member is true.
pub(crate) fn is(event: &Event, name: &str) -> bool {
    member(event, name).is_truthy()
}

/// Whether the primary button was pressed.
pub(crate) fn is_primary(event: &Event) -> bool {
    member(event, "button").as_f64().unwrap_or_default() == 0.0
}

/// Whether a key belongs to a composition: it then only controls the input method.
pub(crate) fn is_composing(event: &Event) -> bool {
    is(event, "isComposing") || is_by_input_method(event)
}

/// Whether the input method has consumed a key. Gboard composes Latin words as well, but passes
/// Enter on.
pub(crate) fn is_by_input_method(event: &Event) -> bool {
    member(event, "keyCode").as_f64() == Some(BY_INPUT_METHOD)
}
