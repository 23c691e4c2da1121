//! The focus is never lost, and never comes to a button that sends by itself: what a person pressed
//! may go, and a second Enter must not add the skill again.

use js_sys::Object;
use leptos::prelude::document;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, FocusOptions, HtmlElement, ShadowRoot};

use crate::form::state::SkillForm;

/// The buttons that may be there again after they went. Those of a notice are not: the next notice
/// speaks of something else.
const RETURNING: &str = "[part=next-steps] > button, [part=stop]";
/// Where the focus waits meanwhile, if they say something: what became of the skill, and the
/// notice.
const OUTCOME: &str = ".outcome:has(p)";
const NOTICE: &str = ".notice:not(:empty)";
/// All places where it waits; of themselves they take no focus.
const WAITING: &str = "form, .outcome, .notice";

/// Gives an element the focus. One that is gone or cannot have it leaves the focus where it is.
pub(crate) fn focus(element: &Element) -> bool {
    element.unchecked_ref::<HtmlElement>().focus().is_ok()
}

/// The same, and nothing scrolls.
pub(crate) fn focus_in_place(element: &Element) -> bool {
    // Without a prototype: a page may have put options on every object's.
    let options: FocusOptions =
        Object::create(JsValue::NULL.unchecked_ref::<Object>()).unchecked_into();
    options.set_prevent_scroll(true);
    element
        .unchecked_ref::<HtmlElement>()
        .focus_with_options(&options)
        .is_ok()
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

impl SkillForm {
    /// The view is there, or goes.
    pub(crate) fn set_form_element(&self, form: Option<HtmlElement>) {
        self.inner.view.form_element.set(form);
    }

    /// Makes a change that may take away what has the focus. The focus waits at what is said then,
    /// and goes back to the button that had it once that is there again.
    pub(crate) fn keep_focus(&self, change: impl FnOnce()) {
        let focused = self.focused();
        if let Some(focused) = focused.as_ref().filter(|focused| !is(focused, WAITING)) {
            let part = focused
                .get_attribute("part")
                .filter(|_| is(focused, RETURNING));
            self.inner.view.last_button_part.set(part);
        }
        change();
        if let Some(focused) = focused {
            let form = self.clone();
            let place = if focused.closest(".notice").ok().flatten().is_some() {
                NOTICE
            } else {
                OUTCOME
            };
            spawn_local(async move {
                // Until the view has followed the change.
                tick().await;
                tick().await;
                form.catch_focus(place);
            });
        }
    }

    fn catch_focus(&self, place: &str) {
        let Some(form) = self.inner.view.form_element.get() else {
            return;
        };
        let focused = self.focused();
        // It is where it was, or a person or the page has moved it.
        if focused
            .as_ref()
            .map_or_else(is_elsewhere, |focused| !is(focused, WAITING))
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

    /// What has the focus, if it stands in the form.
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

    pub(crate) fn has_focus(&self) -> bool {
        self.focused().is_some()
    }
}

/// Whether something outside of the form has the focus. Where nothing has it, the document's body
/// stands for that.
fn is_elsewhere() -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.local_name() != "body")
}
