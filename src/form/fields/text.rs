//! A field with one line of text.

use leptos::prelude::*;

use crate::form::el::{El, el};
use crate::form::field_frame::{control, labelled, required};
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui, fill};
use crate::skill::{FieldPath, Kind};

use super::link_preview::destination;

pub(crate) fn text_field(form: &SkillForm, field: FieldPath) -> El {
    let kind = field.kind();
    // Not `type="number"`, which silently reads "0,5" as 5. Not `type="url"`, which removes a space
    // while the user types.
    let input = match kind {
        Kind::Number => {
            el!(input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="ltr" inputmode="decimal")
        }
        Kind::Url => {
            el!(input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="ltr" inputmode="url")
        }
        Kind::Text { .. } => {
            el!(input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto")
        }
        _ => {
            el!(input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="ltr")
        }
    };
    let input = text_input(form, field, input);
    let explanation = match kind {
        Kind::Number => Some(parsed_number(form, field)),
        Kind::Url => Some(destination(form, field)),
        _ => None,
    };
    labelled(
        form,
        field,
        [Some(input), explanation].into_iter().flatten(),
    )
}

/// Returns an input whose value is that of its field.
pub(crate) fn text_input(form: &SkillForm, field: FieldPath, input: El) -> El {
    let entry = form.entry(field);
    let input = required(form, field, control(form, field, input));
    input
        .bind_disabled(form)
        .bind_readonly(form)
        .value(move || entry.read().text().to_owned())
}

/// Returns how the form reads a number, if its text differs, for example because of a decimal
/// comma.
fn parsed_number(form: &SkillForm, field: FieldPath) -> El {
    let (form, entry) = (form.clone(), form.entry(field));
    el!(output class="hint" part="parsed-number").text(move || {
        let entry = entry.read();
        let checked = form
            .inner
            .options
            .with(|options| options.constraints.check(field, &entry));
        let Some(number) = checked.ok().flatten().and_then(|number| number.as_f64()) else {
            return String::new();
        };
        let text = form.intl(|intl| intl.number(number));
        if entry.text().trim() == text {
            String::new()
        } else {
            fill(&form.text(&Key::Ui(Ui::ParsedNumber)), "number", &text)
        }
    })
}
