//! Preserves the fields when the user returns to the page through the back/forward cache.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlOptionElement, Node};

use crate::form::state::SkillForm;

impl SkillForm {
    /// Sets the default of each control to what it shows, because the page may enter the
    /// back/forward cache.
    ///
    /// `WebKit` resets a form with `autocomplete="off"` without any event when the page leaves the
    /// cache.
    pub fn sync_default_values(&self) {
        let form_element = self.inner.view.form_element.get();
        let controls = form_element
            .as_ref()
            .and_then(|form| form.query_selector_all("input, option").ok());
        let Some(controls) = controls else { return };
        (0..controls.length())
            .filter_map(|index| controls.get(index))
            .for_each(|control| sync_default_value(&control));
    }
}

fn sync_default_value(control: &Node) {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        input.set_default_value(&input.value());
        input.set_default_checked(input.checked());
    } else if let Some(option) = control.dyn_ref::<HtmlOptionElement>() {
        option.set_default_selected(option.selected());
    }
}
