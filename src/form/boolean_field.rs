//! A field of yes, no or not said, as radio buttons: a checkbox cannot say the third.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::{Key, Ui};
use crate::skill::{Entry, FieldPath};

use super::field::{fieldset, invalid, parts};
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn boolean_field(form: &SkillForm, field: FieldPath) -> AnyView {
    let choices = [("true", Ui::Yes), ("false", Ui::No), ("", Ui::NotSaid)];
    let radios = Vec::from(choices.map(|(value, label)| radio(form, field, value, label)));
    fieldset(form, field, view! { <div class={"choices"}>{radios}</div> }.into_any())
}

fn radio(form: &SkillForm, field: FieldPath, value: &'static str, label: Ui) -> AnyView {
    let entry = form.entry(field);
    let (choosing, leaving) = (form.clone(), form.clone());
    view! {
        <label class={"choice"} part={"choice"}>
            <input
                part={parts(field)}
                type={"radio"}
                name={field.path()}
                value={value}
                disabled={form.locked()}
                aria-invalid={invalid(form, field)}
                prop:checked={live(move || entry.read().text().trim() == value)}
                on:change={handler(move |_| choosing.edit(field, Entry::Text(value.to_owned())))}
                on:focusout={handler(move |_: ev::FocusEvent| leaving.leave(field))}
            />
            <span>{form.words(Key::Ui(label))}</span>
        </label>
    }
    .into_any()
}
