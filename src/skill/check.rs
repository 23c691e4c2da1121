//! Conversion of a field's input to the value to send, by the rules of the field's kind.
//!
//! The contract's page defines names, types, and members
//! ([skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta)).
//! It defines no limits. The limits below only protect memory and layout, and the service's
//! response remains the authority.

use crate::platform::{self, StringSet};

use super::draft::Entry;
use super::enums::Enumeration;
use super::error::Rule;
use super::field::{FieldPath, Kind};
use super::timestamp::Timestamp;
use super::validate::Constraints;
use super::{Property, Value};
use super::{number, text};

/// The maximum length of a number, in UTF-16 code units.
const MAX_NUMBER: usize = 32;
/// The maximum length of a timestamp, in UTF-16 code units: a 4-digit year, 12 fractional digits,
/// and an offset.
const MAX_TIMESTAMP: usize = 38;
/// The maximum length of a URL, in UTF-16 code units.
const MAX_URL: usize = 2048;
/// The maximum length of a category, in UTF-16 code units.
const MAX_ITEM: usize = 256;
/// The maximum number of categories.
const MAX_ITEMS: usize = 10_000;

/// A broken rule, and the index of the list item that breaks it.
pub(super) type Violation = (Rule, Option<usize>);

/// Returns the value to send for the content of `field`, or `None` if the field is empty.
///
/// # Errors
/// The rule that the content breaks.
pub(super) fn value(
    field: FieldPath,
    entry: &Entry,
    constraints: &Constraints,
) -> Result<Option<Value>, Violation> {
    match field.kind() {
        Kind::StringList => strings(entry.list()).map(|kept| {
            let kept: Vec<_> = kept.into_iter().map(str::to_owned).collect();
            Some(kept).filter(|kept| !kept.is_empty()).map(Vec::write)
        }),
        Kind::Many(enumeration) => many(enumeration, entry.list(), constraints),
        kind => scalar(kind, entry.text(), constraints).map_err(|rule| (rule, None)),
    }
}

fn scalar(kind: Kind, input: &str, constraints: &Constraints) -> Result<Option<Value>, Rule> {
    let max = match kind {
        Kind::Text { max } => max,
        Kind::Number => MAX_NUMBER,
        Kind::Timestamp => MAX_TIMESTAMP,
        _ => MAX_URL,
    };
    let input = if matches!(kind, Kind::Url) {
        text::trim_invisible(input)
    } else {
        input
    };
    let Some(text) = text::check(input, max)? else {
        return Ok(None);
    };
    match kind {
        Kind::One(enumeration) => one(enumeration, text, constraints),
        Kind::Url => url(text),
        Kind::Number => number(text, constraints),
        Kind::Boolean => text.parse().map(bool::write).map_err(|_| Rule::NotABoolean),
        Kind::Timestamp => Timestamp::parse(text)
            .map(Timestamp::write)
            .ok_or(Rule::NotATimestamp),
        Kind::Text { .. } | Kind::StringList | Kind::Many(_) => Ok(text.into()),
    }
    .map(Some)
}

/// Checks one member of an enumeration. The page can also set several members of a flags
/// enumeration, joined by commas.
fn one(enumeration: Enumeration, text: &str, constraints: &Constraints) -> Result<Value, Rule> {
    if !enumeration.is_flags() {
        return member(enumeration, text, constraints).map(|()| text.into());
    }
    let parts: Vec<_> = text.split(',').map(str::trim).collect();
    for part in &parts {
        member(enumeration, part, constraints)?;
    }
    Ok(parts.join(",").into())
}

/// Checks that a text is a documented member that the page allows, and not the sentinel.
fn member(enumeration: Enumeration, name: &str, constraints: &Constraints) -> Result<(), Rule> {
    match enumeration.member(name) {
        Some(member) if member.is_sentinel() => Err(Rule::Sentinel),
        Some(member) if constraints.allows(member) => Ok(()),
        _ => Err(Rule::NotAllowed),
    }
}

/// Checks an absolute http or https URL with a host and without userinfo. The URL is sent as
/// entered.
///
/// The scheme comes from the parser, because `java\nscript:` parses as `javascript:`. Backslashes
/// and `https:example.com` are rejected: the parser repairs them silently, but a later consumer may
/// not.
fn url(text: &str) -> Result<Value, Rule> {
    if text::invisible_inside(text).is_some() {
        return Err(Rule::UrlInvisible);
    }
    let url = platform::url(text, None).ok_or(Rule::NotAUrl)?;
    if !matches!(&*url.protocol, "http:" | "https:") {
        return Err(Rule::UrlScheme);
    }
    if url.has_userinfo {
        return Err(Rule::UrlUserinfo);
    }
    let after_scheme = text.get(url.protocol.len()..).unwrap_or_default();
    let has_host = after_scheme
        .strip_prefix("//")
        .is_some_and(|rest| !rest.starts_with('/'));
    if url.hostname.is_empty() || !has_host || text.contains(['\\', ' ']) {
        return Err(Rule::NotAUrl);
    }
    Ok(text.into())
}

/// Checks a number against the page's range. `-0` becomes 0.
fn number(text: &str, constraints: &Constraints) -> Result<Value, Rule> {
    let literal = number::literal(text).ok_or(Rule::NotANumber)?;
    let number = platform::double(&literal);
    if !number.is_finite() {
        return Err(Rule::NotFinite);
    }
    match constraints.score_range {
        Some(range) if !range.contains(number) => Err(Rule::OutOfRange(range)),
        _ => Ok((number + 0.0).write()),
    }
}

/// Checks one item of a list.
pub(super) fn item(text: &str) -> Result<Option<&str>, Rule> {
    text::check(text, MAX_ITEM)
}

/// Checks a list of strings. Blank items are dropped, the order stays, and duplicates are rejected.
///
/// Items are compared in NFC, because canonically equivalent texts look the same.
pub(super) fn strings(items: &[String]) -> Result<Vec<&str>, Violation> {
    let mut kept = Vec::with_capacity(items.len());
    let mut seen = StringSet::default();
    for (index, item) in items.iter().enumerate() {
        if let Some(text) = self::item(item).map_err(|rule| (rule, Some(index)))? {
            if !seen.insert(&platform::nfc(text)) {
                return Err((Rule::Duplicate, Some(index)));
            }
            kept.push(text);
        }
    }
    if kept.len() > MAX_ITEMS {
        return Err((Rule::TooMany { max: MAX_ITEMS }, None));
    }
    Ok(kept)
}

/// Checks any number of members of an enumeration, each of which may occur once.
fn many(
    enumeration: Enumeration,
    items: &[String],
    constraints: &Constraints,
) -> Result<Option<Value>, Violation> {
    for (index, item) in items.iter().enumerate() {
        member(enumeration, item, constraints).map_err(|rule| (rule, Some(index)))?;
        if items[..index].contains(item) {
            return Err((Rule::Duplicate, Some(index)));
        }
    }
    Ok(Some(items.to_vec())
        .filter(|items| !items.is_empty())
        .map(Vec::write))
}
