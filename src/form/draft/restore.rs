//! Restores the draft and the submission of an earlier visit.

use std::mem;

use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::i18n::Ui;

use super::storage_keys::storage;
use super::stored_text::{StoredText, read};

impl SkillForm {
    /// Brings a kept draft back into the form when it is first shown, if there is one, and says so.
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

    /// Goes on with the submission that an earlier visit has written down, or says that it cannot
    /// be read.
    pub(crate) fn resume_from_storage(&self) {
        self.resume_submission();
        if self.unreadable_record().is_some() {
            self.inner.draft.notice.set(Some(Ui::RecordUnreadable));
        }
    }

    /// Brings back what [`SkillForm::state`] wrote, unless something is typed already. Other text
    /// is ignored.
    pub fn restore_state(&self, state: &str) {
        if self.is_blank(&untrack(|| self.draft())) {
            self.restore(Some(state));
        }
    }

    pub(crate) fn restore(&self, text: Option<&str>) {
        match text.map(read) {
            Some(StoredText::Draft(kept)) => {
                self.overlay(kept.clone());
                self.inner.draft.restored.set(Some(kept));
                self.inner.draft.notice.set(Some(Ui::DraftRestored));
                self.notify();
            }
            Some(StoredText::Unreadable | StoredText::Nothing) | None => {}
        }
        if self.inner.draft.notice.with_untracked(Option::is_none) && self.unreadable().is_some() {
            self.inner.draft.notice.set(Some(Ui::DraftUnreadable));
        }
    }
}
