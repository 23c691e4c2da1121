//! The focus is never lost: where what has it goes, the button that adds the skill takes it.

use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, ShadowRoot};

use super::model::SkillForm;

impl SkillForm {
    /// The view is there, or goes.
    pub(super) fn set_shown_as(&self, form: Option<HtmlElement>) {
        self.inner.local.shown_as.replace(form);
    }

    /// Makes a change that may take away what has the focus.
    pub(super) fn keep_focus(&self, change: impl FnOnce()) {
        let had_focus = self.has_focus();
        change();
        if had_focus {
            let form = self.clone();
            spawn_local(async move {
                // Until the view has followed the change.
                tick().await;
                tick().await;
                form.catch_focus();
            });
        }
    }

    fn catch_focus(&self) {
        let shown_as = self.inner.local.shown_as.borrow().clone();
        if let Some(form) = shown_as
            && !self.has_focus()
            && let Some(submit) = form.query_selector("[type=submit]").ok().flatten()
        {
            // A disabled button takes no focus: nothing else in the form would either.
            let _ = submit.unchecked_into::<HtmlElement>().focus();
        }
    }

    pub(super) fn has_focus(&self) -> bool {
        self.inner.local.shown_as.borrow().as_ref().is_some_and(|form| {
            let root = form.get_root_node();
            let active = match root.dyn_ref::<ShadowRoot>() {
                Some(root) => root.active_element(),
                None => root.dyn_ref::<Document>().and_then(Document::active_element),
            };
            active.is_some_and(|active| form.contains(Some(&active)))
        })
    }
}
