//! The element's attributes, and their conversion to the form's options.
//!
//! Lists are separated by spaces or commas. An unknown value never throws: the console reports it
//! once, and it never adds choices for the user.

use std::cell::RefCell;

use leptos::logging::warn;

use crate::form::{DraftMode, ExistingSkills, Options};
use crate::graph::TokenHosts;
use crate::platform::{self, StringSet};
use crate::skill::{EnumMember, Enumeration, FieldPath, ScoreRange, list_items};

/// The observed attributes of the element, as in `element.js`.
pub const OBSERVED: [&str; 16] = [
    "endpoint",
    "fields",
    "required",
    "token-hosts",
    "scopes",
    "draft",
    "draft-key",
    "verify",
    "existing",
    "score-range",
    "audiences",
    "name",
    "disabled",
    "readonly",
    "lang",
    "dir",
];

/// Returns the options that the attributes of an element at `place` specify.
pub(super) fn options(attribute: &dyn Fn(&str) -> Option<String>, place: &str) -> Options {
    let mut options = Options::default();
    if let Some(endpoint) = non_blank(attribute, "endpoint") {
        options.endpoint = endpoint;
    }
    if let Some(hosts) = attribute("token-hosts") {
        options.token_hosts = TokenHosts::parse(&hosts, |entry| {
            report("token-hosts", entry, "an https host");
        });
    }
    let scopes = attribute("scopes").unwrap_or_default();
    let scopes: Vec<_> = list_items(&scopes).map(str::to_owned).collect();
    if !scopes.is_empty() {
        options.scopes = scopes;
    }
    options.fields = non_blank(attribute, "fields")
        .map(|names| fields("fields", &names))
        .map(|fields| {
            // A list without a known name must not show all fields.
            if fields.is_empty() {
                vec![FieldPath::DisplayName]
            } else {
                fields
            }
        });
    options.constraints.required = non_blank(attribute, "required")
        .map(|names| fields("required", &names))
        .unwrap_or_default();
    options.constraints.score_range =
        non_blank(attribute, "score-range").and_then(|range| score_range(&range));
    options.constraints.members = non_blank(attribute, "audiences")
        .map(|names| members(Enumeration::AllowedAudiences, &names))
        .unwrap_or_default();
    if is(attribute, "draft", "off", "session") {
        options.draft = DraftMode::Off;
    }
    options.verify = !is(attribute, "verify", "off", "on");
    if is(attribute, "existing", "allow", "ask") {
        options.existing = ExistingSkills::Allow;
    }
    options.draft_key = attribute("draft-key");
    place.clone_into(&mut options.instance_key);
    options
}

/// Returns the value of an attribute, unless it is blank.
fn non_blank(attribute: &dyn Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    attribute(name).filter(|list| !list.trim().is_empty())
}

/// Returns whether an attribute has this value. The empty string means the default.
fn is(
    attribute: &dyn Fn(&str) -> Option<String>,
    name: &'static str,
    expected: &str,
    default: &str,
) -> bool {
    let value = attribute(name).unwrap_or_default();
    let value = value.trim();
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    if !is(expected) && !is(default) && !value.is_empty() {
        report(
            name,
            value,
            &["\"", expected, "\" or \"", default, "\""].concat(),
        );
    }
    is(expected)
}

fn fields(attribute: &'static str, names: &str) -> Vec<FieldPath> {
    FieldPath::list(names, |name| {
        report(attribute, name, "a property of skillProficiency");
    })
}

/// Parses two finite numbers, the minimum first.
fn score_range(text: &str) -> Option<ScoreRange> {
    let numbers: Vec<f64> = list_items(text).map(platform::double).collect();
    match numbers[..] {
        [min, max] if min <= max && min.is_finite() && max.is_finite() => {
            Some(ScoreRange { min, max })
        }
        _ => {
            report(
                "score-range",
                text,
                "two numbers, the minimum first, such as \"0 1\"",
            );
            None
        }
    }
}

/// Parses the members of `audiences`, without duplicates.
///
/// If no name is known, returns the sentinel: a typo must not allow all members.
fn members(enumeration: Enumeration, names: &str) -> Vec<EnumMember> {
    let mut members = Vec::new();
    for name in list_items(names) {
        match enumeration.member(name) {
            Some(member) if !member.is_sentinel() => {
                if !members.contains(&member) {
                    members.push(member);
                }
            }
            _ => report("audiences", name, "a selectable audience"),
        }
    }
    if members.is_empty() {
        members.extend(enumeration.sentinel());
    }
    members
}

/// The maximum number of reports: a server may see any number of values.
const MAX_REPORTS: usize = 1_000;

thread_local! {
    /// The reported texts. The attributes are read again when one of them changes.
    static REPORTED: RefCell<StringSet> = RefCell::default();
}

/// Reports an unknown value of an attribute or a property in the console, once.
pub(super) fn report(attribute: &'static str, value: &str, expected: &str) {
    let text = [
        "<add-skill ",
        attribute,
        ">: \"",
        value,
        "\" is not ",
        expected,
        ".",
    ]
    .concat();
    if REPORTED.with_borrow_mut(|reported| reported.len() < MAX_REPORTS && reported.insert(&text)) {
        warn!("{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(attribute: Option<&str>) -> Vec<String> {
        let attribute = |name: &str| attribute.filter(|_| name == "scopes").map(str::to_owned);
        options(&attribute, "").scopes
    }

    #[test]
    fn scopes_are_separated_by_spaces_or_commas_and_have_a_default() {
        for default in [None, Some(""), Some(" , ")] {
            assert_eq!(scopes(default), ["User.ReadWrite"], "{default:?}");
        }
        let scopes = scopes(Some("api://a/Skills.Write,\n openid  profile"));
        assert_eq!(scopes, ["api://a/Skills.Write", "openid", "profile"]);
    }
}
