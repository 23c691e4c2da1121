//! What can be wrong with a draft: which rule, at which field. No owned words: those are the
//! message catalogues' work.

use std::fmt;

use strum::{IntoStaticStr, VariantNames};

use super::field::FieldPath;
use super::validate::ScoreRange;

/// The rule that a field breaks.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// Nothing is filled in where something must be.
    Required,
    /// Only characters that cannot be seen.
    Invisible,
    /// More than `max` UTF-16 code units.
    TooLong {
        /// The most there may be.
        max: usize,
    },
    /// A control character, a tab or a line break.
    ControlCharacter,
    /// A bidi override, embedding or isolate.
    BidiControl,
    /// A character that stands for something that was not text.
    UnreadableCharacter,
    /// Not a member of the enumeration.
    NotAllowed,
    /// `unknownFutureValue`, which a service answers with 400 ([evolvable
    /// enumerations](https://github.com/microsoft/api-guidelines/blob/vNext/graph/patterns/evolvable-enums.md)).
    Sentinel,
    /// Not a decimal number.
    NotANumber,
    /// A number too large for a Double.
    NotFinite,
    /// Outside the range that the page allows.
    OutOfRange(ScoreRange),
    /// Neither `true` nor `false`.
    NotABoolean,
    /// Not an absolute URL with a host.
    NotAUrl,
    /// A scheme other than http and https.
    UrlScheme,
    /// A user name or password in a URL.
    UrlUserinfo,
    /// An invisible character inside a URL.
    UrlInvisible,
    /// Not a date and time with its offset.
    NotATimestamp,
    /// More than `max` items.
    TooMany {
        /// The most there may be.
        max: usize,
    },
    /// An item that is already in the list.
    Duplicate,
    /// The service has refused the value, for a reason that no rule here knows.
    Refused,
}

impl Rule {
    /// The rule's machine-readable name, for example `too-long`.
    pub fn name(&self) -> &'static str {
        self.into()
    }
}

/// One thing wrong with a draft.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FieldError {
    /// The field.
    pub field: FieldPath,
    /// The rule it breaks.
    pub rule: Rule,
    /// The item, counted from 0, where the field is a list and one of its items breaks the rule.
    pub item: Option<usize>,
}

impl FieldError {
    /// A text that stands in the list already, and so is not taken into it.
    pub fn duplicate(field: FieldPath) -> Self {
        Self {
            field,
            rule: Rule::Duplicate,
            item: None,
        }
    }

    /// A value that the service has refused.
    pub fn refused(field: FieldPath) -> Self {
        Self {
            field,
            rule: Rule::Refused,
            item: None,
        }
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

/// Everything wrong with a draft, at most one error a field, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Errors(pub(super) Vec<FieldError>);

impl Errors {
    /// The errors.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }

    /// What is wrong with one field.
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
