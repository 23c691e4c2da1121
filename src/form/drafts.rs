//! What was typed, kept in the tab's `sessionStorage` until it is sent or discarded.
//!
//! Only the fields' texts are kept: never a token, never an answer, never what a page's prefill holds besides. Storage that
//! is full, blocked or damaged leaves the form working.

use std::str::FromStr;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::Storage;

use crate::graph::{Record, parse_json, stringify};
use crate::i18n::Ui;
use crate::skill::{Draft, Entry, FieldPath, Map, Property, Value};

use super::model::{Kept, SkillForm};
use super::options::{DraftMode, Options};

/// The version of the stored form. Another is not read, and not overwritten until something is typed.
const VERSION: &str = "v1";
/// Behind the key of a draft that could not be read.
const UNREADABLE: &str = ":unreadable";
/// How long typing must pause before it is kept, in milliseconds.
const KEEP_AFTER: u32 = 300;
/// How long a draft is kept, in milliseconds: a day.
const MAX_AGE: f64 = 86_400_000.0;

impl SkillForm {
    /// Brings a kept draft back into the form when it is first shown, if there is one, and says so.
    pub(super) fn restore_draft(&self) {
        if self.inner.local.was_shown.replace(true) {
            return;
        }
        let Some(key) = self.draft_key() else { return };
        match storage() {
            Some(storage) => self.restore(storage.get_item(&key).ok().flatten().as_deref()),
            None => self.inner.notice.set(Some(Ui::DraftNotKept)),
        }
        self.restore_submission();
    }

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

    /// Where the submission is written down.
    pub(super) fn record_key(&self) -> Option<String> {
        self.draft_key().map(|key| [&key, ":sent"].concat())
    }

    /// What is typed, as text that [`SkillForm::restore_state`] reads; `None` where nothing may be kept.
    pub fn state(&self) -> Option<String> {
        let may_keep = self.inner.options.with_untracked(|options| options.draft == DraftMode::Session);
        may_keep.then(|| write(&untrack(|| self.draft()), self.inner.pending.get_untracked()))
    }

    /// Before the page names another person's draft, or none: what was typed stays with the one it was typed for.
    pub(super) fn leave_draft(&self, next: &Options) {
        if let Some(driver) = self.inner.local.driver.get() {
            driver.leave();
        }
        if next.draft == DraftMode::Off {
            self.forget_draft();
        } else if self.inner.local.was_shown.get() && (self.inner.local.keeping.borrow().is_some() || self.is_kept()) {
            self.keep_pending();
            let prefill = self.inner.local.prefill.borrow().clone();
            self.inner.local.restored.take();
            self.set_draft(&prefill);
        }
    }

    fn is_kept(&self) -> bool {
        let kept = self.draft_key().zip(storage()).and_then(|(key, storage)| storage.get_item(&key).ok().flatten());
        kept.is_some()
    }

    /// Brings back what [`SkillForm::state`] wrote, unless something is typed already. Other text is ignored.
    pub fn restore_state(&self, state: &str) {
        if self.is_blank(&untrack(|| self.draft())) {
            self.restore(Some(state));
        }
    }

    fn restore(&self, text: Option<&str>) {
        match text.map(read) {
            Some(Stored::Kept(kept)) => {
                self.overlay(kept.clone());
                self.inner.local.restored.replace(Some(kept));
                self.inner.notice.set(Some(Ui::DraftRestored));
                self.notify();
            }
            Some(Stored::Unreadable) => self.set_aside(text),
            Some(Stored::Nothing) | None => {}
        }
        if self.inner.notice.with_untracked(Option::is_none) && self.unreadable().is_some() {
            self.inner.notice.set(Some(Ui::DraftUnreadable));
        }
    }

    /// What cannot be read, of a later version or damaged, is put where nothing overwrites it until the form is sent or it is
    /// discarded.
    fn set_aside(&self, text: Option<&str>) {
        if let (Some(key), Some(storage), Some(text)) = (self.draft_key(), storage(), text) {
            // Storage that takes nothing has it still where it was.
            let _ = storage.set_item(&[&*key, UNREADABLE].concat(), text);
            let _ = storage.remove_item(&key);
        }
    }

    /// The draft of an earlier visit that cannot be read, as it is stored.
    pub(super) fn unreadable(&self) -> Option<String> {
        storage()?.get_item(&[&*self.draft_key()?, UNREADABLE].concat()).ok().flatten()
    }

