//! The categories that were added, as tokens: one stop of the Tab key, between which the arrow keys move.
//!
//! The list listens once for all its items, and an item is two elements without a listener or a signal of its own: a thousand
//! of them must stay light.

use std::collections::BTreeMap;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use crate::i18n::{Counted, Key, Ui, fill};
use crate::skill::FieldPath;

use super::category_text::remove;
use super::focus::focus;
use super::live::{handler, live};
use super::model::SkillForm;
use super::status::isolate;

/// How many items are built at first. Very many at once would let the page stand still: those behind come in tasks of their own.
const BATCH: usize = 250;

/// An item, how many of its text stand before it, and the language of its button's name: what is unlike is built anew.
type Token = (String, usize, String);

pub(super) fn category_list(form: &SkillForm, field: FieldPath, input: NodeRef<html::Input>) -> impl IntoView + use<> {
    let (entry, shown) = (form.entry(field), shown(form, field));
    let messages = form.inner.messages.clone();
    let tokens = move || {
        let (entry, tag) = (entry.read(), messages.read().tag().to_owned());
        // A page's prefill may hold a text twice; with its count each is unlike the others.
        let mut counts = BTreeMap::new();
        let mut token = |item: &String| {
            let count = counts.entry(item.clone()).or_insert(0_usize);
            *count += 1;
            (item.clone(), *count, tag.clone())
        };
        entry.list().iter().take(shown.get()).map(&mut token).collect::<Vec<_>>()
    };
    let (naming, clicking, pressing, label) = (form.clone(), form.clone(), form.clone(), form.id(field, "-label"));
    view! {
        <fieldset class={"tokens"} part={"tokens"} role={"none"} disabled={form.locked()}>
            <ul
                class={"items"}
                part={"items"}
                role={"list"}
                aria-labelledby={label}
                on:click={handler(move |event: ev::MouseEvent| {
                    if let Some(button) = event_target::<Element>(&event).closest("button").ok().flatten() {
                        remove_at(&clicking, field, &button, input);
                    }
                })}
                on:keydown={handler(move |event: ev::KeyboardEvent| press(&pressing, field, input, &event))}
                on:focusin={handler(|event: ev::FocusEvent| keep_one_stop(&event_target::<Element>(&event)))}
            >
                <For each={tokens} key={|token| token.clone()} let:token>{token_view(&naming, &token)}</For>
            </ul>
            {count(form, field)}
        </fieldset>
    }
}

/// How many of the items are built. It follows the list, up by a batch a task and down at once. The batches grow with the list,
/// because each has all of it laid out again.
fn shown(form: &SkillForm, field: FieldPath) -> ArcRwSignal<usize> {
    let (entry, shown) = (form.entry(field), ArcRwSignal::new(BATCH));
    let following = shown.clone();
    Effect::new(move |_| {
        let (count, now) = (entry.read().list().len(), following.get());
        let enough = count.next_multiple_of(BATCH).max(BATCH);
        if now < enough {
            let growing = following.clone();
            let next = (now + BATCH.max(now / 4)).min(enough);
            set_timeout(move || growing.set(next), std::time::Duration::ZERO);
        } else if now > enough {
            following.set(enough);
        }
    });
    shown
}

fn token_view(form: &SkillForm, token: &Token) -> AnyView {
    let label = fill(&untrack(|| form.text(&Key::Ui(Ui::Remove))), "item", &isolate(&token.0));
    view! {
        <li part={"item"}>
            <bdi>{token.0.clone()}</bdi>
            <button type={"button"} part={"remove"} tabindex={"-1"} aria-label={label}></button>
        </li>
    }
    .into_any()
}

/// How many there are, in sight too.
fn count(form: &SkillForm, field: FieldPath) -> impl IntoView + use<> {
    let (form, entry) = (form.clone(), form.entry(field));
    let count = live(move || {
        let count = entry.read().list().len();
        (count > 1).then(|| form.counted(Counted::Items, count).into_any())
    });
    view! { <p class={"hint"} part={"count"}>{count}</p> }
}

/// The last item's button, to which the input's own keys lead.
pub(super) fn focus_last(within: &Element) -> bool {
    let field = within.closest(".field").ok().flatten();
    let last = field.and_then(|field| field.query_selector("li:last-child > button").ok().flatten());
    last.is_some_and(|last| focus(&last))
}

/// Only the item that has, or last had, the focus is a stop of the Tab key.
fn keep_one_stop(button: &Element) {
    let Some(list) = button.closest("ul").ok().flatten() else { return };
    if let Some(before) = list.query_selector("[tabindex='0']").ok().flatten() {
        set_stop(&before, "-1");
    }
    set_stop(button, "0");
}

/// The list is a stop of the Tab key from its first item on.
pub(super) fn ensure_stop(list: &Element) {
    if list.query_selector("[tabindex='0']").ok().flatten().is_none()
        && let Some(first) = list.query_selector("button").ok().flatten()
    {
        set_stop(&first, "0");
    }
}

fn set_stop(button: &Element, tabindex: &str) {
    // A well-formed attribute is always taken.
    let _ = button.set_attribute("tabindex", tabindex);
}

fn press(form: &SkillForm, field: FieldPath, input: NodeRef<html::Input>, event: &ev::KeyboardEvent) {
    let Some(item) = event_target::<Element>(event).closest("li").ok().flatten() else { return };
    let is_rtl = item.matches(":dir(rtl)").unwrap_or(false);
    let list = item.parent_element();
    let (next, previous) = (item.next_element_sibling(), item.previous_element_sibling());
    let target = match (&*event.key(), is_rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) | ("ArrowDown", _) => next,
        ("ArrowLeft", false) | ("ArrowRight", true) | ("ArrowUp", _) => previous.or(Some(item)),
        ("Home", _) => list.and_then(|list| list.first_element_child()),
        ("End", _) => list.and_then(|list| list.last_element_child()),
        ("Backspace" | "Delete", _) => {
            event.prevent_default();
            return remove_at(form, field, &event_target::<Element>(event), input);
        }
        _ => return,
    };
    event.prevent_default();
    // Beyond the last item is the input.
    if !target.as_ref().is_some_and(focus_item) {
        focus_input(input);
    }
}

/// Removes a button's item. The focus moves to the next one's button, the one before, or the input, before the item goes.
fn remove_at(form: &SkillForm, field: FieldPath, button: &Element, input: NodeRef<html::Input>) {
    let Some(item) = button.closest("li").ok().flatten() else { return };
    let mut place = 0;
    let mut before = item.previous_element_sibling();
    while let Some(item) = before {
        place += 1;
        before = item.previous_element_sibling();
    }
    let beside = item.next_element_sibling().or_else(|| item.previous_element_sibling());
    if !beside.as_ref().is_some_and(focus_item) {
        focus_input(input);
    }
    remove(form, field, place);
}

fn focus_item(item: &Element) -> bool {
    item.query_selector("button").ok().flatten().is_some_and(|button| focus(&button))
}

pub(super) fn focus_input(input: NodeRef<html::Input>) {
    if let Some(input) = input.get_untracked() {
        focus(&input);
    }
}
