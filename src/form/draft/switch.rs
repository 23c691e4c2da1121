//! Switches to another draft: that of another user, or of another collection.

use leptos::prelude::*;

use crate::form::options::{DraftMode, Options};
use crate::form::state::SkillForm;

use super::storage_keys::{remove, storage, stored, writable_slot};
use super::stored_draft::is_readable;

impl SkillForm {
    /// Detaches the form from its draft, before the page names another one or turns drafts off.
    ///
    /// The user's input stays in its draft. If the page turns drafts off, the draft is deleted.
    pub(crate) fn detach_draft(&self, next: &Options) {
        self.cancel_validation();
        if let Some(driver) = self.inner.submission.driver.get() {
            driver.leave();
        }
        // The next user must not read it.
        self.inner.submission.not_removed.set(None);
        if next.draft == DraftMode::Off {
            self.delete_draft();
            self.delete_unreadable();
        } else if self.inner.draft.has_mounted.get()
            && (self.inner.draft.save_timer.with(Option::is_some) || self.has_stored_draft())
        {
            self.flush_draft();
            let prefill = self.inner.values.prefill.get();
            self.inner.draft.restored.take();
            self.set_draft(&prefill);
        }
    }

    fn has_stored_draft(&self) -> bool {
        self.stored_draft().is_some()
    }

    /// Handles a change of the endpoint, which a page may set only after the form is mounted.
    ///
    /// The user's input moves to the new endpoint and is not restored for the old one. If there is
    /// no input, the draft of the new endpoint is restored, as if the page had set it from the
    /// start.
    pub(crate) fn on_endpoint_changed(&self, before: &Options) {
        if !self.inner.draft.has_mounted.get() {
            return;
        }
        if let (Some(from), Some(to)) = (before.draft_key(), self.draft_key())
            && from != to
        {
            self.move_draft(&from);
        }
        self.resume_from_storage();
    }

    fn move_draft(&self, from: &str) {
        let draft = writable_slot(from, is_readable).and_then(|slot| Some((stored(&slot)?, slot)));
        let target_draft = self.stored_draft();
        let has_input = self.inner.draft.restored.with(Option::is_none) && !self.equals_prefill();
        if !has_input && (target_draft.is_some() || self.unreadable_draft().is_some()) {
            // The restored draft stays under its key.
            if self.inner.draft.restored.take().is_some() {
                let prefill = self.inner.values.prefill.get();
                self.set_draft(&prefill);
            }
            self.notify_unreadable();
            return self.restore(target_draft.as_deref());
        }
        if let (Some((draft, slot)), Some(target), Some(storage)) =
            (draft, self.draft_slot(), storage())
        {
            // If storage rejects the copy, the draft stays under its key.
            if storage.set_item(&target, &draft).is_ok() {
                remove(&slot);
            }
        }
        if self.inner.draft.notice.with_untracked(Option::is_none) {
            self.notify_unreadable();
        }
    }
}
