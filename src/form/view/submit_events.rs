//! Submits the form on Enter and on a click.
//!
//! The form handles these events itself, because a sandboxed frame without `allow-forms` blocks the
//! browser's form submission before its event.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use web_sys::{Element, Event};

use crate::form::el::{El, is, is_composing, key};
use crate::form::state::{SkillForm, SubmitError};

use super::focus::focus;

/// The error summary, unless it is empty.
const SUMMARY: &str = ".summary:has(li)";

impl El {
    /// Submits the form on Enter in an input, like the browser's implicit submission.
    pub fn submit_on_enter(self, form: &SkillForm) -> Self {
        let (pressing, submitting) = (form.clone(), form.clone());
        self.on("keydown", move |event| handle_key(&pressing, &event))
            .on("submit", move |event| handle_submit(&submitting, &event))
    }

    /// Submits the form on a click.
    pub fn submit_on_click(self, form: &SkillForm) -> Self {
        let form = form.clone();
        self.on("click", move |event| handle_submit(&form, &event))
    }
}

fn handle_key(form: &SkillForm, event: &Event) {
    let is_enter = key(event) == "Enter"
        && event_target::<Element>(event)
            .matches("input")
            .unwrap_or(false);
    if !is_enter || event.default_prevented() {
        return;
    }
    event.prevent_default();
    if !is_composing(event) && !is(event, "repeat") {
        // A browser also commits the value before it submits a form.
        if form.inner.values.is_uncommitted.get() {
            form.commit();
        }
        submit(form);
    }
}

fn handle_submit(form: &SkillForm, event: &Event) {
    event.prevent_default();
    submit(form);
}

/// Submits the form, or focuses the error summary.
fn submit(form: &SkillForm) {
    let form = form.clone();
    spawn_local(async move {
        let focused = form.focused();
        let result = form.submit().await;
        // During the page's validation, the user may have moved the focus.
        if result == Err(SubmitError::Invalid) && !form.has_moved_focus(focused.as_ref()) {
            tick().await;
            let form_element = form.inner.view.form_element.get();
            if let Some(summary) =
                form_element.and_then(|form| form.query_selector(SUMMARY).ok().flatten())
            {
                focus(&summary);
            }
        }
    });
}
