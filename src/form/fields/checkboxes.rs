//! A field with any number of members of an enumeration, as checkboxes.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::field_frame::fieldset;
use crate::form::state::SkillForm;
use crate::i18n::Key;
use crate::skill::{EnumMember, Enumeration, FieldPath};

use super::choice::choice;

pub(crate) fn checkboxes(form: &SkillForm, field: FieldPath, enumeration: Enumeration) -> El {
    let form_of_items = form.clone();
    let items = move || {
        let item = |member: EnumMember| {
            let form = form_of_items.clone();
            Item::keyed(member.name(), move || checkbox(&form, field, member))
        };
        let members = form_of_items.selectable(enumeration);
        members.into_iter().map(item).collect()
    };
    fieldset(
        form,
        field,
        [el!(div class="choices" part="choices").each(items)],
    )
}

fn checkbox(form: &SkillForm, field: FieldPath, member: EnumMember) -> El {
    let (value, entry) = (member.name(), form.entry(field));
    let is_checked = move || entry.read().list().iter().any(|item| item == value);
    choice(
        form,
        field,
        "checkbox",
        value,
        Key::Member(member),
        is_checked,
    )
}
