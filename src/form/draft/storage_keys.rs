//! The keys of the tab's `sessionStorage` under which a form keeps what is typed, and what it
//! sends.

use leptos::prelude::*;
use web_sys::Storage;

use crate::form::options::{DraftMode, Options};
use crate::form::state::SkillForm;
use crate::graph::Endpoint;

/// The version of what is stored. Another is not read, and not overwritten until something is
/// typed.
const VERSION: &str = "v1";

/// The tab's storage; `None` where the browser blocks it.
pub(crate) fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What stands in it under a key.
pub(crate) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Behind the key of a text that could not be read.
const UNREADABLE: &str = ":unreadable";
/// Behind the key of a text that is stored while one that cannot be read is still under its key.
const SECOND: &str = ":2";

fn slot(key: &str, suffix: &str) -> String {
    [key, suffix].concat()
}

/// Moves a text that cannot be read out of the way. Where that fails, because storage is nearly
/// full, or would overwrite another one, it stays where it is: see [`writable_slot`].
pub(crate) fn quarantine(key: &str, is_readable: fn(&str) -> bool) {
    let (Some(text), Some(storage), aside) = (stored(key), storage(), slot(key, UNREADABLE)) else {
        return;
    };
    let is_free = stored(&aside).is_none_or(|held| held == text);
    // Nothing is removed before its copy exists.
    if !is_readable(&text) && is_free && storage.set_item(&aside, &text).is_ok() {
        remove(key);
    }
}

/// Where a text is stored, so that it overwrites none that cannot be read: under the key, or behind
/// it. `None` if both cannot be read.
pub(crate) fn writable_slot(key: &str, is_readable: fn(&str) -> bool) -> Option<String> {
    let slots = [key.to_owned(), slot(key, SECOND)].map(|slot| (stored(&slot), slot));
    let readable = slots
        .iter()
        .find(|(text, _)| text.as_deref().is_some_and(is_readable));
    readable
        .or_else(|| slots.iter().find(|(text, _)| text.is_none()))
        .map(|(_, slot)| slot.clone())
}

/// The texts under a key that cannot be read, each with where it is.
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

/// Removes those.
pub(crate) fn remove_unreadable(key: &str, is_readable: fn(&str) -> bool) {
    unreadable(key, is_readable).for_each(|(slot, _)| remove(&slot));
}

/// Removes what is stored under a key.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Storage that cannot be written holds nothing of ours.
        let _ = storage.remove_item(key);
    }
}

impl Options {
    /// Returns the storage key of the draft, from the page's name for it, or from the form's
    /// position and its collection. Returns `None` if nothing is stored.
    pub(crate) fn draft_key(&self) -> Option<String> {
        self.key(|| {
            let key = self.draft_key.clone();
            key.unwrap_or_else(|| self.instance_and_collection())
        })
    }

    /// Returns the storage key of the submission's record. It always depends on the collection: the
    /// skill would not be found in another.
    pub(crate) fn record_key(&self) -> Option<String> {
        self.key(|| {
            let of = match &self.draft_key {
                Some(key) => [key, " ", &self.collection()].concat(),
                None => self.instance_and_collection(),
            };
            [&of, ":sent"].concat()
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
    /// Where the draft is kept.
    pub(crate) fn draft_key(&self) -> Option<String> {
        self.inner.options.with_untracked(Options::draft_key)
    }

    /// Where the submission is written down.
    pub(crate) fn record_key(&self) -> Option<String> {
        self.inner.options.with_untracked(Options::record_key)
    }
}
