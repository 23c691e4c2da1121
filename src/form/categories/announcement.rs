//! What a screen reader announces after the list of categories has changed.

use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::i18n::{Counted, Key, Ui, fill};

/// Announces a change, and the new number of categories.
pub(crate) fn announce(form: &SkillForm, change: &str, count: usize) {
    let (text, count) = untrack(|| {
        let text = form.text(&Key::Ui(Ui::Announcement));
        (text, form.counted(Counted::Items, count))
    });
    let text = fill(&fill(&text, "count", &count), "change", change);
    form.inner.categories.announcement.set(text);
}
