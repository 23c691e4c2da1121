//! The lookup of messages.

use std::borrow::Cow;
use std::sync::Arc;

use crate::platform::OrderedMap;
use crate::skill::{FieldPath, Map, Property, Rule, Value};

use super::en;
use super::intl::Intl;
use super::key::{Counted, Key};
use super::language::Language;

/// The strings of a catalog, by key.
pub type Catalog = OrderedMap<String, String>;

/// The messages of one form. Custom messages come first, then the language's catalog, then English.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Messages {
    custom: CustomMessages,
    /// The catalog of a language other than English.
    catalog: Option<(Language, Arc<Catalog>)>,
    /// The page's language, which determines the format of numbers and the plural forms.
    tag: String,
}

/// Messages that the page provides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomMessages {
    /// The messages for all languages.
    any_language: Catalog,
    /// The messages for one language, by its tag in lowercase.
    by_tag: OrderedMap<String, Catalog>,
}

impl CustomMessages {
    /// Reads custom messages from an object with a string per key.
    ///
    /// Messages for one language are in a nested object under the language's tag. Other values are
    /// ignored.
    pub fn from_json(members: Map) -> Self {
        let (mut strings, mut by_tag) = (Vec::new(), OrderedMap::new());
        for (name, value) in members {
            match value {
                Value::Object(members) => {
                    by_tag.insert(name.to_ascii_lowercase(), string_values(members));
                }
                Value::String(text) => strings.push((name, text)),
                _ => {}
            }
        }
        Self {
            any_language: OrderedMap::from_distinct(strings),
            by_tag,
        }
    }

    /// Returns the messages for a tag such as `de-AT`, or for the longest prefix of the tag that
    /// has messages.
    fn of(&self, tag: &str) -> Option<&Catalog> {
        let tag = tag.to_ascii_lowercase();
        let mut tag = &*tag;
        loop {
            match (self.by_tag.get(tag), tag.rsplit_once('-')) {
                (Some(catalog), _) => return Some(catalog),
                (None, Some((shorter, _))) => tag = shorter,
                (None, None) => return None,
            }
        }
    }

    fn text(&self, tag: &str, name: &str) -> Option<&String> {
        let of_tag = if self.by_tag.is_empty() {
            None
        } else {
            self.of(tag).and_then(|catalog| catalog.get(name))
        };
        of_tag.or_else(|| self.any_language.get(name))
    }

    fn is_empty(&self) -> bool {
        self.any_language.is_empty() && self.by_tag.is_empty()
    }

    /// Returns whether there are custom messages for the language of a tag.
    pub fn has_language(&self, tag: &str) -> bool {
        self.of(tag).is_some()
    }
}

/// Returns the string values of an object, without any other members.
pub fn string_values(members: Map) -> Catalog {
    let string = |(name, value)| Some((name, String::read(value).ok()?));
    OrderedMap::from_distinct(members.into_iter().filter_map(string))
}

impl Messages {
    /// Creates the messages of a language from its catalog, if that has been loaded, and from
    /// custom messages.
    pub fn new(
        tag: impl Into<String>,
        catalog: Option<(Language, Arc<Catalog>)>,
        custom: CustomMessages,
    ) -> Self {
        Self {
            custom,
            catalog,
            tag: tag.into(),
        }
    }

    /// Returns the tag of the page's language.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Returns the text of a message.
    pub fn text(&self, key: &Key) -> Cow<'static, str> {
        if self.custom.is_empty() && self.catalog.is_none() {
            return Cow::Borrowed(en::text(key));
        }
        let name = key.name();
        let names = [Some(name), other_name(key)];
        let names = || names.iter().flatten();
        let custom = names().find_map(|name| self.custom.text(&self.tag, name));
        let text = custom.or_else(|| {
            let catalog = &self.catalog.as_ref()?.1;
            names().find_map(|name| catalog.get(name))
        });
        text.map_or(Cow::Borrowed(en::text(key)), |text| {
            Cow::Owned(text.clone())
        })
    }

    /// Returns the text of a message with a count, which it contains.
    pub fn counted(&self, counted: Counted, count: usize) -> String {
        let english = en::counted(counted, count == 1);
        self.counted_by_name(&Key::Counted(counted).name(), count, english)
    }

    /// Returns the text of a message that has no [`Key`], by its name and its English text.
    pub fn by_name(&self, name: &str, english: &'static str) -> Cow<'static, str> {
        let own = self.custom.text(&self.tag, name);
        let text = own.or_else(|| self.catalog.as_ref()?.1.get(name));
        text.map_or(Cow::Borrowed(english), |text| Cow::Owned(text.clone()))
    }

    /// Returns the text of a message with a count, by its name and its English text.
    pub fn counted_by_name(&self, name: &str, count: usize, english: &'static str) -> String {
        let intl = self.intl();
        let category = intl.plural_category(count);
        let names = [
            [name, ".", &*category].concat(),
            [name, ".other"].concat(),
            name.to_owned(),
        ];
        let custom = names
            .iter()
            .find_map(|name| self.custom.text(&self.tag, name));
        let text = custom.or_else(|| {
            names
                .iter()
                .find_map(|name| self.catalog.as_ref()?.1.get(name))
        });
        fill(
            text.map_or(english, String::as_str),
            "count",
            &intl.count(count),
        )
    }

    /// Returns the platform's formats of the language.
    pub fn intl(&self) -> Intl<'_> {
        Intl::new(&self.tag)
    }
}

/// Returns the key of the message that is used if there is none under the key's own name.
///
/// The labels of an identity set have the field's whole path as an earlier key, by which a page can
/// still provide different labels for the two identity sets.
fn other_name(key: &Key) -> Option<String> {
    match key {
        Key::Label(field) if field.path().contains("By.") => {
            Some(["label.", FieldPath::path(*field)].concat())
        }
        Key::Required(_) => Some(Key::Error(Rule::Required).name()),
        _ => None,
    }
}

/// Replaces a placeholder of a message: `fill("Remove {item}", "item", "Rust")`.
pub fn fill(message: &str, name: &str, value: &str) -> String {
    message.replace(&["{", name, "}"].concat(), value)
}
