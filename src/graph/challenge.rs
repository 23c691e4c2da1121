//! The header `WWW-Authenticate`, by which the service rejects a token and can request claims.

use crate::platform;

/// The claims of a challenge, as the JSON object that a token library accepts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claims(String);

impl Claims {
    /// Returns the claims of the first `Bearer` challenge that contains any ([claims
    /// challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
    ///
    /// The claims may be base64-encoded or plain. Returns `None` if they are not a JSON object: no
    /// token library could use them, so the user must sign in.
    pub fn find(header: &str) -> Option<Self> {
        let raw = bearer_parameter(header, "claims")?;
        let decoded = base64(&raw).and_then(|bytes| String::from_utf8(bytes).ok());
        [decoded, Some(raw)]
            .into_iter()
            .flatten()
            .find(|text| platform::is_json_object(text))
            .map(Self)
    }

    /// Returns the JSON object as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the first parameter called `name` of a `Bearer` challenge.
///
/// A header may contain several challenges with different schemes ([RFC
/// 9110](https://www.rfc-editor.org/rfc/rfc9110#field.www-authenticate)).
pub fn bearer_parameter(header: &str, name: &str) -> Option<String> {
    let mut is_bearer = false;
    for item in items(header) {
        let (word, rest) = word(item);
        let after = rest.trim_start();
        // A word before an equals sign is a parameter's name. Any other word starts a challenge,
        // whose first parameter may follow.
        let parameter = if after.starts_with('=') {
            Some((word, after))
        } else {
            is_bearer = word.eq_ignore_ascii_case("Bearer");
            let (word, rest) = self::word(after);
            Some((word, rest.trim_start())).filter(|(_, rest)| rest.starts_with('='))
        };
        match parameter {
            Some((parameter, value)) if is_bearer && parameter.eq_ignore_ascii_case(name) => {
                return Some(unquoted(value[1..].trim()));
            }
            _ => {}
        }
    }
    None
}

/// Splits a list at the commas outside quotes.
fn items(header: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    header
        .split(move |character| {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' if is_quoted => is_escaped = true,
                '"' => is_quoted = !is_quoted,
                _ => {}
            }
            character == ',' && !is_quoted
        })
        .map(str::trim)
}

/// Splits a text after its first word, which ends at white space, an equals sign, or a quote.
fn word(text: &str) -> (&str, &str) {
    let end = text
        .find(|character: char| character.is_whitespace() || matches!(character, '=' | '"'))
        .unwrap_or(text.len());
    text.split_at(end)
}

/// Returns a parameter's value without quotes and without the backslashes of escaped characters.
fn unquoted(value: &str) -> String {
    let Some(quoted) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let mut text = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => text.extend(characters.next()),
            character => text.push(character),
        }
    }
    text
}

/// Decodes [base64](https://www.rfc-editor.org/rfc/rfc4648) in the standard or the URL-safe
/// alphabet, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let sextet = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(sextet);
        count += 6;
        if count >= 8 {
            count -= 8;
            // The mask makes the lowest byte fit into a `u8`.
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(bytes)
}
