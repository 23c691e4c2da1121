//! Names and URLs. Graph documents no limits for them. These limits protect memory and layout.

use serde_json::Value;
use url::Url;

use super::findings::Findings;

/// Returns the number of UTF-16 code units, as HTML's `maxlength` counts.
const LONGEST_NAME: usize = 1000;
const LONGEST_CATEGORY: usize = 256;
const MOST_CATEGORIES: usize = 10_000;
const LONGEST_ADDRESS: usize = 2048;

/// Validates a name, which must contain visible characters.
pub fn name(findings: &mut Findings, path: &str, value: &Value) {
    if let Some(why) = problem_with(value, LONGEST_NAME) {
        findings.invalid(path, &why);
    }
}

/// Validates a list of names. Reports only the first invalid item.
pub fn categories(findings: &mut Findings, path: &str, value: &Value) {
    let Value::Array(items) = value else {
        return findings.invalid(path, "It must be an array of strings.");
    };
    if items.len() > MOST_CATEGORIES {
        return findings.invalid(
            path,
            &format!("It must have at most {MOST_CATEGORIES} items."),
        );
    }
    let problem = |(index, item)| {
        problem_with(item, LONGEST_CATEGORY).map(|why| format!("Item {index}: {why}"))
    };
    if let Some(why) = items.iter().enumerate().find_map(problem) {
        findings.invalid(path, &why);
    }
}

/// Validates an absolute http or https URL with a host and without credentials.
pub fn web_address(findings: &mut Findings, path: &str, value: &Value) {
    if !value.as_str().is_some_and(is_web_address) {
        findings.invalid(
            path,
            "It must be an absolute http or https URL with a host and without credentials.",
        );
    }
}

fn is_web_address(text: &str) -> bool {
    // A URL parser removes tabs, line breaks, and surrounding spaces, so the text itself is checked
    // for them.
    let is_clean = text.encode_utf16().count() <= LONGEST_ADDRESS
        && text.trim() == text
        && !text.chars().any(char::is_control);
    is_clean
        && Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
        })
}

fn problem_with(value: &Value, longest: usize) -> Option<String> {
    let Value::String(text) = value else {
        return Some("It must be a string.".to_owned());
    };
    if text.chars().all(is_invisible) {
        Some("It must not be blank.".to_owned())
    } else if text.encode_utf16().count() > longest {
        Some(format!("It must have at most {longest} UTF-16 code units."))
    } else if text.chars().any(is_refused) {
        Some(
            "It must not have control characters, embedded directions or noncharacters.".to_owned(),
        )
    } else {
        None
    }
}

/// Returns whether a character is white space or, in the ranges that are common in text,
/// default-ignorable.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Returns whether a character is a control character, a bidi embedding, override, or isolate,
/// U+FFFE, or U+FFFF.
fn is_refused(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}
