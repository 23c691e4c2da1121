//! Compile-time check of the message catalogs. A catalog with a missing, misnamed, or extra message
//! does not compile.
//!
//! `assert_complete` runs only in constants, so the catalogs do not become part of the module. It
//! expects the messages in the order of the keys' declarations, and therefore reads a file in one
//! pass.

use strum::VariantNames;

use crate::graph::Reason;
use crate::skill::{Enumeration, FieldPath, Rule};

use super::key::{Counted, Group, Ui};

/// The fields with a hint, in order. The labels of the other fields are sufficient.
const HINTS: [FieldPath; 8] = [
    FieldPath::DisplayName,
    FieldPath::Categories,
    FieldPath::WebUrl,
    FieldPath::ConfidenceScore,
    FieldPath::UserHasVerifiedAccuracy,
    FieldPath::Id,
    FieldPath::CreatedDateTime,
    FieldPath::LastModifiedDateTime,
];

/// The fields with their own error message if they are required but empty, in order. It differs in
/// the verb, and in the article or case of the noun.
const REQUIRED: [FieldPath; 9] = [
    FieldPath::DisplayName,
    FieldPath::Proficiency,
    FieldPath::Categories,
    FieldPath::WebUrl,
    FieldPath::AllowedAudiences,
    FieldPath::CollaborationTags,
    FieldPath::ThumbnailUrl,
    FieldPath::ConfidenceScore,
    FieldPath::UserHasVerifiedAccuracy,
];

/// Stops compilation with the name of the first message that is missing or misplaced.
///
/// `categories` are the plural categories of the language, in CLDR's order.
pub(crate) const fn assert_complete(file: &str, categories: &[&str]) {
    let text = file.as_bytes();
    let mut at = expect(text, 0, b'{');
    at = labels(text, at);
    at = of_fields(text, at, "hint", &HINTS);
    at = each(text, at, "group", Group::NAMES, &[""]);
    at = members(text, at);
    let (required, other_rules) = Rule::NAMES.split_at(1);
    // The text of the last rule is that of the page.
    let (other_rules, _) = other_rules.split_at(other_rules.len() - 1);
    at = each(text, at, "error", required, &[""]);
    at = of_fields(text, at, "error.required", &REQUIRED);
    at = each(text, at, "error", other_rules, &[""]);
    at = each(text, at, "failure", Reason::NAMES, &[""]);
    at = each(text, at, "ui", Ui::NAMES, &[""]);
    at = each(text, at, "count", Counted::NAMES, categories);
    assert!(
        at < text.len() && text[at] == b'}',
        "the catalogue has a message too many"
    );
}

/// The names of an enumeration's messages. A trait distinguishes them from strum's
/// `VariantArray::VARIANTS`, which are the members themselves.
trait Names {
    const NAMES: &'static [&'static str];
}

impl<T: VariantNames> Names for T {
    const NAMES: &'static [&'static str] = T::VARIANTS;
}

/// Checks the labels. Both identity sets share the labels of their members, which have no
/// `createdBy.` prefix.
const fn labels(text: &[u8], mut at: usize) -> usize {
    let mut index = 0;
    while index < FieldPath::NAMES.len() {
        let path = FieldPath::NAMES[index].as_bytes();
        if starts_with(path, 0, b"createdBy.") {
            at = expect_message(text, at, "label", path.split_at("createdBy.".len()).1, "");
        } else if !starts_with(path, 0, b"lastModifiedBy.") {
            at = expect_message(text, at, "label", path, "");
        }
        index += 1;
    }
    at
}

const fn of_fields(text: &[u8], mut at: usize, kind: &str, fields: &[FieldPath]) -> usize {
    let mut index = 0;
    while index < fields.len() {
        let path = FieldPath::NAMES[fields[index] as usize].as_bytes();
        at = expect_message(text, at, kind, path, "");
        index += 1;
    }
    at
}

/// Checks the names of the members of each enumeration, and the sentences that explain them.
const fn members(text: &[u8], mut at: usize) -> usize {
    let mut index = 0;
    while index < Enumeration::ALL.len() {
        let enumeration = Enumeration::ALL[index];
        let names = enumeration.names();
        at = each(text, at, enumeration.label_key(), names, &[""]);
        if let Some(key) = enumeration.hint_key() {
            at = each(text, at, key, names, &[""]);
        }
        index += 1;
    }
    at
}

const fn each(
    text: &[u8],
    mut at: usize,
    kind: &str,
    names: &[&str],
    categories: &[&str],
) -> usize {
    let mut index = 0;
    while index < names.len() {
        let mut category = 0;
        while category < categories.len() {
            at = expect_message(
                text,
                at,
                kind,
                names[index].as_bytes(),
                categories[category],
            );
            category += 1;
        }
        index += 1;
    }
    at
}

/// Checks one message and returns the position after the comma that follows it.
const fn expect_message(text: &[u8], at: usize, kind: &str, name: &[u8], category: &str) -> usize {
    let mut at = expect_text(text, expect(text, at, b'"'), kind.as_bytes(), name);
    at = expect_text(text, at, b".", name);
    at = expect_text(text, at, name, name);
    if !category.is_empty() {
        at = expect_text(text, expect(text, at, b'.'), category.as_bytes(), name);
    }
    at = expect(text, expect(text, expect(text, at, b'"'), b':'), b'"');
    while text[at] != b'"' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    at = skip_white_space(text, at + 1);
    if text[at] == b',' {
        skip_white_space(text, at + 1)
    } else {
        at
    }
}

/// Returns the position after an expected word. If it is missing, the panic message is the
/// message's name, because a constant cannot format text.
const fn expect_text(text: &[u8], at: usize, expected: &[u8], name: &[u8]) -> usize {
    if !starts_with(text, at, expected) {
        match std::str::from_utf8(name) {
            Ok(name) => panic!("{}", name),
            Err(_) => panic!("a name is no text"),
        }
    }
    at + expected.len()
}

const fn starts_with(text: &[u8], at: usize, start: &[u8]) -> bool {
    let mut index = 0;
    while index < start.len() {
        if at + index >= text.len() || text[at + index] != start[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Returns the position after white space and an expected character.
const fn expect(text: &[u8], at: usize, character: u8) -> usize {
    let at = skip_white_space(text, at);
    assert!(
        at < text.len() && text[at] == character,
        "the catalogue is no list of messages"
    );
    at + 1
}

const fn skip_white_space(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && text[at].is_ascii_whitespace() {
        at += 1;
    }
    at
}
