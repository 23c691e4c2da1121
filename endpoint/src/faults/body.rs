//! Bodies that a client does not expect.

use axum::body::Bytes;

use super::delivery::Piece;

/// The answer of the contract's page, as it stands there, with "String" and "Double" for values.
const SAMPLE: &str = include_str!("sample.json");

/// What a hotel's or an airport's network answers to everything.
const LOG_IN: &str = "<!doctype html><html><head><title>Log in</title><script>document.title = 'Executed'</script></head>\
    <body><h1>Welcome to our network</h1><img src=x onerror=\"document.title = 'Executed'\"></body></html>";

const DEPTH: usize = 100_000;
const MEMBERS: usize = 10_000;
const CHUNK: usize = 64 * 1024;
/// Of these, 100 MB.
const CHUNKS: u64 = 1600;

/// A body in place of the usual one, or made of it.
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

    /// The body, in place of the usual one.
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

/// The object with these members more.
fn extended(object: &Bytes, members: &[u8]) -> Vec<Piece> {
    let mut bytes = opened(object, members);
    bytes.push(b'}');
    vec![Piece::once(bytes)]
}

/// The object up to its end, and then more.
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
