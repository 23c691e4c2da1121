//! The element's side of the platform's forms: its value, its validity and its states
//! ([ElementInternals](https://html.spec.whatwg.org/multipage/custom-elements.html#the-elementinternals-interface)).

use js_sys::{Object, Reflect};
use leptos::prelude::untrack;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use crate::form::SkillForm;
use crate::platform::stringify;
use crate::skill::{FieldError, FieldPath, Property, Rule};

/// The custom states of the element, for `:state()`.
pub const STATES: [&str; 3] = ["ready", "submitting", "invalid"];

#[wasm_bindgen]
extern "C" {
    /// The browser's `ElementInternals`, which web-sys does not have.
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
    /// Whether the element stands in a form of the page.
    pub fn has_form(&self) -> bool {
        !self.form().is_null()
    }
}

/// The skill as JSON; `None` while fields break rules.
pub(super) fn value(form: &SkillForm) -> Option<String> {
    form.flush_batch();
    let skill = form
        .validate()
        .ok()
        .filter(|_| form.refused(FieldPath::Categories).is_none());
    skill.map(|skill| stringify(&skill.write()))
}

/// Gives the platform's form the skill as JSON, or nothing while fields break rules, and what
/// restores the draft. Returns the former.
pub(super) fn set_value(internals: &ElementInternals, form: &SkillForm) -> Option<String> {
    let value = value(form);
    let text = |text: &Option<String>| text.as_deref().map_or(JsValue::NULL, JsValue::from_str);
    // An element whose class is not form-associated has no value; this one's is.
    let _ = internals.set_form_value(&text(&value), &text(&form.state()));
    value
}

/// Tells the platform how the form stands.
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
    let is_submitting = untrack(|| form.status()).is_submitting();
    let are_on = [is_mounted, is_submitting, form.shows_errors()];
    for (state, is_on) in STATES.into_iter().zip(are_on) {
        set_state(internals, state, is_on);
    }
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

/// The flag of
/// [ValidityState](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#validitystate)
/// that a broken rule sets.
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
    let control = host
        .shadow_root()
        .and_then(|root: ShadowRoot| root.get_element_by_id(&form.control_id(error.field)));
    control.map_or(JsValue::UNDEFINED, Into::into)
}
