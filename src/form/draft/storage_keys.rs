//! The keys of the tab's `sessionStorage` for the draft and the record of a submission.

use leptos::prelude::*;
use web_sys::Storage;

use crate::form::options::{DraftMode, Options};
use crate::form::state::SkillForm;
use crate::graph::Endpoint;

/// The version of the stored texts. The form does not read other versions, and does not overwrite
/// them until the user types.
const VERSION: &str = "v1";

/// Returns the tab's storage, or `None` if the browser blocks it.
pub(crate) fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Returns the text that is stored under a key.
pub(crate) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// The key suffix of an unreadable text that was set aside.
const UNREADABLE: &str = ":unreadable";
/// The key suffix of a text that is stored while an unreadable text is under the key itself.
const SECOND: &str = ":2";

fn slot(key: &str, suffix: &str) -> String {
    [key, suffix].concat()
}

/// Sets an unreadable text aside.
///
/// The text stays where it is if storage is nearly full, or if it would overwrite another
/// unreadable text: see [`writable_slot`].
pub(crate) fn quarantine(key: &str, is_readable: fn(&str) -> bool) {
    let (Some(text), Some(storage), quarantine_slot) =
        (stored(key), storage(), slot(key, UNREADABLE))
    else {
        return;
    };
    let is_free = stored(&quarantine_slot).is_none_or(|other| other == text);
    // The text is not removed before its copy exists.
    if !is_readable(&text) && is_free && storage.set_item(&quarantine_slot, &text).is_ok() {
        remove(key);
    }
}

/// Returns the key under which storing a text overwrites no unreadable one: `key` itself, or with a
/// suffix. Returns `None` if both have unreadable texts.
pub(crate) fn writable_slot(key: &str, is_readable: fn(&str) -> bool) -> Option<String> {
    let slots = [key.to_owned(), slot(key, SECOND)].map(|slot| (stored(&slot), slot));
    let readable = slots
        .iter()
        .find(|(text, _)| text.as_deref().is_some_and(is_readable));
    readable
        .or_else(|| slots.iter().find(|(text, _)| text.is_none()))
        .map(|(_, slot)| slot.clone())
}

/// Returns the unreadable texts of a key, each with the key under which it is stored.
pub(crate) fn unreadable(
    key: &str,
    is_readable: fn(&str) -> bool,
) -> impl Iterator<Item = (String, String)> {
    ["", UNREADABLE, SECOND]
        .into_iter()
        .filter_map(move |suffix| {
            let slot = slot(key, suffix);
            let text = stored(&slot).filter(|text| suffix == UNREADABLE || !is_readable(text))?;
            Some((slot, text))
        })
}

/// Removes the unreadable texts of a key.
pub(crate) fn remove_unreadable(key: &str, is_readable: fn(&str) -> bool) {
    unreadable(key, is_readable).for_each(|(slot, _)| remove(&slot));
}

/// Removes the text that is stored under a key.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Storage that cannot be written contains no text of the form.
        let _ = storage.remove_item(key);
    }
}

impl Options {
    /// Returns the storage key of the draft, from the page's name for it, or from the form's
    /// position and its collection. Returns `None` if nothing is stored.
    pub(crate) fn draft_key(&self) -> Option<String> {
        if self.is_row {
            return None;
        }
        self.key(|| {
            let key = self.draft_key.clone();
            key.unwrap_or_else(|| self.instance_and_collection())
        })
    }

    /// Returns the storage key of a list, from the same.
    pub(crate) fn list_key(&self) -> Option<String> {
        self.key(|| {
            let owner = match &self.draft_key {
                Some(key) => [key, " ", &self.collection()].concat(),
                None => self.instance_and_collection(),
            };
            [&owner, ":list"].concat()
        })
    }

    /// Returns the storage key of the submission's record. It always depends on the collection: the
    /// skill would not be found in another.
    pub(crate) fn record_key(&self) -> Option<String> {
        self.key(|| {
            let owner = match &self.draft_key {
                Some(key) => [key, " ", &self.collection()].concat(),
                None => self.instance_and_collection(),
            };
            [&owner, ":sent"].concat()
        })
    }

    fn key(&self, name: impl FnOnce() -> String) -> Option<String> {
        // A server has no storage.
        let is_stored = self.draft == DraftMode::Session && !cfg!(feature = "ssr");
        is_stored.then(|| ["add-skill:", VERSION, ":", &name()].concat())
    }

    fn instance_and_collection(&self) -> String {
        [&self.instance_key, " ", &self.collection()].concat()
    }

    fn collection(&self) -> String {
        Endpoint::collection(
            &self.endpoint,
            &document().base_uri().ok().flatten().unwrap_or_default(),
        )
    }
}

impl SkillForm {
    /// Returns the storage key of the draft.
    pub(crate) fn draft_key(&self) -> Option<String> {
        self.inner.options.with_untracked(Options::draft_key)
    }

    /// Returns the storage key of the record.
    pub(crate) fn record_key(&self) -> Option<String> {
        self.inner.options.with_untracked(Options::record_key)
    }
}
