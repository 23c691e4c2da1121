//! The format and the maximum age of a stored draft.

use std::str::FromStr;

use crate::form::state::StoredDraft;
use crate::platform::{parse_json, stringify};
use crate::skill::{Draft, Entry, FieldPath, Map, Property, Value};

/// The maximum age of a draft, in milliseconds: one day.
const MAX_AGE: f64 = 86_400_000.0;

pub(crate) fn is_readable(text: &str) -> bool {
    !matches!(read(text), StoredText::Unreadable)
}

pub(crate) fn write(mut draft: Draft, pending: String) -> String {
    let mut fields = Map::new();
    for field in FieldPath::ALL {
        let entry = draft.take(*field);
        if !entry.is_empty() {
            fields.insert(field.path().to_owned(), entry.into());
        }
    }
    let mut content = Map::new();
    content.insert("at".to_owned(), js_sys::Date::now().into());
    content.insert("fields".to_owned(), Value::Object(fields));
    content.insert("pending".to_owned(), pending.write());
    stringify(&Value::Object(content))
}

/// The content of a stored text.
pub(crate) enum StoredText {
    Draft(StoredDraft),
    /// A draft that is too old, or empty.
    Nothing,
    /// A text that this version cannot read.
    Unreadable,
}

pub(crate) fn read(text: &str) -> StoredText {
    let stored = parse_json(text);
    let Some((content, at)) = stored
        .as_ref()
        .and_then(|content| Some((content, content.get("at")?.as_f64()?)))
    else {
        return StoredText::Unreadable;
    };
    // If the clock was set back, the age may be negative, and the draft is not too old.
    if js_sys::Date::now() - at >= MAX_AGE {
        return StoredText::Nothing;
    }
    match stored_fields(content) {
        None => StoredText::Unreadable,
        Some(draft) if draft.fields.is_empty() && draft.pending.is_empty() => StoredText::Nothing,
        Some(draft) => StoredText::Draft(draft),
    }
}

fn stored_fields(content: &Value) -> Option<StoredDraft> {
    let entry = |(path, value): (&String, &Value)| {
        let field = FieldPath::from_str(path).ok()?;
        let entry = String::read(value.clone())
            .map(Entry::Text)
            .or_else(|value| Vec::read(value).map(Entry::List))
            .ok()?;
        Some((field, entry))
    };
    let fields = content
        .get("fields")?
        .as_object()?
        .iter()
        .map(entry)
        .collect::<Option<Vec<_>>>()?;
    let pending = content
        .get("pending")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    Some(StoredDraft { fields, pending })
}
