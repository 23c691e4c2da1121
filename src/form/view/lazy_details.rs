//! When the fields under "More details" are built.
//!
//! They are four fifths of a form. The first form of a page builds them immediately, so that
//! scripts and extensions find all fields. Of many forms, most are never filled in, so each other
//! form builds them when the user focuses it. A form that has waited for the module builds them in
//! the task after it is shown, so that neither task is long.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::*;
use web_sys::Element;

use crate::form::el::{El, NodeRef, is_hydrating};
use crate::form::state::SkillForm;

thread_local! {
    /// The forms that are shown, and those that were taken away just now.
    static SHOWN: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
    /// Whether a form is shown in two tasks.
    static IN_STEPS: Cell<bool> = const { Cell::new(false) };
}

/// Shows a form, and if it has waited for the module, its details in the task after.
pub(crate) fn with_deferred_details(has_waited: bool, show: impl FnOnce()) {
    IN_STEPS.set(has_waited);
    show();
    IN_STEPS.set(false);
}

/// A form that is shown, until this is dropped.
struct MountGuard(Element);

impl Drop for MountGuard {
    fn drop(&mut self) {
        SHOWN.with_borrow_mut(|shown| shown.retain(|form| *form != self.0));
    }
}

impl SkillForm {
    /// Builds all fields.
    pub(crate) fn render_details(&self) {
        if !self.inner.view.details_rendered.get_untracked() {
            self.inner.view.details_rendered.set(true);
        }
    }
}

impl El {
    /// Builds the details immediately if this is the only form, or when the user focuses it.
    pub fn render_details_lazily(self, form: &SkillForm) -> Self {
        let reference = NodeRef::default();
        let view = self.node_ref(&reference);
        let Some(element) = reference.get() else {
            // On a server the details are rendered too: the user may open them early. The shell of a
            // page's script has none.
            #[cfg(feature = "ssr")]
            let omits_details = form.inner.view.omits_details.get_untracked();
            #[cfg(not(feature = "ssr"))]
            let omits_details = false;
            if !omits_details {
                form.render_details();
            }
            return view;
        };
        let has_contents = || {
            matches!(
                element.query_selector(".details .field, .levels > div"),
                Ok(Some(_))
            )
        };
        if is_hydrating() && has_contents() {
            form.render_details();
        }
        let is_only = SHOWN.with_borrow(|shown| shown.iter().all(|form| !form.is_connected()));
        if is_only && IN_STEPS.get() {
            let form = form.clone();
            set_timeout(move || form.render_details(), Duration::ZERO);
        } else if is_only {
            form.render_details();
        }
        let guard = MountGuard(element.clone());
        SHOWN.with_borrow_mut(|shown| shown.push(guard.0.clone()));
        let turn = |view: Self, name| {
            let form = form.clone();
            view.on(name, move |_| form.render_details())
        };
        let comes_by_itself = is_only || form.inner.view.details_rendered.get_untracked();
        let turning: &[_] = if comes_by_itself {
            &[]
        } else {
            &["pointerenter", "focusin", "input"]
        };
        turning.iter().copied().fold(view.hold(guard), turn)
    }
}
