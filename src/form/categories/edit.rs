//! Adds categories to the list, and removes them: immediately, or a long text in several tasks, so
//! that the page stays responsive.

use std::time::Duration;

use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::i18n::{Counted, Key, Ui, fill};
use crate::skill::{Entry, FieldPath};

use super::announcement::announce;
use super::batch::{CategoryBatch, Outcome};

/// The part of a long text that is added in one task, in bytes: about 500 categories.
const CHUNK: usize = 8_192;

/// The items of a text that were added and rejected.
pub(crate) struct Added {
    /// The number of added items.
    pub count: usize,
    /// The rejected items, separated by commas. The field shows the error of the first one.
    pub rejected: String,
}

/// Adds the items in the input, and the rest of a long text. Rejected items stay in the input, with
/// an error.
pub(crate) fn add_pending(form: &SkillForm, field: FieldPath) {
    let pending = form.inner.categories.pending.get_untracked();
    if pending.trim().is_empty() {
        return form.flush_batch();
    }
    let added = add(form, field, &pending);
    form.inner.categories.pending.set(added.rejected);
    form.notify();
    if added.count > 0 {
        form.commit_change();
    }
}

/// Adds the items of a text, after the rest of a long one.
pub(crate) fn add(form: &SkillForm, field: FieldPath, text: &str) -> Added {
    let batch = match form.inner.categories.batch.take() {
        Some(mut batch) => {
            batch.append(text);
            batch
        }
        None => begin(form, field, text.to_owned()),
    };
    finish(form, process(form, batch, usize::MAX))
}

/// Adds the items of a text that may be long.
pub(crate) fn schedule(form: &SkillForm, field: FieldPath, text: String) {
    form.flush_batch();
    let batch = begin(form, field, text);
    form.inner.categories.batch.set(Some(batch));
    process_chunk(form);
}

/// Removes an item from the list.
pub(crate) fn remove(form: &SkillForm, field: FieldPath, index: usize) {
    form.flush_batch();
    let found = form
        .entry(field)
        .with_untracked(|entry| Some((entry.list().get(index)?.clone(), entry.list().len())));
    let Some((item, count)) = found else { return };
    let removed = untrack(|| form.text(&Key::Ui(Ui::Removed)));
    announce(form, &fill(&removed, "item", &item), count - 1);
    form.change(field, |entry| {
        if let Entry::List(items) = entry {
            items.remove(index);
        }
    });
    form.commit_change();
}

/// Joins rejected items and the text that the user is still typing.
pub(crate) fn joined(rejected: String, typed: String) -> String {
    if rejected.is_empty() || typed.is_empty() {
        rejected + &typed
    } else {
        [rejected, typed].join(", ")
    }
}

impl SkillForm {
    /// Adds the rest of a long text immediately, because the values are about to be read.
    pub(crate) fn flush_batch(&self) {
        let batch = self.inner.categories.batch.take();
        if let Some(batch) = batch {
            finish_later(self, process(self, batch, usize::MAX));
        }
    }
}

fn begin(form: &SkillForm, field: FieldPath, text: String) -> CategoryBatch {
    form.entry(field)
        .with_untracked(|entry| CategoryBatch::new(field, text, entry.list()))
}

fn process_chunk(form: &SkillForm) {
    let Some(batch) = form.inner.categories.batch.take() else {
        return;
    };
    let batch = process(form, batch, CHUNK);
    if batch.is_done() {
        return finish_later(form, batch);
    }
    form.inner.categories.batch.set(Some(batch));
    let form = form.clone();
    set_timeout(move || process_chunk(&form), Duration::ZERO);
}

/// Adds a chunk to the list. The page is notified only at the end, because it then reads all values.
fn process(form: &SkillForm, mut batch: CategoryBatch, bytes: usize) -> CategoryBatch {
    let field = batch.field();
    let mut new = form
        .entry(field)
        .with_untracked(|entry| batch.process_chunk(entry.list(), bytes));
    form.inner.draft.restored.take();
    form.inner.values.entries[field as usize].update(|entry| {
        if let Entry::List(items) = entry {
            items.append(&mut new);
        }
    });
    form.mark_stale(field);
    form.schedule_save();
    batch
}

/// Announces the added items, and shows the error of the first rejected item.
fn finish(form: &SkillForm, batch: CategoryBatch) -> Added {
    let field = batch.field();
    let Outcome {
        added,
        last,
        rejected,
        error,
    } = batch.into_outcome();
    let count = form.entry(field).with_untracked(|entry| entry.list().len());
    match added {
        0 => {}
        1 => {
            let text = untrack(|| form.text(&Key::Ui(Ui::ItemAdded)));
            announce(form, &fill(&text, "item", &last), count);
        }
        added => {
            let text = untrack(|| form.counted(Counted::ItemsAdded, added));
            announce(form, &text, count);
        }
    }
    form.show(field, error);
    Added {
        count: added,
        rejected: rejected.join(", "),
    }
}

/// Finishes a batch while the user may be typing. Rejected items go before the text of the input.
fn finish_later(form: &SkillForm, batch: CategoryBatch) {
    let Added { count, rejected } = finish(form, batch);
    if !rejected.is_empty() {
        let pending = form.inner.categories.pending.get_untracked();
        form.inner.categories.pending.set(joined(rejected, pending));
    }
    form.notify();
    if count > 0 {
        form.commit_change();
    }
}
