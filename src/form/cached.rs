//! What the fields show when a person comes back to the page by the browser's back/forward cache.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::model::SkillForm;

impl SkillForm {
    /// The page may go into the cache. `WebKit` resets inputs with `autocomplete` off when it takes the page out again, in silence:
    /// they are to be reset to what they show now.
    pub fn keep_shown(&self) {
        let shown_as = self.inner.local.shown_as.borrow();
        let inputs = shown_as.as_ref().and_then(|form| form.query_selector_all("input").ok());
        let Some(inputs) = inputs else { return };
        for index in 0..inputs.length() {
            if let Some(input) = inputs.get(index).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) {
                input.set_default_value(&input.value());
                input.set_default_checked(input.checked());
            }
        }
    }
}
