//! From what is typed or pasted to categories.

use std::borrow::Cow;
use std::collections::HashSet;

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
    let entry = form.entry(field);
    let before = entry.with_untracked(|entry| entry.list().len());
    let (mut new, mut refused, mut error) = (Vec::new(), Vec::new(), None);
    entry.with_untracked(|entry| {
        let mut held = Held::new(entry.list(), text);
        for item in text.split(SEPARATORS).map(str::trim).filter(|item| !item.is_empty()) {
            let place = before + new.len();
            match check(form, field, item, place).and_then(|()| held.take(field, item, place)) {
                Ok(()) => new.push(item.to_owned()),
                Err(reason) => {
                    refused.push(item);
                    error = error.take().or(Some(reason));
                }
            }
        }
    });
    say_added(form, &new, before + new.len());
    form.change(field, |entry| {
        if let Entry::List(items) = entry {
            items.append(&mut new);
        }
    });
    form.show(field, error);
    refused.join(", ")
}

fn check(form: &SkillForm, field: FieldPath, item: &str, place: usize) -> Result<(), FieldError> {
    let alone = Entry::List(vec![item.to_owned()]);
    let problem = form.inner.options.with_untracked(|options| options.constraints.problem(field, &alone));
    problem.map_or(Ok(()), |error| Err(FieldError { item: Some(place), ..error }))
}

/// The items that the list holds already. One is looked for among them; of many that are added, each would take all of them.
enum Held<'a> {
    One(&'a [String]),
    Many(HashSet<Cow<'a, str>>),
}

impl<'a> Held<'a> {
    fn new(items: &'a [String], text: &str) -> Self {
        if text.trim_matches(SEPARATORS).contains(SEPARATORS) {
            Self::Many(items.iter().map(|item| platform::nfc(item.trim())).collect())
        } else {
            Self::One(items)
        }
    }

    fn take(&mut self, field: FieldPath, item: &'a str, place: usize) -> Result<(), FieldError> {
        let item = platform::nfc(item);
        let is_new = match self {
            Self::One(items) => items.iter().all(|held| platform::nfc(held.trim()) != item),
            Self::Many(items) => items.insert(item),
        };
        if is_new { Ok(()) } else { Err(FieldError::duplicate(field, place)) }
    }
}

/// Takes an item out of the list.
pub(super) fn remove(form: &SkillForm, field: FieldPath, place: usize) {
    let found = form.entry(field).with_untracked(|entry| Some((entry.list().get(place)?.clone(), entry.list().len())));
    let Some((item, count)) = found else { return };
    say(form, fill(&untrack(|| form.text(&Key::Ui(Ui::Removed))), "item", &item), count - 1);
    form.change(field, |entry| {
        if let Entry::List(items) = entry {
            items.remove(place);
        }
    });
}

fn say_added(form: &SkillForm, new: &[String], count: usize) {
    let added = match new {
        [] => return,
        [item] => fill(&untrack(|| form.text(&Key::Ui(Ui::ItemAdded))), "item", item),
        added => untrack(|| form.counted(Counted::ItemsAdded, added.len())),
    };
    say(form, added, count);
}

/// Tells those who do not see the list what became of it, and how long it is now.
fn say(form: &SkillForm, what: String, count: usize) {
    let count = untrack(|| form.counted(Counted::Items, count));
    form.inner.said.set([what, count].join(", "));
}