    /// Copies it to the clipboard, and says so.
    pub(super) fn copy_unreadable(&self) {
        let (form, Some(text)) = (self.clone(), self.unreadable()) else { return };
        let clipboard = window().navigator().clipboard();
        // There is none where the page is not served securely.
        if clipboard.is_undefined() {
            return;
        }
        let copied = clipboard.write_text(&text);
        leptos::task::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(copied).await.is_ok() {
                form.inner.notice.set(Some(Ui::DraftCopied));
            }
        });
    }

    /// Keeps what is typed once typing pauses.
    pub(super) fn keep_soon(&self) {
        let form = self.clone();
        let timer = Timeout::new(KEEP_AFTER, move || form.keep_draft());
        self.inner.local.keeping.replace(Some(timer));
    }

    /// Keeps what was typed just now, if it is not kept yet: the page may go.
    pub fn keep_pending(&self) {
        if self.inner.local.keeping.borrow().is_some() {
            self.keep_draft();
        }
    }

    fn keep_draft(&self) {
        self.inner.local.keeping.take();
        let Some(key) = self.draft_key() else { return };
        let draft = untrack(|| self.draft());
        let pending = self.inner.pending.get_untracked();
        let is_kept = if self.is_blank(&draft) && pending.is_empty() {
            self.forget_draft();
            true
        } else {
            storage().is_some_and(|storage| storage.set_item(&key, &write(&draft, pending)).is_ok())
        };
        let notice = self.inner.notice.get_untracked();
        match (is_kept, notice) {
            (false, None) => self.inner.notice.set(Some(Ui::DraftNotKept)),
            (true, Some(Ui::DraftNotKept)) => self.inner.notice.set(None),
            _ => {}
        }
    }

    /// Removes the kept draft.
    pub(super) fn forget_draft(&self) {
        self.inner.local.keeping.take();
        if let (Some(key), Some(storage)) = (self.draft_key(), storage()) {
            // Storage that cannot be written holds nothing of ours.
            let _ = storage.remove_item(&key);
            let _ = storage.remove_item(&[&*key, UNREADABLE].concat());
        }
    }

    fn draft_key(&self) -> Option<String> {
        let options = self.options();
        let key = options.draft_key.unwrap_or_else(|| [&*options.place, " ", &options.endpoint].concat());
        (options.draft == DraftMode::Session).then(|| ["add-skill:", VERSION, ":", &key].concat())
    }
}

/// The submission that an earlier visit has written down. One that is damaged, or of a newer version, is left as it is until
/// something is sent.
pub(super) fn kept_record(key: &str) -> Option<Record> {
    let text = storage()?.get_item(key).ok().flatten()?;
    Record::read(parse_json(&text)?).ok()
}

/// The tab's storage; `None` where the browser blocks it.
fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn write(draft: &Draft, pending: String) -> String {
    let mut fields = Map::new();
    for field in FieldPath::ALL {
        let entry = draft.entry(*field);
        if !entry.is_empty() {
            fields.insert(field.path().to_owned(), entry.clone().into());
        }
    }
    let mut kept = Map::new();
    kept.insert("at".to_owned(), js_sys::Date::now().into());
    kept.insert("fields".to_owned(), Value::Object(fields));
    kept.insert("pending".to_owned(), pending.write());
    stringify(&kept)
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
    let Some((kept, at)) = stored.as_ref().and_then(|kept| Some((kept, kept.get("at")?.as_f64()?))) else {
        return Stored::Unreadable;
    };
    // A clock that was set back since makes nothing older.
    if js_sys::Date::now() - at >= MAX_AGE {
        return Stored::Nothing;
    }
    match kept_fields(kept) {
        None => Stored::Unreadable,
        Some(kept) if kept.fields.is_empty() && kept.pending.is_empty() => Stored::Nothing,
        Some(kept) => Stored::Kept(kept),
    }
}

fn kept_fields(kept: &Value) -> Option<Kept> {
    let entry = |(path, value): (&String, &Value)| {
        let field = FieldPath::from_str(path).ok()?;
        let entry = String::read(value.clone()).map(Entry::Text).or_else(|value| Vec::read(value).map(Entry::List)).ok()?;
        Some((field, entry))
    };
    let fields = kept.get("fields")?.as_object()?.iter().map(entry).collect::<Option<Vec<_>>>()?;
    let pending = kept.get("pending").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Kept { fields, pending })
}
