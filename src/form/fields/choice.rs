//! One of several choices: a radio button or a checkbox, with its label.

use std::borrow::Cow;

use crate::form::el::{El, Place, el};
use crate::form::state::SkillForm;
use crate::i18n::Key;
use crate::skill::FieldPath;

use super::frame::named;

pub(crate) fn choice(
    form: &SkillForm,
    field: FieldPath,
    kind: &str,
    value: &str,
    label: Key,
    is_checked: impl Fn() -> bool + 'static,
) -> El {
    let input = named(
        form,
        field,
        el("input").set("type", kind).set("value", value),
    )
    .bind_locked(form)
    .follow(Place::Checked, move || {
        is_checked().then_some(Cow::Borrowed(""))
    });
    el("label.choice")
        .child(input)
        .child(el("span").bind_text(form, label))
}

/// All choices of one field.
pub(crate) fn choices(choices: impl IntoIterator<Item = El>) -> El {
    el("div.choices").children(choices)
}
