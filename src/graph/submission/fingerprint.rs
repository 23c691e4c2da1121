//! The properties that identify a skill in a collection.

use crate::platform;
use crate::skill::SkillProficiency;

/// The name, the set of categories, and the link of a skill. Two skills are the same if these are
/// equal.
///
/// Enumerations are excluded, because services have returned other values than those that were
/// sent. Properties that a service adds or changes are excluded too.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Fingerprint {
    name: String,
    categories: Vec<String>,
    web_url: String,
}

impl Fingerprint {
    /// Returns the fingerprint of a skill.
    pub fn of(skill: &SkillProficiency) -> Self {
        // Insertion keeps the list sorted: the list is short, and a sorting algorithm would add to
        // the module's size.
        let mut categories = Vec::new();
        for category in skill
            .categories
            .iter()
            .flatten()
            .map(|category| normalize(category))
        {
            let index = categories.partition_point(|other| *other < category);
            if categories.get(index) != Some(&category) {
                categories.insert(index, category);
            }
        }
        let name = skill
            .display_name
            .as_deref()
            .map(normalize)
            .unwrap_or_default();
        let web_url = skill.web_url.as_deref().unwrap_or_default().trim();
        Self {
            name,
            categories,
            web_url: platform::url(web_url, None)
                .map_or_else(|| web_url.to_owned(), |url| url.href),
        }
    }

    /// Returns whether a skill may be this one, judged by its name alone.
    pub fn is_named_as(&self, skill: &SkillProficiency) -> bool {
        skill
            .display_name
            .as_deref()
            .map(normalize)
            .unwrap_or_default()
            == self.name
    }

    /// Returns the fingerprint as one text. Equal fingerprints have equal texts.
    pub fn key(&self) -> String {
        [&*self.name, &self.web_url, &self.categories.join("\n")].join("\n")
    }
}

/// Returns a text in the form in which it is compared: trimmed and in NFC.
fn normalize(text: &str) -> String {
    platform::nfc(text.trim()).into_owned()
}
