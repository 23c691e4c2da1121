//! What an attribute, a text or a control's value can be: fixed, or computed from signals.

use std::borrow::Cow;

use super::{El, Place, Text};

/// A fixed text, an optional one, or a closure that tracks signals.
pub(crate) trait Value {
    /// Puts the value into an element, now and, if it is a closure, whenever its signals change.
    fn apply(self, el: El, place: Place) -> El;
}

impl Value for &str {
    fn apply(self, el: El, place: Place) -> El {
        el.put(place, Some(self))
    }
}

impl Value for &String {
    fn apply(self, el: El, place: Place) -> El {
        el.put(place, Some(self))
    }
}

impl Value for Option<&str> {
    fn apply(self, el: El, place: Place) -> El {
        match self {
            Some(_) => el.put(place, self),
            None => el,
        }
    }
}

impl<F: Fn() -> T + 'static, T: IntoText> Value for F {
    fn apply(self, el: El, place: Place) -> El {
        el.bind(place, Box::new(move || self().into_text()))
    }
}

/// What a closure may return: a text, an optional one, or whether a Boolean attribute is set.
pub(crate) trait IntoText {
    /// The text; `None` removes an attribute.
    fn into_text(self) -> Option<Text>;
}

impl IntoText for String {
    fn into_text(self) -> Option<Text> {
        Some(self.into())
    }
}

impl IntoText for &'static str {
    fn into_text(self) -> Option<Text> {
        Some(self.into())
    }
}

impl IntoText for bool {
    fn into_text(self) -> Option<Text> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Option<Text> {
        self?.into_text()
    }
}
