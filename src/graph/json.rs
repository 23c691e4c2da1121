//! JSON between the page and the domain, by the browser's own parser.
//!
//! Whatever others wrote passes through text, whose depth is counted before anything recurses into it: a body nested a
//! hundred thousand deep would overflow the stack of the module and end it.

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::skill::{Map, Value};

/// The deepest nesting that is read, as in `serde_json`.
const MAX_DEPTH: usize = 128;

/// Reads JSON text; `None` where it is not JSON, or nested deeper than 128 levels.
pub fn parse(text: &str) -> Option<Value> {
    if depth(text) > MAX_DEPTH {
        return None;
    }
    Some(read(&js_sys::JSON::parse(text).ok()?))
}

/// What `JSON.parse` has made. `serde_wasm_bindgen` would do it too, for 9 kB (brotli): the errors that it has for other types print
/// floating-point numbers.
fn read(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        Value::String(text)
    } else if let Some(number) = value.as_f64() {
        number_of(number)
    } else if let Some(truth) = value.as_bool() {
        Value::Bool(truth)
    } else if let Some(items) = value.dyn_ref::<Array>() {
        items.iter().map(|item| read(&item)).collect()
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let mut members = Map::new();
        for name in Object::keys(object) {
            if let (Some(text), Ok(member)) = (name.as_string(), Reflect::get(object, &name)) {
                members.insert(text, read(&member));
            }
        }
        Value::Object(members)
    } else {
        Value::Null
    }
}

/// Integers are integers up to where JavaScript can tell one from the next.
fn number_of(number: f64) -> Value {
    if js_sys::Number::is_safe_integer(&number.into()) {
        #[allow(clippy::cast_possible_truncation, reason = "a safe integer has no fraction and fits")]
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
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
