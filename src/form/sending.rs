//! Enter and the button send the form.
//!
//! The browser's own submission of a form is not relied upon: in a sandboxed frame without `allow-forms` it is blocked before its event.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::SubmitError;
use super::dom::El;
use super::focus::focus;
use super::model::SkillForm;

/// What an input method handles itself has this [key code](https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
const BY_INPUT_METHOD: u32 = 229;

impl El {
    /// Sends on Enter in an input, as a form does by itself.
    pub fn sending(self, form: &SkillForm) -> Self {
        let (pressing, submitting) = (form.clone(), form.clone());
        self.on("keydown", move |event| press(&pressing, event.unchecked_ref()))
            .on("submit", move |event| send(&submitting, &event))
    }

    /// Sends on a click.
    pub fn sending_on_click(self, form: &SkillForm) -> Self {
        let form = form.clone();
        self.on("click", move |event| send(&form, &event))
    }
}

/// Whether a key belongs to a composition: it chooses or ends what an input method composes, and does nothing else.
pub(super) fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || is_by_input_method(event)
}

/// Whether the input method has taken a key. Gboard composes Latin words too, and hands on Enter.
pub(super) fn is_by_input_method(event: &KeyboardEvent) -> bool {
    event.key_code() == BY_INPUT_METHOD
}

fn press(form: &SkillForm, event: &KeyboardEvent) {
    let is_enter = event.key() == "Enter" && event_target::<Element>(event).matches("input").unwrap_or(false);
    if !is_enter || event.default_prevented() {
        return;
    }
    event.prevent_default();
    if !is_composing(event) && !event.repeat() {
        submit(form);
    }
}

fn send(form: &SkillForm, event: &Event) {
    event.prevent_default();
    submit(form);
}

/// Sends the form, or leads to what is wrong with it.
fn submit(form: &SkillForm) {
    let form = form.clone();
    spawn_local(async move {
        if form.submit().await == Err(SubmitError::Invalid) {
            tick().await;
            let shown_as = form.inner.local.shown_as.borrow().clone();
            if let Some(summary) = shown_as.and_then(|form| form.query_selector(".summary").ok().flatten()) {
                focus(&summary);
            }
        }
    });
}
