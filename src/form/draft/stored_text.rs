//! The text that a draft is stored as.

use std::str::FromStr;

use crate::form::state::StoredDraft;
use crate::platform::{parse_json, stringify};
use crate::skill::{Draft, Entry, FieldPath, Map, Property, Value};

/// How long a draft is kept, in milliseconds: a day.
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
    let mut kept = Map::new();
    kept.insert("at".to_owned(), js_sys::Date::now().into());
    kept.insert("fields".to_owned(), Value::Object(fields));
    kept.insert("pending".to_owned(), pending.write());
    stringify(&Value::Object(kept))
}

/// What is stored.
pub(crate) enum StoredText {
    Draft(StoredDraft),
    /// A draft that is too old, or empty.
    Nothing,
    /// Something that this version does not understand.
    Unreadable,
}

pub(crate) fn read(text: &str) -> StoredText {
    let stored = parse_json(text);
    let Some((kept, at)) = stored
        .as_ref()
        .and_then(|kept| Some((kept, kept.get("at")?.as_f64()?)))
    else {
        return StoredText::Unreadable;
    };
    // A clock that was set back since makes nothing older.
    if js_sys::Date::now() - at >= MAX_AGE {
        return StoredText::Nothing;
    }
    match stored_fields(kept) {
        None => StoredText::Unreadable,
        Some(kept) if kept.fields.is_empty() && kept.pending.is_empty() => StoredText::Nothing,
        Some(kept) => StoredText::Draft(kept),
    }
}

fn stored_fields(kept: &Value) -> Option<StoredDraft> {
    let entry = |(path, value): (&String, &Value)| {
        let field = FieldPath::from_str(path).ok()?;
        let entry = String::read(value.clone())
            .map(Entry::Text)
            .or_else(|value| Vec::read(value).map(Entry::List))
            .ok()?;
        Some((field, entry))
    };
    let fields = kept
        .get("fields")?
        .as_object()?
        .iter()
        .map(entry)
        .collect::<Option<Vec<_>>>()?;
    let pending = kept
        .get("pending")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    Some(StoredDraft { fields, pending })
}
