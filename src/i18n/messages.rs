//! Looking a message up.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::skill::{Map, Property, Value};

use super::en;
use super::key::Key;

/// The messages of one form: the page's own words, then English.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Messages {
    overrides: BTreeMap<String, String>,
}

impl Messages {
    /// The messages with a page's own words, by the names of their keys. What is not a text is left out.
    pub fn overridden(words: Map) -> Self {
        let text = |(name, value): (String, Value)| Some((name, String::read(value).ok()?));
        let mut messages = Self::default();
        messages.overrides.extend(words.into_iter().filter_map(text));
        messages
    }

    /// The words of a message.
    pub fn text(&self, key: &Key) -> Cow<'static, str> {
        let own = if self.overrides.is_empty() { None } else { self.overrides.get(&key.name()) };
        own.map_or(Cow::Borrowed(en::text(key)), |words| Cow::Owned(words.clone()))
    }
}

/// Puts a value into a message: `fill("Remove {item}", "item", "Rust")`.
pub fn fill(message: &str, name: &str, value: &str) -> String {
    message.replace(&["{", name, "}"].concat(), value)
}
