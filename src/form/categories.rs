//! The categories: a list of texts, and an input that adds to it.
//!
//! Enter, a comma, leaving the input and the button add what was typed; a paste of many lines adds them all. Backspace and the
//! arrow key in the empty input go to the last item's button instead of removing at once.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::i18n::{Key, Ui};
use crate::skill::FieldPath;

use super::category_list::{category_list, ensure_stop, focus_input, focus_last};
use super::category_text::{SEPARATORS, add, add_pending};
use super::field::{described_by, invalid, labelled, parts};
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn categories(form: &SkillForm, field: FieldPath) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let said = form.inner.said.clone();
    keep_list_reachable(form, field, input);
    let control = view! {
        {category_list(form, field, input)}
        <div class={"adder"} part={"adder"}>
            {adder(form, field, input)}
            {add_button(form, field, input)}
        </div>
        <p class={"visually-hidden"} role={"status"}>{live(move || said.get())}</p>
    };
    labelled(form, field, control.into_any())
}

/// Once a change of the list is shown, the Tab key finds it.
fn keep_list_reachable(form: &SkillForm, field: FieldPath, input: NodeRef<html::Input>) {
    let entry = form.entry(field);
    let messages = form.inner.messages.clone();
    Effect::new(move |_| {
        entry.track();
        messages.track();
        let field = input.get().and_then(|input| input.closest(".field").ok().flatten());
        spawn_local(async move {
            tick().await;
            if let Some(list) = field.and_then(|field| field.query_selector("ul").ok().flatten()) {
                ensure_stop(&list);
            }
        });
    });
}

fn adder(form: &SkillForm, field: FieldPath, input: NodeRef<html::Input>) -> impl IntoView + use<> {
    let (typing, pressing, pasting, changing, leaving) = (form.clone(), form.clone(), form.clone(), form.clone(), form.clone());
    let pending = form.inner.pending.clone();
    view! {
        <input
            node_ref={input}
            part={parts(form, field)}
            id={form.id(field, "")}
            name={field.path()}
            type={"text"}
            autocomplete={"off"}
            enterkeyhint={"done"}
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
        focus_input(input);
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
    let input = event_target::<Element>(event);
    let is_empty = form.inner.pending.with_untracked(String::is_empty);
    // The input's own direction follows what is typed, and is left-to-right while it is empty.
    let is_rtl = input.closest(".field:dir(rtl)").is_ok_and(|field| field.is_some());
    let backwards = if is_rtl { "ArrowRight" } else { "ArrowLeft" };
    match &*event.key() {
        // Enter adds an item and never sends the form.
        "Enter" => {
            event.prevent_default();
            add_pending(form, field);
        }
        key if (key == "Backspace" || key == backwards) && is_empty && !event.repeat() && focus_last(&input) => {
            event.prevent_default();
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
