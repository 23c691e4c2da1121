//! The texts of validation errors.

use leptos::prelude::*;

use crate::form::categories::SEPARATORS;
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::i18n::{Key, Ui, fill};
use crate::skill::{EnumMember, Enumeration, FieldError, FieldPath, Kind, Rule, invisible_inside};

impl SkillForm {
    /// Returns the text of an error, which says how to fix it, in the form's language. Tracked.
    pub(crate) fn error_text(&self, error: &FieldError) -> String {
        if let Rule::Page(message) = &error.rule {
            return isolate(message);
        }
        let text = self.text(&match error.rule {
            Rule::Required => Key::Required(error.field),
            _ => Key::Error(error.rule.clone()),
        });
        match &error.rule {
            Rule::Required => fill(&text, "field", &self.label(error.field)),
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

    /// Returns whether the text of an error contains the field's name. Tracked.
    pub(crate) fn names_field(&self, error: &FieldError) -> bool {
        if error.rule != Rule::Required {
            return false;
        }
        let text = self.text(&Key::Required(error.field));
        // A page can provide one text for all fields, which contains no name.
        text.contains("{field}") || text != self.text(&Key::Error(Rule::Required))
    }

    /// Returns a field's label. If the field is in a group, the label contains the group's name.
    /// Tracked.
    pub(crate) fn label(&self, field: FieldPath) -> String {
        let label = self.text(&Key::Label(field));
        match crate::form::field_frame::group(field) {
            Some(group) => {
                let text = self.text(&Key::Ui(Ui::GroupField));
                let text = fill(&text, "group", &self.text(&Key::Group(group)));
                fill(&text, "field", &label)
            }
            None => label,
        }
    }

    /// Returns the labels of the members that the user can select in a field. Tracked.
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

    /// Returns the members of an enumeration that the user can select. Tracked.
    pub(crate) fn selectable(&self, enumeration: Enumeration) -> Vec<EnumMember> {
        self.inner
            .options
            .with(|options| options.constraints.selectable(enumeration))
    }

    fn item(&self, error: &FieldError) -> String {
        let pending = self.inner.categories.pending.read();
        let entry = self.entry(error.field);
        let entry = entry.read();
        // A rejected item is not in the list, but is the first in the input.
        let rejected = || {
            pending
                .split(SEPARATORS)
                .map(str::trim)
                .find(|item| !item.is_empty())
        };
        error
            .item
            .and_then(|item| entry.list().get(item))
            .map(String::as_str)
            .or_else(rejected)
            .unwrap_or_default()
            .trim()
            .to_owned()
    }
}
