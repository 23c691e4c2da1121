//! The error summary, which appears after an invalid submission. It links to each field, with the
//! text of its error ([GOV.UK's error
//! summary](https://design-system.service.gov.uk/components/error-summary/)).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, ShadowRoot};

use crate::form::el::{El, el};
use crate::form::state::SkillForm;
use crate::form::view::focus_in_place;
use crate::i18n::{Key, Ui, fill};
use crate::skill::FieldPath;

pub(crate) fn error_summary(form: &SkillForm) -> El {
    let form = form.clone();
    let lines = move || {
        let fields: Vec<_> = form
            .inner
            .view
            .summary
            .read()
            .iter()
            .copied()
            .filter(|field| form.error(*field).read().is_some())
            .collect();
        if fields.is_empty() {
            return Vec::new();
        }
        let title = el!(h2 part="summary-title").text(&form.text(&Key::Ui(Ui::SummaryTitle)));
        let lines = el!(ul).children(fields.into_iter().map(|field| line(&form, field)));
        vec![title.into(), lines.into()]
    };
    // `role=alert` is on an inner element, because some screen readers skip the text of a focused
    // alert.
    el!(div class="summary" part="summary" tabindex="-1").child(el!(div role="alert").each(lines))
}

/// Returns a link to a field, with the text of its error. Tracked.
pub(crate) fn line(form: &SkillForm, field: FieldPath) -> El {
    let text = match &*form.error(field).read() {
        Some(error) if form.names_field(error) => form.error_text(error),
        Some(error) => {
            let text = form.text(&Key::Ui(Ui::FieldError));
            let text = fill(&text, "field", &form.label(field));
            fill(&text, "error", &form.error_text(error))
        }
        None => String::new(),
    };
    let id = form.id(field, "");
    let link = el!(a part="summary-link")
        .attr("href", &["#", &*id].concat())
        .text(&text);
    el!(li).child(link.on("click", move |event| {
        // A fragment cannot refer to an element in a shadow root.
        event.prevent_default();
        focus_field(&event_target::<Element>(&event), &id);
    }))
}

impl SkillForm {
    /// Scrolls a field's label into view, and focuses its control.
    pub(crate) fn focus_field(&self, field: FieldPath) {
        if let Some(form) = self.inner.view.form_element.get() {
            focus_field(&form, &self.id(field, ""));
        }
    }
}

/// Scrolls a field's label into view, and focuses its control, or the first of its controls.
fn focus_field(within: &Element, id: &str) {
    let root = within.get_root_node();
    let found = match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.get_element_by_id(id),
        None => document().get_element_by_id(id),
    };
    let Some(found) = found else { return };
    if let Some(details) = found.closest("details").ok().flatten() {
        details
            .unchecked_into::<HtmlDetailsElement>()
            .set_open(true);
    }
    if let Some(field) = found.closest(".field").ok().flatten() {
        field.scroll_into_view();
    }
    let control = if found.matches("fieldset").unwrap_or(false) {
        found.query_selector("input").ok().flatten()
    } else {
        Some(found)
    };
    if let Some(control) = control {
        focus_in_place(&control);
    }
}
