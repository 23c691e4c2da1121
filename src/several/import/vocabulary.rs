//! The words that an import understands: headers, levels, and audiences.

use crate::platform::fold;
use crate::skill::{DEFAULT_FIELDS, EnumMember, Enumeration, FieldPath};

use super::labels::LABELS;

/// Common English headers, in addition to Graph's names and the form's labels.
/// `Name` is the header of `Skills.csv`, [which members
/// download](https://www.linkedin.com/help/linkedin/answer/a1339364).
const HEADERS: [(&str, FieldPath); 10] = [
    ("name", FieldPath::DisplayName),
    ("skill", FieldPath::DisplayName),
    ("skills", FieldPath::DisplayName),
    ("level", FieldPath::LEVEL),
    ("skill level", FieldPath::LEVEL),
    ("category", FieldPath::Categories),
    ("keyword", FieldPath::Categories),
    ("keywords", FieldPath::Categories),
    ("url", FieldPath::WebUrl),
    ("link", FieldPath::WebUrl),
];

/// Common English levels, in addition to Graph's names and the form's labels. The order is that of
/// Graph's levels; "Master" is the example of the [JSON Resume
/// schema](https://docs.jsonresume.org/schema). The user reviews the result.
const LEVELS: [(&str, &str); 6] = [
    ("beginner", "elementary"),
    ("novice", "elementary"),
    ("basic", "elementary"),
    ("intermediate", "generalProfessional"),
    ("advanced", "advancedProfessional"),
    ("master", "expert"),
];

/// The maximum number of bytes of a cell that can be a word. Most cells need no further check.
const MAX_WORD: usize = 256;

/// The meaning of a word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Meaning {
    /// The header of a field.
    Field(FieldPath),
    /// A member of an enumeration.
    Member(EnumMember),
}

/// The words that an import understands.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Each word in the form in which words are compared.
    words: Vec<(String, Meaning)>,
}

impl Vocabulary {
    /// Creates the vocabulary of all languages.
    pub fn new() -> Self {
        let headers = HEADERS.map(|(name, field)| (name, Meaning::Field(field)));
        let levels = LEVELS.into_iter().filter_map(|(name, level)| {
            let member = Enumeration::LEVEL.member(level)?;
            Some((name, Meaning::Member(member)))
        });
        let labels = LABELS
            .iter()
            .flat_map(|labels| labels.split('|').skip(1).zip(labeled()));
        let words = graph_names().chain(headers).chain(levels).chain(labels);
        Self {
            words: words
                .map(|(word, meaning)| (comparable(word), meaning))
                .collect(),
        }
    }

    /// Returns the field of a header.
    pub fn field(&self, header: &str) -> Option<FieldPath> {
        self.find(header, |meaning| match meaning {
            Meaning::Field(field) => Some(field),
            Meaning::Member(_) => None,
        })
    }

    /// Returns the member that a text names.
    pub fn member(&self, enumeration: Enumeration, text: &str) -> Option<EnumMember> {
        self.find(text, |meaning| match meaning {
            Meaning::Member(member) => Some(member).filter(|it| it.enumeration() == enumeration),
            Meaning::Field(_) => None,
        })
    }

    /// Returns whether a text names a level.
    pub fn is_level(&self, text: &str) -> bool {
        self.member(Enumeration::LEVEL, text).is_some()
    }

    fn find<T>(&self, text: &str, select: impl Fn(Meaning) -> Option<T>) -> Option<T> {
        if text.is_empty() || text.len() > MAX_WORD {
            return None;
        }
        let word = comparable(text);
        self.words
            .iter()
            .filter(|(own, _)| *own == word)
            .find_map(|(_, meaning)| select(*meaning))
    }
}

/// Returns a word without case, white space, and ASCII punctuation: "Display name" and
/// `display_name` are `displayName`.
fn comparable(word: &str) -> String {
    fold(word)
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_ascii_punctuation())
        .collect()
}

/// Returns the meanings of a language's labels in [`LABELS`], in order.
fn labeled() -> impl Iterator<Item = Meaning> {
    let fields = DEFAULT_FIELDS.map(Meaning::Field);
    let members = [Enumeration::LEVEL, Enumeration::AllowedAudiences]
        .into_iter()
        .flat_map(Enumeration::selectable);
    fields.into_iter().chain(members.map(Meaning::Member))
}

/// Returns Graph's names. The sentinel is none: users cannot select it.
fn graph_names() -> impl Iterator<Item = (&'static str, Meaning)> {
    let fields = DEFAULT_FIELDS.map(|field| (field.path(), Meaning::Field(field)));
    let members = (Enumeration::ALL.iter()).flat_map(|enumeration| enumeration.selectable());
    (fields.into_iter()).chain(members.map(|member| (member.name(), Meaning::Member(member))))
}
