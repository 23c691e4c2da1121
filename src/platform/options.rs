//! Options objects for platform functions.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

/// Creates an options object without a prototype, because a page may have added options to
/// `Object.prototype`.
pub(crate) fn options<T: JsCast>() -> T {
    Object::create(JsValue::NULL.unchecked_ref::<Object>()).unchecked_into()
}
