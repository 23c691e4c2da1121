//! Binds texts and attributes of elements to the state of the form.

use leptos::prelude::*;

use crate::form::el::El;
use crate::form::state::SkillForm;
use crate::i18n::{Direction, Key};

impl El {
    /// Binds the text to a message in the form's current language.
    pub fn bind_text(self, form: &SkillForm, key: Key) -> Self {
        let form = form.clone();
        self.text(move || form.text(&key))
    }

    /// Disables the control while the form is disabled.
    pub fn bind_disabled(self, form: &SkillForm) -> Self {
        let disabled = form.inner.view.disabled.clone();
        self.attr("disabled", move || disabled.get())
    }

    /// Makes the control read-only while the form is read-only.
    pub fn bind_readonly(self, form: &SkillForm) -> Self {
        let readonly = form.inner.view.readonly.clone();
        self.attr("readonly", move || readonly.get())
    }

    /// Disables the control while the form is disabled or read-only, because HTML has no read-only
    /// state for it.
    pub fn bind_locked(self, form: &SkillForm) -> Self {
        let (disabled, readonly) = (
            form.inner.view.disabled.clone(),
            form.inner.view.readonly.clone(),
        );
        self.attr("disabled", move || disabled.get() || readonly.get())
    }

    /// Sets `lang` and `dir` to the language and direction of the form.
    ///
    /// Both are set even if the page sets them: inside a shadow root, Chromium's `:dir()` does not
    /// follow a change that a script makes outside.
    pub fn lang_and_dir(self, form: &SkillForm) -> Self {
        let (messages, direction) = (
            form.inner.language.messages.clone(),
            form.inner.language.direction.clone(),
        );
        self.attr("lang", move || {
            Some(messages.read().tag().to_owned()).filter(|tag| !tag.is_empty())
        })
        .attr("dir", move || direction.get().map(Direction::keyword))
    }
}
