//! Event delegation: the form handles the events of all controls. A control's name identifies its
//! field.

use leptos::prelude::*;
use web_sys::Element;

use crate::form::categories::add_pending;
use crate::form::el::{El, is_changed};
use crate::form::state::SkillForm;
use crate::form::status::Status;
use crate::form::view::field_of;
use crate::skill::{FieldPath, Kind};

impl El {
    /// Handles `input`, `change`, and `focusout` of all fields.
    pub fn delegate_field_events(self, form: &SkillForm) -> Self {
        let (typing, choosing, leaving) = (form.clone(), form.clone(), form.clone());
        self.on_capture("input", move |event| {
            handle_input(&typing, &event_target(&event));
        })
        .on_capture("change", move |event| {
            handle_change(&choosing, &event_target(&event));
        })
        .on_capture("focusout", move |event| {
            if let Some(field) = field_of(&event_target(&event)) {
                leaving.leave(field);
            }
        })
    }
}

impl SkillForm {
    /// Handles the blur of `field`: shows its error, after the pointer is released.
    pub fn leave(&self, field: FieldPath) {
        if self.is_pressed() {
            self.leave_later(field);
        } else if !self.inner.view.disabled.get_untracked()
            && !self.inner.view.readonly.get_untracked()
        {
            if field == FieldPath::Categories {
                add_pending(self, field);
            }
            if self.refused(field).is_none() && !self.is_rejected(field) {
                self.check(field);
            }
            // The question says the same.
            if field == FieldPath::DisplayName && self.status_untracked() != Status::Exists {
                self.recognize();
            }
        }
    }
}

fn handle_input(form: &SkillForm, control: &Element) {
    // The categories' input handles `input` itself. Choices fire `change` too.
    if field_of(control).is_some_and(|field| !matches!(field.kind(), Kind::StringList)) {
        form.inner.values.is_uncommitted.set(true);
        form.read_control(control);
    }
}

/// Handles `change`, which commits a value. Some tools fire only this event.
fn handle_change(form: &SkillForm, control: &Element) {
    let Some(field) = field_of(control) else {
        return;
    };
    // A prefill that the control cannot show verbatim, such as several lines, is not a change.
    // Neither is a value that Enter or a suggestion has committed, for which the browser fires
    // `change` again on blur.
    let is_changed = is_changed(control);
    if is_changed {
        form.read_control(control);
    }
    match field.kind() {
        // An unfinished category is not a value.
        Kind::StringList if form.is_pressed() => {}
        Kind::StringList => add_pending(form, field),
        _ if is_changed || form.inner.values.is_uncommitted.get() => form.commit(),
        _ => {}
    }
}
