//! Values of attributes, texts, and controls: fixed, or computed from signals.

use std::borrow::Cow;

use super::{El, Place, Text};

/// A fixed text, an optional text, or a closure that tracks signals.
pub(crate) trait Value {
    /// Writes the value to an element. A closure's value is written again when its signals change.
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

/// A result of a closure: a text, an optional text, or whether a Boolean attribute is set.
pub(crate) trait IntoText {
    /// Returns the text. `None` removes an attribute.
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
