//! Transfers the values of controls to their fields.
//!
//! Most changes fire events. Password managers, autofill, and test tools also set values without an
//! event. The form therefore reads the controls again before it uses their values: it sends what
//! the user sees.

use std::str::FromStr;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::form::el::{forget_written, is_changed, set_written};
use crate::form::state::SkillForm;
use crate::skill::{Entry, FieldPath, Kind};

impl SkillForm {
    /// Reads the controls whose values have changed without an event.
    pub(crate) fn read_controls(&self) {
        if self.inner.view.disabled.get_untracked() || self.inner.view.readonly.get_untracked() {
            return;
        }
        for control in self.changed_controls() {
            self.read_control(&control);
        }
    }

    /// Resets controls that have changed without an event to the values of their fields, because
    /// the form is being filled.
    pub(crate) fn rewrite_controls(&self) {
        for control in self.changed_controls() {
            if let Some(field) = field_of(&control) {
                forget_written(&control);
                // Runs the effect of the field, although no signal has changed.
                self.inner.values.entries[field as usize].notify();
                self.inner.categories.pending.notify();
            }
        }
    }

    /// Returns the controls whose values have changed without an event.
    ///
    /// The iterator checks each control when it reaches it, because handling an earlier one may
    /// have changed it.
    fn changed_controls(&self) -> impl Iterator<Item = Element> + use<> {
        let form_element = self.inner.view.form_element.get();
        let controls = form_element.and_then(|form| form.query_selector_all("[name]").ok());
        controls
            .into_iter()
            .flat_map(|controls| {
                (0..controls.length()).filter_map(move |index| controls.get(index))
            })
            .map(JsCast::unchecked_into)
            .filter(is_changed)
    }

    /// Transfers the value of a control to its field.
    pub(crate) fn read_control(&self, control: &Element) {
        let Some(field) = field_of(control) else {
            return;
        };
        // All controls have a `value`, as an input has.
        let control: &HtmlInputElement = control.unchecked_ref();
        let (value, entry) = (control.value(), self.entry(field));
        let entry = entry.get_untracked();
        match field.kind() {
            Kind::StringList
                if self
                    .inner
                    .categories
                    .pending
                    .with_untracked(|pending| *pending != value) =>
            {
                self.type_in(field, Entry::Text(value));
            }
            Kind::Many(_) if entry.list().contains(&value) != control.checked() => {
                let mut items = entry.list().to_vec();
                items.retain(|item| *item != value);
                if control.checked() {
                    items.push(value);
                }
                self.edit(field, Entry::List(items));
            }
            Kind::Boolean if !control.checked() => {
                // A script may have deselected all radio buttons.
                let group = control.closest("fieldset").ok().flatten();
                if !entry.is_empty()
                    && group.is_some_and(|group| {
                        group
                            .query_selector("input:checked")
                            .is_ok_and(|it| it.is_none())
                    })
                {
                    self.edit(field, Entry::Text(String::new()));
                }
            }
            Kind::StringList | Kind::Many(_) => {}
            // A `<select>` shows the value without surrounding white space.
            Kind::One(_) if entry.text().trim() == value => {}
            _ if entry.text() == value => {}
            _ => self.edit(field, Entry::Text(value)),
        }
        set_written(control);
    }
}

/// Returns the field of a control, which its name identifies.
pub(crate) fn field_of(control: &Element) -> Option<FieldPath> {
    FieldPath::from_str(&control.get_attribute("name")?).ok()
}
