//! What a screen reader announces after the list of categories has changed.

use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::i18n::Counted;

/// Announces a change, and the new number of categories.
pub(crate) fn announce(form: &SkillForm, change: String, count: usize) {
    let count = untrack(|| form.counted(Counted::Items, count));
    form.inner
        .categories
        .announcement
        .set([change, count].join(", "));
}
