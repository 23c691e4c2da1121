//! Pages of other skills before a list.

use axum::http::Uri;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::state::QUERY;

const USUAL_LENGTH: u32 = 100;
const GREATEST_LENGTH: u32 = 999;

/// Returns a page that is followed by `more` others, and then by the list itself. `url` is the URL
/// of the request.
pub fn page(url: &str, uri: &Uri, more: u32) -> Response {
    let query = uri.query().unwrap_or_default();
    let option = |wanted| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value)
    };
    let top = option("$top")
        .and_then(|top| top.parse().ok())
        .unwrap_or(USUAL_LENGTH)
        .min(GREATEST_LENGTH);
    let is_selected = |name: &str| match option("$select") {
        Some(names) => name == "id" || names.split(',').any(|selected| selected.trim() == name),
        None => true,
    };

    let skills = (0..top).map(|number| {
        let mut skill = other_skill(more, number);
        skill.retain(|name, _| is_selected(name));
        Value::Object(skill)
    });
    let answer =
        json!({ "@odata.nextLink": next(url, query, more), "value": skills.collect::<Vec<_>>() });
    (
        [
            (CONTENT_TYPE, "application/json"),
            (CACHE_CONTROL, "no-cache"),
        ],
        answer.to_string(),
    )
        .into_response()
}

fn other_skill(page: u32, number: u32) -> Map<String, Value> {
    let skill = json!({
        "id": format!("00000000-0000-0000-{page:04x}-{number:012x}"),
        "createdDateTime": "2016-12-31T23:58:10.4520456Z",
        "displayName": format!("Another skill {number}"),
        "categories": [],
        "webUrl": null,
    });
    match skill {
        Value::Object(skill) => skill,
        _ => Map::new(),
    }
}

/// Returns the same URL without its faults, or with the fault of the next page.
fn next(url: &str, query: &str, more: u32) -> String {
    let is_kept = |option: &&str| {
        !option.is_empty()
            && form_urlencoded::parse(option.as_bytes()).all(|(name, _)| name != QUERY)
    };
    let page = (more > 0).then(|| format!("{QUERY}=pages:{more}"));
    let options: Vec<_> = query
        .split('&')
        .filter(is_kept)
        .chain(page.as_deref())
        .collect();
    let address = url.split('?').next().unwrap_or_default();
    if options.is_empty() {
        address.to_owned()
    } else {
        format!("{address}?{}", options.join("&"))
    }
}
