//! Copies a saved draft or record that cannot be read, so that the user loses nothing.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlInputElement};

use crate::form::el::{NodeRef, el};
use crate::form::state::SkillForm;
use crate::form::view::focus;
use crate::i18n::Ui;

impl SkillForm {
    /// Returns the saved text of an earlier visit that cannot be read.
    pub(crate) fn unreadable_text(&self) -> Option<String> {
        self.unreadable_record().or_else(|| self.unreadable_draft())
    }

    /// Copies this text to the clipboard and reports it, or shows the text for manual copying.
    pub(crate) fn copy_unreadable(&self) {
        let Some(text) = self.unreadable_text() else {
            return;
        };
        // Insecure contexts have no clipboard, and some pages replace it.
        let clipboard = window().navigator().clipboard();
        let write: Option<Function> = Reflect::get(&clipboard, &"writeText".into())
            .ok()
            .and_then(|write| write.dyn_into().ok());
        let Some(copying) =
            write.and_then(|write| write.call1(&clipboard, &JsValue::from_str(&text)).ok())
        else {
            return self.report_copied(self.copy_by_command(&text));
        };
        let form = self.clone();
        spawn_local(async move {
            let is_copied = JsFuture::from(Promise::resolve(&copying)).await.is_ok()
                || form.copy_by_command(&text);
            form.report_copied(is_copied);
        });
    }

    /// Copies a text with the older
    /// [command](https://w3c.github.io/editing/docs/execCommand/#the-copy-command), which needs a
    /// selection. Returns whether it succeeded.
    fn copy_by_command(&self, text: &str) -> bool {
        let Some(form) = self.inner.view.form_element.get() else {
            return false;
        };
        let focused = self.focused();
        let area = el!(textarea class="visually-hidden" readonly tabindex="-1").text(text);
        let reference = NodeRef::default();
        // Inside the form, so that it can be focused in a modal dialog.
        area.node_ref(&reference).mount(&form, None);
        let Some(area) = reference.get() else {
            return false;
        };
        select(area);
        let command: Option<Function> = Reflect::get(&document(), &"execCommand".into())
            .ok()
            .and_then(|command| command.dyn_into().ok());
        let copied =
            command.and_then(|command| command.call1(&document(), &JsValue::from_str("copy")).ok());
        area.remove();
        if let Some(focused) = focused {
            focus(&focused);
        }
        copied.is_some_and(|copied| copied.is_truthy())
    }

    fn report_copied(&self, is_copied: bool) {
        if is_copied {
            return self.keep_focus(|| self.inner.draft.notice.set(Some(Ui::DraftCopied)));
        }
        self.inner.draft.notice.set(Some(Ui::CopyManually));
        let form = self.clone();
        spawn_local(async move {
            // The view shows the text area after this tick.
            tick().await;
            let form_element = form.inner.view.form_element.get();
            if let Some(area) =
                form_element.and_then(|form| form.query_selector(".notice textarea").ok().flatten())
            {
                select(&area);
            }
        });
    }
}

/// Focuses a text area and selects its text. A text area has the same method as an input.
fn select(area: &Element) {
    focus(area);
    area.unchecked_ref::<HtmlInputElement>().select();
}
