//! A field of yes, no or not said, as radio buttons: a checkbox cannot say the third.

use leptos::prelude::*;

use crate::i18n::{Key, Ui};
use crate::skill::{Entry, FieldPath};

use super::choice::choice;
use super::field::fieldset;
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn boolean_field(form: &SkillForm, field: FieldPath) -> AnyView {
    let choices = [("true", Ui::Yes), ("false", Ui::No), ("", Ui::NotSaid)];
    let radios = Vec::from(choices.map(|(value, label)| radio(form, field, value, label)));
    fieldset(form, field, view! { <div class={"choices"} part={"choices"}>{radios}</div> }.into_any())
}

fn radio(form: &SkillForm, field: FieldPath, value: &'static str, label: Ui) -> AnyView {
    let (entry, choosing) = (form.entry(field), form.clone());
    let checked = live(move || entry.read().text().trim() == value);
    let choose = handler(move |_| choosing.edit(field, Entry::Text(value.to_owned())));
    choice(form, field, "radio", value, Key::Ui(label), checked, choose)
}
