//! The categories: a list of texts, and an input that adds to it.
//!
//! Enter, a comma, leaving the input and the button add what was typed; a paste of many lines adds them all. Backspace in
//! the empty input goes to the last item's button instead of removing at once.

use std::collections::{BTreeMap, BTreeSet};

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::i18n::{Key, Ui, fill};
use crate::skill::{Entry, FieldError, FieldPath, platform};

use super::field::{described_by, invalid, labelled, parts};
use super::live::{handler, live};
use super::model::SkillForm;
use super::status::isolate;

/// What stands between two items: line breaks, tabs, and the commas of the world's scripts.
const SEPARATORS: [char; 7] = [',', '\n', '\r', '\t', '，', '、', '،'];

pub(super) fn categories(form: &SkillForm, field: FieldPath) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let said = ArcRwSignal::new(String::new());
    let control = view! {
        {items(form, field, input, &said)}
        <div class={"adder"}>
            {adder(form, field, input)}
            {add_button(form, field, input)}
        </div>
        <p class={"visually-hidden"} role={"status"}>{live(move || said.get())}</p>
    };
    labelled(form, field, control.into_any())
}

fn items(form: &SkillForm, field: FieldPath, input: NodeRef<html::Input>, said: &ArcRwSignal<String>) -> impl IntoView + use<> {
    let entry = form.entry(field);
    // A page's prefill may hold a text twice; with its count each is unlike the others.
    let keyed = move || {
        let entry = entry.read();
        let mut counts = BTreeMap::new();
        let mut key = |item: &String| {
            let count = counts.entry(item.clone()).or_insert(0_usize);
            *count += 1;
            (item.clone(), *count)
        };
        entry.list().iter().map(&mut key).collect::<Vec<_>>()
    };
    let (form, said, label) = (form.clone(), said.clone(), form.id(field, "-label"));
    view! {
        <ul class={"items"} part={"items"} aria-labelledby={label}>
            <For each={keyed} key={|key| key.clone()} let:key>{item(&form, field, key.0, input, &said)}</For>
        </ul>
    }
}

fn item(form: &SkillForm, field: FieldPath, item: String, input: NodeRef<html::Input>, said: &ArcRwSignal<String>) -> AnyView {
    let (words, removing, said) = (form.clone(), form.clone(), said.clone());
    let (name, removed) = (item.clone(), item.clone());
    let remove = move |event: ev::MouseEvent| {
        let button = event_target::<Element>(&event);
        said.set(fill(&untrack(|| removing.text(&Key::Ui(Ui::Removed))), "item", &removed));
        focus_beside(&button, input);
        let mut items = removing.entry(field).with_untracked(|entry| entry.list().to_vec());
        if let Some(place) = items.iter().position(|item| *item == removed) {
            items.remove(place);
        }
        removing.edit(field, Entry::List(items));
    };
    view! {
        <li part={"item"}>
            <bdi>{item}</bdi>
            <button
                type={"button"}
                part={"remove"}
                disabled={form.locked()}
                aria-label={live(move || Some(fill(&words.text(&Key::Ui(Ui::Remove)), "item", &isolate(&name))))}
                on:click={handler(remove)}
            ></button>
        </li>
    }
    .into_any()
}

/// Moves the focus from an item's button to the next item's, or the one before, or the input, before the item goes.
fn focus_beside(button: &Element, input: NodeRef<html::Input>) {
    let Some(item) = button.closest("li").ok().flatten() else { return };
    let beside = item.next_element_sibling().or_else(|| item.previous_element_sibling());
    let target = beside.and_then(|item| item.query_selector("button").ok().flatten());
    let target = target.map(JsCast::unchecked_into::<HtmlElement>).or_else(|| input.get_untracked().map(JsCast::unchecked_into));
    if let Some(target) = target {
        // An element that cannot be focused leaves the focus where it is.
        let _ = target.focus();
    }
}

