//! Unexpected response bodies.

use axum::body::Bytes;

use super::delivery::Piece;

/// The contract's example of a response, with "String" and "Double" as values.
const SAMPLE: &str = include_str!("sample.json");

/// The sign-in page of a captive portal.
const LOG_IN: &str = "<!doctype html><html><head><title>Log in</title><script>document.title = 'Executed'</script></head>\
    <body><h1>Welcome to our network</h1><img src=x onerror=\"document.title = 'Executed'\"></body></html>";

const DEPTH: usize = 100_000;
const MEMBERS: usize = 10_000;
const CHUNK: usize = 64 * 1024;
/// The number of chunks of the body `huge`: 100 MB.
const CHUNKS: u64 = 1600;

/// A body that replaces the usual one, or is derived from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text(String),
    Html,
    Cut,
    Huge,
    Deep,
    Wide,
    Proto,
    Duplicate,
    Utf8,
}

impl Kind {
    /// The names of [`named`](Self::named).
    pub const NAMES: &str =
        "empty, object, array, null, sample, html, cut, huge, deep, wide, proto, duplicate or utf8";

    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "empty" => Self::Text(String::new()),
            "object" => Self::Text("{}".to_owned()),
            "array" => Self::Text("[]".to_owned()),
            "null" => Self::Text("null".to_owned()),
            "sample" => Self::Text(SAMPLE.to_owned()),
            "html" => Self::Html,
            "cut" => Self::Cut,
            "huge" => Self::Huge,
            "deep" => Self::Deep,
            "wide" => Self::Wide,
            "proto" => Self::Proto,
            "duplicate" => Self::Duplicate,
            "utf8" => Self::Utf8,
            _ => return None,
        })
    }

    /// Returns the body that replaces the usual one.
    pub fn pieces(&self, usual: &Bytes) -> Vec<Piece> {
        match self {
            Self::Text(text) => vec![Piece::once(text.clone())],
            Self::Html => vec![Piece::once(LOG_IN)],
            Self::Cut => vec![Piece::once(usual.slice(..usual.len() / 2))],
            Self::Huge => {
                let filling = Piece { bytes: Bytes::from(vec![b'x'; CHUNK]), times: CHUNKS };
                vec![Piece::once(opened(usual, b"\"filling\":\"")), filling, Piece::once("\"}")]
            }
            Self::Deep => extended(usual, format!("\"deep\":{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH)).as_bytes()),
            Self::Wide => {
                let members: Vec<_> = (0..MEMBERS).map(|number| format!("\"member{number}\":{number}")).collect();
                extended(usual, members.join(",").as_bytes())
            }
            Self::Proto => extended(
                usual,
                br#""__proto__":{"polluted":true,"displayName":"Polluted"},"constructor":{"prototype":{"polluted":true}}"#,
            ),
            Self::Duplicate => extended(usual, br#""id":"second","displayName":"Second""#),
            Self::Utf8 => extended(usual, b"\"bytes\":\"\xff\xfe\""),
        }
    }
}

/// Returns the object with additional members.
fn extended(object: &Bytes, members: &[u8]) -> Vec<Piece> {
    let mut bytes = opened(object, members);
    bytes.push(b'}');
    vec![Piece::once(bytes)]
}

/// Returns the object with additional text, and without its closing brace.
fn opened(object: &Bytes, more: &[u8]) -> Vec<u8> {
    let members = object
        .trim_ascii()
        .strip_suffix(b"}")
        .filter(|members| members.starts_with(b"{"))
        .unwrap_or(b"{");
    let comma: &[u8] = if members.trim_ascii_end() == b"{" {
        b""
    } else {
        b","
    };
    [members, comma, more].concat()
}
