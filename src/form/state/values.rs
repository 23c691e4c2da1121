//! The values of the fields, and their errors.

use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::platform::Local;
use crate::skill::{Draft, Entry, FieldError, FieldPath, Map};

use super::validation::Validity;

/// The values of all fields.
pub(crate) struct Values {
    /// The values, by the position of the field in [`FieldPath::ALL`].
    pub entries: Vec<ArcRwSignal<Entry>>,
    /// The error that each field shows.
    pub errors: Vec<ArcRwSignal<Option<FieldError>>>,
    /// Members of the page's prefill that no field shows.
    pub extra: ArcRwSignal<Map>,
    /// The page's prefill.
    pub prefill: Local<Draft>,
    /// The cached validation result of each field, whether the field shows it or not.
    pub validity: Local<Vec<Validity>>,
    /// Whether the user has changed the value since it was last committed.
    pub is_uncommitted: Local<bool>,
}

impl Values {
    pub fn new() -> Self {
        Self {
            entries: FieldPath::ALL
                .iter()
                .map(|field| ArcRwSignal::new(Entry::empty(*field)))
                .collect(),
            errors: FieldPath::ALL
                .iter()
                .map(|_| ArcRwSignal::new(None))
                .collect(),
            extra: ArcRwSignal::default(),
            prefill: Local::default(),
            validity: Local::new(vec![Validity::Stale; FieldPath::ALL.len()]),
            is_uncommitted: Local::default(),
        }
    }

    pub fn unsubscribe(&self) {
        self.entries.iter().for_each(Source::clear_subscribers);
        self.errors.iter().for_each(Source::clear_subscribers);
        self.extra.clear_subscribers();
    }
}
