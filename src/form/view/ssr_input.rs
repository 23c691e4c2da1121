//! The user's input in a form that a server has rendered, before the module was ready.

use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement, HtmlSelectElement, ShadowRoot};

use crate::form::el::is_edited;
use crate::form::state::SkillForm;
use crate::skill::{Entry, FieldPath, Kind};

use super::controls::field_of;
use super::focus::focus_in_place;

/// The values that the user has entered, the caret, and whether the details are open.
#[cfg_attr(feature = "ssr", allow(dead_code, reason = "nobody types on a server"))]
#[derive(Clone, Default)]
pub(crate) struct SsrInput {
    entries: Vec<(FieldPath, Entry)>,
    /// The name of the control that has the focus, and its selection.
    focused: Option<(String, Option<(u32, u32)>)>,
    are_details_open: bool,
}

#[cfg_attr(feature = "ssr", allow(dead_code, reason = "nobody types on a server"))]
impl SsrInput {
    /// Reads the controls in an element or a shadow root by their names. Values that the server has
    /// rendered are not the user's.
    pub fn read(root: &Element) -> Self {
        let controls = controls_in(root);
        let mut entries = Vec::new();
        for (field, control) in &controls {
            if !is_edited(control) {
                continue;
            }
            if matches!(field.kind(), Kind::Many(_)) {
                let chosen = controls
                    .iter()
                    .filter(|(other, control)| other == field && control.checked())
                    .map(|(_, control)| control.value());
                entries.push((*field, Entry::List(chosen.collect())));
            } else if control.checked() || !matches!(&*control.type_(), "radio" | "checkbox") {
                entries.push((*field, Entry::Text(control.value())));
            }
        }
        let active = active_element(root).filter(|active| root.contains(Some(active)));
        let open_details = root.query_selector("details[open]").ok().flatten();
        Self {
            entries,
            focused: active.and_then(|active| focused(&active)),
            are_details_open: open_details.is_some(),
        }
    }

    /// Puts the values into the form.
    pub fn put(&self, form: &SkillForm) {
        for (field, entry) in &self.entries {
            form.type_in(*field, entry.clone());
        }
    }

    /// Restores the caret of the focused control after its value was written again.
    pub fn restore_selection(&self, form: &SkillForm) {
        let Some((name, Some((start, end)))) = self.focused.clone() else {
            return;
        };
        let form = form.clone();
        spawn_local(async move {
            // Until the control has its value.
            tick().await;
            let control = form
                .focused()
                .map(JsCast::unchecked_into::<HtmlInputElement>);
            let control = control.filter(|control| control.name() == name);
            let Some(control) = control else { return };
            let selection = (control.selection_start(), control.selection_end());
            if selection != (Ok(Some(start)), Ok(Some(end))) {
                // A control without a caret has no selection either.
                let _ = control.set_selection_range(start, end);
            }
        });
    }

    /// Opens the details and focuses the control again, in elements that replace those that the
    /// server has rendered.
    pub fn refocus(&self, form: &SkillForm, root: &Element) {
        if self.are_details_open {
            form.render_details();
            open(root.query_selector("details").ok().flatten());
        }
        let (Some((name, selection)), root) = (self.focused.clone(), root.clone()) else {
            return;
        };
        let form = form.clone();
        spawn_local(async move {
            // Until the control has its value.
            tick().await;
            let selector = ["[name='", &name, "']"].concat();
            let find = || root.query_selector(&selector).ok().flatten();
            let mut control = find();
            if control.is_none() {
                // It may now be one of the details, which are rendered later.
                form.render_details();
                tick().await;
                control = find();
            }
            let Some(control) = control.map(JsCast::unchecked_into::<HtmlInputElement>) else {
                return;
            };
            // The server may have rendered it outside of the details.
            open(control.closest("details").ok().flatten());
            focus_in_place(&control);
            if let Some((start, end)) = selection {
                // A control without a caret has no selection either.
                let _ = control.set_selection_range(start, end);
            }
        });
    }
}

fn open(details: Option<Element>) {
    if let Some(details) = details {
        // Any element takes the attribute.
        let _ = details.set_attribute("open", "");
    }
}

/// The inputs and selects with the name of a field. A select has the members of an input that are
/// used here.
fn controls_in(root: &Element) -> Vec<(FieldPath, HtmlInputElement)> {
    let Ok(controls) = root.query_selector_all("[name]") else {
        return Vec::new();
    };
    (0..controls.length())
        .filter_map(|index| controls.get(index))
        .filter(|control| {
            control.has_type::<HtmlInputElement>() || control.has_type::<HtmlSelectElement>()
        })
        .map(JsCast::unchecked_into::<HtmlInputElement>)
        .filter_map(|control| Some((field_of(&control)?, control)))
        .collect()
}

fn active_element(within: &Element) -> Option<Element> {
    let root = within.get_root_node();
    match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.active_element(),
        None => root.dyn_ref::<Document>()?.active_element(),
    }
}

fn focused(control: &Element) -> Option<(String, Option<(u32, u32)>)> {
    let name = control.get_attribute("name")?;
    let input = control.dyn_ref::<HtmlInputElement>();
    let selection = input
        .and_then(|input| Some((input.selection_start().ok()??, input.selection_end().ok()??)));
    Some((name, selection))
}
