//! From what is typed or pasted to categories.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::i18n::{Counted, Key, Ui, fill};
use crate::skill::{Entry, FieldError, FieldPath, platform};

use super::model::SkillForm;

/// What stands between two items: line breaks, tabs, and the commas of the world's scripts.
pub(super) const SEPARATORS: [char; 7] = [',', '\n', '\r', '\t', '，', '、', '،'];

/// Adds what was typed. What is refused stays in the input, with the reason beside it.
pub(super) fn add_pending(form: &SkillForm, field: FieldPath) {
    let typed = form.inner.pending.get_untracked();
    if !typed.trim().is_empty() {
        let refused = add(form, field, &typed);
        form.inner.pending.set(refused);
        form.notify();
    }
}

/// Adds the items of a text and returns those that are refused, with commas between; the reason shown is the first one's.
pub(super) fn add(form: &SkillForm, field: FieldPath, text: &str) -> String {
    let mut items = form.entry(field).with_untracked(|entry| entry.list().to_vec());
    let before = items.len();
    let mut held = BTreeSet::new();
    held.extend(items.iter().map(|item| platform::nfc(item.trim())));
    let (mut refused, mut error) = (Vec::new(), None);
    let options = form.options();
    for item in text.split(SEPARATORS).map(str::trim).filter(|item| !item.is_empty()) {
        let alone = Entry::List(vec![item.to_owned()]);
        let checked =
            options.constraints.check(field, &alone).map(|_| ()).map_err(|error| FieldError { item: Some(items.len()), ..error });
        let checked = checked.and_then(|()| {
            let is_new = held.insert(platform::nfc(item));
            if is_new { Ok(()) } else { Err(FieldError::duplicate(field, items.len())) }
        });
        match checked {
            Ok(()) => items.push(item.to_owned()),
            Err(reason) => {
                refused.push(item);
                error = error.or(Some(reason));
            }
        }
    }
    say_added(form, &items, before);
    form.edit(field, Entry::List(items));
    form.show(field, error);
    refused.join(", ")
}

/// Takes an item out of the list.
pub(super) fn remove(form: &SkillForm, field: FieldPath, place: usize) {
    let mut items = form.entry(field).with_untracked(|entry| entry.list().to_vec());
    if place < items.len() {
        let item = items.remove(place);
        let removed = fill(&untrack(|| form.text(&Key::Ui(Ui::Removed))), "item", &item);
        say(form, removed, items.len());
        form.edit(field, Entry::List(items));
    }
}

fn say_added(form: &SkillForm, items: &[String], before: usize) {
    let added = match &items[before..] {
        [] => return,
        [item] => fill(&untrack(|| form.text(&Key::Ui(Ui::ItemAdded))), "item", item),
        added => untrack(|| form.counted(Counted::ItemsAdded, added.len())),
    };
    say(form, added, items.len());
}

/// Tells those who do not see the list what became of it, and how long it is now.
fn say(form: &SkillForm, what: String, count: usize) {
    let count = untrack(|| form.counted(Counted::Items, count));
    form.inner.said.set([what, count].join(", "));
}
