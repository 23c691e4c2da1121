//! Saves the user's input in the tab's `sessionStorage` until it is submitted or discarded.
//!
//! The draft contains only the texts of the fields: never a token, a response, or other members of
//! the page's prefill. The form also works if storage is full, blocked, or damaged.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::form::options::DraftMode;
use crate::form::state::SkillForm;
use crate::i18n::Ui;

use super::storage_keys::{
    quarantine, remove, remove_unreadable, storage, stored, unreadable, writable_slot,
};
use super::stored_draft::{is_readable, write};

/// The delay before input is saved, in milliseconds. At most this much input is lost in a crash.
/// While a long text is being added, the draft is saved at the end.
const SAVE_DELAY: u32 = 300;

impl SkillForm {
    /// Returns the draft as a text for [`SkillForm::restore_state`], or `None` if drafts are off.
    pub fn state(&self) -> Option<String> {
        let is_enabled = self
            .inner
            .options
            .with_untracked(|options| options.draft == DraftMode::Session);
        is_enabled.then(|| {
            write(
                untrack(|| self.draft()),
                self.inner.categories.pending.get_untracked(),
            )
        })
    }

    /// Returns the storage key for the draft, which overwrites no unreadable draft.
    pub(crate) fn draft_slot(&self) -> Option<String> {
        let key = self.draft_key()?;
        let known = self.inner.draft.slot.get();
        if let Some((known_key, slot)) = known
            && known_key == key
        {
            return Some(slot);
        }
        quarantine(&key, is_readable);
        let slot = writable_slot(&key, is_readable)?;
        self.inner.draft.slot.set(Some((key, slot.clone())));
        Some(slot)
    }

    /// Returns the stored text of the draft, if it can be read.
    pub(crate) fn stored_draft(&self) -> Option<String> {
        stored(&self.draft_slot()?)
    }

    /// Returns the stored text of an unreadable draft of an earlier visit.
    pub(crate) fn unreadable_draft(&self) -> Option<String> {
        unreadable(&self.draft_key()?, is_readable)
            .map(|(_, text)| text)
            .next()
    }

    /// Shows a notice if a draft or record of an earlier visit cannot be read.
    pub(crate) fn notify_unreadable(&self) {
        let draft = self.unreadable_draft().map(|_| Ui::DraftUnreadable);
        self.inner.draft.notice.set(
            self.unreadable_record()
                .map(|_| Ui::RecordUnreadable)
                .or(draft),
        );
    }

    /// Discards what the notice is about: an unreadable record first, because the user may still
    /// need the draft.
    pub(crate) fn discard_notice(&self) {
        if self.unreadable_record().is_none() {
            if self.inner.draft.notice.get_untracked() == Some(Ui::DraftRestored) {
                self.dismiss_earlier();
            } else {
                self.delete_unreadable();
            }
            self.discard();
            return self.commit_change();
        }
        self.delete_unreadable_records();
        if self.inner.draft.restored.with(Option::is_some) {
            self.inner.draft.notice.set(Some(Ui::DraftRestored));
        } else {
            self.notify_unreadable();
        }
    }

    /// Schedules saving the draft. Input until then is saved too.
    pub(crate) fn schedule_save(&self) {
        // Further input does not postpone the timer.
        if cfg!(feature = "ssr") || self.inner.draft.save_timer.with(Option::is_some) {
            return;
        }
        let form = self.clone();
        let timer = Timeout::new(SAVE_DELAY, move || {
            if form.inner.categories.batch.with(Option::is_some) {
                form.inner.draft.save_timer.take();
                return form.schedule_save();
            }
            form.save_draft();
            form.notify();
        });
        self.inner.draft.save_timer.set(Some(timer));
    }

    /// Saves unsaved input immediately, because the page may be unloaded.
    pub fn flush_draft(&self) {
        self.read_controls();
        if self.is_unsaved() {
            self.save_draft();
            self.notify();
        }
    }

    /// Returns whether there is unsaved input.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.inner.draft.save_timer.with(Option::is_some)
    }

    fn save_draft(&self) {
        self.flush_batch();
        self.inner.draft.save_timer.take();
        if self.draft_key().is_none() {
            return;
        }
        let slot = self.draft_slot();
        let draft = untrack(|| self.draft());
        let pending = self.inner.categories.pending.get_untracked();
        let is_saved = if self.is_blank(&draft) && pending.is_empty() {
            self.delete_draft();
            true
        } else {
            slot.zip(storage()).is_some_and(|(slot, storage)| {
                storage.set_item(&slot, &write(draft, pending)).is_ok()
            })
        };
        let notice = self.inner.draft.notice.get_untracked();
        match (is_saved, notice) {
            (false, None) => self.inner.draft.notice.set(Some(Ui::DraftNotKept)),
            (true, Some(Ui::DraftNotKept)) => self.inner.draft.notice.set(None),
            _ => {}
        }
    }

    /// Deletes the stored draft. Unreadable drafts stay.
    pub(crate) fn delete_draft(&self) {
        self.inner.draft.save_timer.take();
        if let Some(slot) = self.draft_slot() {
            remove(&slot);
        }
    }

    /// Deletes the unreadable drafts and records of earlier visits, after a skill was added or the
    /// user has discarded them.
    pub(crate) fn delete_unreadable(&self) {
        if let Some(key) = self.draft_key() {
            remove_unreadable(&key, is_readable);
        }
        self.delete_unreadable_records();
    }
}
