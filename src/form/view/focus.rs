//! Focus management.
//!
//! The form never loses the focus when the focused button is removed. It never moves the focus to a
//! button that adds the skill: pressing Enter twice must not add the skill again.

use leptos::prelude::document;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, FocusOptions, HtmlElement, ShadowRoot};

use crate::form::state::SkillForm;
use crate::platform::options;

use super::controls::field_of;

/// The buttons to which the focus returns when they are rendered again. A notice's buttons do not
/// count: the next notice has another subject.
const RESTORABLE: &str = "[part=next-steps] > button, [part=stop]";
/// The elements that get the focus in the meantime, if they have text: the outcome and the notice.
const OUTCOME: &str = ".outcome:has(p)";
const NOTICE: &str = ".notice:not(:empty)";
/// All elements that get the focus in the meantime. None of them is focusable by default.
const FALLBACKS: &str = "form, .outcome, .notice";

/// Focuses an element. If it was removed or is not focusable, the focus does not move.
pub(crate) fn focus(element: &Element) -> bool {
    element.unchecked_ref::<HtmlElement>().focus().is_ok()
}

/// Focuses an element without scrolling.
pub(crate) fn focus_in_place(element: &Element) -> bool {
    let options: FocusOptions = options();
    options.set_prevent_scroll(true);
    element
        .unchecked_ref::<HtmlElement>()
        .focus_with_options(&options)
        .is_ok()
}

fn matches(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

impl SkillForm {
    /// Sets the form's element, or `None` if the view is removed.
    pub(crate) fn set_form_element(&self, form: Option<HtmlElement>) {
        self.inner.view.form_element.set(form);
    }

    /// Makes a change that may remove the focused element.
    ///
    /// The focus then moves to the outcome or the notice, and returns to its button when that is
    /// rendered again.
    pub(crate) fn keep_focus(&self, change: impl FnOnce()) {
        // Only this function is generic, so that its copies are small.
        let focused = self.remember_focus();
        change();
        if let Some(focused) = focused {
            self.restore_focus_of(&focused);
        }
    }

    fn remember_focus(&self) -> Option<Element> {
        let focused = self.focused();
        if let Some(focused) = focused
            .as_ref()
            .filter(|focused| !matches(focused, FALLBACKS))
        {
            let part = focused
                .get_attribute("part")
                .filter(|_| matches(focused, RESTORABLE));
            self.inner.view.last_button_part.set(part);
        }
        focused
    }

    fn restore_focus_of(&self, focused: &Element) {
        let form = self.clone();
        let place = if focused.closest(".notice").ok().flatten().is_some() {
            NOTICE
        } else {
            OUTCOME
        };
        spawn_local(async move {
            // The view is updated after these ticks.
            tick().await;
            tick().await;
            form.restore_focus(place);
        });
    }

    fn restore_focus(&self, place: &str) {
        let Some(form) = self.inner.view.form_element.get() else {
            return;
        };
        let focused = self.focused();
        // The focused element still exists, or the user or the page has moved the focus.
        if focused
            .as_ref()
            .map_or_else(has_moved_outside, |focused| !matches(focused, FALLBACKS))
        {
            return;
        }
        let find = |selector: &str| form.query_selector(selector).ok().flatten();
        let button = self
            .inner
            .view
            .last_button_part
            .get()
            .and_then(|part| find(&["[part=", &part, "]"].concat()));
        if button.is_some_and(|button| focus(&button)) {
            return;
        }
        let place = find(place).unwrap_or_else(|| form.clone().into());
        if focused.as_ref() != Some(&place) {
            place.unchecked_ref::<HtmlElement>().set_tab_index(-1);
            focus_in_place(&place);
        }
    }

    /// Returns the focused element, if it is in the form.
    pub(crate) fn focused(&self) -> Option<Element> {
        let form = self.inner.view.form_element.get()?;
        let root = form.get_root_node();
        let active = match root.dyn_ref::<ShadowRoot>() {
            Some(root) => root.active_element(),
            None => root
                .dyn_ref::<Document>()
                .and_then(Document::active_element),
        };
        active.filter(|active| form.contains(Some(active)))
    }

    /// Returns whether the focus has moved from `before` to a field or out of the form.
    pub(crate) fn has_moved_focus(&self, before: Option<&Element>) -> bool {
        match self.focused() {
            Some(focused) => Some(&focused) != before && field_of(&focused).is_some(),
            None => before.is_some() && has_moved_outside(),
        }
    }

    pub(crate) fn has_focus(&self) -> bool {
        self.focused().is_some()
    }
}

/// Returns whether an element outside the form has the focus. If no element has it, the active
/// element is the body.
fn has_moved_outside() -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.local_name() != "body")
}
