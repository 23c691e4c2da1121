//! Strategies for arbitrary data of bounded size, which is often close to the expected data.

use add_skill::skill::{Map, Value};
use proptest::prelude::*;

/// Any text, including texts that could do harm if they are shown, logged, or sent.
pub fn text() -> impl Strategy<Value = String> {
    let harmful = [
        "",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "eyJ",
        "<img src=x onerror=alert(1)>",
        "x\r\nAuthorization: y",
        "\0\u{202e}\u{feff}",
        "Rust",
        "1",
    ];
    prop_oneof![
        any::<String>(),
        "[ -~]{0,200}",
        prop::sample::select(harmful.map(str::to_owned).to_vec())
    ]
}

/// Any JSON value, whose members often have one of these names.
pub fn json(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            object_of(names, inner).prop_map(Value::Object)
        ]
    })
}

/// Any JSON object, whose members often have one of these names.
pub fn object(names: &'static [&'static str]) -> impl Strategy<Value = Map> {
    object_of(names, json(names))
}

fn object_of(
    names: &'static [&'static str],
    member: impl Strategy<Value = Value>,
) -> impl Strategy<Value = Map> {
    let name =
        prop_oneof![9 => prop::sample::select(names).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec((name, member), 0..6).prop_map(Map::from_iter)
}

/// Any JSON value without members.
pub fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(|number| serde_json::from_value(number.into()).unwrap()),
        1 => any::<f64>().prop_map(Value::from),
        4 => text().prop_map(Value::from),
    ]
}

/// A text that may be a URL, often one that imitates another.
pub fn url() -> impl Strategy<Value = String> {
    let parts = [
        "https:",
        "http:",
        "javascript:",
        "data:",
        "blob:",
        "//",
        "/",
        "\\",
        "graph.microsoft.com",
        "evil.example",
        "app.example",
        "api.contoso.com",
        "localhost:8080",
        "127.0.0.1",
        "127.evil.example",
        "@",
        ":443",
        ":",
        ".",
        "?",
        "#",
        "\t",
        "%2e",
        "%40",
        "。",
        "u",
    ];
    prop_oneof![1 => text(), 9 => prop::collection::vec(prop::sample::select(parts.to_vec()), 0..8).prop_map(|parts| parts.concat())]
}

/// A text of these parts in any order, or any other text.
pub fn made_of(parts: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![1 => text(), 4 => prop::collection::vec(parts, 0..16).prop_map(|parts| parts.concat())]
}
