//! One of several choices: a radio button or a checkbox, with its label.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::Key;
use crate::skill::FieldPath;

use super::field::{invalid, parts};
use super::live::{Handler, Live, handler};
use super::model::SkillForm;

pub(super) fn choice(
    form: &SkillForm,
    field: FieldPath,
    kind: &'static str,
    value: &'static str,
    label: Key,
    checked: Live<bool>,
    choose: Handler<ev::Event>,
) -> AnyView {
    let leaving = form.clone();
    view! {
        <label class={"choice"} part={"choice"}>
            <input
                part={parts(form, field)}
                type={kind}
                name={field.path()}
                value={value}
                disabled={form.locked()}
                aria-invalid={invalid(form, field)}
                prop:checked={checked}
                on:change={choose}
                on:focusout={handler(move |_: ev::FocusEvent| leaving.leave(field))}
            />
            <span>{form.words(label)}</span>
        </label>
    }
    .into_any()
}
