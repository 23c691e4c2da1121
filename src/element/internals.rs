//! The element's side of the platform's forms: its value, its validity and its states
//! ([ElementInternals](https://html.spec.whatwg.org/multipage/custom-elements.html#the-elementinternals-interface)).

use js_sys::{Object, Reflect};
use leptos::prelude::WithUntracked;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use crate::form::{SkillForm, Status};
use crate::graph::stringify;
use crate::skill::{FieldError, FieldPath, Property, Rule};

#[wasm_bindgen]
extern "C" {
    /// The browser's `ElementInternals`, which web-sys does not have.
    pub type ElementInternals;

    #[wasm_bindgen(method, getter)]
    fn form(this: &ElementInternals) -> JsValue;

    #[wasm_bindgen(method, catch, js_name = setFormValue)]
    fn set_form_value(this: &ElementInternals, value: &JsValue, state: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = setValidity)]
    fn set_validity(this: &ElementInternals, flags: &JsValue, message: &str, anchor: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter)]
    fn states(this: &ElementInternals) -> Option<CustomStateSet>;

    type CustomStateSet;

    #[wasm_bindgen(method, catch)]
    fn add(this: &CustomStateSet, state: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn delete(this: &CustomStateSet, state: &str) -> bool;
}

/// Tells the platform what the form holds and how it stands.
pub(super) fn update(internals: &ElementInternals, host: &HtmlElement, form: &SkillForm, is_mounted: bool) {
    let problem = form.first_problem().or_else(|| form.refused(FieldPath::Categories));
    if !internals.form().is_null() {
        let skill = if problem.is_none() { form.validate().ok() } else { None };
        let value = skill.map_or(JsValue::NULL, |skill| stringify(&skill.write()).into());
        let state = form.state().map_or(JsValue::NULL, Into::into);
        // An element whose class is not form-associated has no value; this one's is.
        let _ = internals.set_form_value(&value, &state);
    }
    let _ = match problem {
        None => internals.set_validity(&Object::new(), "", &JsValue::UNDEFINED),
        Some(error) => internals.set_validity(&flags(&error), &form.message(&error), &anchor(host, form, &error)),
    };
    set_state(internals, "ready", is_mounted);
    set_state(internals, "submitting", form.status().with_untracked(Status::is_submitting));
    set_state(internals, "invalid", form.shows_errors());
}

/// Browsers before `:state()` refuse such names: they go without.
fn set_state(internals: &ElementInternals, state: &str, is_on: bool) {
    if let Some(states) = internals.states() {
        if is_on {
            let _ = states.add(state);
        } else {
            states.delete(state);
        }
    }
}

/// The flag of [ValidityState](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#validitystate) that a
/// broken rule sets.
fn flags(error: &FieldError) -> JsValue {
    let flag = match error.rule {
        Rule::Required => "valueMissing",
        Rule::TooLong { .. } | Rule::TooMany { .. } => "tooLong",
        Rule::NotAUrl | Rule::UrlScheme | Rule::UrlUserinfo => "typeMismatch",
        Rule::NotANumber | Rule::NotFinite | Rule::NotATimestamp => "badInput",
        _ => "customError",
    };
    let flags = Object::new();
    // A plain object takes any member.
    let _ = Reflect::set(&flags, &flag.into(), &JsValue::TRUE);
    flags.into()
}

/// The control beside which the browser shows the message; undefined while there is no view.
fn anchor(host: &HtmlElement, form: &SkillForm, error: &FieldError) -> JsValue {
    let control = host.shadow_root().and_then(|root: ShadowRoot| root.get_element_by_id(&form.control_id(error.field)));
    control.map_or(JsValue::UNDEFINED, Into::into)
}
