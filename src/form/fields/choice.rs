//! A choice: a radio button or a checkbox, with its label.

use crate::form::el::{El, el};
use crate::form::field_frame::named;
use crate::form::state::SkillForm;
use crate::i18n::Key;
use crate::skill::FieldPath;

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
        el!(input).attr("type", kind).attr("value", value),
    )
    .bind_locked(form)
    .checked(is_checked);
    el!(label class="choice" part="choice")
        .child(input)
        .child(el!(span).bind_text(form, label))
}

/// Returns the group of a field's choices.
pub(crate) fn choices(choices: impl IntoIterator<Item = El>) -> El {
    el!(div class="choices" part="choices").children(choices)
}
