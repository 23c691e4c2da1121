//! The page names another draft: another person's, or that of another collection.

use leptos::prelude::*;

use crate::form::options::{DraftMode, Options};
use crate::form::state::SkillForm;

use super::storage_keys::{remove, storage, stored, writable_slot};
use super::stored_text::is_readable;

impl SkillForm {
    /// Before the page names another person's draft, or none: what was typed stays with the one it
    /// was typed for.
    pub(crate) fn detach_draft(&self, next: &Options) {
        if let Some(driver) = self.inner.submission.driver.get() {
            driver.leave();
        }
        if next.draft == DraftMode::Off {
            self.forget_draft();
            self.forget_unreadable();
        } else if self.inner.draft.has_mounted.get()
            && (self.inner.draft.save_timer.with(Option::is_some) || self.is_kept())
        {
            self.flush_draft();
            let prefill = self.inner.values.prefill.get();
            self.inner.draft.restored.take();
            self.set_draft(&prefill);
        }
    }

    fn is_kept(&self) -> bool {
        self.stored_draft().is_some()
    }

    /// After the page has named another collection, or named it only now. What was typed goes with
    /// the form, and comes back nowhere else; where nothing was typed yet, what is kept for that
    /// collection is brought back, as if it had been named from the start.
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
        let held = writable_slot(from, is_readable).and_then(|slot| Some((stored(&slot)?, slot)));
        let waiting = self.stored_draft();
        let is_typed = self.inner.draft.restored.with(Option::is_none) && !self.is_as_prefilled();
        if !is_typed && (waiting.is_some() || self.unreadable().is_some()) {
            // What was brought back stays where it was kept.
            if self.inner.draft.restored.take().is_some() {
                let prefill = self.inner.values.prefill.get();
                self.set_draft(&prefill);
            }
            self.notify_unreadable();
            return self.restore(waiting.as_deref());
        }
        if let (Some((held, slot)), Some(target), Some(storage)) =
            (held, self.draft_slot(), storage())
        {
            // Storage that takes nothing has it still where it was.
            if storage.set_item(&target, &held).is_ok() {
                remove(&slot);
            }
        }
        if self.inner.draft.notice.with_untracked(Option::is_none) {
            self.notify_unreadable();
        }
    }
}
