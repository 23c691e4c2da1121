//! What elements of the view follow of the form: its words, and whether it can be filled in.

use leptos::prelude::*;

use crate::form::el::{El, Place};
use crate::form::state::SkillForm;
use crate::i18n::Key;

impl El {
    /// The words of a message, in the page's language of the moment.
    pub fn bind_text(self, form: &SkillForm, key: Key) -> Self {
        let form = form.clone();
        self.follow_text(move || form.text(&key))
    }

    /// A control that is disabled with the form.
    pub fn bind_disabled(self, form: &SkillForm) -> Self {
        let disabled = form.inner.disabled.clone();
        self.flag("disabled", move || disabled.get())
    }

    /// A control that can only be read, as the form.
    pub fn bind_readonly(self, form: &SkillForm) -> Self {
        let readonly = form.inner.readonly.clone();
        self.flag("readonly", move || readonly.get())
    }

    /// A control of which HTML knows no read-only form: it is disabled then too.
    pub fn bind_locked(self, form: &SkillForm) -> Self {
        let (disabled, readonly) = (form.inner.disabled.clone(), form.inner.readonly.clone());
        self.flag("disabled", move || disabled.get() || readonly.get())
    }

    /// What a control holds.
    pub fn value(self, value: impl Fn() -> String + 'static) -> Self {
        self.follow(Place::Value, move || Some(value().into()))
    }

    /// An element in the language of the words, and in its direction. That is said on the form also
    /// where the page has said it: Chromium's `:dir()` does not see inside a shadow root what a
    /// script changes outside of it.
    pub fn lang_and_dir(self, form: &SkillForm) -> Self {
        let (messages, direction) = (form.inner.messages.clone(), form.inner.direction.clone());
        self.follow(Place::Attribute("lang"), move || {
            Some(messages.read().tag().to_owned())
                .filter(|tag| !tag.is_empty())
                .map(Into::into)
        })
        .follow(Place::Attribute("dir"), move || {
            direction.get().map(|direction| direction.keyword().into())
        })
    }
}
