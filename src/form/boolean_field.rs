//! A field of yes, no or not said, as radio buttons: a checkbox cannot say the third.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::{Key, Ui};
use crate::skill::{Entry, FieldPath};

use super::field::{fieldset, invalid, parts};
use super::model::SkillForm;

pub(super) fn boolean_field(form: &SkillForm, field: FieldPath) -> AnyView {
    let choices = [("true", Ui::Yes), ("false", Ui::No), ("", Ui::NotSaid)];
    let radios = choices.map(|(value, label)| radio(form, field, value, label)).into_iter().collect_view();
    fieldset(form, field, view! { <div class={"choices"}>{radios}</div> }.into_any())
}

fn radio(form: &SkillForm, field: FieldPath, value: &'static str, label: Ui) -> AnyView {
    let entry = form.entry(field);
    let (words, choosing, leaving) = (form.clone(), form.clone(), form.clone());
    let (disabled, readonly) = (form.inner.disabled.clone(), form.inner.readonly.clone());
    view! {
        <label class={"choice"} part={"choice"}>
            <input
                part={parts(field)}
                type={"radio"}
                name={field.path()}
                value={value}
                disabled={move || disabled.get() || readonly.get()}
                aria-invalid={invalid(form, field)}
                prop:checked={move || entry.read().text().trim() == value}
                on:change={move |_| choosing.edit(field, Entry::Text(value.to_owned()))}
                on:focusout={move |_: ev::FocusEvent| leaving.leave(field)}
            />
            <span>{move || words.text(&Key::Ui(label))}</span>
        </label>
    }
    .into_any()
}
