//! The categories that were added, as tokens: one stop of the Tab key, between which the arrow keys
//! move.
//!
//! The list listens once for all its items, and an item is two elements without a listener or a
//! signal of its own: a thousand of them must stay light.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Element, Event};

#[cfg(feature = "ssr")]
use crate::form::el::unordered;
use crate::form::el::{El, NodeRef, el, is_hydrating, key};
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::form::view::focus;
use crate::i18n::{Counted, Key, Ui, fill};
use crate::skill::FieldPath;

use super::chunks;
use super::edit::remove;

/// How many items are built at once: half a block, so that one is laid out. Very many would let the
/// page stand still, so those behind come in tasks of their own.
const BATCH: usize = chunks::ITEMS as usize / 2;

pub(crate) fn category_list(form: &SkillForm, field: FieldPath, input: NodeRef) -> El {
    let (clicking, pressing) = (form.clone(), form.clone());
    let (beside, keyed) = (input.clone(), input);
    let list = chunks::list()
        .attr("aria-labelledby", &form.id(field, "-label"))
        .on("click", move |event| {
            if let Some(button) = event_target::<Element>(&event)
                .closest("button")
                .ok()
                .flatten()
            {
                remove_at(&clicking, field, &button, &beside);
            }
        })
        .on("keydown", move |event| {
            press(&pressing, field, &keyed, &event);
        })
        .on("focusin", |event| {
            keep_one_stop(&event_target::<Element>(&event));
        });
    let reference = NodeRef::default();
    let items = Items::new(form, field, reference.clone());
    let list = list
        .children(rendered_items(form, field))
        .node_ref(&reference)
        .effect(items.following());
    el!(fieldset class="category-field" part="category-field" role="none")
        .bind_locked(form)
        .child(list)
        .child(count(form, field))
}

/// The items on a server. In a browser, [`Items`] makes them, in no fixed order.
#[cfg(feature = "ssr")]
fn rendered_items(form: &SkillForm, field: FieldPath) -> Vec<El> {
    let label = untrack(|| form.text(&Key::Ui(Ui::Remove)));
    form.entry(field).with_untracked(|entry| {
        unordered(|| {
            let blocks = entry.list().chunks(chunks::ITEMS as usize);
            blocks
                .map(|items| chunks::block_of(items.iter().map(|item| token(item, &label))))
                .collect()
        })
    })
}

/// The items on a server. In a browser, [`Items`] makes them, in no fixed order.
#[cfg(not(feature = "ssr"))]
fn rendered_items(_form: &SkillForm, _field: FieldPath) -> Option<El> {
    None
}

/// What the list shows.
struct Items {
    form: SkillForm,
    field: FieldPath,
    list: NodeRef,
    shown: Vec<String>,
    /// The language of the buttons' names.
    tag: String,
    /// How many are built for now; the signal tells of more.
    limit: Rc<Cell<usize>>,
    more: ArcTrigger,
}

impl Items {
    fn new(form: &SkillForm, field: FieldPath, list: NodeRef) -> Self {
        let (limit, more) = (Rc::new(Cell::new(BATCH)), ArcTrigger::new());
        Self {
            form: form.clone(),
            field,
            list,
            shown: Vec::new(),
            tag: String::new(),
            limit,
            more,
        }
    }

    fn following(mut self) -> impl FnMut() {
        let entry = self.form.entry(self.field);
        move || {
            self.more.track();
            let is_other = self.form.inner.language.messages.read().tag() != self.tag;
            if is_other {
                self.form
                    .inner
                    .language
                    .messages
                    .read()
                    .tag()
                    .clone_into(&mut self.tag);
                self.show(&[]);
            }
            let entry = entry.read();
            let items = entry.list();
            self.grow(items.len());
            self.show(&items[..items.len().min(self.limit.get())]);
        }
    }

    /// How many are built follows the list, up by a batch a task and down at once.
    fn grow(&self, count: usize) {
        let (now, enough) = (self.limit.get(), count.next_multiple_of(BATCH).max(BATCH));
        if now >= enough {
            return self.limit.set(enough);
        }
        let (limit, more) = (self.limit.clone(), self.more.clone());
        set_timeout(
            move || {
                // Another change may have been faster.
                if limit.get() == now {
                    limit.set(now + BATCH);
                    more.notify();
                }
            },
            std::time::Duration::ZERO,
        );
    }

