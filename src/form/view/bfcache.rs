//! What the fields show when a person comes back to the page by the browser's back/forward cache.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlOptionElement, Node};

use crate::form::state::SkillForm;

impl SkillForm {
    /// The page may go into the cache. `WebKit` resets a form with `autocomplete` off when it takes
    /// the page out again, in silence: its controls are to be reset to what they show now.
    pub fn sync_default_values(&self) {
        let form_element = self.inner.view.form_element.get();
        let controls = form_element
            .as_ref()
            .and_then(|form| form.query_selector_all("input, option").ok());
        let Some(controls) = controls else { return };
        (0..controls.length())
            .filter_map(|index| controls.get(index))
            .for_each(|control| keep(&control));
    }
}

fn keep(control: &Node) {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        input.set_default_value(&input.value());
        input.set_default_checked(input.checked());
    } else if let Some(option) = control.dyn_ref::<HtmlOptionElement>() {
        option.set_default_selected(option.selected());
    }
}
