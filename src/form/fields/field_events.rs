//! The form listens once for all its fields: a control says by its name which field it is of.

use leptos::prelude::*;
use web_sys::Element;

use crate::form::categories::add_pending;
use crate::form::el::{El, is_changed};
use crate::form::state::SkillForm;
use crate::form::view::field_of;
use crate::skill::{FieldPath, Kind};

impl El {
    /// Hears what is typed and chosen in the fields, and which of them are left.
    pub fn delegate_field_events(self, form: &SkillForm) -> Self {
        let (typing, choosing, leaving) = (form.clone(), form.clone(), form.clone());
        self.on_capture("input", move |event| typed(&typing, &event_target(&event)))
            .on_capture("change", move |event| {
                chosen(&choosing, &event_target(&event));
            })
            .on_capture("focusout", move |event| {
                if let Some(field) = field_of(&event_target(&event)) {
                    leaving.leave(field);
                }
            })
    }
}

impl SkillForm {
    /// The person leaves `field`: what is wrong with it is shown, once no pointer is down.
    pub fn leave(&self, field: FieldPath) {
        if self.is_pressed() {
            self.leave_later(field);
        } else if !self.inner.view.disabled.get_untracked()
            && !self.inner.view.readonly.get_untracked()
        {
            if field == FieldPath::Categories {
                add_pending(self, field);
            }
            if self.refused(field).is_none() && !self.is_refused_by_service(field) {
                self.check(field);
            }
        }
    }
}

fn typed(form: &SkillForm, control: &Element) {
    // What is typed into the categories' input is split there; a choice is told by `change` too.
    if field_of(control).is_some_and(|field| !matches!(field.kind(), Kind::StringList)) {
        form.inner.values.is_uncommitted.set(true);
        form.read_control(control);
    }
}

/// A value is committed: some tools fire this event alone.
fn chosen(form: &SkillForm, control: &Element) {
    let Some(field) = field_of(control) else {
        return;
    };
    // A page's prefill that the control cannot show as it is, of several lines, is no change. Nor
    // is a value that was committed by Enter or as a suggestion, which the browser reports once
    // more when the control is left.
    let is_changed = is_changed(control);
    if is_changed {
        form.read_control(control);
    }
    match field.kind() {
        // A category that is still being typed is no value yet.
        Kind::StringList if form.is_pressed() => {}
        Kind::StringList => add_pending(form, field),
        _ if is_changed || form.inner.values.is_uncommitted.get() => form.commit(),
        _ => {}
    }
}
