//! The state of a form that belongs to its view.

use leptos::prelude::*;
use leptos::reactive::graph::Source;
use web_sys::HtmlElement;

use crate::platform::{Local, Millis};
use crate::skill::FieldPath;

/// The state of the view.
#[derive(Default)]
pub(crate) struct ViewState {
    pub disabled: ArcRwSignal<bool>,
    pub readonly: ArcRwSignal<bool>,
    /// Whether the fields under "More details" are rendered.
    pub details_rendered: ArcRwSignal<bool>,
    /// Whether the HTML has no fields under "More details".
    #[cfg(feature = "ssr")]
    pub omits_details: ArcRwSignal<bool>,
    /// The fields of the error summary.
    pub summary: ArcRwSignal<Vec<FieldPath>>,
    /// Fields that the page does not show, but that have errors.
    pub fields_with_hidden_errors: ArcRwSignal<Vec<FieldPath>>,
    /// Whether the page provides suggestions for the skill name.
    pub has_suggest: ArcRwSignal<bool>,
    /// The current suggestions.
    pub suggestions: ArcRwSignal<Vec<String>>,
    /// The time when the pointer was pressed, until it is released.
    pub pointer_down: Local<Option<Millis>>,
    /// The fields that lost the focus while the pointer was pressed.
    pub deferred_blur: Local<Vec<FieldPath>>,
    /// The part of the button that was removed while it had the focus.
    pub last_button_part: Local<Option<String>>,
    /// The form's element, while the view is mounted.
    pub form_element: Local<Option<HtmlElement>>,
}

impl ViewState {
    /// Returns whether the page has disabled the form or made it read-only, so that the user can
    /// change nothing. Tracked.
    pub fn is_locked(&self) -> bool {
        self.disabled.get() || self.readonly.get()
    }

    pub fn unsubscribe(&self) {
        self.disabled.clear_subscribers();
        self.readonly.clear_subscribers();
        self.details_rendered.clear_subscribers();
        self.summary.clear_subscribers();
        self.fields_with_hidden_errors.clear_subscribers();
        self.has_suggest.clear_subscribers();
        self.suggestions.clear_subscribers();
    }
}
