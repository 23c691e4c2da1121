//! The user's input in a form that a server has rendered, before the module was ready.

use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, ShadowRoot,
};

use crate::form::state::SkillForm;
use crate::skill::{Entry, FieldPath, Kind};

use super::controls::field_of;

/// The values that the user has entered, and the caret.
#[cfg_attr(feature = "ssr", allow(dead_code, reason = "nobody types on a server"))]
#[derive(Clone, Default)]
pub(crate) struct SsrInput {
    entries: Vec<(FieldPath, Entry)>,
    /// The name of the control that has the focus, and its selection.
    focused: Option<(String, Option<(u32, u32)>)>,
}

impl SsrInput {
    /// Reads the controls in an element or a shadow root by their names. Values that the server has
    /// rendered are not the user's.
    pub fn read(root: &Element) -> Self {
        let controls = root.query_selector_all("[name]").ok();
        let Some(controls) = controls.filter(|controls| controls.length() > 0) else {
            return Self::default();
        };
        let mut entries = Vec::<(FieldPath, Entry)>::new();
        for control in (0..controls.length()).filter_map(|index| controls.get(index)) {
            let control: Element = control.unchecked_into();
            let Some((field, value)) = entered(&control) else {
                continue;
            };
            match entries.iter_mut().find(|(known, _)| *known == field) {
                Some((_, Entry::List(items))) => items.push(value),
                Some((_, entry)) => *entry = Entry::Text(value),
                None if matches!(field.kind(), Kind::Many(_)) => {
                    entries.push((field, Entry::List(vec![value])));
                }
                None => entries.push((field, Entry::Text(value))),
            }
        }
        let active = active_element(root).filter(|active| root.contains(Some(active)));
        Self {
            entries,
            focused: active.and_then(|active| focused(&active)),
        }
    }

    /// Puts the values into the form.
    pub fn put(&self, form: &SkillForm) {
        for (field, entry) in &self.entries {
            form.type_in(*field, entry.clone());
        }
    }

    #[cfg_attr(feature = "ssr", allow(dead_code, reason = "nobody types on a server"))]
    /// Focuses the control again, in elements that replace those that the server has rendered.
    pub fn focus(&self, root: &Element) {
        let (Some((name, selection)), root) = (self.focused.clone(), root.clone()) else {
            return;
        };
        spawn_local(async move {
            // Until the control has its value.
            tick().await;
            let control = root.query_selector(&["[name='", &name, "']"].concat());
            let control = control.ok().flatten();
            let Some(control) = control.map(JsCast::unchecked_into::<HtmlInputElement>) else {
                return;
            };
            // A control that cannot have the focus leaves it where it is.
            let _ = control.focus();
            if let Some((start, end)) = selection {
                let _ = control.set_selection_range(start, end);
            }
        });
    }
}

fn active_element(within: &Element) -> Option<Element> {
    let root = within.get_root_node();
    match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.active_element(),
        None => root.dyn_ref::<Document>()?.active_element(),
    }
}

/// Returns the field of a control and the user's value, if it differs from the server's.
fn entered(control: &Element) -> Option<(FieldPath, String)> {
    let field = field_of(control)?;
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        let option = |selector| select.query_selector(selector).ok().flatten();
        // Where none is marked, the browser selects the first.
        let servers = option("option[selected]").or_else(|| option("option"));
        let servers = servers.map(|option| option.unchecked_into::<HtmlOptionElement>().value());
        return Some((field, select.value())).filter(|(_, value)| servers.as_ref() != Some(value));
    }
    let input = control.dyn_ref::<HtmlInputElement>()?;
    let is_entered = match &*input.type_() {
        "radio" => input.checked() && !input.default_checked(),
        "checkbox" => input.checked(),
        _ => input.value() != input.default_value(),
    };
    is_entered.then(|| (field, input.value()))
}

fn focused(control: &Element) -> Option<(String, Option<(u32, u32)>)> {
    let name = control.get_attribute("name")?;
    let input = control.dyn_ref::<HtmlInputElement>();
    let selection = input
        .and_then(|input| Some((input.selection_start().ok()??, input.selection_end().ok()??)));
    Some((name, selection))
}
