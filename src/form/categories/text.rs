//! The categories as texts: what stands between them, which of them are held, and what is told of
//! them.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::i18n::{Counted, Key, Ui, fill};
use crate::platform::{self, StringSet};
use crate::skill::{Entry, FieldError, FieldPath};

/// What stands between two items: line breaks, tabs, and the commas of the world's scripts.
pub(crate) const SEPARATORS: [char; 7] = [',', '\n', '\r', '\t', '，', '、', '،'];

/// Replaces line breaks and tabs inside quoted spreadsheet cells with spaces. Excel and others
/// quote a cell that contains a line break or a tab, and double its quotes. Other quotes are part
/// of the text.
pub(crate) fn without_line_breaks_in_cells(text: &str) -> Cow<'_, str> {
    if !text.contains('"') {
        return text.into();
    }
    let (mut out, mut rest) = (String::new(), text);
    loop {
        if let Some((cell, end)) = cell(rest) {
            out.push_str(&cell);
            rest = &rest[end..];
        } else {
            let end = rest.find(CELL_ENDS).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        let Some(separator) = rest.chars().next() else {
            return out.into();
        };
        out.push(separator);
        rest = &rest[separator.len_utf8()..];
    }
}

/// What ends a cell.
const CELL_ENDS: [char; 3] = ['\n', '\r', '\t'];

/// The quoted cell at the beginning of a text on one line, and where it ends; `None` where there is
/// none that holds a line break or a tab.
fn cell(text: &str) -> Option<(String, usize)> {
    let quoted = text.strip_prefix('"')?;
    let mut cell = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        if character != '"' {
            cell.push(character);
        } else if characters.next_if(|(_, next)| *next == '"').is_some() {
            cell.push('"');
        } else {
            let is_whole = characters
                .peek()
                .is_none_or(|(_, next)| CELL_ENDS.contains(next));
            let is_needed = cell.contains(CELL_ENDS);
            return (is_whole && is_needed).then(|| {
                (
                    cell.split(CELL_ENDS)
                        .filter(|line| !line.is_empty())
                        .collect::<Vec<_>>()
                        .join(" "),
                    place + 2,
                )
            });
        }
    }
    None
}

/// The items that the list holds already. One is looked for among them; of many that are added,
/// each would take all of them.
pub(crate) enum Held {
    One,
    Many(StringSet),
}

impl Held {
    /// The items of the list, to which those of a text are added.
    pub fn new(items: &[String], text: &str) -> Self {
        if text.trim_matches(SEPARATORS).contains(SEPARATORS) {
            let mut held = StringSet::default();
            for item in items {
                held.insert(&platform::nfc(item.trim()));
            }
            Self::Many(held)
        } else {
            Self::One
        }
    }

    /// Takes one more.
    ///
    /// # Errors
    /// It is held already.
    pub fn take(
        &mut self,
        form: &SkillForm,
        field: FieldPath,
        item: &str,
    ) -> Result<(), FieldError> {
        let item = platform::nfc(item);
        let is_new = match self {
            Self::One => form.entry(field).with_untracked(|entry| {
                entry
                    .list()
                    .iter()
                    .all(|held| platform::nfc(held.trim()) != item)
            }),
            Self::Many(items) => items.insert(&item),
        };
        if is_new {
            Ok(())
        } else {
            Err(FieldError::duplicate(field))
        }
    }
}

/// Takes an item out of the list.
pub(crate) fn remove(form: &SkillForm, field: FieldPath, place: usize) {
    form.flush_batch();
    let found = form
        .entry(field)
        .with_untracked(|entry| Some((entry.list().get(place)?.clone(), entry.list().len())));
    let Some((item, count)) = found else { return };
    say(
        form,
        fill(&untrack(|| form.text(&Key::Ui(Ui::Removed))), "item", &item),
        count - 1,
    );
    form.change(field, |entry| {
        if let Entry::List(items) = entry {
            items.remove(place);
        }
    });
    form.commit_change();
}

/// Tells those who do not see the list what became of it, and how long it is now.
pub(crate) fn say(form: &SkillForm, what: String, count: usize) {
    let count = untrack(|| form.counted(Counted::Items, count));
    form.inner
        .categories
        .announcement
        .set([what, count].join(", "));
}
