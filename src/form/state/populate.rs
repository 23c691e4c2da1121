//! Replaces the values of the form: with the page's prefill, a stored draft, or nothing.

use leptos::prelude::*;

use crate::form::options::Options;
use crate::skill::{Draft, Entry, FieldPath, Kind};

use super::{SkillForm, StoredDraft};

impl SkillForm {
    /// Replaces the values of all fields, and removes their errors.
    ///
    /// A draft that was just restored from an earlier visit takes precedence, so that the result
    /// does not depend on whether the page prefills the form before or after that.
    pub fn set_draft(&self, draft: &Draft) {
        self.inner.values.prefill.set(draft.clone());
        self.fill(draft);
        match self.inner.draft.restored.take() {
            Some(stored) => self.overlay(stored),
            None => self.notify_unreadable(),
        }
        self.notify();
    }

    /// Discards the user's input, and restores the page's prefill.
    pub fn discard(&self) {
        let prefill = self.inner.values.prefill.get();
        self.reset_fields();
        self.set_draft(&prefill);
    }

    pub(crate) fn overlay(&self, stored: StoredDraft) {
        for (field, entry) in stored.fields {
            self.put(field, entry);
        }
        self.inner.categories.pending.set(stored.pending);
    }

    fn fill(&self, draft: &Draft) {
        self.inner.submission.validation.result.take();
        self.inner.categories.batch.take();
        self.rewrite_controls();
        self.inner.values.extra.set(draft.extra().clone());
        for field in FieldPath::ALL {
            self.put(*field, draft.entry(*field).clone());
            self.show(*field, None);
        }
        self.inner.categories.pending.set(String::new());
        self.inner.view.summary.set(Vec::new());
        self.inner.view.suggestions.set(Vec::new());
        self.preselect(None);
    }

    /// Empties the form, and discards the stored draft and a submission whose outcome is unknown.
    pub fn reset(&self) {
        self.cancel_validation();
        if !self.status_untracked().is_submitting() {
            self.inner.submission.is_dismissed.set(true);
            self.dismiss_submission();
        }
        self.forget_known();
        self.inner.submission.not_removed.set(None);
        self.keep_focus(|| self.inner.view.fields_with_hidden_errors.set(Vec::new()));
        self.reset_fields();
    }

    /// Empties the fields and keeps the status, so that the user can enter the next skill below the
    /// outcome of the last one.
    pub(crate) fn reset_fields(&self) {
        self.inner.draft.restored.take();
        self.inner.values.prefill.take();
        self.fill(&Draft::default());
        self.delete_draft();
        self.notify_unreadable();
        self.notify();
    }

    /// Empties all fields and returns their values, for [`SkillForm::put_values`].
    pub(crate) fn take_values(&self) -> Vec<Entry> {
        let take = |field: &FieldPath| {
            let entry = self.entry(*field).get_untracked();
            self.put(*field, Entry::empty(*field));
            entry
        };
        FieldPath::ALL.iter().map(take).collect()
    }

    /// Restores the values of all fields.
    pub(crate) fn put_values(&self, values: Vec<Entry>) {
        for (field, entry) in FieldPath::ALL.iter().zip(values) {
            self.put(*field, entry);
        }
    }

    /// Returns whether a draft contains only preselected values.
    pub(crate) fn is_blank(&self, draft: &Draft) -> bool {
        self.is_equal(draft, &Draft::default())
    }

    /// Returns whether the form contains only the page's prefill and preselected values.
    pub(crate) fn equals_prefill(&self) -> bool {
        let draft = untrack(|| self.draft());
        self.inner
            .categories
            .pending
            .with_untracked(String::is_empty)
            && self
                .inner
                .values
                .prefill
                .with(|prefill| self.is_equal(&draft, prefill))
    }

    fn is_equal(&self, draft: &Draft, other: &Draft) -> bool {
        let is_same = |field: &FieldPath| match (draft.entry(*field), other.entry(*field)) {
            (entry, other) if other.is_empty() => self.is_preselected(*field, entry),
            (entry, other) => entry == other,
        };
        FieldPath::ALL.iter().all(is_same)
    }

    /// Returns whether an entry is empty or what the form has preselected.
    fn is_preselected(&self, field: FieldPath, entry: &Entry) -> bool {
        match entry {
            Entry::Text(text) => {
                let preselected = |options: &Options| text == preselected(options, field);
                self.inner.options.with_untracked(preselected)
            }
            Entry::List(_) => entry.is_empty(),
        }
    }

    /// Selects the first member in each field of one member that the page restricts, if the field
    /// is empty or contains what was preselected before.
    pub(crate) fn preselect(&self, before: Option<&Options>) {
        let is_of_one = |field: &&FieldPath| matches!(field.kind(), Kind::One(_));
        for field in FieldPath::ALL.iter().filter(is_of_one) {
            let before = before.map_or("", |options| preselected(options, *field));
            let first = self
                .inner
                .options
                .with_untracked(|options| preselected(options, *field));
            let is_untouched = self
                .entry(*field)
                .with_untracked(|entry| entry.is_empty() || entry.text() == before);
            if is_untouched {
                self.put(*field, Entry::Text(first.to_owned()));
            }
        }
    }
}

/// Returns the member that is preselected in a field, or an empty text.
fn preselected(options: &Options, field: FieldPath) -> &'static str {
    let constraints = &options.constraints;
    match field.kind() {
        Kind::One(enumeration) if constraints.restricts(enumeration) => constraints
            .selectable(enumeration)
            .first()
            .map_or("", |member| member.name()),
        _ => "",
    }
}
