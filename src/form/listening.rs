//! The form listens once for all its fields: a control says by its name which field it is of.

use std::str::FromStr;

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use crate::skill::{Entry, FieldPath, Kind};

use super::adding::add_pending;
use super::dom::El;
use super::model::SkillForm;

impl El {
    /// Hears what is typed and chosen in the fields, and which of them are left.
    pub fn listening(self, form: &SkillForm) -> Self {
        let (typing, choosing, leaving) = (form.clone(), form.clone(), form.clone());
        self.on_first("input", move |event| typed(&typing, &event))
            .on_first("change", move |event| chosen(&choosing, &event))
            .on_first("focusout", move |event| {
                if let Some((field, _)) = control(&event) {
                    leaving.leave(field);
                }
            })
    }
}

/// The control that an event is of, and its field. What all of them have in common with an input is their value.
fn control(event: &Event) -> Option<(FieldPath, HtmlInputElement)> {
    let control = event_target::<HtmlInputElement>(event);
    let field = FieldPath::from_str(&control.get_attribute("name")?).ok()?;
    Some((field, control))
}

fn typed(form: &SkillForm, event: &Event) {
    if let Some((field, control)) = control(event)
        && matches!(field.kind(), Kind::Text { .. } | Kind::Url | Kind::Number | Kind::Timestamp)
    {
        form.edit(field, Entry::Text(control.value()));
    }
}

fn chosen(form: &SkillForm, event: &Event) {
    let Some((field, control)) = control(event) else { return };
    match field.kind() {
        Kind::Level | Kind::Audience | Kind::Boolean => form.edit(field, Entry::Text(control.value())),
        Kind::CollaborationTags => toggle(form, field, &control),
        Kind::Texts if !form.inner.local.pressed.get() => add_pending(form, field),
        _ => {}
    }
}

/// One of several that may be chosen.
fn toggle(form: &SkillForm, field: FieldPath, check: &HtmlInputElement) {
    let mut items = form.entry(field).with_untracked(|entry| entry.list().to_vec());
    let value = check.value();
    items.retain(|item| *item != value);
    if check.checked() {
        items.push(value);
    }
    form.edit(field, Entry::List(items));
}
