//! The keys of the tab's `sessionStorage` under which a form keeps what is typed, and what it sends.

use leptos::prelude::*;
use web_sys::Storage;

use crate::graph::Endpoint;

use super::model::SkillForm;
use super::options::{DraftMode, Options};

/// The version of what is stored. Another is not read, and not overwritten until something is typed.
const VERSION: &str = "v1";

/// The tab's storage; `None` where the browser blocks it.
pub(super) fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What stands in it under a key.
pub(super) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

impl Options {
    /// Where the draft is kept: under the page's name for it, or else the form's place and its collection. `None` where nothing is.
    pub(super) fn draft_key(&self) -> Option<String> {
        self.key(&self.draft_key.clone().unwrap_or_else(|| self.place_and_collection()))
    }

    /// Where the submission is written down. It is always of one collection: in another, nobody would find what was sent.
    pub(super) fn record_key(&self) -> Option<String> {
        let of = match &self.draft_key {
            Some(key) => [key, " ", &self.collection()].concat(),
            None => self.place_and_collection(),
        };
        self.key(&[&of, ":sent"].concat())
    }

    fn key(&self, name: &str) -> Option<String> {
        (self.draft == DraftMode::Session).then(|| ["add-skill:", VERSION, ":", name].concat())
    }

    fn place_and_collection(&self) -> String {
        [&self.place, " ", &self.collection()].concat()
    }

    fn collection(&self) -> String {
        Endpoint::collection(&self.endpoint, &document().base_uri().ok().flatten().unwrap_or_default())
    }
}

impl SkillForm {
    /// Where the draft is kept.
    pub(super) fn draft_key(&self) -> Option<String> {
        self.inner.options.with_untracked(Options::draft_key)
    }

    /// Where the submission is written down.
    pub(super) fn record_key(&self) -> Option<String> {
        self.inner.options.with_untracked(Options::record_key)
    }
}
