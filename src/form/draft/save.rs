//! What was typed, kept in the tab's `sessionStorage` until it is sent or discarded.
//!
//! Only the fields' texts are kept: never a token, never an answer, never what a page's prefill
//! holds besides. Storage that is full, blocked or damaged leaves the form working.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::form::options::DraftMode;
use crate::form::state::SkillForm;
use crate::i18n::Ui;

use super::storage_keys::{
    quarantine, remove, remove_unreadable, storage, stored, unreadable, writable_slot,
};
use super::stored_text::{is_readable, write};

/// After how long what was typed is kept, in milliseconds: so much is lost at most where the page
/// or the form ends without warning. While a long text is added, it is kept at the end of that.
const KEEP_AFTER: u32 = 300;

impl SkillForm {
    /// What is typed, as text that [`SkillForm::restore_state`] reads; `None` where nothing may be
    /// kept.
    pub fn state(&self) -> Option<String> {
        let may_keep = self
            .inner
            .options
            .with_untracked(|options| options.draft == DraftMode::Session);
        may_keep.then(|| {
            write(
                untrack(|| self.draft()),
                self.inner.categories.pending.get_untracked(),
            )
        })
    }

    /// Where the draft is written: behind those that cannot be read.
    pub(crate) fn draft_slot(&self) -> Option<String> {
        let key = self.draft_key()?;
        let known = self.inner.draft.slot.get();
        if let Some((of, slot)) = known
            && of == key
        {
            return Some(slot);
        }
        quarantine(&key, is_readable);
        let slot = writable_slot(&key, is_readable)?;
        self.inner.draft.slot.set(Some((key, slot.clone())));
        Some(slot)
    }

    /// The draft as it is stored, if it can be read.
    pub(crate) fn stored_draft(&self) -> Option<String> {
        stored(&self.draft_slot()?)
    }

    /// The draft of an earlier visit that cannot be read, as it is stored.
    pub(crate) fn unreadable(&self) -> Option<String> {
        unreadable(&self.draft_key()?, is_readable)
            .map(|(_, text)| text)
            .next()
    }

    /// Says what of an earlier visit cannot be read, if anything cannot.
    pub(crate) fn notify_unreadable(&self) {
        let draft = self.unreadable().map(|_| Ui::DraftUnreadable);
        self.inner.draft.notice.set(
            self.unreadable_record()
                .map(|_| Ui::RecordUnreadable)
                .or(draft),
        );
    }

    /// Removes what the notice speaks of: the record of a submission before the draft, which may be
    /// wanted still.
    pub(crate) fn discard_notice(&self) {
        if self.unreadable_record().is_none() {
            if self.inner.draft.notice.get_untracked() == Some(Ui::DraftRestored) {
                self.forget_earlier();
            } else {
                self.forget_unreadable();
            }
            self.discard();
            return self.commit_change();
        }
        self.forget_unreadable_record();
        if self.inner.draft.restored.with(Option::is_some) {
            self.inner.draft.notice.set(Some(Ui::DraftRestored));
        } else {
            self.notify_unreadable();
        }
    }

    /// Keeps what is typed, and what is typed until then.
    pub(crate) fn schedule_save(&self) {
        // Typing on puts it off no further.
        if cfg!(feature = "ssr") || self.inner.draft.save_timer.with(Option::is_some) {
            return;
        }
        let form = self.clone();
        let timer = Timeout::new(KEEP_AFTER, move || {
            if form.inner.categories.batch.with(Option::is_some) {
                form.inner.draft.save_timer.take();
                return form.schedule_save();
            }
            form.save_draft();
            form.notify();
        });
        self.inner.draft.save_timer.set(Some(timer));
    }

    /// Keeps what was typed just now, if it is not kept yet: the page may go.
    pub fn flush_draft(&self) {
        self.read_controls();
        if self.is_unsaved() {
            self.save_draft();
            self.notify();
        }
    }

    /// Whether something was typed that is not saved yet.
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
        let is_kept = if self.is_blank(&draft) && pending.is_empty() {
            self.forget_draft();
            true
        } else {
            slot.zip(storage()).is_some_and(|(slot, storage)| {
                storage.set_item(&slot, &write(draft, pending)).is_ok()
            })
        };
        let notice = self.inner.draft.notice.get_untracked();
        match (is_kept, notice) {
            (false, None) => self.inner.draft.notice.set(Some(Ui::DraftNotKept)),
            (true, Some(Ui::DraftNotKept)) => self.inner.draft.notice.set(None),
            _ => {}
        }
    }

    /// Removes the stored draft. Those that cannot be read stay.
    pub(crate) fn forget_draft(&self) {
        self.inner.draft.save_timer.take();
        if let Some(slot) = self.draft_slot() {
            remove(&slot);
        }
    }

    /// Removes all of earlier visits that cannot be read: a skill was added, or the user has
    /// discarded it.
    pub(crate) fn forget_unreadable(&self) {
        if let Some(key) = self.draft_key() {
            remove_unreadable(&key, is_readable);
        }
        self.forget_unreadable_record();
    }
}
