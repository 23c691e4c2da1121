//! The saved draft, which survives a reload.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::i18n::Ui;
use crate::platform::Local;
use crate::skill::{Entry, FieldPath};

/// The state of the saved draft.
#[derive(Default)]
pub(crate) struct SavedDraft {
    /// The notice that the form shows about it.
    pub notice: ArcRwSignal<Option<Ui>>,
    /// Saves the draft a moment after a change.
    pub save_timer: Local<Option<Timeout>>,
    /// The storage key of the draft and the slot that it is written to, once the slot is known.
    pub slot: Local<Option<(String, String)>>,
    /// The draft that was restored, until the user changes a value.
    pub restored: Local<Option<StoredDraft>>,
    /// Whether the form has been mounted, and its draft restored.
    pub has_mounted: Local<bool>,
}

/// A stored draft: the fields that are not empty, and the text of the categories' input.
#[derive(Clone)]
pub(crate) struct StoredDraft {
    pub fields: Vec<(FieldPath, Entry)>,
    pub pending: String,
}

impl SavedDraft {
    pub fn unsubscribe(&self) {
        self.notice.clear_subscribers();
    }
}
