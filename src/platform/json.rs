//! JSON between the page and the domain, parsed and written by the browser.
//!
//! All foreign data passes through text, whose nesting depth is checked before any recursive
//! function reads it. A body with 100,000 levels would otherwise overflow the module's stack and
//! crash it.

use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use super::Value;

#[cfg(target_arch = "wasm32")]
mod imp {
    use js_sys::{Array, JSON, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    use super::super::{Map, Value};

    /// The maximum nesting depth, the same as in `serde_json`.
    const MAX_DEPTH: usize = 128;

    pub fn parse(text: &str) -> Option<Value> {
        if depth(text) > MAX_DEPTH {
            return None;
        }
        Some(read(&JSON::parse(text).ok()?))
    }

    /// Converts a result of `JSON.parse`.
    ///
    /// `serde_wasm_bindgen` could do this too, but adds 9 kB (brotli): its errors for other types
    /// print floating-point numbers.
    fn read(value: &JsValue) -> Value {
        if let Some(text) = value.as_string() {
            Value::String(text)
        } else if let Some(number) = value.as_f64() {
            number.into()
        } else if let Some(truth) = value.as_bool() {
            Value::Bool(truth)
        } else if let Some(items) = value.dyn_ref::<Array>() {
            items.iter().map(|item| read(&item)).collect()
        } else if let Some(object) = value.dyn_ref::<Object>() {
            let mut members = Map::new();
            for name in Object::keys(object) {
                let (Some(text), Ok(member)) = (name.as_string(), Reflect::get(object, &name))
                else {
                    continue;
                };
                // Names are distinct, but unpaired surrogates all become this character.
                if text.contains(char::REPLACEMENT_CHARACTER) {
                    members.insert(text, read(&member));
                } else {
                    members.push(text, read(&member));
                }
            }
            Value::Object(members)
        } else {
            Value::Null
        }
    }

    /// Returns the maximum nesting depth of the brackets outside strings.
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

    pub fn string(text: &str) -> Option<String> {
        JSON::stringify(&text.into()).ok()?.as_string()
    }

    pub fn number(number: f64) -> Option<String> {
        JSON::stringify(&number.into()).ok()?.as_string()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use super::super::Value;

    pub fn parse(text: &str) -> Option<Value> {
        serde_json::from_str(text).ok()
    }

    pub fn string(text: &str) -> Option<String> {
        serde_json::to_string(text).ok()
    }

    pub fn number(number: f64) -> Option<String> {
        serde_json::to_string(&Value::Number(number)).ok()
    }
}

/// Parses JSON text. Returns `None` if the text is not JSON or has more than 128 levels.
pub fn parse(text: &str) -> Option<Value> {
    imp::parse(text)
}

/// Returns a copy of a JavaScript value as JSON.
///
/// Returns `None` if the value has no JSON form, for example because it is a function, contains a
/// cycle, or has a getter that throws.
pub fn from_js(value: &JsValue) -> Option<Value> {
    let text = js_sys::JSON::stringify(value).ok()?;
    // `JSON.stringify` returns undefined for undefined and for functions.
    parse(&text.dyn_ref::<js_sys::JsString>()?.as_string()?)
}

/// Returns a new JavaScript value made of plain objects, as from `JSON.parse`.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // All values of the domain come from JSON or text, so serialization does not fail.
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::UNDEFINED)
}

/// Returns a value as JSON text, or an empty string if the page broke `JSON.stringify`.
///
/// `JSON.stringify` writes only strings and numbers here. It would call `toJSON` of each object and
/// array, and some libraries add a `toJSON` to the prototypes that encodes the value twice.
pub fn stringify(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text).map(|()| text).unwrap_or_default()
}

fn write(value: &Value, text: &mut String) -> Option<()> {
    match value {
        Value::Array(items) => {
            text.push('[');
            match join_strings(items) {
                Some(strings) => text.push_str(&strings),
                None => separated(items, text, write)?,
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            separated(members.iter(), text, |(name, member), text| {
                text.push_str(&imp::string(name)?);
                text.push(':');
                write(member, text)
            })?;
            text.push('}');
        }
        Value::String(string) => text.push_str(&imp::string(string)?),
        Value::Number(number) => text.push_str(&imp::number(*number)?),
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

/// Separates strings that are written in one call. JSON does not escape this private-use character.
const SEPARATOR: &str = "\u{E000}";

/// Returns the items, separated by commas, if all are strings without the separator.
///
/// One call for all strings is ten times as fast as one call each for 10,000 strings.
fn join_strings(items: &[Value]) -> Option<String> {
    let joined = items
        .iter()
        .map(Value::as_str)
        .collect::<Option<Vec<_>>>()?
        .join(SEPARATOR);
    let written = imp::string(&joined)?;
    let is_unambiguous = written.matches(SEPARATOR).count() + 1 == items.len();
    is_unambiguous.then(|| written.replace(SEPARATOR, "\",\""))
}
