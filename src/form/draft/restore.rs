//! Restores the draft and the submission of an earlier visit.

use std::mem;

use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::i18n::Ui;

use super::storage_keys::storage;
use super::stored_draft::{StoredText, read};

impl SkillForm {
    /// Restores the stored draft when the form is first mounted, and shows a notice.
    pub(crate) fn restore_draft(&self) {
        if self
            .inner
            .draft
            .has_mounted
            .update(|has| mem::replace(has, true))
        {
            return;
        }
        if self.draft_key().is_none() {
            return;
        }
        match storage() {
            Some(_) => self.restore(self.stored_draft().as_deref()),
            None => self.inner.draft.notice.set(Some(Ui::DraftNotKept)),
        }
        self.resume_from_storage();
    }

    /// Resumes the submission of an earlier visit, or reports that its record cannot be read.
    pub(crate) fn resume_from_storage(&self) {
        self.resume_submission();
        if self.unreadable_record().is_some() {
            self.inner.draft.notice.set(Some(Ui::RecordUnreadable));
        }
    }

    /// Restores the text that [`SkillForm::state`] returned, unless the form already contains
    /// input. Ignores any other text.
    pub fn restore_state(&self, state: &str) {
        if self.is_blank(&untrack(|| self.draft())) {
            self.restore(Some(state));
        }
    }

    pub(crate) fn restore(&self, text: Option<&str>) {
        match text.map(read) {
            Some(StoredText::Draft(stored)) => {
                self.overlay(stored.clone());
                self.inner.draft.restored.set(Some(stored));
                self.inner.draft.notice.set(Some(Ui::DraftRestored));
                self.notify();
            }
            Some(StoredText::Unreadable | StoredText::Nothing) | None => {}
        }
        if self.inner.draft.notice.with_untracked(Option::is_none)
            && self.unreadable_draft().is_some()
        {
            self.inner.draft.notice.set(Some(Ui::DraftUnreadable));
        }
    }
}
