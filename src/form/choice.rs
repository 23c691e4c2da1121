//! One of several choices: a radio button or a checkbox, with its label.

use std::borrow::Cow;

use crate::i18n::Key;
use crate::skill::FieldPath;

use super::dom::{El, Place, el};
use super::field::named;
use super::model::SkillForm;

pub(super) fn choice(
    form: &SkillForm,
    field: FieldPath,
    kind: &str,
    value: &str,
    label: Key,
    is_checked: impl Fn() -> bool + 'static,
) -> El {
    let input = named(form, field, el("input").set("type", kind).set("value", value))
        .locked(form)
        .follow(Place::Checked, move || is_checked().then_some(Cow::Borrowed("")));
    el("label.choice").child(input).child(el("span").words(form, label))
}

/// All choices of one field.
pub(super) fn choices(choices: impl IntoIterator<Item = El>) -> El {
    el("div.choices").children(choices)
}
