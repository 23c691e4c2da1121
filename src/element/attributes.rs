//! The element's attributes, and the form's options that they stand for.
//!
//! A value that makes no sense never throws: it stands for its default, and a development build warns of it.

use std::str::FromStr;

use js_sys::Array;
use leptos::logging::debug_warn;
use leptos::prelude::{document, location};
use web_sys::HtmlElement;

use crate::form::{DraftMode, Options};
use crate::graph::TokenHosts;
use crate::skill::{AllowedAudiences, FieldPath, ScoreRange, platform};

/// The attributes that the element follows, in the words of `element.js`.
pub const OBSERVED: [&str; 14] = [
    "endpoint",
    "fields",
    "required",
    "token-hosts",
    "draft",
    "draft-key",
    "verify",
    "score-range",
    "audiences",
    "name",
    "disabled",
    "readonly",
    "lang",
    "dir",
];

/// The options that the attributes of an element at `place` stand for.
pub(super) fn options(host: &HtmlElement, place: &str) -> Options {
    let mut options = Options::default();
    if let Some(endpoint) = host.get_attribute("endpoint").filter(|endpoint| !endpoint.trim().is_empty()) {
        options.endpoint = endpoint;
    }
    if let Some(hosts) = host.get_attribute("token-hosts") {
        options.token_hosts =
            TokenHosts::parse(&hosts, |entry| leptos::logging::warn!("<add-skill token-hosts>: {entry} is not an https host"));
    }
    options.fields = host.get_attribute("fields").map(|names| fields("fields", &names)).filter(|fields| !fields.is_empty());
    options.constraints.required = host.get_attribute("required").map(|names| fields("required", &names)).unwrap_or_default();
    options.constraints.score_range = host.get_attribute("score-range").and_then(|range| score_range(&range));
    options.constraints.audiences = host.get_attribute("audiences").map(|members| audiences(&members)).unwrap_or_default();
    if is_off(host, "draft") {
        options.draft = DraftMode::Off;
    }
    options.verify = !is_off(host, "verify");
    options.draft_key = host.get_attribute("draft-key");
    place.clone_into(&mut options.place);
    options
}

fn is_off(host: &HtmlElement, attribute: &str) -> bool {
    host.get_attribute(attribute).is_some_and(|value| value.trim().eq_ignore_ascii_case("off"))
}

fn fields(attribute: &str, names: &str) -> Vec<FieldPath> {
    FieldPath::list(names, |name| debug_warn!("<add-skill {attribute}>: {name} is not a property of skillProficiency"))
}

/// Two finite numbers, the least first.
fn score_range(text: &str) -> Option<ScoreRange> {
    let numbers: Vec<f64> = text.split_ascii_whitespace().map(platform::double).collect();
    match numbers[..] {
        [min, max] if min <= max && min.is_finite() && max.is_finite() => Some(ScoreRange { min, max }),
        _ => {
            debug_warn!("<add-skill score-range>: two numbers are expected, the least first, not {text}");
            None
        }
    }
}

fn audiences(members: &str) -> Vec<AllowedAudiences> {
    let mut audiences = Vec::new();
    for name in members.split_ascii_whitespace() {
        match AllowedAudiences::from_str(name) {
            Ok(member) if member != AllowedAudiences::UnknownFutureValue => {
                if !audiences.contains(&member) {
                    audiences.push(member);
                }
            }
            _ => debug_warn!("<add-skill audiences>: {name} cannot be chosen"),
        }
    }
    audiences
}

/// What, with the endpoint, keeps apart the drafts of elements that a page has given no `draft-key`: the page, and the
/// element's place on it.
pub(super) fn place(host: &HtmlElement) -> String {
    let path = location().pathname().unwrap_or_default();
    let index = document().query_selector_all(&host.local_name()).ok().map(|all| Array::from(&all).index_of(host, 0));
    format!("{path} {}", index.unwrap_or(0).max(0))
}
