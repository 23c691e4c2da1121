//! What the view hands to the markup: values that follow the form's signals, and handlers of events, each kind of one type.
//!
//! Leptos compiles its machinery for every type that stands in the markup, and each closure is a type of its own.

use leptos::prelude::*;

use crate::i18n::Key;

use super::model::SkillForm;

/// A value that follows the signals that it reads.
pub(super) type Live<T> = Box<dyn Fn() -> T + Send>;

/// A handler of one kind of event.
pub(super) type Handler<E> = Box<dyn FnMut(E)>;

pub(super) fn live<T>(value: impl Fn() -> T + Send + 'static) -> Live<T> {
    Box::new(value)
}

pub(super) fn handler<E>(handle: impl FnMut(E) + 'static) -> Handler<E> {
    Box::new(handle)
}

impl SkillForm {
    /// The words of a message, in the page's language of the moment.
    pub(super) fn words(&self, key: Key) -> Live<String> {
        let form = self.clone();
        live(move || form.text(&key))
    }

    /// Whether the controls are disabled.
    pub(super) fn disabled(&self) -> Live<bool> {
        let disabled = self.inner.disabled.clone();
        live(move || disabled.get())
    }

    /// Whether the controls can only be read.
    pub(super) fn readonly(&self) -> Live<bool> {
        let readonly = self.inner.readonly.clone();
        live(move || readonly.get())
    }

    /// Either: for controls of which HTML knows no read-only form.
    pub(super) fn locked(&self) -> Live<bool> {
        let (disabled, readonly) = (self.disabled(), self.readonly());
        live(move || disabled() || readonly())
    }
}
