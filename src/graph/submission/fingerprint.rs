//! By what a skill is known again in a collection.

use crate::platform;
use crate::skill::SkillProficiency;

/// What makes two skills the same: the name, the set of categories and the page. Enumerations are
/// left out, because services have answered them in other words; so are the properties that a
/// service adds or changes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Fingerprint {
    name: String,
    categories: Vec<String>,
    web_url: String,
}

impl Fingerprint {
    /// The fingerprint of a skill.
    pub fn of(skill: &SkillProficiency) -> Self {
        // Sorted as they come: a list is short, and a sorting algorithm is not.
        let mut categories = Vec::new();
        for category in skill
            .categories
            .iter()
            .flatten()
            .map(|category| normal(category))
        {
            let place = categories.partition_point(|other| *other < category);
            if categories.get(place) != Some(&category) {
                categories.insert(place, category);
            }
        }
        let name = skill
            .display_name
            .as_deref()
            .map(normal)
            .unwrap_or_default();
        let web_url = skill.web_url.as_deref().unwrap_or_default().trim();
        Self {
            name,
            categories,
            web_url: platform::url(web_url, None)
                .map_or_else(|| web_url.to_owned(), |url| url.href),
        }
    }

    /// Whether a skill of which only the name is known may be this one.
    pub fn is_named_as(&self, skill: &SkillProficiency) -> bool {
        skill
            .display_name
            .as_deref()
            .map(normal)
            .unwrap_or_default()
            == self.name
    }

    /// The fingerprint as one text, equal where the fingerprints are.
    pub fn key(&self) -> String {
        [&*self.name, &self.web_url, &self.categories.join("\n")].join("\n")
    }
}

/// Texts that are equal to a reader are equal.
fn normal(text: &str) -> String {
    platform::nfc(text.trim()).into_owned()
}
