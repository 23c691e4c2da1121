//! The categories: a list, and an input that adds to it.
//!
//! Enter, a comma, leaving the input, and the button add the text of the input. Pasting several
//! lines adds all of them. In the empty input, Backspace and the arrow key do not remove the last
//! item, but move the focus to its button.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element, Event, HtmlInputElement};

use crate::form::el::{El, NodeRef, el, is, is_by_input_method, is_composing, key, set_written};
use crate::form::field_frame::{control, labelled};
use crate::form::state::SkillForm;
use crate::form::view::focus;
use crate::i18n::{Key, Ui};
use crate::skill::FieldPath;

use super::edit::{add, add_pending, joined, schedule};
use super::list::{category_list, focus_last};
use super::text::{SEPARATORS, without_line_breaks_in_cells};

pub(crate) fn categories(form: &SkillForm, field: FieldPath) -> El {
    let announcement = form.inner.categories.announcement.clone();
    let reference = NodeRef::default();
    let input = category_input(form, field).node_ref(&reference);
    let list = category_list(form, field, reference.clone());
    let button = add_button(form, field, reference);
    let input_and_button = el!(div class="category-input" part="category-input")
        .child(input)
        .child(button);
    let status = el!(p class="visually-hidden" role="status").text(move || announcement.get());
    labelled(form, field, [list, input_and_button, status])
}

fn category_input(form: &SkillForm, field: FieldPath) -> El {
    let (typing, composing, pressing) = (form.clone(), form.clone(), form.clone());
    let (pasting, dropping) = (form.clone(), form.clone());
    let pending = form.inner.categories.pending.clone();
    control(
        form,
        field,
        el!(input type="text" autocomplete="off" enterkeyhint="done" dir="auto"),
    )
    .bind_disabled(form)
    .bind_readonly(form)
    .value(move || pending.get())
    .on("input", move |event| type_category(&typing, field, &event))
    // In Chromium, no other event follows:
    // https://www.w3.org/TR/uievents/#events-composition-input-events
    .on("compositionend", move |event| {
        type_category(&composing, field, &event);
    })
    .on("keydown", move |event| handle_key(&pressing, field, &event))
    .on("paste", move |event| {
        paste(&pasting, field, event.unchecked_ref());
    })
    .on("drop", move |event| {
        drop_text(&dropping, field, event.unchecked_ref());
    })
}

fn add_button(form: &SkillForm, field: FieldPath, input: NodeRef) -> El {
    let adding = form.clone();
    el!(button type="button" class="secondary" part="add-category")
        .bind_locked(form)
        .bind_text(form, Key::Ui(Ui::AddCategory))
        .on("click", move |_| {
            add_pending(&adding, field);
            input.get().map(focus);
        })
}

/// Adds the items that end with a separator. The user is still typing the text after the last one.
fn type_category(form: &SkillForm, field: FieldPath, event: &Event) {
    let text = event_target_value(event);
    match text.rfind(SEPARATORS) {
        Some(place) if !is(event, "isComposing") => {
            let (done, rest) = text.split_at(place);
            let rest = rest.trim_start_matches(|character: char| {
                character.is_whitespace() || SEPARATORS.contains(&character)
            });
            let added = add(form, field, done);
            let pending = joined(added.rejected, rest.to_owned());
            // The input still contains the separator, even if the signal does not change.
            if pending != text {
                event_target::<HtmlInputElement>(event).set_value(&pending);
            }
            form.inner.categories.pending.set(pending);
            if added.count > 0 {
                form.commit();
            }
        }
        _ => {
            form.inner.categories.pending.set(text);
            // The error is about the previous text.
            if form.error(field).with_untracked(Option::is_some) {
                form.check(field);
            }
        }
    }
    set_written(&event_target(event));
    form.schedule_save();
    form.notify();
}

fn handle_key(form: &SkillForm, field: FieldPath, event: &Event) {
    let input = event_target::<Element>(event);
    if is_composing(event) {
        // If the input method passes Enter on, it ends the composition and adds the item.
        if key(event) == "Enter" && !is_by_input_method(event) {
            event.prevent_default();
            form.read_control(&input);
            add_pending(form, field);
        }
        return;
    }
    let is_empty = form
        .inner
        .categories
        .pending
        .with_untracked(String::is_empty);
    // Not the direction of the input, which depends on its text and is left-to-right if it is
    // empty.
    let is_rtl = input
        .closest(".field:dir(rtl)")
        .is_ok_and(|field| field.is_some());
    let backwards = if is_rtl { "ArrowRight" } else { "ArrowLeft" };
    match &*key(event) {
        // Enter adds an item and never submits the form.
        "Enter" => {
            event.prevent_default();
            add_pending(form, field);
        }
        pressed
            if (pressed == "Backspace" || pressed == backwards)
                && is_empty
                && !is(event, "repeat")
                && focus_last(&input) =>
        {
            event.prevent_default();
        }
        _ => {}
    }
}

/// Adds pasted text that contains several items. It replaces the selection.
///
/// An input alone accepts only the first line.
fn paste(form: &SkillForm, field: FieldPath, event: &ClipboardEvent) {
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default();
    if text.contains(SEPARATORS) && !form.inner.view.readonly.get_untracked() {
        event.prevent_default();
        let text = without_line_breaks_in_cells(&text);
        let input = event_target::<HtmlInputElement>(event);
        if input.value().is_empty() {
            return add_in_place(form, field, &input, text.into_owned());
        }
        // A text input always has a selection, so this cannot fail.
        let _ = input.set_range_text(&text.replace(['\n', '\r', '\t'], ","));
        let text = input.value();
        add_in_place(form, field, &input, text);
    }
}

/// Adds dropped text like pasted text, after the text of the input.
fn drop_text(form: &SkillForm, field: FieldPath, event: &DragEvent) {
    let text = event
        .data_transfer()
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default();
    let is_locked =
        form.inner.view.readonly.get_untracked() || form.inner.view.disabled.get_untracked();
    if text.contains(SEPARATORS) && !is_locked {
        event.prevent_default();
        let input = event_target::<HtmlInputElement>(event);
        add_in_place(
            form,
            field,
            &input,
            joined(
                input.value(),
                without_line_breaks_in_cells(&text).into_owned(),
            ),
        );
    }
}

/// Clears the input, and adds the items of a text.
fn add_in_place(form: &SkillForm, field: FieldPath, input: &HtmlInputElement, text: String) {
    input.set_value("");
    set_written(input);
    form.inner.categories.pending.set(String::new());
    schedule(form, field, text);
}
