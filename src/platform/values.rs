//! What the platform parses for us: URLs, Doubles and Unicode.
//!
//! In a browser these are the browser's own (`URL`, `Number`, `String.prototype.normalize`),
//! because the crates that do the same cost far more bytes than they are worth there (`url` alone
//! 57 kB); on the host they are those crates.

use std::borrow::Cow;

/// What the rules ask of a URL, after parsing by the [WHATWG URL
/// standard](https://url.spec.whatwg.org/).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Url {
    /// The whole URL, serialized.
    pub href: String,
    /// The scheme with its colon, in lower case.
    pub protocol: String,
    /// The host with its port, unless that is the scheme's own; ASCII (`xn--…`) where it is
    /// internationalized.
    pub host: String,
    /// The host without its port.
    pub hostname: String,
    /// The serialized origin; `null` for schemes that have none.
    pub origin: String,
    /// Whether a user name or password stands before the host.
    pub has_userinfo: bool,
    /// The path, beginning with a slash.
    pub pathname: String,
    /// The query with its question mark, or nothing.
    pub search: String,
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use super::Url;
    use wasm_bindgen::JsValue;

    pub fn url(text: &str, base: Option<&str>) -> Option<Url> {
        let url = match base {
            Some(base) => web_sys::Url::new_with_base(text, base),
            None => web_sys::Url::new(text),
        }
        .ok()?;
        Some(Url {
            href: url.href(),
            protocol: url.protocol(),
            host: url.host(),
            hostname: url.hostname(),
            origin: url.origin(),
            has_userinfo: !url.username().is_empty() || !url.password().is_empty(),
            pathname: url.pathname(),
            search: url.search(),
        })
    }

    pub fn double(text: &str) -> f64 {
        js_sys::Number::from(JsValue::from_str(text)).value_of()
    }

    pub fn double_text(number: f64) -> String {
        js_sys::Number::from(number).to_js_string().into()
    }

    pub fn nfc(text: &str) -> String {
        js_sys::JsString::from(text).normalize("NFC").into()
    }

    pub fn is_json(text: &str) -> bool {
        js_sys::JSON::parse(text).is_ok()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use super::Url;
    use unicode_normalization::UnicodeNormalization;

    pub fn url(text: &str, base: Option<&str>) -> Option<Url> {
        let base = base.map(url::Url::parse).transpose().ok()?;
        let url = url::Url::options()
            .base_url(base.as_ref())
            .parse(text)
            .ok()?;
        Some(Url {
            protocol: format!("{}:", url.scheme()),
            host: url[url::Position::BeforeHost..url::Position::AfterPort].to_owned(),
            hostname: url.host_str().unwrap_or_default().to_owned(),
            origin: url.origin().ascii_serialization(),
            has_userinfo: !url.username().is_empty() || url.password().is_some(),
            pathname: url.path().to_owned(),
            search: url
                .query()
                .filter(|query| !query.is_empty())
                .map_or_else(String::new, |query| format!("?{query}")),
            href: url.into(),
        })
    }

    pub fn double(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    pub fn double_text(number: f64) -> String {
        number.to_string()
    }

    pub fn nfc(text: &str) -> String {
        text.nfc().collect()
    }

    pub fn is_json(text: &str) -> bool {
        serde_json::from_str::<serde_json::Value>(text).is_ok()
    }
}

/// Parses a URL, against `base` where it is given; `None` where it is not one.
pub fn url(text: &str, base: Option<&str>) -> Option<Url> {
    imp::url(text, base)
}

/// The Double nearest to a decimal literal. The caller has checked the grammar: what platforms take
/// besides it differs.
pub fn double(decimal: &str) -> f64 {
    imp::double(decimal)
}

/// The shortest decimal text that reads back as `number`.
pub fn double_text(number: f64) -> String {
    imp::double_text(number)
}

/// `text` in Unicode's Normalization Form C, in which equal texts are equal.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        text.into()
    } else {
        imp::nfc(text).into()
    }
}

/// Whether `text` is a JSON object.
pub fn is_json_object(text: &str) -> bool {
    // JSON that begins with a brace is an object.
    text.trim_start_matches([' ', '\t', '\n', '\r'])
        .starts_with('{')
        && imp::is_json(text)
}
