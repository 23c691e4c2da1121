//! A field of any members of a closed list, as checkboxes.

use leptos::prelude::*;

use crate::i18n::Key;
use crate::skill::{CollaborationTag, Entry, FieldPath};

use super::choice::choice;
use super::field::fieldset;
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn checks_field(form: &SkillForm, field: FieldPath) -> AnyView {
    let checks = CollaborationTag::offered().map(|tag| check(form, field, tag)).collect::<Vec<_>>();
    fieldset(form, field, view! { <div class={"choices"} part={"choices"}>{checks}</div> }.into_any())
}

fn check(form: &SkillForm, field: FieldPath, tag: CollaborationTag) -> AnyView {
    let value: &'static str = tag.into();
    let (entry, choosing) = (form.entry(field), form.clone());
    let checked = live(move || entry.read().list().iter().any(|item| item == value));
    let choose = handler(move |event| toggle(&choosing, field, value, event_target_checked(&event)));
    choice(form, field, "checkbox", value, Key::CollaborationTag(tag), checked, choose)
}

fn toggle(form: &SkillForm, field: FieldPath, value: &str, checked: bool) {
    let mut items = form.entry(field).with_untracked(|entry| entry.list().to_vec());
    items.retain(|item| item != value);
    if checked {
        items.push(value.to_owned());
    }
    form.edit(field, Entry::List(items));
}
