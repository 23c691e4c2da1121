//! Looking a message up.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::skill::{FieldPath, Map, Property, Value};

use super::en;
use super::intl::Intl;
use super::key::{Counted, Key};
use super::language::Language;

/// The strings of a catalog, by key.
pub type Catalog = BTreeMap<String, String>;

/// The messages of one form: the page's own words, then its language's, then English.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Messages {
    own: CustomMessages,
    /// The words of a language other than English.
    catalogue: Option<(Language, Arc<Catalog>)>,
    /// The page's language, in which numbers are written and plurals formed.
    tag: String,
}

/// Messages that the page provides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomMessages {
    /// For every language.
    every: Catalog,
    /// For one, by its tag in lower case.
    by_tag: BTreeMap<String, Catalog>,
}

impl CustomMessages {
    /// A page's own words, by the names of their keys; those of one language in an object under its
    /// tag. Anything else is left out.
    pub fn from_json(words: Map) -> Self {
        let mut own = Self::default();
        for (name, value) in words {
            match value {
                Value::Object(words) => drop(
                    own.by_tag
                        .insert(name.to_ascii_lowercase(), string_values(words)),
                ),
                value => own
                    .every
                    .extend(String::read(value).ok().map(|text| (name, text))),
            }
        }
        own
    }

    /// The words for a tag such as `de-AT`: of it, or of the nearest one that it is a region or a
    /// variant of.
    fn of(&self, tag: &str) -> Option<&Catalog> {
        let tag = tag.to_ascii_lowercase();
        let mut tag = &*tag;
        loop {
            match (self.by_tag.get(tag), tag.rsplit_once('-')) {
                (Some(words), _) => return Some(words),
                (None, Some((shorter, _))) => tag = shorter,
                (None, None) => return None,
            }
        }
    }

    fn text(&self, tag: &str, name: &str) -> Option<&String> {
        let of_tag = if self.by_tag.is_empty() {
            None
        } else {
            self.of(tag).and_then(|words| words.get(name))
        };
        of_tag.or_else(|| self.every.get(name))
    }

    fn is_empty(&self) -> bool {
        self.every.is_empty() && self.by_tag.is_empty()
    }

    /// Whether the page itself brings words for the language of a tag.
    pub fn has_language(&self, tag: &str) -> bool {
        self.of(tag).is_some()
    }
}

/// Returns the string values of an object, without any other members.
pub fn string_values(words: Map) -> Catalog {
    let mut texts = Catalog::new();
    // One by one: to collect them, the standard library sorts them first, by an algorithm of 2 kB.
    for (name, value) in words {
        if let Ok(text) = String::read(value) {
            texts.insert(name, text);
        }
    }
    texts
}

impl Messages {
    /// The messages in a language: the words of its catalogue, where it has one that is here, and
    /// the page's own before them.
    pub fn new(
        tag: impl Into<String>,
        catalogue: Option<(Language, Arc<Catalog>)>,
        own: CustomMessages,
    ) -> Self {
        Self {
            own,
            catalogue,
            tag: tag.into(),
        }
    }

    /// The tag of the language that the words are in.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The words of a message.
    pub fn text(&self, key: &Key) -> Cow<'static, str> {
        if self.own.is_empty() && self.catalogue.is_none() {
            return Cow::Borrowed(en::text(key));
        }
        let name = key.name();
        let own = self
            .own
            .text(&self.tag, &name)
            .or_else(|| self.own.text(&self.tag, &legacy_key(key)?));
        let words = own.or_else(|| self.catalogue.as_ref()?.1.get(&name));
        words.map_or(Cow::Borrowed(en::text(key)), |words| {
            Cow::Owned(words.clone())
        })
    }

    /// The words of a message with a count, which stands in them.
    pub fn counted(&self, counted: Counted, count: usize) -> String {
        let intl = self.intl();
        let category = intl.plural_category(count);
        let name = Key::Counted(counted).name();
        let own = [
            [&*name, ".", &*category].concat(),
            [&*name, ".other"].concat(),
            name.clone(),
        ];
        let found = own.iter().find_map(|name| self.own.text(&self.tag, name));
        let words = found.or_else(|| {
            own.iter()
                .find_map(|name| self.catalogue.as_ref()?.1.get(name))
        });
        fill(
            words.map_or(en::counted(counted, count == 1), String::as_str),
            "count",
            &intl.count(count),
        )
    }

    /// The platform's formats of the language.
    pub fn intl(&self) -> Intl<'_> {
        Intl::new(&self.tag)
    }
}

/// Before both identity sets shared them, the labels of their members were named by the whole path;
/// a page may still tell them apart by it.
fn legacy_key(key: &Key) -> Option<String> {
    match key {
        Key::Label(field) if field.path().contains("By.") => {
            Some(["label.", FieldPath::path(*field)].concat())
        }
        _ => None,
    }
}

/// Puts a value into a message: `fill("Remove {item}", "item", "Rust")`.
pub fn fill(message: &str, name: &str, value: &str) -> String {
    message.replace(&["{", name, "}"].concat(), value)
}
