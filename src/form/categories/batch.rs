//! From what is typed or pasted to categories: at once, or a long text in several tasks, so that
//! the page goes on between them.

use std::time::Duration;

use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::i18n::{Counted, Key, Ui, fill};
use crate::skill::{Constraints, Entry, FieldError, FieldPath};

use super::text::{Held, SEPARATORS, say};

/// How much of a long text is added in one task, in bytes: five hundred usual categories.
const AT_ONCE: usize = 8_192;

/// A text whose items are being added.
pub(crate) struct CategoryBatch {
    field: FieldPath,
    text: String,
    /// Where what is left of it begins, in bytes.
    rest: usize,
    held: Held,
    /// How many were added, and the last of them.
    added: usize,
    last: String,
    refused: Vec<String>,
    /// Why the first of them was.
    error: Option<FieldError>,
}

/// Adds what was typed, and what is still left of a long text. What is refused stays in the input,
/// with the reason beside it.
pub(crate) fn add_pending(form: &SkillForm, field: FieldPath) {
    let typed = form.inner.categories.pending.get_untracked();
    if typed.trim().is_empty() {
        return form.flush_batch();
    }
    let added = add(form, field, &typed);
    form.inner.categories.pending.set(added.refused);
    form.notify();
    if added.count > 0 {
        form.commit_change();
    }
}

/// What became of the items of a text.
pub(crate) struct Added {
    /// How many were added.
    pub count: usize,
    /// Those that were refused, with commas between. The reason that is shown is the first one's.
    pub refused: String,
}

/// Adds the items of a text, behind what is left of a long one.
pub(crate) fn add(form: &SkillForm, field: FieldPath, text: &str) -> Added {
    let running = form.inner.categories.batch.take();
    let mut adding = match running {
        Some(mut running) => {
            running.text.extend([",", text]);
            running
        }
        None => CategoryBatch::new(form, field, text.to_owned()),
    };
    adding.process_chunk(form, usize::MAX);
    adding.end(form)
}

/// Adds the items of a text that may be long.
pub(crate) fn schedule(form: &SkillForm, field: FieldPath, text: String) {
    form.flush_batch();
    form.inner
        .categories
        .batch
        .set(Some(CategoryBatch::new(form, field, text)));
    process_chunk(form);
}

fn process_chunk(form: &SkillForm) {
    let Some(mut adding) = form.inner.categories.batch.take() else {
        return;
    };
    adding.process_chunk(form, AT_ONCE);
    if adding.is_done() {
        return adding.leave(form);
    }
    form.inner.categories.batch.set(Some(adding));
    let form = form.clone();
    set_timeout(move || process_chunk(&form), Duration::ZERO);
}

impl SkillForm {
    /// Adds what is left of a long text at once: somebody wants to know what the form holds.
    pub(crate) fn flush_batch(&self) {
        let adding = self.inner.categories.batch.take();
        if let Some(mut adding) = adding {
            adding.process_chunk(self, usize::MAX);
            adding.leave(self);
        }
    }
}

impl CategoryBatch {
    fn new(form: &SkillForm, field: FieldPath, text: String) -> Self {
        let held = form
            .entry(field)
            .with_untracked(|entry| Held::new(entry.list(), &text));
        Self {
            field,
            text,
            rest: 0,
            held,
            added: 0,
            last: String::new(),
            refused: Vec::new(),
            error: None,
        }
    }

    fn is_done(&self) -> bool {
        self.rest == self.text.len()
    }

    /// Adds so many bytes of what is left, and on to where the item ends. The page is told at the
    /// end alone: to know how the form stands, it looks at all that is held.
    fn process_chunk(&mut self, form: &SkillForm, bytes: usize) {
        let rest = &self.text[self.rest..];
        let start = (bytes..rest.len()).find(|place| rest.is_char_boundary(*place));
        let end = start
            .and_then(|start| Some(start + rest[start..].find(SEPARATORS)?))
            .unwrap_or(rest.len());
        self.rest += end;
        let mut new = Vec::new();
        for item in rest[..end]
            .split(SEPARATORS)
            .map(str::trim)
            .filter(|item| !item.is_empty())
        {
            match Constraints::item_problem(self.field, item)
                .map_or_else(|| self.held.take(form, self.field, item), Err)
            {
                Ok(()) => new.push(item.to_owned()),
                Err(reason) => {
                    self.refused.push(item.to_owned());
                    self.error = self.error.take().or(Some(reason));
                }
            }
        }
        self.added += new.len();
        if let Some(last) = new.last() {
            self.last.clone_from(last);
        }
        form.inner.draft.restored.take();
        form.inner.values.entries[self.field as usize].update(|entry| {
            if let Entry::List(items) = entry {
                items.append(&mut new);
            }
        });
        form.mark_stale(self.field);
        form.schedule_save();
    }

    /// Tells what was added, and returns it.
    fn end(self, form: &SkillForm) -> Added {
        let count = form
            .entry(self.field)
            .with_untracked(|entry| entry.list().len());
        match self.added {
            0 => {}
            1 => say(
                form,
                fill(
                    &untrack(|| form.text(&Key::Ui(Ui::ItemAdded))),
                    "item",
                    &self.last,
                ),
                count,
            ),
            added => say(
                form,
                untrack(|| form.counted(Counted::ItemsAdded, added)),
                count,
            ),
        }
        form.show(self.field, self.error);
        Added {
            count: self.added,
            refused: self.refused.join(", "),
        }
    }

    /// The same; what was not added goes before what was typed meanwhile.
    fn leave(self, form: &SkillForm) {
        let Added { count, refused } = self.end(form);
        if !refused.is_empty() {
            form.inner.categories.pending.set(joined(
                refused,
                form.inner.categories.pending.get_untracked(),
            ));
        }
        form.notify();
        if count > 0 {
            form.commit_change();
        }
    }
}

/// What was refused, and what is still being typed.
pub(crate) fn joined(refused: String, typed: String) -> String {
    if refused.is_empty() || typed.is_empty() {
        refused + &typed
    } else {
        [refused, typed].join(", ")
    }
}
