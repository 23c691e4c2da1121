//! What was typed, kept in the tab's `sessionStorage` until it is sent or discarded.
//!
//! Only the fields' texts are kept: never a token, never an answer, never what a page's prefill
//! holds besides. Storage that is full, blocked or damaged leaves the form working.

use std::str::FromStr;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::form::options::DraftMode;
use crate::form::state::{Kept, SkillForm};
use crate::i18n::Ui;
use crate::platform::{parse_json, stringify};
use crate::skill::{Draft, Entry, FieldPath, Map, Property, Value};

use super::storage_keys::{
    quarantine, remove, remove_unreadable, storage, stored, unreadable, writable_slot,
};

/// After how long what was typed is kept, in milliseconds: so much is lost at most where the page
/// or the form ends without warning. While a long text is added, it is kept at the end of that.
const KEEP_AFTER: u32 = 300;
/// How long a draft is kept, in milliseconds: a day.
const MAX_AGE: f64 = 86_400_000.0;

impl SkillForm {
    /// Brings a kept draft back into the form when it is first shown, if there is one, and says so.
    pub(crate) fn restore_draft(&self) {
        if self.inner.local.has_mounted.replace(true) {
            return;
        }
        if self.draft_key().is_none() {
            return;
        }
        match storage() {
            Some(_) => self.restore(self.stored_draft().as_deref()),
            None => self.inner.notice.set(Some(Ui::DraftNotKept)),
        }
        self.resume_from_storage();
    }

    /// Goes on with the submission that an earlier visit has written down, or says that it cannot
    /// be read.
    pub(crate) fn resume_from_storage(&self) {
        self.resume_submission();
        if self.unreadable_record().is_some() {
            self.inner.notice.set(Some(Ui::RecordUnreadable));
        }
    }

    /// What is typed, as text that [`SkillForm::restore_state`] reads; `None` where nothing may be
    /// kept.
    pub fn state(&self) -> Option<String> {
        let may_keep = self
            .inner
            .options
            .with_untracked(|options| options.draft == DraftMode::Session);
        may_keep.then(|| write(untrack(|| self.draft()), self.inner.pending.get_untracked()))
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
            Some(Stored::Kept(kept)) => {
                self.overlay(kept.clone());
                self.inner.local.restored.replace(Some(kept));
                self.inner.notice.set(Some(Ui::DraftRestored));
                self.notify();
            }
            Some(Stored::Unreadable | Stored::Nothing) | None => {}
        }
        if self.inner.notice.with_untracked(Option::is_none) && self.unreadable().is_some() {
            self.inner.notice.set(Some(Ui::DraftUnreadable));
        }
    }

    /// Where the draft is written: behind those that cannot be read.
    pub(crate) fn draft_slot(&self) -> Option<String> {
        let key = self.draft_key()?;
        let known = self.inner.local.draft_slot.borrow().clone();
        if let Some((of, slot)) = known
            && of == key
        {
            return Some(slot);
        }
        quarantine(&key, is_readable);
        let slot = writable_slot(&key, is_readable)?;
        self.inner
            .local
            .draft_slot
            .replace(Some((key, slot.clone())));
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
        self.inner.notice.set(
            self.unreadable_record()
                .map(|_| Ui::RecordUnreadable)
                .or(draft),
        );
    }

    /// Removes what the notice speaks of: the record of a submission before the draft, which may be
    /// wanted still.
    pub(crate) fn discard_notice(&self) {
        if self.unreadable_record().is_none() {
            if self.inner.notice.get_untracked() == Some(Ui::DraftRestored) {
                self.forget_earlier();
            } else {
                self.forget_unreadable();
            }
            self.discard();
            return self.commit_change();
        }
        self.forget_unreadable_record();
        if self.inner.local.restored.borrow().is_some() {
            self.inner.notice.set(Some(Ui::DraftRestored));
        } else {
            self.notify_unreadable();
        }
    }

    /// Keeps what is typed, and what is typed until then.
    pub(crate) fn schedule_save(&self) {
        // Typing on puts it off no further.
        if self.inner.local.save_timer.borrow().is_some() {
            return;
        }
        let form = self.clone();
        let timer = Timeout::new(KEEP_AFTER, move || {
            if form.inner.local.batch.borrow().is_some() {
                form.inner.local.save_timer.take();
                return form.schedule_save();
            }
            form.save_draft();
            form.notify();
        });
        self.inner.local.save_timer.replace(Some(timer));
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
        self.inner.local.save_timer.borrow().is_some()
    }

    fn save_draft(&self) {
        self.flush_batch();
        self.inner.local.save_timer.take();
        if self.draft_key().is_none() {
            return;
        }
        let slot = self.draft_slot();
        let draft = untrack(|| self.draft());
        let pending = self.inner.pending.get_untracked();
        let is_kept = if self.is_blank(&draft) && pending.is_empty() {
            self.forget_draft();
            true
        } else {
            slot.zip(storage()).is_some_and(|(slot, storage)| {
                storage.set_item(&slot, &write(draft, pending)).is_ok()
            })
        };
        let notice = self.inner.notice.get_untracked();
        match (is_kept, notice) {
            (false, None) => self.inner.notice.set(Some(Ui::DraftNotKept)),
            (true, Some(Ui::DraftNotKept)) => self.inner.notice.set(None),
            _ => {}
        }
    }

    /// Removes the stored draft. Those that cannot be read stay.
    pub(crate) fn forget_draft(&self) {
        self.inner.local.save_timer.take();
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

pub(crate) fn is_readable(text: &str) -> bool {
    !matches!(read(text), Stored::Unreadable)
}

fn write(mut draft: Draft, pending: String) -> String {
    let mut fields = Map::new();
    for field in FieldPath::ALL {
        let entry = draft.take(*field);
        if !entry.is_empty() {
            fields.insert(field.path().to_owned(), entry.into());
        }
    }
    let mut kept = Map::new();
    kept.insert("at".to_owned(), js_sys::Date::now().into());
    kept.insert("fields".to_owned(), Value::Object(fields));
    kept.insert("pending".to_owned(), pending.write());
    stringify(&Value::Object(kept))
}

/// What is stored.
enum Stored {
    Kept(Kept),
    /// A draft that is too old, or empty.
    Nothing,
    /// Something that this version does not understand.
    Unreadable,
}

fn read(text: &str) -> Stored {
    let stored = parse_json(text);
    let Some((kept, at)) = stored
        .as_ref()
        .and_then(|kept| Some((kept, kept.get("at")?.as_f64()?)))
    else {
        return Stored::Unreadable;
    };
    // A clock that was set back since makes nothing older.
    if js_sys::Date::now() - at >= MAX_AGE {
        return Stored::Nothing;
    }
    match stored_fields(kept) {
        None => Stored::Unreadable,
        Some(kept) if kept.fields.is_empty() && kept.pending.is_empty() => Stored::Nothing,
        Some(kept) => Stored::Kept(kept),
    }
}

fn stored_fields(kept: &Value) -> Option<Kept> {
    let entry = |(path, value): (&String, &Value)| {
        let field = FieldPath::from_str(path).ok()?;
        let entry = String::read(value.clone())
            .map(Entry::Text)
            .or_else(|value| Vec::read(value).map(Entry::List))
            .ok()?;
        Some((field, entry))
    };
    let fields = kept
        .get("fields")?
        .as_object()?
        .iter()
        .map(entry)
        .collect::<Option<Vec<_>>>()?;
    let pending = kept
        .get("pending")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    Some(Kept { fields, pending })
}
