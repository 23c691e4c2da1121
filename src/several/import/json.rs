//! Skills in JSON.

use crate::platform;
use crate::skill::{Draft, FieldPath, Map, SkillProficiency, Value};

use super::text::MAX_ROWS;

/// The members of a skill in a [JSON Resume](https://docs.jsonresume.org/schema), and the fields
/// that they become.
const RESUME: [(&str, FieldPath); 3] = [
    ("name", FieldPath::DisplayName),
    ("level", FieldPath::LEVEL),
    ("keywords", FieldPath::Categories),
];

/// Returns the skills of a JSON document or of JSON lines, or `None` if the text is neither.
pub(super) fn skills(text: &str) -> Option<Vec<Value>> {
    let text = text.trim();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    platform::parse_json(text)
        .map(contained)
        .or_else(|| lines(text))
}

/// Returns the skills that a document contains, or the document itself.
fn contained(document: Value) -> Vec<Value> {
    match document {
        Value::Array(skills) => skills,
        Value::Object(mut members) => ["skills", "value"]
            .into_iter()
            .find_map(|name| match members.get_mut(name) {
                Some(Value::Array(skills)) => Some(std::mem::take(skills)),
                _ => None,
            })
            .unwrap_or_else(|| vec![members.into()]),
        _ => Vec::new(),
    }
}

/// Returns the objects of JSON lines.
fn lines(text: &str) -> Option<Vec<Value>> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    // The objects of many lines need much memory. As a list, the text is rejected with the same
    // number.
    if lines().nth(MAX_ROWS).is_some() {
        return None;
    }
    lines()
        .map(|line| platform::parse_json(line).filter(|value| value.as_object().is_some()))
        .collect()
}

/// Returns the draft of a name, of a skill of a JSON Resume, or of a `skillProficiency` object.
pub(super) fn draft(skill: Value) -> Option<Draft> {
    match skill {
        Value::String(name) => {
            let mut draft = Draft::default();
            draft.set_text(FieldPath::DisplayName, name);
            Some(draft)
        }
        Value::Object(members) => {
            let members = if members.contains_key(FieldPath::DisplayName.path()) {
                members
            } else {
                renamed(members)
            };
            Some(SkillProficiency::from(members).into())
        }
        _ => None,
    }
}

/// Returns a skill of a JSON Resume as members of a `skillProficiency`. Others of its members are
/// dropped, because they have no meaning in Graph.
fn renamed(mut resume: Map) -> Map {
    RESUME
        .into_iter()
        .filter_map(|(name, field)| Some((field.path().to_owned(), resume.remove(name)?)))
        .collect()
}
