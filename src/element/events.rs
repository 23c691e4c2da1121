//! The element's events. All bubble, all but `change` are composed, and none contains the token.

use js_sys::{Error, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Event, EventInit, HtmlElement};

use crate::form::SubmitError;
use crate::graph::{Created, Failure};
use crate::platform::to_js;
#[cfg(feature = "several")]
use crate::several::progress::Settled;
use crate::skill::SkillProficiency;

/// Fires `skill-submit` before a valid skill is sent. Its detail is `{skill}`.
///
/// Returns `false` if the page canceled the event. Then nothing is sent, because the page handles
/// the skill itself.
pub(super) fn skill_submit(host: &HtmlElement, skill: &SkillProficiency) -> bool {
    dispatch(host, "skill-submit", true, &[("skill", to_js(skill))])
}

/// Fires `skill-exists` before the user is asked what to do with an existing skill with the same
/// name. Its detail is `{skill, existing}`.
///
/// Returns `false` if the page canceled the event. Then the user is not asked, and nothing is sent.
pub(super) fn skill_exists(
    host: &HtmlElement,
    skill: &SkillProficiency,
    existing: &SkillProficiency,
) -> bool {
    let detail = [("skill", to_js(skill)), ("existing", to_js(existing))];
    dispatch(host, "skill-exists", true, &detail)
}

/// Fires `skill-removed` after the user has removed an added skill again. Its detail is `{id}`.
pub(super) fn skill_removed(host: &HtmlElement, id: &str) {
    dispatch(host, "skill-removed", false, &[("id", id.into())]);
}

/// Fires `skill-added`. Its detail is `{skill, requestId, clientRequestId}`.
pub(super) fn skill_added(host: &HtmlElement, skill: &SkillProficiency, created: &Created) {
    dispatch(host, "skill-added", false, &stored(skill, created));
}

/// Fires `skill-updated` after the user has changed an existing skill. Its detail is `{skill,
/// requestId, clientRequestId}`.
pub(super) fn skill_updated(host: &HtmlElement, skill: &SkillProficiency, updated: &Created) {
    dispatch(host, "skill-updated", false, &stored(skill, updated));
}

/// Fires `skills-settled` at the end of a transfer. Its detail is `{added, skipped, failed,
/// unknown}`.
#[cfg(feature = "several")]
pub(super) fn skills_settled(host: &HtmlElement, settled: &Settled) {
    dispatch(host, "skills-settled", false, &members(settled));
}

/// Returns the counts of a transfer as an object.
#[cfg(feature = "several")]
pub(super) fn counts(settled: &Settled) -> Object {
    let object = Object::new();
    assign(&object, &members(settled));
    object
}

#[cfg(feature = "several")]
#[allow(clippy::cast_precision_loss, reason = "at most 500")]
fn members(settled: &Settled) -> [(&'static str, JsValue); 4] {
    [
        ("added", (settled.added as f64).into()),
        ("skipped", (settled.skipped as f64).into()),
        ("failed", (settled.failed as f64).into()),
        ("unknown", (settled.unknown as f64).into()),
    ]
}

fn stored(skill: &SkillProficiency, created: &Created) -> [(&'static str, JsValue); 3] {
    [
        ("skill", to_js(skill)),
        ("requestId", text(created.ids.request.as_deref())),
        ("clientRequestId", text(Some(&created.ids.client))),
    ]
}

/// Fires `skill-failed` when a skill was not added, or the outcome is unknown.
///
/// Its detail is `{kind, status?, code?, message, retryAfter?, requestId?, clientRequestId}`.
pub(super) fn skill_failed(host: &HtmlElement, failure: &Failure, message: &str) {
    dispatch(host, "skill-failed", false, &failed(failure, message));
}

/// Fires HTML's `input` event, for a change of the user for which no control has fired one.
pub(super) fn input(host: &HtmlElement) {
    plain(host, "input", true);
}

/// Fires HTML's `change` event, because the user has committed the value. Those of the controls
/// stay in the shadow tree.
pub(super) fn change(host: &HtmlElement) {
    plain(host, "change", false);
}

fn plain(host: &HtmlElement, name: &str, is_composed: bool) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_composed(is_composed);
    // An exception of a listener is not thrown here.
    let _ =
        Event::new_with_event_init_dict(name, &init).and_then(|event| host.dispatch_event(&event));
}

/// Returns what `submit()` rejects with: an `Error` with the members of the event's detail.
pub(super) fn rejection(error: &SubmitError) -> JsValue {
    let (message, members) = match error {
        SubmitError::Invalid => ("The form has errors.", vec![("kind", "invalid".into())]),
        SubmitError::NotReady => (
            "The form is disabled or read-only, or a skill is being added.",
            vec![("kind", "not-ready".into())],
        ),
        SubmitError::TakenOver => (
            "The page cancelled skill-submit or skill-exists.",
            vec![("kind", "cancelled".into())],
        ),
        SubmitError::Failed(failure, message) => (&**message, failed(failure, message)),
    };
    let error = Error::new(message);
    assign(&error, &members);
    error.into()
}

fn failed(failure: &Failure, message: &str) -> Vec<(&'static str, JsValue)> {
    let kind: &str = failure.kind.into();
    vec![
        ("kind", kind.into()),
        (
            "status",
            failure.status.map_or(JsValue::UNDEFINED, Into::into),
        ),
        ("code", text(failure.code.as_deref())),
        ("message", message.into()),
        (
            "retryAfter",
            failure.retry_after.map_or(JsValue::UNDEFINED, Into::into),
        ),
        ("requestId", text(failure.ids.request.as_deref())),
        ("clientRequestId", text(Some(&failure.ids.client))),
    ]
}

fn text(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::UNDEFINED, Into::into)
}

/// Sets the members that have a value.
fn assign(object: &Object, members: &[(&str, JsValue)]) {
    for (name, value) in members.iter().filter(|(_, value)| !value.is_undefined()) {
        // Setting a member of a new object cannot fail.
        let _ = Reflect::set(object, &(*name).into(), value);
    }
}

/// Dispatches a custom event. Returns whether it was not canceled.
fn dispatch(host: &HtmlElement, name: &str, cancelable: bool, members: &[(&str, JsValue)]) -> bool {
    let detail = Object::new();
    assign(&detail, members);
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(cancelable);
    init.set_detail(&detail);
    let event = CustomEvent::new_with_event_init_dict(name, &init);
    event
        .and_then(|event| host.dispatch_event(&event))
        .unwrap_or(true)
}
