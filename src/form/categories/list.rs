//! The list of added categories. It is one tab stop, and the arrow keys move between the items
//! ([roving
//! tabindex](https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex)).
//!
//! The list handles the events of all items. An item consists of two elements without listeners or
//! signals, so that a thousand items stay fast.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Element, Event};

use crate::form::el::{El, NodeRef, el, is_hydrating, key, unordered};
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::form::view::focus;
use crate::i18n::{Counted, Key, Ui, fill};
use crate::skill::FieldPath;

use super::chunks;
use super::edit::remove;

/// The number of items that are rendered in one task: half a block, so that only one block is laid
/// out. Rendering very many items in one task would block the page.
const BATCH: usize = chunks::ITEMS as usize / 2;

pub(crate) fn category_list(form: &SkillForm, field: FieldPath, input: NodeRef) -> El {
    let (clicking, pressing) = (form.clone(), form.clone());
    let (input_of_clicks, input_of_keys) = (input.clone(), input);
    let list = chunks::list()
        .attr("aria-labelledby", &form.id(field, "-label"))
        .on("click", move |event| {
            if let Some(button) = event_target::<Element>(&event)
                .closest("button")
                .ok()
                .flatten()
            {
                remove_at(&clicking, field, &button, &input_of_clicks);
            }
        })
        .on("keydown", move |event| {
            handle_key(&pressing, field, &input_of_keys, &event);
        })
        .on("focusin", |event| {
            move_tab_stop(&event_target::<Element>(&event));
        });
    let reference = NodeRef::default();
    let items = Items::new(form, field, reference.clone());
    let list = list
        .children(rendered_items(form, field))
        .node_ref(&reference)
        .effect(items.into_effect());
    el!(fieldset class="category-field" part="category-field" role="none")
        .bind_locked(form)
        .child(list)
        .child(count(form, field))
}

/// Returns the items on a server. In a browser, [`Items`] renders them, in no fixed order.
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

/// Returns the items on a server. In a browser, [`Items`] renders them, in no fixed order.
#[cfg(not(feature = "ssr"))]
fn rendered_items(_form: &SkillForm, _field: FieldPath) -> Option<El> {
    None
}

/// The displayed items, which follow the value of the field.
struct Items {
    form: SkillForm,
    field: FieldPath,
    list: NodeRef,
    shown: Vec<String>,
    /// The language of the buttons' labels.
    tag: String,
    /// The number of items to render for now. `more` is notified when it grows.
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

    fn into_effect(mut self) -> impl FnMut() {
        let entry = self.form.entry(self.field);
        move || {
            self.more.track();
            let is_other_language = self.form.inner.language.messages.read().tag() != self.tag;
            if is_other_language {
                self.form
                    .inner
                    .language
                    .messages
                    .read()
                    .tag()
                    .clone_into(&mut self.tag);
            }
            if is_hydrating() {
                self.adopt();
            } else if is_other_language {
                self.update(&[]);
            }
            let entry = entry.read();
            let items = entry.list();
            self.grow(items.len());
            self.update(&items[..items.len().min(self.limit.get())]);
        }
    }

    /// Takes over the items that a server has rendered, unless it has named their buttons in another
    /// language.
    fn adopt(&mut self) {
        let Some(list) = self.list.get().cloned() else {
            return;
        };
        self.shown = chunks::texts(&list);
        self.limit.set(self.shown.len());
        let button = list.query_selector("button").ok().flatten();
        if let (Some(button), Some(item)) = (button, self.shown.first()) {
            let label = untrack(|| self.form.text(&Key::Ui(Ui::Remove)));
            let label = fill(&label, "item", &isolate(item));
            if button.get_attribute("aria-label").as_ref() != Some(&label) {
                self.update(&[]);
            }
        }
        ensure_tab_stop(&list);
    }

