//! Submits the form on Enter and on a click.
//!
//! This does not rely on the browser's form submission, which a sandboxed frame without
//! `allow-forms` blocks before its event.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use web_sys::{Element, Event};

use crate::form::el::{El, is, is_composing, key};
use crate::form::state::{SkillForm, SubmitError};

use super::focus::focus;

impl El {
    /// Sends on Enter in an input, as a form does by itself.
    pub fn submit_on_enter(self, form: &SkillForm) -> Self {
        let (pressing, submitting) = (form.clone(), form.clone());
        self.on("keydown", move |event| press(&pressing, &event))
            .on("submit", move |event| send(&submitting, &event))
    }

    /// Sends on a click.
    pub fn submit_on_click(self, form: &SkillForm) -> Self {
        let form = form.clone();
        self.on("click", move |event| send(&form, &event))
    }
}

fn press(form: &SkillForm, event: &Event) {
    let is_enter = key(event) == "Enter"
        && event_target::<Element>(event)
            .matches("input")
            .unwrap_or(false);
    if !is_enter || event.default_prevented() {
        return;
    }
    event.prevent_default();
    if !is_composing(event) && !is(event, "repeat") {
        // As a browser does before it submits a form.
        if form.inner.values.is_uncommitted.get() {
            form.commit();
        }
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
            let form_element = form.inner.view.form_element.get();
            if let Some(summary) =
                form_element.and_then(|form| form.query_selector(".summary").ok().flatten())
            {
                focus(&summary);
            }
        }
    });
}
