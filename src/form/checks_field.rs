//! A field of any members of a closed list, as checkboxes.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::Key;
use crate::skill::{CollaborationTag, Entry, FieldPath};

use super::field::{fieldset, parts};
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn checks_field(form: &SkillForm, field: FieldPath) -> AnyView {
    let checks = CollaborationTag::offered().map(|tag| check(form, field, tag)).collect::<Vec<_>>();
    fieldset(form, field, view! { <div class={"choices"}>{checks}</div> }.into_any())
}

fn check(form: &SkillForm, field: FieldPath, tag: CollaborationTag) -> AnyView {
    let value: &'static str = tag.into();
    let entry = form.entry(field);
    let (choosing, leaving) = (form.clone(), form.clone());
    view! {
        <label class={"choice"} part={"choice"}>
            <input
                part={parts(field)}
                type={"checkbox"}
                name={field.path()}
                value={value}
                disabled={form.locked()}
                prop:checked={live(move || entry.read().list().iter().any(|item| item == value))}
                on:change={handler(move |event| toggle(&choosing, field, value, event_target_checked(&event)))}
                on:focusout={handler(move |_: ev::FocusEvent| leaving.leave(field))}
            />
            <span>{form.words(Key::CollaborationTag(tag))}</span>
        </label>
    }
    .into_any()
}

fn toggle(form: &SkillForm, field: FieldPath, value: &str, checked: bool) {
    let mut items = form.entry(field).with_untracked(|entry| entry.list().to_vec());
    items.retain(|item| item != value);
    if checked {
        items.push(value.to_owned());
    }
    form.edit(field, Entry::List(items));
}
