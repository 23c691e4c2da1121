//! The element's value, validity, and states in the forms of the platform
//! ([ElementInternals](https://html.spec.whatwg.org/multipage/custom-elements.html#the-elementinternals-interface)).

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use crate::form::SkillForm;
use crate::skill::{FieldError, FieldPath, Rule};

/// The custom states of the element, for `:state()`.
pub const STATES: [&str; 3] = ["ready", "submitting", "invalid"];

#[wasm_bindgen]
extern "C" {
    /// The browser's `ElementInternals`, which `web-sys` lacks.
    pub type ElementInternals;

    #[wasm_bindgen(method, getter)]
    fn form(this: &ElementInternals) -> JsValue;

    #[wasm_bindgen(method, catch, js_name = setFormValue)]
    fn set_form_value(
        this: &ElementInternals,
        value: &JsValue,
        state: &JsValue,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = setValidity)]
    fn set_validity(
        this: &ElementInternals,
        flags: &JsValue,
        message: &str,
        anchor: &JsValue,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter)]
    fn states(this: &ElementInternals) -> Option<CustomStateSet>;

    type CustomStateSet;

    #[wasm_bindgen(method, catch)]
    fn add(this: &CustomStateSet, state: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn delete(this: &CustomStateSet, state: &str) -> bool;
}

impl ElementInternals {
    /// Returns whether the element is in a form of the page.
    pub fn has_form(&self) -> bool {
        !self.form().is_null()
    }
}

/// Returns the skill as JSON, or `None` if it is invalid.
pub(super) fn value(form: &SkillForm) -> Option<String> {
    form.flush_batch();
    let skill = form
        .validate()
        .ok()
        .filter(|_| form.refused(FieldPath::Categories).is_none());
    skill.map(|skill| skill.to_json())
}

/// Sets the form value to the skill as JSON, or to nothing if it is invalid, and the form state to
/// the draft. Returns the value.
pub(super) fn set_value(internals: &ElementInternals, form: &SkillForm) -> Option<String> {
    let value = value(form);
    let (submitted, state) = (to_js_value(value.as_deref()), form.state());
    // This fails only if the class is not form-associated.
    let _ = internals.set_form_value(&submitted, &to_js_value(state.as_deref()));
    value
}

/// Returns a form value as the platform has it: `null` if there is none.
pub(super) fn to_js_value(value: Option<&str>) -> JsValue {
    value.map_or(JsValue::NULL, JsValue::from_str)
}

/// Updates the validity and the custom states.
pub(super) fn update(
    internals: &ElementInternals,
    host: &HtmlElement,
    form: &SkillForm,
    is_mounted: bool,
) {
    let problem = form
        .first_problem()
        .or_else(|| form.refused(FieldPath::Categories));
    let _ = match problem {
        None => internals.set_validity(&Object::new(), "", &JsValue::UNDEFINED),
        Some(error) => internals.set_validity(
            &flags(&error),
            &form.message(&error),
            &anchor(host, form, &error),
        ),
    };
    let is_submitting = form.status_untracked().is_submitting();
    let are_on = [is_mounted, is_submitting, form.shows_errors()];
    for (state, is_on) in STATES.into_iter().zip(are_on) {
        set_state(internals, state, is_on);
    }
}

/// Sets or removes a custom state. Browsers without `:state()` reject these names, and the state is
/// not set.
fn set_state(internals: &ElementInternals, state: &str, is_on: bool) {
    if let Some(states) = internals.states() {
        if is_on {
            let _ = states.add(state);
        } else {
            states.delete(state);
        }
    }
}

/// Returns the flag of
/// [ValidityState](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#validitystate)
/// for a rule that is broken.
fn flags(error: &FieldError) -> JsValue {
    let flag = match error.rule {
        Rule::Required => "valueMissing",
        Rule::TooLong { .. } | Rule::TooMany { .. } => "tooLong",
        Rule::NotAUrl | Rule::UrlScheme | Rule::UrlUserinfo => "typeMismatch",
        Rule::NotANumber | Rule::NotFinite | Rule::NotATimestamp => "badInput",
        _ => "customError",
    };
    let flags = Object::new();
    // Setting a member of a new object cannot fail.
    let _ = Reflect::set(&flags, &flag.into(), &JsValue::TRUE);
    flags.into()
}

/// Returns the control next to which the browser shows the message, or undefined if there is no
/// view.
fn anchor(host: &HtmlElement, form: &SkillForm, error: &FieldError) -> JsValue {
    let control = host
        .shadow_root()
        .and_then(|root: ShadowRoot| root.get_element_by_id(&form.control_id(error.field)));
    control.map_or(JsValue::UNDEFINED, Into::into)
}
