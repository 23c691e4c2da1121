//! Validation errors of a draft: the rule and the field. The message catalogs contain the texts.

use std::fmt;

use strum::{IntoStaticStr, VariantNames};

use super::field::FieldPath;
use super::validate::ScoreRange;

/// The rule that a field breaks.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// A required field is empty.
    Required,
    /// The text contains only invisible characters.
    Invisible,
    /// The text has more than `max` UTF-16 code units.
    TooLong {
        /// The maximum number of UTF-16 code units.
        max: usize,
    },
    /// The text contains a control character, a tab, or a line break.
    ControlCharacter,
    /// The text contains a bidi override, embedding, or isolate.
    BidiControl,
    /// The text contains a noncharacter or U+FFFD.
    UnreadableCharacter,
    /// The value is not a member of the enumeration, or the page does not allow it.
    NotAllowed,
    /// The value is `unknownFutureValue`, to which the service responds with 400 ([evolvable
    /// enumerations](https://github.com/microsoft/api-guidelines/blob/vNext/graph/patterns/evolvable-enums.md)).
    Sentinel,
    /// The text is not a decimal number.
    NotANumber,
    /// The number is too large for a Double.
    NotFinite,
    /// The number is outside the range that the page allows.
    OutOfRange(ScoreRange),
    /// The text is neither `true` nor `false`.
    NotABoolean,
    /// The text is not an absolute URL with a host.
    NotAUrl,
    /// The URL's scheme is neither http nor https.
    UrlScheme,
    /// The URL contains a username or password.
    UrlUserinfo,
    /// The URL contains an invisible character.
    UrlInvisible,
    /// The text is not a date and time with a UTC offset.
    NotATimestamp,
    /// The list has more than `max` items.
    TooMany {
        /// The maximum number of items.
        max: usize,
    },
    /// The item is already in the list.
    Duplicate,
    /// The service rejected the value, for a reason that this crate does not check.
    Refused,
    /// The page's validation rejected the value, with this message.
    Page(String),
}

impl Rule {
    /// Returns the rule's machine-readable name, for example `too-long`.
    pub fn name(&self) -> &'static str {
        self.into()
    }
}

/// The maximum length of a page's message, in characters.
const MAX_MESSAGE: usize = 500;

/// One validation error.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FieldError {
    /// The field.
    pub field: FieldPath,
    /// The broken rule.
    pub rule: Rule,
    /// The zero-based index of the invalid item, if the field is a list and one item breaks the
    /// rule.
    pub item: Option<usize>,
}

impl FieldError {
    /// Creates the error for an item that is not added because it is already in the list.
    pub fn duplicate(field: FieldPath) -> Self {
        Self {
            field,
            rule: Rule::Duplicate,
            item: None,
        }
    }

    /// Creates the error for a value that the service rejected.
    pub fn refused(field: FieldPath) -> Self {
        Self {
            field,
            rule: Rule::Refused,
            item: None,
        }
    }

    /// Creates the error for a value that the page rejected. A message with more than 500
    /// characters is shortened. Returns `None` if the message is blank.
    pub fn by_page(field: FieldPath, message: &str) -> Option<Self> {
        let message = message.trim();
        let mut text: String = message.chars().take(MAX_MESSAGE).collect();
        if text.len() < message.len() {
            text.push('…');
        }
        (!text.is_empty()).then_some(Self {
            field,
            rule: Rule::Page(text),
            item: None,
        })
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field.path())?;
        if let Some(item) = self.item {
            write!(f, "[{item}]")?;
        }
        write!(f, ": {}", self.rule.name())
    }
}

/// All validation errors of a draft: at most one per field, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Errors(pub(super) Vec<FieldError>);

impl Errors {
    /// Returns an iterator over the errors.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }

    /// Returns the error of one field.
    pub fn at(&self, field: FieldPath) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a FieldError;
    type IntoIter = std::slice::Iter<'a, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}
