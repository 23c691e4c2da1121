//! The rule of each kind of field: from what was typed to the value that is sent.
//!
//! Sources: the contract's page for names, types and members; where it gives no limit, the limits
//! protect memory and layout only and the service's answer stays the authority.

use std::collections::HashSet;
use std::str::FromStr;

use crate::platform;

use super::draft::Entry;
use super::enums::{AllowedAudiences, CollaborationTag, SkillProficiencyLevel};
use super::error::Rule;
use super::field::{FieldPath, Kind};
use super::open_type::{Property, Value};
use super::timestamp::Timestamp;
use super::validate::Constraints;
use super::{number, text};

/// The longest decimal text that is read as a number.
const MAX_NUMBER: usize = 32;
/// The longest timestamp: 4-digit year, 12 digits of a second, an offset.
const MAX_TIMESTAMP: usize = 38;
/// The longest URL, in UTF-16 code units.
const MAX_URL: usize = 2048;
/// The longest category, in UTF-16 code units.
const MAX_ITEM: usize = 256;
/// The most categories.
const MAX_ITEMS: usize = 10_000;

/// A broken rule, and the item that breaks it.
pub(super) type Violation = (Rule, Option<usize>);

/// The value to send for what `field` holds; `None` where it holds nothing.
pub(super) fn value(
    field: FieldPath,
    entry: &Entry,
    constraints: &Constraints,
) -> Result<Option<Value>, Violation> {
    match field.kind() {
        Kind::StringList => texts(entry.list()).map(|kept| {
            let kept: Vec<_> = kept.into_iter().map(str::to_owned).collect();
            Some(kept).filter(|kept| !kept.is_empty()).map(Vec::write)
        }),
        Kind::CollaborationTags => collaboration_tags(entry.list()),
        kind => scalar(kind, entry.text(), constraints).map_err(|rule| (rule, None)),
    }
}

fn scalar(kind: Kind, typed: &str, constraints: &Constraints) -> Result<Option<Value>, Rule> {
    let max = match kind {
        Kind::Text { max } => max,
        Kind::Number => MAX_NUMBER,
        Kind::Timestamp => MAX_TIMESTAMP,
        _ => MAX_URL,
    };
    let typed = if kind == Kind::Url {
        text::trim_invisible(typed)
    } else {
        typed
    };
    let Some(text) = text::check(typed, max)? else {
        return Ok(None);
    };
    match kind {
        Kind::Level => documented(text, SkillProficiencyLevel::UnknownFutureValue),
        Kind::Audience => audience(text, constraints),
        Kind::Url => url(text),
        Kind::Number => number(text, constraints),
        Kind::Boolean => text.parse().map(bool::write).map_err(|_| Rule::NotABoolean),
        Kind::Timestamp => Timestamp::parse(text)
            .map(Timestamp::write)
            .ok_or(Rule::NotATimestamp),
        Kind::Text { .. } | Kind::StringList | Kind::CollaborationTags => Ok(text.into()),
    }
    .map(Some)
}

/// One documented member that is not the sentinel.
fn documented<T: FromStr + PartialEq + Copy>(text: &str, sentinel: T) -> Result<Value, Rule> {
    match text.parse::<T>() {
        Ok(member) if member == sentinel => Err(Rule::Sentinel),
        Ok(_) => Ok(text.into()),
        Err(_) => Err(Rule::NotAllowed),
    }
}

/// `allowedAudiences` is a flags enumeration: a page may carry several documented members joined by
/// commas.
fn audience(text: &str, constraints: &Constraints) -> Result<Value, Rule> {
    let parts: Vec<_> = text.split(',').map(str::trim).collect();
    for part in &parts {
        documented(part, AllowedAudiences::UnknownFutureValue)?;
        let is_offered = |allowed: &AllowedAudiences| *part == <&str>::from(allowed);
        if !constraints.audiences.is_empty() && !constraints.audiences.iter().any(is_offered) {
            return Err(Rule::NotAllowed);
        }
    }
    Ok(parts.join(",").into())
}

/// An absolute http or https URL with a host and without userinfo, sent as typed.
///
/// The parsed scheme is what counts: `java\nscript:` parses as `javascript:`. What the parser
/// repairs in silence, and a later reader may not, is refused: backslashes, and
/// `https:example.com`.
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

/// A number in the page's range; `-0` is 0.
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

/// One of several free texts, by itself.
pub(super) fn item(text: &str) -> Result<Option<&str>, Rule> {
    text::check(text, MAX_ITEM)
}

/// Free texts: blanks are dropped, the rest keep their order, none may stand twice.
pub(super) fn texts(items: &[String]) -> Result<Vec<&str>, Violation> {
    let mut kept = Vec::with_capacity(items.len());
    let mut seen = HashSet::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        if let Some(text) = self::item(item).map_err(|rule| (rule, Some(index)))? {
            if !seen.insert(platform::nfc(text)) {
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

fn collaboration_tags(items: &[String]) -> Result<Option<Value>, Violation> {
    for (index, item) in items.iter().enumerate() {
        if CollaborationTag::from_str(item).is_err() {
            return Err((Rule::NotAllowed, Some(index)));
        }
        if items[..index].contains(item) {
            return Err((Rule::Duplicate, Some(index)));
        }
    }
    Ok(Some(items.to_vec())
        .filter(|items| !items.is_empty())
        .map(Vec::write))
}
