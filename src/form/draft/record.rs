//! The submission, written down in the tab's `sessionStorage` beside the draft until it is settled.
//!
//! One that cannot be read, damaged or of a newer version, may have been sent: the form reports it,
//! and it stays until a skill is added or the user discards it.

use leptos::prelude::*;

use crate::form::options::Options;
use crate::form::state::SkillForm;
use crate::graph::{Record, State};
use crate::i18n::Ui;
use crate::platform::{parse_json, stringify};

use super::storage_keys::{remove, remove_unreadable, storage, stored, unreadable, writable_slot};

impl SkillForm {
    /// Writes the submission down beside the draft, or removes it.
    pub(crate) fn save_record(&self, record: Option<&Record>) {
        let key = self.inner.submission.sent.get().and_then(|sent| sent.key);
        let Some(key) = key else { return };
        // Once removed from the page, the form does not bring back what the user has discarded in
        // another one since.
        if record.is_some()
            && self.inner.view.form_element.with(Option::is_none)
            && stored(&key).is_none()
        {
            return;
        }
        let is_kept = storage().is_some_and(|storage| match record {
            Some(record) => storage.set_item(&key, &stringify(&record.write())).is_ok(),
            // Storage that cannot be written holds nothing of ours.
            None => storage.remove_item(&key).is_ok(),
        });
        // The submission goes on; a reload will not know of it.
        if record.is_some() && !is_kept {
            self.inner.draft.notice.set(Some(Ui::DraftNotKept));
        }
    }

    /// Where a submission is written down: behind those of earlier visits that cannot be read.
    pub(crate) fn record_slot(&self) -> Option<String> {
        writable_slot(&self.record_key()?, is_readable)
    }

    /// The submission that an earlier visit has written down, and where.
    pub(crate) fn load_record(&self) -> Option<(Record, String)> {
        let slot = self.record_slot()?;
        Some((read(&stored(&slot)?)?, slot))
    }

    /// What an earlier visit has written down of a submission and cannot be read.
    pub(crate) fn unreadable_record(&self) -> Option<String> {
        unreadable(&self.record_key()?, is_readable)
            .map(|(_, text)| text)
            .next()
    }

    /// Takes what is written down of this form's submission along to the form's new place.
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
            // Storage that takes nothing has it still where it was.
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

    /// Is done with the submission of an earlier visit, even while it is looked for: nothing of it
    /// comes back. What was sent at this visit goes on.
    pub(crate) fn forget_earlier(&self) {
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
            self.forget_record();
        }
    }

    /// Removes what is written down of a submission.
    fn forget_record(&self) {
        if let Some(slot) = self.record_slot() {
            remove(&slot);
        }
    }

    /// Removes what cannot be read of submissions.
    pub(crate) fn forget_unreadable_record(&self) {
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
