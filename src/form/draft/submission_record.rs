//! The record of a submission, in the tab's `sessionStorage` until the submission is settled.
//!
//! A record that cannot be read is damaged or from a newer version. Its skill may have been sent,
//! so the form reports the record, and keeps it until a skill is added or the user discards it.

use leptos::prelude::*;

use crate::form::options::Options;
use crate::form::state::SkillForm;
use crate::graph::{Record, State};
use crate::i18n::Ui;
use crate::platform::{parse_json, stringify};

use super::storage_keys::{remove, remove_unreadable, storage, stored, unreadable, writable_slot};

impl SkillForm {
    /// Saves the record of the submission, or deletes it.
    pub(crate) fn save_record(&self, record: Option<&Record>) {
        let key = self.inner.submission.sent.get().and_then(|sent| sent.key);
        let Some(key) = key else { return };
        // After its removal from the page, the form does not restore what the user has discarded in
        // another form.
        if record.is_some()
            && self.inner.view.form_element.with(Option::is_none)
            && stored(&key).is_none()
        {
            return;
        }
        let is_saved = storage().is_some_and(|storage| match record {
            Some(record) => storage.set_item(&key, &stringify(&record.write())).is_ok(),
            // Storage that cannot be written contains no record.
            None => storage.remove_item(&key).is_ok(),
        });
        // The submission continues, but a reload cannot resume it.
        if record.is_some() && !is_saved {
            self.inner.draft.notice.set(Some(Ui::DraftNotKept));
        }
    }

    /// Returns the storage key for a new record, which overwrites no unreadable record.
    pub(crate) fn record_slot(&self) -> Option<String> {
        writable_slot(&self.record_key()?, is_readable)
    }

    /// Returns the record of an earlier visit, and its storage key.
    pub(crate) fn load_record(&self) -> Option<(Record, String)> {
        let slot = self.record_slot()?;
        Some((read(&stored(&slot)?)?, slot))
    }

    /// Returns the text of an unreadable record of an earlier visit.
    pub(crate) fn unreadable_record(&self) -> Option<String> {
        unreadable(&self.record_key()?, is_readable)
            .map(|(_, text)| text)
            .next()
    }

    /// Moves the record of the form's submission to its new storage key.
    pub(crate) fn move_record(&self, before: &Options) {
        let (Some(from), Some(to), Some(storage)) =
            (before.record_key(), self.record_slot(), storage())
        else {
            return;
        };
        let key = self.inner.submission.sent.get().and_then(|sent| sent.key);
        let Some(key) = key.filter(|key| key.starts_with(&from)) else {
            return;
        };
        if let Some(text) = stored(&key) {
            // If storage rejects the copy, the record stays where it is.
            if storage.set_item(&to, &text).is_err() {
                return;
            }
            remove(&key);
        }
        self.inner.submission.sent.update(|sent| {
            if let Some(sent) = sent {
                sent.key = Some(to);
            }
        });
    }

    /// Dismisses the submission of an earlier visit and deletes its record, even during a check. A
    /// submission of this visit continues.
    pub(crate) fn dismiss_earlier(&self) {
        if self
            .inner
            .submission
            .state
            .with_untracked(|state| matches!(state, State::Checking(_)))
        {
            self.stop();
        }
        if self
            .inner
            .submission
            .state
            .with_untracked(|state| !state.is_busy())
        {
            self.dismiss_submission();
            self.delete_record();
        }
    }

    /// Deletes the record of an earlier submission.
    fn delete_record(&self) {
        if let Some(slot) = self.record_slot() {
            remove(&slot);
        }
    }

    /// Deletes unreadable records.
    pub(crate) fn delete_unreadable_records(&self) {
        if let Some(key) = self.record_key() {
            remove_unreadable(&key, is_readable);
        }
    }
}

fn is_readable(text: &str) -> bool {
    read(text).is_some()
}

fn read(text: &str) -> Option<Record> {
    Record::read(parse_json(text)?).ok()
}
