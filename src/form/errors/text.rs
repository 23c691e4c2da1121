//! An error in words.

use leptos::prelude::*;

use crate::form::categories::SEPARATORS;
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::i18n::{Key, fill};
use crate::skill::{EnumMember, Enumeration, FieldError, FieldPath, Kind, Rule, invisible_inside};

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

    /// The labels of the members that the user can select in a field. Tracked.
    fn allowed(&self, field: FieldPath) -> Vec<String> {
        match field.kind() {
            Kind::One(enumeration) | Kind::Many(enumeration) => self
                .selectable(enumeration)
                .into_iter()
                .map(|member| self.text(&Key::Member(member)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The members of an enumeration that the user can select. Tracked.
    pub(crate) fn selectable(&self, enumeration: Enumeration) -> Vec<EnumMember> {
        self.inner
            .options
            .with(|options| options.constraints.selectable(enumeration))
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
