//! A field of one member of an enumeration, as a native `<select>`.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use crate::form::el::{El, el, forget_written, is_changed};
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui, fill};
use crate::skill::{FieldPath, SkillProficiencyLevel};

use super::choice_description::{choice_hint, levels};
use super::frame::{control, labelled, required};

pub(crate) fn select(form: &SkillForm, field: FieldPath) -> El {
    // HTML knows no read-only select.
    let select = required(form, field, control(form, field, el("select"))).bind_locked(form);
    let controls = [offering(form, field, select), choice_hint(form, field)];
    let levels = if field == FieldPath::Proficiency {
        levels(form).into()
    } else {
        Vec::new()
    };
    labelled(form, field, controls.into_iter().chain(levels))
}

/// Offers the choices, and then shows which is chosen.
fn offering(form: &SkillForm, field: FieldPath, select: El) -> El {
    let (form, entry, chosen) = (form.clone(), form.entry(field), form.entry(field));
    let shown = select.element().clone();
    let mut offered = Vec::new();
    let select = select.follow_all(move || {
        let choices = choices(&form, field, entry.read().text().trim());
        if choices != offered {
            // A value that a script has set without an event stays.
            let quiet =
                is_changed(&shown).then(|| shown.unchecked_ref::<HtmlSelectElement>().value());
            shown.replace_children_with_node_0();
            for (value, label) in &choices {
                // A select takes any option.
                let _ = shown.append_child(el("option").set("value", value).text(label).element());
            }
            match &quiet {
                Some(value) => shown.unchecked_ref::<HtmlSelectElement>().set_value(value),
                None => forget_written(&shown),
            }
            offered = choices;
        }
    });
    select.value(move || chosen.read().text().trim().to_owned())
}

/// Each value with its label: nothing, what is offered, and what the page or a response carries
/// besides. Tracked.
fn choices(form: &SkillForm, field: FieldPath, chosen: &str) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), form.text(&Key::Ui(Ui::NotSpecified)))];
    if field == FieldPath::Proficiency {
        choices.extend(
            SkillProficiencyLevel::selectable()
                .map(|level| (level.to_string(), form.text(&Key::Level(level)))),
        );
    } else {
        choices.extend(
            form.audiences()
                .into_iter()
                .map(|audience| (audience.to_string(), form.text(&Key::Audience(audience)))),
        );
    }
    if choices.iter().all(|(value, _)| value != chosen) {
        choices.push((
            chosen.to_owned(),
            fill(&form.text(&Key::Ui(Ui::UnknownMember)), "value", chosen),
        ));
    }
    choices
}
