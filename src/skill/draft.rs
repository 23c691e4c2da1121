//! The user's input.

use crate::platform;

use super::field::{FieldPath, Kind};
use super::proficiency::SkillProficiency;
use super::{Map, Value};

/// The content of one field, as entered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Entry {
    /// The text of a field with one value.
    Text(String),
    /// The items of a list field.
    List(Vec<String>),
}

/// The user's input for a skill: the content of each field, and the prefill's members that no field
/// shows.
///
/// A draft may contain anything. [`validate`](super::validate()) converts it to a
/// [`SkillProficiency`] or returns the errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    entries: Vec<Entry>,
    /// Members that no field shows, kept for the round trip: prefill → post → event.
    extra: Map,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            entries: FieldPath::ALL
                .iter()
                .map(|field| Entry::empty(*field))
                .collect(),
            extra: Map::new(),
        }
    }
}

impl Entry {
    /// Returns the empty content of `field`: an empty list for a list field, or an empty text.
    pub fn empty(field: FieldPath) -> Self {
        match field.kind() {
            Kind::StringList | Kind::Many(_) => Self::List(Vec::new()),
            _ => Self::Text(String::new()),
        }
    }

    /// Returns the text of a field with one value, or an empty string for a list field.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::List(_) => "",
        }
    }

    /// Returns the items of a list field, or an empty slice for a field with one value.
    pub fn list(&self) -> &[String] {
        match self {
            Self::Text(_) => &[],
            Self::List(items) => items,
        }
    }

    /// Returns whether there is no input, not even white space.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
        }
    }
}

impl From<Entry> for Value {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Text(text) => text.into(),
            Entry::List(items) => items.into(),
        }
    }
}

impl Draft {
    /// Creates an empty draft that keeps members that no field shows.
    pub fn with_extra(extra: Map) -> Self {
        Self {
            extra,
            ..Self::default()
        }
    }

    /// Returns the prefill's members, kept for the round trip: prefill → post → event.
    pub fn extra(&self) -> &Map {
        &self.extra
    }

    /// Returns the content of `field`.
    pub fn entry(&self, field: FieldPath) -> &Entry {
        &self.entries[field as usize]
    }

    /// Sets the content of `field`.
    ///
    /// The content always has the field's own type: a text for a list field becomes its only item,
    /// and items for a text field are joined by commas.
    pub fn set(&mut self, field: FieldPath, entry: Entry) {
        self.entries[field as usize] = match (entry, Entry::empty(field)) {
            (Entry::Text(text), Entry::List(_)) => Entry::List(vec![text]),
            (Entry::List(items), Entry::Text(_)) => Entry::Text(items.join(",")),
            (entry, _) => entry,
        };
    }

    /// Empties `field` and returns its content.
    pub(crate) fn take(&mut self, field: FieldPath) -> Entry {
        std::mem::replace(&mut self.entries[field as usize], Entry::empty(field))
    }

    /// Sets the text of a field with one value.
    pub fn set_text(&mut self, field: FieldPath, text: impl Into<String>) {
        self.set(field, Entry::Text(text.into()));
    }

    /// Sets the items of a list field.
    pub fn set_list(&mut self, field: FieldPath, items: Vec<String>) {
        self.set(field, Entry::List(items));
    }

    /// Returns whether all fields are empty.
    pub fn is_empty(&self) -> bool {
        self.entries.iter().all(Entry::is_empty)
    }
}

impl From<SkillProficiency> for Draft {
    /// Converts a page's prefill.
    ///
    /// If a field cannot show its value (for example, an object instead of a string), the field
    /// stays empty. Unknown members are kept.
    fn from(skill: SkillProficiency) -> Self {
        let mut draft = Self {
            extra: skill.into(),
            ..Self::default()
        };
        for field in FieldPath::ALL {
            if let Some(value) =
                member(&draft.extra, field.path()).and_then(|value| entry_of(value, *field))
            {
                draft.set(*field, value);
            }
        }
        draft
    }
}

/// Returns the member of an object at a path such as `inference.confidenceScore`.
fn member<'a>(object: &'a Map, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        Some((name, rest)) => member(object.get(name)?.as_object()?, rest),
        None => object.get(path),
    }
}

/// Returns the field content that represents `value`, or `None` if `field` cannot show it.
fn entry_of(value: &Value, field: FieldPath) -> Option<Entry> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(platform::double_text(*number)),
        Value::Bool(boolean) => Some(if *boolean { "true" } else { "false" }.to_owned()),
        _ => None,
    };
    match value {
        Value::Array(items) => items
            .iter()
            .map(text)
            .collect::<Option<_>>()
            .map(Entry::List),
        value => text(value).map(Entry::Text),
    }
    .filter(|entry| {
        matches!(
            (entry, Entry::empty(field)),
            (Entry::Text(_), Entry::Text(_)) | (Entry::List(_), Entry::List(_))
        )
    })
}
