//! What elements of the view follow of the form: its words, and whether it can be filled in.

use leptos::prelude::*;

use crate::form::el::El;
use crate::form::state::SkillForm;
use crate::i18n::{Direction, Key};

impl El {
    /// The words of a message, in the page's language of the moment.
    pub fn bind_text(self, form: &SkillForm, key: Key) -> Self {
        let form = form.clone();
        self.text(move || form.text(&key))
    }

    /// A control that is disabled with the form.
    pub fn bind_disabled(self, form: &SkillForm) -> Self {
        let disabled = form.inner.view.disabled.clone();
        self.attr("disabled", move || disabled.get())
    }

    /// A control that can only be read, as the form.
    pub fn bind_readonly(self, form: &SkillForm) -> Self {
        let readonly = form.inner.view.readonly.clone();
        self.attr("readonly", move || readonly.get())
    }

    /// A control of which HTML knows no read-only form: it is disabled then too.
    pub fn bind_locked(self, form: &SkillForm) -> Self {
        let (disabled, readonly) = (
            form.inner.view.disabled.clone(),
            form.inner.view.readonly.clone(),
        );
        self.attr("disabled", move || disabled.get() || readonly.get())
    }

    /// An element in the language of the words, and in its direction. That is said on the form also
    /// where the page has said it: Chromium's `:dir()` does not see inside a shadow root what a
    /// script changes outside of it.
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