fn adder(form: &SkillForm, field: FieldPath, input: NodeRef<html::Input>) -> impl IntoView + use<> {
    let (typing, pressing, pasting, changing, leaving) = (form.clone(), form.clone(), form.clone(), form.clone(), form.clone());
    let pending = form.inner.pending.clone();
    view! {
        <input
            node_ref={input}
            part={parts(field)}
            id={form.id(field, "")}
            name={field.path()}
            type={"text"}
            autocomplete={"off"}
            dir={"auto"}
            disabled={form.disabled()}
            readonly={form.readonly()}
            aria-invalid={invalid(form, field)}
            aria-describedby={described_by(form, field)}
            prop:value={live(move || pending.get())}
            on:input={handler(move |event| type_category(&typing, field, &event))}
            on:keydown={handler(move |event: ev::KeyboardEvent| press(&pressing, field, &event))}
            on:paste={handler(move |event: ev::ClipboardEvent| paste(&pasting, field, &event))}
            on:change={handler(move |_| {
                if !changing.inner.local.pressed.get() {
                    add_pending(&changing, field);
                }
            })}
            on:focusout={handler(move |_: ev::FocusEvent| leaving.leave(field))}
        />
    }
}

fn add_button(form: &SkillForm, field: FieldPath, input: NodeRef<html::Input>) -> impl IntoView + use<> {
    let adding = form.clone();
    let add = move |_| {
        add_pending(&adding, field);
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <button type={"button"} class={"secondary"} part={"add-category"} disabled={form.locked()} on:click={handler(add)}>
            {form.words(Key::Ui(Ui::AddCategory))}
        </button>
    }
}

/// A separator ends an item; what follows the last one is still being typed.
fn type_category(form: &SkillForm, field: FieldPath, event: &ev::Event) {
    let typed = event_target_value(event);
    let is_composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
    match typed.rfind(SEPARATORS) {
        Some(place) if !is_composing => {
            let (done, rest) = typed.split_at(place);
            let rest = rest.trim_start_matches(SEPARATORS).to_owned();
            let refused = add(form, field, done);
            let pending = if refused.is_empty() { rest } else { refused };
            // The input holds the separator still, also where the signal held this text before.
            event_target::<HtmlInputElement>(event).set_value(&pending);
            form.inner.pending.set(pending);
        }
        _ => {
            form.inner.pending.set(typed);
            // What was said of the text before is no longer true of this one.
            if form.error(field).with_untracked(Option::is_some) {
                form.check(field);
            }
        }
    }
    form.keep_soon();
    form.notify();
}

fn press(form: &SkillForm, field: FieldPath, event: &ev::KeyboardEvent) {
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let is_empty = form.inner.pending.with_untracked(String::is_empty);
    match &*event.key() {
        // Enter adds an item and never sends the form.
        "Enter" => {
            event.prevent_default();
            add_pending(form, field);
        }
        "Backspace" if is_empty && !event.repeat() => {
            let root = event_target::<Element>(event).closest(".field").ok().flatten();
            if let Some(last) = root.and_then(|root| root.query_selector("li:last-child button").ok().flatten()) {
                event.prevent_default();
                let _ = last.unchecked_into::<HtmlElement>().focus();
            }
        }
        _ => {}
    }
}

/// An input takes only the first line of a paste: many are taken here, in place of what is selected.
fn paste(form: &SkillForm, field: FieldPath, event: &ev::ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    if text.contains(SEPARATORS) && !form.inner.readonly.get_untracked() {
        event.prevent_default();
        let input = event_target::<HtmlInputElement>(event);
        // A text input has a selection.
        let _ = input.set_range_text(&text.replace(['\n', '\r', '\t'], ","));
        form.inner.pending.set(input.value());
        add_pending(form, field);
        form.keep_soon();
    }
}

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
fn add(form: &SkillForm, field: FieldPath, text: &str) -> String {
    let mut items = form.entry(field).with_untracked(|entry| entry.list().to_vec());
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
    form.edit(field, Entry::List(items));
    form.show(field, error);
    refused.join(", ")
}
