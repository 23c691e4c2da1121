//! A field of any members of a closed list, as checkboxes.

use leptos::prelude::*;

use crate::form::el::El;
use crate::form::frame::fieldset;
use crate::form::state::SkillForm;
use crate::i18n::Key;
use crate::skill::{CollaborationTag, FieldPath};

use super::choice::{choice, choices};

pub(crate) fn checkboxes(form: &SkillForm, field: FieldPath) -> El {
    let check = |tag: CollaborationTag| {
        let (value, entry): (&'static str, _) = (tag.into(), form.entry(field));
        let is_checked = move || entry.read().list().iter().any(|item| item == value);
        choice(
            form,
            field,
            "checkbox",
            value,
            Key::CollaborationTag(tag),
            is_checked,
        )
    };
    fieldset(
        form,
        field,
        [choices(CollaborationTag::selectable().map(check))],
    )
}
