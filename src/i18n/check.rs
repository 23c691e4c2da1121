//! A catalogue that lacks a message, names one wrongly or has one too many does not compile.
//!
//! The check runs in the compiler, on files that are never part of the module: `assert_complete`
//! stands in constants only. It wants the messages in the order of the keys' declarations, and so
//! reads a file once, from top to bottom.

use strum::VariantNames;

use crate::graph::Reason;
use crate::skill::{AllowedAudiences, CollaborationTag, FieldPath, Rule, SkillProficiencyLevel};

use super::key::{Counted, Group, Ui};

/// The fields with a hint, in order: the labels of the others say it all.
const HINTS: [FieldPath; 9] = [
    FieldPath::DisplayName,
    FieldPath::Categories,
    FieldPath::WebUrl,
    FieldPath::AllowedAudiences,
    FieldPath::ConfidenceScore,
    FieldPath::UserHasVerifiedAccuracy,
    FieldPath::Id,
    FieldPath::CreatedDateTime,
    FieldPath::LastModifiedDateTime,
];

/// Stops the compiler with the name of the first message that is not where it belongs. `categories`
/// are those of the language's plural rules, as CLDR orders them.
pub(super) const fn assert_complete(file: &str, categories: &[&str]) {
    let text = file.as_bytes();
    let mut at = skip(text, 0, b'{');
    at = labels(text, at);
    at = hints(text, at);
    at = each(text, at, "group.", Group::NAMES, &[""]);
    at = each(
        text,
        at,
        "proficiency.",
        SkillProficiencyLevel::NAMES,
        &[""],
    );
    at = each(
        text,
        at,
        "proficiencyHint.",
        SkillProficiencyLevel::NAMES,
        &[""],
    );
    at = each(
        text,
        at,
        "allowedAudiences.",
        AllowedAudiences::NAMES,
        &[""],
    );
    at = each(
        text,
        at,
        "allowedAudiencesHint.",
        AllowedAudiences::NAMES,
        &[""],
    );
    at = each(
        text,
        at,
        "collaborationTags.",
        CollaborationTag::NAMES,
        &[""],
    );
    at = each(text, at, "error.", Rule::NAMES, &[""]);
    at = each(text, at, "failure.", Reason::NAMES, &[""]);
    at = each(text, at, "ui.", Ui::NAMES, &[""]);
    at = each(text, at, "count.", Counted::NAMES, categories);
    assert!(
        at < text.len() && text[at] == b'}',
        "the catalogue has a message too many"
    );
}

/// The names of an enumeration's messages; a trait because `VARIANTS` alone could be the members
/// themselves.
trait Names {
    const NAMES: &'static [&'static str];
}

impl<T: VariantNames> Names for T {
    const NAMES: &'static [&'static str] = T::VARIANTS;
}

/// Both identity sets call their members alike: what stands below `createdBy` is labelled without
/// it, and for both.
const fn labels(text: &[u8], mut at: usize) -> usize {
    let mut index = 0;
    while index < FieldPath::NAMES.len() {
        let path = FieldPath::NAMES[index].as_bytes();
        if starts_with(path, 0, b"createdBy.") {
            at = message(text, at, "label.", path.split_at("createdBy.".len()).1, "");
        } else if !starts_with(path, 0, b"lastModifiedBy.") {
            at = message(text, at, "label.", path, "");
        }
        index += 1;
    }
    at
}

const fn hints(text: &[u8], mut at: usize) -> usize {
    let mut index = 0;
    while index < HINTS.len() {
        at = message(
            text,
            at,
            "hint.",
            FieldPath::NAMES[HINTS[index] as usize].as_bytes(),
            "",
        );
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
            at = message(
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

/// Past one message and the comma behind it.
const fn message(text: &[u8], at: usize, kind: &str, name: &[u8], category: &str) -> usize {
    let mut at = word(text, skip(text, at, b'"'), kind.as_bytes(), name);
    at = word(text, at, name, name);
    if !category.is_empty() {
        at = word(text, skip(text, at, b'.'), category.as_bytes(), name);
    }
    at = skip(text, skip(text, skip(text, at, b'"'), b':'), b'"');
    while text[at] != b'"' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    at = blank(text, at + 1);
    if text[at] == b',' {
        blank(text, at + 1)
    } else {
        at
    }
}

/// Past a word that must stand here. Its message is all that a constant can say.
const fn word(text: &[u8], at: usize, word: &[u8], name: &[u8]) -> usize {
    if !starts_with(text, at, word) {
        match std::str::from_utf8(name) {
            Ok(name) => panic!("{}", name),
            Err(_) => panic!("a name is no text"),
        }
    }
    at + word.len()
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

/// Past white space and a character that must follow.
const fn skip(text: &[u8], at: usize, character: u8) -> usize {
    let at = blank(text, at);
    assert!(
        at < text.len() && text[at] == character,
        "the catalogue is no list of messages"
    );
    at + 1
}

const fn blank(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && text[at].is_ascii_whitespace() {
        at += 1;
    }
    at
}
