//! JSON between the page and the domain, by the browser's own parser.
//!
//! Whatever others wrote passes through text, whose depth is counted before anything recurses into
//! it: a body nested a hundred thousand deep would overflow the stack of the module and end it.

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// The deepest nesting that is read, as in `serde_json`.
const MAX_DEPTH: usize = 128;

/// Reads JSON text; `None` where it is not JSON, or nested deeper than 128 levels.
pub fn parse(text: &str) -> Option<Value> {
    if depth(text) > MAX_DEPTH {
        return None;
    }
    Some(read(&js_sys::JSON::parse(text).ok()?))
}

/// What `JSON.parse` has made. `serde_wasm_bindgen` would do it too, for 9 kB (brotli): the errors
/// that it has for other types print floating-point numbers.
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
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a safe integer has no fraction and fits"
        )]
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

/// A copy of a value of the page as JSON; `None` where it has none: a function, a cycle, a getter
/// that throws.
pub fn from_js(value: &JsValue) -> Option<Value> {
    let text = js_sys::JSON::stringify(value).ok()?;
    // `JSON.stringify` gives undefined for undefined and for functions.
    parse(&text.dyn_ref::<js_sys::JsString>()?.as_string()?)
}

/// A fresh JavaScript value with plain objects, as `JSON.parse` makes them.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // Every value that the domain holds came from JSON or from text, and has a JavaScript form.
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::UNDEFINED)
}

/// JSON text of a value; empty where the page has broken `JSON.stringify`.
///
/// That writes texts and numbers alone: it would ask every object and array for a `toJSON`, and
/// libraries have put one on their prototypes that encodes twice.
pub fn stringify(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text).map(|()| text).unwrap_or_default()
}

fn write(value: &Value, text: &mut String) -> Option<()> {
    match value {
        Value::Array(items) => {
            text.push('[');
            match texts(items) {
                Some(texts) => text.push_str(&texts),
                None => separated(items, text, write)?,
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            separated(members, text, |(name, member), text| {
                text.push_str(&scalar(&name.into())?);
                text.push(':');
                write(member, text)
            })?;
            text.push('}');
        }
        Value::String(string) => text.push_str(&scalar(&string.into())?),
        Value::Number(number) => text.push_str(&scalar(&number.as_f64().into())?),
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Null => text.push_str("null"),
    }
    Some(())
}

fn separated<T>(
    items: impl IntoIterator<Item = T>,
    text: &mut String,
    write: impl Fn(T, &mut String) -> Option<()>,
) -> Option<()> {
    for (index, item) in items.into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "," });
        write(item, text)?;
    }
    Some(())
}

fn scalar(value: &JsValue) -> Option<String> {
    js_sys::JSON::stringify(value).ok()?.as_string()
}

/// Stands between texts that are written at once. JSON writes it as it is.
const BETWEEN: &str = "\u{E000}";

/// Texts, none of which has what is put between them: of ten thousand, each by itself would take
/// ten times as long.
fn texts(items: &[Value]) -> Option<String> {
    let joined = items
        .iter()
        .map(Value::as_str)
        .collect::<Option<Vec<_>>>()?
        .join(BETWEEN);
    let written = scalar(&joined.into())?;
    let are_apart = written.matches(BETWEEN).count() + 1 == items.len();
    are_apart.then(|| written.replace(BETWEEN, "\",\""))
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
