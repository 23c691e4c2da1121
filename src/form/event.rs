//! What the form reads of events. Password managers and autofill fire key events that are no `KeyboardEvent`, and so lack its members:
//! <https://issues.chromium.org/issues/41425904>.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Event;

/// What an input method handles itself has this [key code](https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
const BY_INPUT_METHOD: f64 = 229.0;

fn member(event: &Event, name: &str) -> JsValue {
    Reflect::get(event, &name.into()).unwrap_or_default()
}

/// The name of the key; empty where there is none.
pub(super) fn key(event: &Event) -> String {
    member(event, "key").as_string().unwrap_or_default()
}

/// Whether a member is true.
pub(super) fn is(event: &Event, name: &str) -> bool {
    member(event, name).is_truthy()
}

/// Whether a press is one of the primary button.
pub(super) fn is_primary(event: &Event) -> bool {
    member(event, "button").as_f64().unwrap_or_default() == 0.0
}

/// Whether a key belongs to a composition: it chooses or ends what an input method composes, and does nothing else.
pub(super) fn is_composing(event: &Event) -> bool {
    is(event, "isComposing") || is_by_input_method(event)
}

/// Whether the input method has taken a key. Gboard composes Latin words too, and hands on Enter.
pub(super) fn is_by_input_method(event: &Event) -> bool {
    member(event, "keyCode").as_f64() == Some(BY_INPUT_METHOD)
}
