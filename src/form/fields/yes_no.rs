//! A field with the values yes, no, and not specified, as radio buttons, because a checkbox has
//! only two values.

use leptos::prelude::*;

use crate::form::el::El;
use crate::form::field_frame::fieldset;
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui};
use crate::skill::FieldPath;

use super::choice::{choice, choices};

pub(crate) fn yes_no(form: &SkillForm, field: FieldPath) -> El {
    let radio = |(value, label)| {
        let entry = form.entry(field);
        choice(form, field, "radio", value, Key::Ui(label), move || {
            entry.read().text().trim() == value
        })
    };
    let radios = [("true", Ui::Yes), ("false", Ui::No), ("", Ui::NotSpecified)].map(radio);
    fieldset(form, field, [choices(radios)])
}
