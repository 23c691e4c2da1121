//! What is wrong, all in one place, after a submission that could not be sent: a link to each field, in the words that stand
//! beside it ([GOV.UK's error summary](https://design-system.service.gov.uk/components/error-summary/)).

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, ShadowRoot};

use crate::i18n::{Key, Ui};
use crate::skill::FieldPath;

use super::focus::focus_in_place;
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn error_summary(form: &SkillForm, container: NodeRef<html::Div>) -> impl IntoView + use<> {
    let form = form.clone();
    let lines = live(move || {
        let fields: Vec<_> =
            form.inner.summary.read().iter().copied().filter(|field| form.error(*field).read().is_some()).collect();
        (!fields.is_empty()).then(|| lines(&form, &fields))
    });
    // `role=alert` is on an inner element: on the focused one, some screen readers leave its text out.
    view! {
        <div class={"summary"} part={"summary"} tabindex={"-1"} node_ref={container}>
            <div role={"alert"}>{lines}</div>
        </div>
    }
}

fn lines(form: &SkillForm, fields: &[FieldPath]) -> AnyView {
    let lines = fields.iter().map(|field| line(form, *field)).collect::<Vec<_>>();
    view! {
        <h2 part={"summary-title"}>{form.text(&Key::Ui(Ui::SummaryTitle))}</h2>
        <ul>{lines}</ul>
    }
    .into_any()
}

/// A link to a field, in the words of its error.
pub(super) fn line(form: &SkillForm, field: FieldPath) -> AnyView {
    let error = form.error(field).read().as_ref().map(|error| form.error_text(error)).unwrap_or_default();
    let text = format!("{}: {error}", form.label(field));
    let id = form.id(field, "");
    let href = format!("#{id}");
    let go = move |event: leptos::ev::MouseEvent| {
        // A fragment finds nothing inside a shadow root.
        event.prevent_default();
        focus_field(&event_target::<Element>(&event), &id);
    };
    view! { <li><a part={"summary-link"} href={href} on:click={handler(go)}>{text}</a></li> }.into_any()
}

/// Brings a field's label into view and focuses its control, or the first of its controls.
fn focus_field(within: &Element, id: &str) {
    let root = within.get_root_node();
    let found = match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.get_element_by_id(id),
        None => document().get_element_by_id(id),
    };
    let Some(found) = found else { return };
    if let Some(details) = found.closest("details").ok().flatten() {
        details.unchecked_into::<HtmlDetailsElement>().set_open(true);
    }
    if let Some(field) = found.closest(".field").ok().flatten() {
        field.scroll_into_view();
    }
    let control =
        if found.matches("fieldset").unwrap_or(false) { found.query_selector("input").ok().flatten() } else { Some(found) };
    if let Some(control) = control {
        focus_in_place(&control);
    }
}
