//! From what is typed or pasted to categories: at once, or a long text in several tasks, so that the page goes on between them.

use std::mem;
use std::time::Duration;

use leptos::prelude::*;

use crate::i18n::{Counted, Key, Ui, fill};
use crate::skill::{Constraints, Entry, FieldError, FieldPath};

use super::category_text::{Held, SEPARATORS, say};
use super::model::SkillForm;

/// How much of a long text is added in one task, in bytes: five hundred usual categories.
const AT_ONCE: usize = 8_192;

/// A text whose items are being added.
pub(super) struct Adding {
    field: FieldPath,
    /// What of it is left.
    rest: String,
    /// How many were added, and the last of them.
    added: usize,
    last: String,
    refused: Vec<String>,
    /// Why the first of them was.
    error: Option<FieldError>,
}

/// Adds what was typed, and what is still left of a long text. What is refused stays in the input, with the reason beside it.
pub(super) fn add_pending(form: &SkillForm, field: FieldPath) {
    form.add_rest();
    let typed = form.inner.pending.get_untracked();
    if !typed.trim().is_empty() {
        let refused = add(form, field, &typed);
        form.inner.pending.set(refused);
        form.notify();
    }
}

/// Adds the items of a text and returns those that are refused, with commas between; the reason shown is the first one's.
pub(super) fn add(form: &SkillForm, field: FieldPath, text: &str) -> String {
    let mut adding = Adding::new(field, text.to_owned());
    adding.go_on(form, usize::MAX);
    adding.end(form)
}

/// Adds the items of a text that may be long.
pub(super) fn add_soon(form: &SkillForm, field: FieldPath, text: String) {
    form.add_rest();
    form.inner.local.adding.replace(Some(Adding::new(field, text)));
    go_on(form);
}

fn go_on(form: &SkillForm) {
    let Some(mut adding) = form.inner.local.adding.take() else { return };
    adding.go_on(form, AT_ONCE);
    if adding.rest.is_empty() {
        return adding.leave(form);
    }
    form.inner.local.adding.replace(Some(adding));
    let form = form.clone();
    set_timeout(move || go_on(&form), Duration::ZERO);
}

impl SkillForm {
    /// Adds what is left of a long text at once: somebody wants to know what the form holds.
    pub(crate) fn add_rest(&self) {
        let adding = self.inner.local.adding.take();
        if let Some(mut adding) = adding {
            adding.go_on(self, usize::MAX);
            adding.leave(self);
        }
    }
}

impl Adding {
    fn new(field: FieldPath, text: String) -> Self {
        Self { field, rest: text, added: 0, last: String::new(), refused: Vec::new(), error: None }
    }

    /// Adds so many bytes of what is left, and on to where the item ends.
    fn go_on(&mut self, form: &SkillForm, bytes: usize) {
        let start = (bytes..self.rest.len()).find(|place| self.rest.is_char_boundary(*place));
        let end = start.and_then(|start| Some(start + self.rest[start..].find(SEPARATORS)?));
        let rest = end.map(|end| self.rest.split_off(end)).unwrap_or_default();
        let text = mem::replace(&mut self.rest, rest);
        let mut new = form.entry(self.field).with_untracked(|entry| self.check(entry.list(), &text));
        self.added += new.len();
        if let Some(last) = new.last() {
            self.last.clone_from(last);
        }
        form.change(self.field, |entry| {
            if let Entry::List(items) = entry {
                items.append(&mut new);
            }
        });
    }

    /// The items of a text that may be added to those that are held.
    fn check(&mut self, items: &[String], text: &str) -> Vec<String> {
        let (mut new, mut held) = (Vec::new(), Held::new(items, text));
        for item in text.split(SEPARATORS).map(str::trim).filter(|item| !item.is_empty()) {
            let problem = Constraints::item_problem(self.field, item);
            match problem.map_or_else(|| held.take(self.field, item), Err) {
                Ok(()) => new.push(item.to_owned()),
                Err(reason) => {
                    self.refused.push(item.to_owned());
                    self.error = self.error.take().or(Some(reason));
                }
            }
        }
        new
    }

    /// Tells what was added, and returns what was not.
    fn end(self, form: &SkillForm) -> String {
        let count = form.entry(self.field).with_untracked(|entry| entry.list().len());
        match self.added {
            0 => {}
            1 => say(form, fill(&untrack(|| form.text(&Key::Ui(Ui::ItemAdded))), "item", &self.last), count),
            added => say(form, untrack(|| form.counted(Counted::ItemsAdded, added)), count),
        }
        form.show(self.field, self.error);
        self.refused.join(", ")
    }

    /// The same; what was not added goes before what was typed meanwhile.
    fn leave(self, form: &SkillForm) {
        let refused = self.end(form);
        if !refused.is_empty() {
            form.inner.pending.set(joined(refused, form.inner.pending.get_untracked()));
        }
        form.notify();
    }
}

/// What was refused, and what is still being typed.
pub(super) fn joined(refused: String, typed: String) -> String {
    if refused.is_empty() || typed.is_empty() { refused + &typed } else { [refused, typed].join(", ") }
}
