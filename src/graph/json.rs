//! JSON between the page and the domain, by the browser's own parser.
//!
//! Whatever others wrote passes through text, whose depth is counted before anything recurses into it: a body nested a
//! hundred thousand deep would overflow the stack of the module and end it.

use js_sys::{Array, Object, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::skill::Value;

/// The deepest nesting that is read, as in `serde_json`.
const MAX_DEPTH: usize = 128;

/// Reads JSON text; `None` where it is not JSON, or nested deeper than 128 levels.
pub fn parse(text: &str) -> Option<Value> {
    if depth(text) > MAX_DEPTH {
        return None;
    }
    let value = js_sys::JSON::parse(text).ok()?;
    Value::deserialize(serde_wasm_bindgen::Deserializer::from(value)).ok()
}

/// A copy of a value of the page as JSON; `None` where it has none: a function, a cycle, a getter that throws.
pub fn from_js(value: &JsValue) -> Option<Value> {
    let text = js_sys::JSON::stringify(value).ok()?;
    // `JSON.stringify` gives undefined for undefined and for functions.
    parse(&text.dyn_ref::<js_sys::JsString>()?.as_string()?)
}

/// A fresh JavaScript value with plain objects, as `JSON.parse` makes them.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // Every value that the domain holds came from JSON or from text, and has a JavaScript form.
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// JSON text of a value; empty where the page has broken `JSON.stringify`.
///
/// That writes texts and numbers alone: it would ask every object and array for a `toJSON`, and libraries have put one on their
/// prototypes that encodes twice.
pub fn stringify(value: &impl Serialize) -> String {
    let mut text = String::new();
    write(&to_js(value), &mut text).map(|()| text).unwrap_or_default()
}

fn write(value: &JsValue, text: &mut String) -> Option<()> {
    if let Some(items) = value.dyn_ref::<Array>() {
        text.push('[');
        for (index, item) in items.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "," });
            write(&item, text)?;
        }
        text.push(']');
    } else if value.is_object() {
        text.push('{');
        for (index, name) in Object::keys(value.unchecked_ref::<Object>()).iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "," });
            write(&name, text)?;
            text.push(':');
            write(&Reflect::get(value, &name).ok()?, text)?;
        }
        text.push('}');
    } else {
        text.push_str(&js_sys::JSON::stringify(value).ok()?.as_string()?);
    }
    Some(())
}

/// How deep the brackets outside strings nest.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