    /// Builds and removes what is unlike between what stays at the beginning and at the end.
    fn show(&mut self, items: &[String]) {
        let Some(list) = self.list.get() else {
            return;
        };
        if is_hydrating() {
            self.shown = chunks::texts(list);
        }
        let start = self
            .shown
            .iter()
            .zip(items)
            .take_while(|(shown, item)| shown == item)
            .count();
        let behind = self.shown[start..]
            .iter()
            .rev()
            .zip(items[start..].iter().rev());
        let end = behind.take_while(|(shown, item)| shown == item).count();
        let (gone, new) = (
            start..self.shown.len() - end,
            &items[start..items.len() - end],
        );
        if gone.is_empty() && new.is_empty() {
            return;
        }
        let mut next = if gone.is_empty() && end == 0 {
            None
        } else {
            chunks::at(list, start)
        };
        for _ in gone.clone() {
            if let Some(item) = next {
                next = chunks::next(&item);
                chunks::remove(&item);
            }
        }
        let label = untrack(|| self.form.text(&Key::Ui(Ui::Remove)));
        for item in new {
            chunks::insert(list, token(item, &label), next.as_ref());
        }
        self.shown.splice(gone, new.iter().cloned());
        ensure_stop(list);
    }
}

fn token(item: &str, label: &str) -> El {
    let button = el!(button type="button" part="remove" tabindex="-1");
    let button = button.attr("aria-label", &fill(label, "item", &isolate(item)));
    chunks::item().child(el!(bdi).text(item)).child(button)
}

/// How many there are, in sight too.
fn count(form: &SkillForm, field: FieldPath) -> El {
    let (form, entry) = (form.clone(), form.entry(field));
    el!(p class="hint" part="count").text(move || {
        let count = entry.read().list().len();
        if count > 1 {
            form.counted(Counted::Items, count)
        } else {
            String::new()
        }
    })
}

/// The last item's button, to which the input's own keys lead.
pub(crate) fn focus_last(within: &Element) -> bool {
    let field = within.closest(".field").ok().flatten();
    let list = field.and_then(|field| field.query_selector(".items").ok().flatten());
    list.and_then(|list| chunks::last(&list))
        .is_some_and(|last| focus_item(&last))
}

/// Only the item that has, or last had, the focus is a stop of the Tab key.
fn keep_one_stop(button: &Element) {
    let Some(list) = chunks::list_of(button) else {
        return;
    };
    if let Some(before) = list.query_selector("[tabindex='0']").ok().flatten() {
        set_stop(&before, "-1");
    }
    set_stop(button, "0");
}

/// The list is a stop of the Tab key from its first item on.
fn ensure_stop(list: &Element) {
    if list
        .query_selector("[tabindex='0']")
        .ok()
        .flatten()
        .is_none()
        && let Some(first) = list.query_selector("button").ok().flatten()
    {
        set_stop(&first, "0");
    }
}

fn set_stop(button: &Element, tabindex: &str) {
    // A well-formed attribute is always taken.
    let _ = button.set_attribute("tabindex", tabindex);
}

fn press(form: &SkillForm, field: FieldPath, input: &NodeRef, event: &Event) {
    let Some(item) = event_target::<Element>(event).closest("li").ok().flatten() else {
        return;
    };
    let is_rtl = item.matches(":dir(rtl)").unwrap_or(false);
    let target = match (&*key(event), is_rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) | ("ArrowDown", _) => chunks::next(&item),
        ("ArrowLeft", false) | ("ArrowRight", true) | ("ArrowUp", _) => {
            chunks::previous(&item).or(Some(item))
        }
        ("Home", _) => chunks::list_of(&item).and_then(|list| chunks::at(&list, 0)),
        ("End", _) => chunks::list_of(&item).and_then(|list| chunks::last(&list)),
        ("Backspace" | "Delete", _) => {
            event.prevent_default();
            return remove_at(form, field, &event_target::<Element>(event), input);
        }
        _ => return,
    };
    event.prevent_default();
    // Beyond the last item is the input.
    if !target.as_ref().is_some_and(focus_item) {
        input.get().map(focus);
    }
}

/// Removes a button's item. The focus moves to the next one's button, the one before, or the input,
/// before the item goes.
fn remove_at(form: &SkillForm, field: FieldPath, button: &Element, input: &NodeRef) {
    let Some(item) = button.closest("li").ok().flatten() else {
        return;
    };
    let beside = chunks::next(&item).or_else(|| chunks::previous(&item));
    if !beside.as_ref().is_some_and(focus_item) {
        input.get().map(focus);
    }
    remove(form, field, chunks::place(&item));
}

fn focus_item(item: &Element) -> bool {
    item.query_selector("button")
        .ok()
        .flatten()
        .is_some_and(|button| focus(&button))
}
