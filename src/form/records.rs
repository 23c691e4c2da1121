//! The submission, written down in the tab's `sessionStorage` beside the draft until it is settled.
//!
//! One that cannot be read, damaged or of a newer version, may have been sent: it is said, and stays where it is until something is
//! sent or it is discarded.

use leptos::prelude::*;

use crate::graph::{Record, State, parse_json, stringify};
use crate::i18n::Ui;

use super::keys::{storage, stored};
use super::model::SkillForm;

impl SkillForm {
    /// Writes the submission down beside the draft, or removes it.
    pub(super) fn keep_record(&self, record: Option<&Record>) {
        let key = self.inner.local.sent.borrow().as_ref().and_then(|sent| sent.key.clone());
        let Some(key) = key else { return };
        let is_kept = storage().is_some_and(|storage| match record {
            Some(record) => storage.set_item(&key, &stringify(&record.write())).is_ok(),
            // Storage that cannot be written holds nothing of ours.
            None => storage.remove_item(&key).is_ok(),
        });
        // The submission goes on; a reload will not know of it.
        if record.is_some() && !is_kept {
            self.inner.notice.set(Some(Ui::DraftNotKept));
        }
    }

    /// The submission that an earlier visit has written down, and where.
    pub(super) fn kept_record(&self) -> Option<(Record, String)> {
        let key = self.record_key()?;
        Some((read(&stored(&key)?)?, key))
    }

    /// What an earlier visit has written down of a submission and cannot be read.
    pub(super) fn unreadable_record(&self) -> Option<String> {
        stored(&self.record_key()?).filter(|text| read(text).is_none())
    }

    /// Is done with the submission of an earlier visit, even while it is looked for: nothing of it comes back. What was sent at this
    /// visit goes on.
    pub(super) fn forget_earlier(&self) {
        if self.inner.submission.with_untracked(|state| matches!(state, State::Checking(_))) {
            self.stop();
        }
        if self.inner.submission.with_untracked(|state| !state.is_busy()) {
            self.forget_submission();
            self.forget_record();
        }
    }

    /// Removes what is written down of a submission.
    pub(super) fn forget_record(&self) {
        if let (Some(key), Some(storage)) = (self.record_key(), storage()) {
            // Storage that cannot be written holds nothing of ours.
            let _ = storage.remove_item(&key);
        }
    }
}

fn read(text: &str) -> Option<Record> {
    Record::read(parse_json(text)?).ok()
}
