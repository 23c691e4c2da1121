//! Parsers of URLs, Doubles, and Unicode text that the platform provides.
//!
//! In a browser, these are the browser's own: `URL`, `Number`, and `String.prototype.normalize`.
//! The equivalent crates would add too much to the module's size (`url` alone adds 57 kB). On the
//! host, these are the crates.

use std::borrow::Cow;

/// A URL parsed by the [WHATWG URL standard](https://url.spec.whatwg.org/), reduced to the parts
/// that the rules check.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Url {
    /// The serialized URL.
    pub href: String,
    /// The scheme in lowercase, followed by a colon.
    pub protocol: String,
    /// The host, followed by the port unless it is the scheme's default. An internationalized host
    /// is in ASCII (`xn--…`).
    pub host: String,
    /// The host without the port.
    pub hostname: String,
    /// The serialized origin, or `null` if the scheme has none.
    pub origin: String,
    /// Whether the URL contains a username or password.
    pub has_userinfo: bool,
    /// The path, with its leading slash.
    pub pathname: String,
    /// The query with its question mark, or an empty string.
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

    pub fn fold(text: &str) -> String {
        js_sys::JsString::from(text)
            .normalize("NFKC")
            .to_lower_case()
            .to_upper_case()
            .to_lower_case()
            .normalize("NFKC")
            .into()
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

    pub fn fold(text: &str) -> String {
        text.nfkc()
            .collect::<String>()
            .to_lowercase()
            .to_uppercase()
            .to_lowercase()
            .nfkc()
            .collect()
    }

    pub fn is_json(text: &str) -> bool {
        serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
    }
}

/// Parses a URL, relative to `base` if there is one. Returns `None` if `text` is not a URL.
pub fn url(text: &str, base: Option<&str>) -> Option<Url> {
    imp::url(text, base)
}

/// Returns the Double nearest to a decimal literal.
///
/// The caller must check the grammar first, because platforms accept different additional forms.
pub fn double(decimal: &str) -> f64 {
    imp::double(decimal)
}

/// Returns the shortest decimal text that parses to `number`.
pub fn double_text(number: f64) -> String {
    imp::double_text(number)
}

/// Returns `text` in Unicode Normalization Form C ([NFC](https://www.unicode.org/reports/tr15/)),
/// so that canonically equivalent texts are equal.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        text.into()
    } else {
        imp::nfc(text).into()
    }
}

/// Returns `text` in the form in which texts are compared regardless of case, compatibility
/// characters, and white space: in [NFKC](https://www.unicode.org/reports/tr15/), with [folded
/// case](https://www.unicode.org/versions/latest/core-spec/chapter-3/#G53513), trimmed, and with
/// single spaces.
pub fn fold(text: &str) -> String {
    let folded = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        // Platforms have no case folding. Lowercase, uppercase, and lowercase again have the same
        // result, except for the dotless i, which they would turn into an i.
        text.split('ı').map(imp::fold).collect::<Vec<_>>().join("ı")
    };
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether `text` is a JSON object.
pub fn is_json_object(text: &str) -> bool {
    // JSON that begins with a brace is an object.
    text.trim_start_matches([' ', '\t', '\n', '\r'])
        .starts_with('{')
        && imp::is_json(text)
}
