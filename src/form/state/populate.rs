//! What the form holds is replaced: by a page's prefill, by a kept draft, by nothing.

use leptos::prelude::*;

use crate::form::options::Options;
use crate::skill::{Draft, Entry, FieldPath, Kind};

use super::{SkillForm, StoredDraft};

impl SkillForm {
    /// Replaces what the form holds, in all fields, and takes back what was said of it. A draft
    /// that was kept from an earlier visit and has just been brought back stays on top: a page may
    /// prefill before or after that, and what a person typed must not depend on which.
    pub fn set_draft(&self, draft: &Draft) {
        self.inner.values.prefill.set(draft.clone());
        self.fill(draft);
        match self.inner.draft.restored.take() {
            Some(kept) => self.overlay(kept),
            None => self.notify_unreadable(),
        }
        self.notify();
    }

    /// Takes back what was typed. What the page has prefilled stands again.
    pub fn discard(&self) {
        let prefill = self.inner.values.prefill.get();
        self.reset_fields();
        self.set_draft(&prefill);
    }

    pub(crate) fn overlay(&self, kept: StoredDraft) {
        for (field, entry) in kept.fields {
            self.put(field, entry);
        }
        self.inner.categories.pending.set(kept.pending);
    }

    fn fill(&self, draft: &Draft) {
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

    /// Empties the form. What was typed is gone, the kept draft and a submission whose end is open
    /// too.
    pub fn reset(&self) {
        if untrack(|| !self.status().is_submitting()) {
            self.inner.submission.is_dismissed.set(true);
            self.dismiss_submission();
        }
        self.keep_focus(|| self.inner.view.fields_with_hidden_errors.set(Vec::new()));
        self.reset_fields();
    }

    /// Empties the fields and leaves the status: the next skill may be typed below what became of
    /// the last.
    pub(crate) fn reset_fields(&self) {
        self.inner.draft.restored.take();
        self.inner.values.prefill.take();
        self.fill(&Draft::default());
        self.forget_draft();
        self.notify_unreadable();
        self.notify();
    }

    /// Whether a draft holds nothing but what the form itself has preselected.
    pub(crate) fn is_blank(&self, draft: &Draft) -> bool {
        self.is_as(draft, &Draft::default())
    }

    /// Whether the form holds nothing but what the page has prefilled, and what the form itself has
    /// preselected.
    pub(crate) fn is_as_prefilled(&self) -> bool {
        let draft = untrack(|| self.draft());
        self.inner
            .categories
            .pending
            .with_untracked(String::is_empty)
            && self
                .inner
                .values
                .prefill
                .with(|prefill| self.is_as(&draft, prefill))
    }

    fn is_as(&self, draft: &Draft, other: &Draft) -> bool {
        let is_same = |field: &FieldPath| match (draft.entry(*field), other.entry(*field)) {
            (Entry::Text(text), other) if other.is_empty() => {
                let preselected = |options: &Options| text == preselected(options, *field);
                self.inner.options.with_untracked(preselected)
            }
            (entry, other) => entry == other,
        };
        FieldPath::ALL.iter().all(is_same)
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
