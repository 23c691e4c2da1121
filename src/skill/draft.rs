//! What a person typed.

use crate::platform;

use super::field::{FieldPath, Kind};
use super::open_type::{Map, Value};
use super::proficiency::SkillProficiency;

/// What one field holds, as typed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Entry {
    /// Of a field with one value.
    Text(String),
    /// Of a field with a list of values.
    List(Vec<String>),
}

/// A skill in the making: the text of each field as typed, and whatever a page's prefill holds
/// besides.
///
/// A draft may hold anything; [`validate`](super::validate()) makes a [`SkillProficiency`] of it,
/// or says what is wrong.
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
    /// Nothing, of the form that `field` takes.
    pub fn empty(field: FieldPath) -> Self {
        match field.kind() {
            Kind::StringList | Kind::CollaborationTags => Self::List(Vec::new()),
            _ => Self::Text(String::new()),
        }
    }

    /// The text of a field with one value; empty for a list.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::List(_) => "",
        }
    }

    /// The values of a field with a list; none for a text.
    pub fn list(&self) -> &[String] {
        match self {
            Self::Text(_) => &[],
            Self::List(items) => items,
        }
    }

    /// Whether nothing is filled in, not even blanks.
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
    /// An empty draft that keeps members which no field shows.
    pub fn with_extra(extra: Map) -> Self {
        Self {
            extra,
            ..Self::default()
        }
    }

    /// The members of a page's prefill, kept for the round trip: prefill → post → event.
    pub fn extra(&self) -> &Map {
        &self.extra
    }

    /// What `field` holds.
    pub fn entry(&self, field: FieldPath) -> &Entry {
        &self.entries[field as usize]
    }

    /// Replaces what `field` holds. A text given to a list field becomes its only item, and items
    /// given to a text field are joined by commas, so that a draft always has each field's own
    /// form.
    pub fn set(&mut self, field: FieldPath, entry: Entry) {
        self.entries[field as usize] = match (entry, Entry::empty(field)) {
            (Entry::Text(text), Entry::List(_)) => Entry::List(vec![text]),
            (Entry::List(items), Entry::Text(_)) => Entry::Text(items.join(",")),
            (entry, _) => entry,
        };
    }

    /// Takes out what `field` holds.
    pub(crate) fn take(&mut self, field: FieldPath) -> Entry {
        std::mem::replace(&mut self.entries[field as usize], Entry::empty(field))
    }

    /// Replaces the text of a field with one value.
    pub fn set_text(&mut self, field: FieldPath, text: impl Into<String>) {
        self.set(field, Entry::Text(text.into()));
    }

    /// Replaces the values of a field with a list.
    pub fn set_list(&mut self, field: FieldPath, items: Vec<String>) {
        self.set(field, Entry::List(items));
    }

    /// Whether no field holds anything.
    pub fn is_empty(&self) -> bool {
        self.entries.iter().all(Entry::is_empty)
    }
}

impl From<SkillProficiency> for Draft {
    /// A page's prefill. A value that its field cannot show (an object where a text belongs) is
    /// left out; unknown members stay.
    fn from(skill: SkillProficiency) -> Self {
        let mut draft = Self {
            extra: skill.into(),
            ..Self::default()
        };
        for field in FieldPath::ALL {
            if let Some(value) =
                member(&draft.extra, field.path()).and_then(|value| typed(value, *field))
            {
                draft.set(*field, value);
            }
        }
        draft
    }
}

/// The member of an object at a path such as `inference.confidenceScore`.
fn member<'a>(object: &'a Map, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        Some((name, rest)) => member(object.get(name)?.as_object()?, rest),
        None => object.get(path),
    }
}

/// How a person would have typed `value` into `field`.
fn typed(value: &Value, field: FieldPath) -> Option<Entry> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => number.as_f64().map(platform::double_text),
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
