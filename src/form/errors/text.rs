//! An error in words.

use leptos::prelude::*;

use crate::form::categories::SEPARATORS;
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::i18n::{Key, fill};
use crate::skill::{
    AllowedAudiences, CollaborationTag, FieldError, FieldPath, Rule, SkillProficiencyLevel,
    invisible_inside,
};

impl SkillForm {
    /// What is wrong and how to mend it, in the page's language. Tracked.
    pub(crate) fn error_text(&self, error: &FieldError) -> String {
        let text = self.text(&Key::Error(error.rule.clone()));
        match &error.rule {
            Rule::TooLong { max } | Rule::TooMany { max } => {
                fill(&text, "max", &self.intl(|intl| intl.count(*max)))
            }
            Rule::OutOfRange(range) => {
                let number = |number| self.intl(|intl| intl.number(number));
                fill(
                    &fill(&text, "min", &number(range.min)),
                    "max",
                    &number(range.max),
                )
            }
            Rule::NotAllowed => fill(
                &text,
                "allowed",
                &self.intl(|intl| intl.disjunction(&self.allowed(error.field))),
            ),
            Rule::Duplicate => fill(&text, "item", &isolate(&self.item(error))),
            Rule::UrlInvisible => {
                let entry = self.entry(error.field);
                let code = invisible_inside(entry.read().text())
                    .map(|character| format!("U+{:04X}", u32::from(character)));
                fill(&text, "character", &code.unwrap_or_default())
            }
            _ => text,
        }
    }

    /// A field's label, with the group's name where several fields share it. Tracked.
    pub(crate) fn label(&self, field: FieldPath) -> String {
        let label = self.text(&Key::Label(field));
        match crate::form::frame::group(field) {
            Some(group) => format!("{} – {label}", self.text(&Key::Group(group))),
            None => label,
        }
    }

    fn allowed(&self, field: FieldPath) -> Vec<String> {
        match field {
            FieldPath::Proficiency => SkillProficiencyLevel::selectable()
                .map(|level| self.text(&Key::Level(level)))
                .collect(),
            FieldPath::CollaborationTags => CollaborationTag::selectable()
                .map(|tag| self.text(&Key::CollaborationTag(tag)))
                .collect(),
            _ => self
                .audiences()
                .into_iter()
                .map(|audience| self.text(&Key::Audience(audience)))
                .collect(),
        }
    }

    /// The audiences that a person can choose. Tracked.
    pub(crate) fn audiences(&self) -> Vec<AllowedAudiences> {
        self.inner
            .options
            .with(|options| options.constraints.selectable_audiences())
    }

    fn item(&self, error: &FieldError) -> String {
        let typed = self.inner.categories.pending.read();
        let held = self.entry(error.field);
        let held = held.read();
        // What was refused stands in no list, but before all else that is typed.
        let refused = || {
            typed
                .split(SEPARATORS)
                .map(str::trim)
                .find(|item| !item.is_empty())
        };
        error
            .item
            .and_then(|item| held.list().get(item))
            .map(String::as_str)
            .or_else(refused)
            .unwrap_or_default()
            .trim()
            .to_owned()
    }
}