    /// Adjusts the limit to the number of items. It grows by one batch per task, and shrinks
    /// immediately.
    fn grow(&self, count: usize) {
        let (now, target_limit) = (self.limit.get(), count.next_multiple_of(BATCH).max(BATCH));
        if now >= target_limit {
            return self.limit.set(target_limit);
        }
        let (limit, more) = (self.limit.clone(), self.more.clone());
        set_timeout(
            move || {
                // Another change may have raised the limit already.
                if limit.get() == now {
                    limit.set(now + BATCH);
                    more.notify();
                }
            },
            std::time::Duration::ZERO,
        );
    }

    /// Replaces the items that differ, between the common prefix and the common suffix.
    fn update(&mut self, items: &[String]) {
        let Some(list) = self.list.get() else {
            return;
        };
        let start = self
            .shown
            .iter()
            .zip(items)
            .take_while(|(shown, item)| shown == item)
            .count();
        let reversed = self.shown[start..]
            .iter()
            .rev()
            .zip(items[start..].iter().rev());
        let end = reversed.take_while(|(shown, item)| shown == item).count();
        let (removed, added) = (
            start..self.shown.len() - end,
            &items[start..items.len() - end],
        );
        if removed.is_empty() && added.is_empty() {
            return;
        }
        let mut next = if removed.is_empty() && end == 0 {
            None
        } else {
            chunks::at(list, start)
        };
        for _ in removed.clone() {
            if let Some(item) = next {
                next = chunks::next(&item);
                chunks::remove(&item);
            }
        }
        let label = untrack(|| self.form.text(&Key::Ui(Ui::Remove)));
        unordered(|| {
            for item in added {
                chunks::insert(list, token(item, &label), next.as_ref());
            }
        });
        self.shown.splice(removed, added.iter().cloned());
        ensure_tab_stop(list);
    }
}

fn token(item: &str, label: &str) -> El {
    let button = el!(button type="button" part="remove" tabindex="-1");
    let button = button.attr("aria-label", &fill(label, "item", &isolate(item)));
    chunks::item().child(el!(bdi).text(item)).child(button)
}

/// Returns the visible number of items, if there are several.
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

/// Focuses the last item's button. Returns whether there is an item.
pub(crate) fn focus_last(within: &Element) -> bool {
    let field = within.closest(".field").ok().flatten();
    let list = field.and_then(|field| field.query_selector(".items").ok().flatten());
    list.and_then(|list| chunks::last(&list))
        .is_some_and(|last| focus_item(&last))
}

/// Makes a button, which has the focus, the only tab stop of the list.
fn move_tab_stop(button: &Element) {
    let Some(list) = chunks::list_of(button) else {
        return;
    };
    if let Some(before) = list.query_selector("[tabindex='0']").ok().flatten() {
        set_tabindex(&before, "-1");
    }
    set_tabindex(button, "0");
}

/// Makes the first item a tab stop if the list has none.
fn ensure_tab_stop(list: &Element) {
    if list
        .query_selector("[tabindex='0']")
        .ok()
        .flatten()
        .is_none()
        && let Some(first) = list.query_selector("button").ok().flatten()
    {
        set_tabindex(&first, "0");
    }
}

fn set_tabindex(button: &Element, tabindex: &str) {
    // Setting a well-formed attribute cannot fail.
    let _ = button.set_attribute("tabindex", tabindex);
}

fn handle_key(form: &SkillForm, field: FieldPath, input: &NodeRef, event: &Event) {
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
    // The input follows the last item.
    if !target.as_ref().is_some_and(focus_item) {
        input.get().map(focus);
    }
}

/// Removes a button's item. Before that, the focus moves to the next item's button, the previous
/// one, or the input.
fn remove_at(form: &SkillForm, field: FieldPath, button: &Element, input: &NodeRef) {
    let Some(item) = button.closest("li").ok().flatten() else {
        return;
    };
    let neighbor = chunks::next(&item).or_else(|| chunks::previous(&item));
    if !neighbor.as_ref().is_some_and(focus_item) {
        input.get().map(focus);
    }
    remove(form, field, chunks::index_of(&item));
}

fn focus_item(item: &Element) -> bool {
    item.query_selector("button")
        .ok()
        .flatten()
        .is_some_and(|button| focus(&button))
}
