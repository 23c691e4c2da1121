//! The categories that are not in the list yet.

use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::form::categories::batch::CategoryBatch;
use crate::platform::Local;

/// The state of the categories' input. The list itself is a value of the form.
#[derive(Default)]
pub(crate) struct Categories {
    /// The text of the input.
    pub pending: ArcRwSignal<String>,
    /// What a screen reader announces after the list has changed.
    pub announcement: ArcRwSignal<String>,
    /// A long text whose items are being added.
    pub batch: Local<Option<CategoryBatch>>,
}

impl Categories {
    pub fn unsubscribe(&self) {
        self.pending.clear_subscribers();
        self.announcement.clear_subscribers();
    }
}
