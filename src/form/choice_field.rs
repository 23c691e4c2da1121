//! A field of one member of an enumeration, as a native `<select>`.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use crate::i18n::{Key, Ui, fill};
use crate::skill::{FieldPath, SkillProficiencyLevel};

use super::choice_hint::{choice_hint, levels};
use super::dom::{El, el};
use super::field::{control, labelled, required};
use super::model::SkillForm;

pub(super) fn choice_field(form: &SkillForm, field: FieldPath) -> El {
    // HTML knows no read-only select.
    let select = required(form, field, control(form, field, el("select"))).locked(form);
    let controls = [offering(form, field, select), choice_hint(form, field)];
    let levels = if field == FieldPath::Proficiency { levels(form).into() } else { Vec::new() };
    labelled(form, field, controls.into_iter().chain(levels))
}

/// Offers the choices, and shows what is chosen.
fn offering(form: &SkillForm, field: FieldPath, select: El) -> El {
    let (form, entry) = (form.clone(), form.entry(field));
    let shown: HtmlSelectElement = select.element().clone().unchecked_into();
    let mut offered = Vec::new();
    select.follow_all(move || {
        let entry = entry.read();
        let (choices, now) = (choices(&form, field, entry.text().trim()), entry.text().trim());
        if choices != offered {
            shown.replace_children_with_node_0();
            for (value, label) in &choices {
                // A select takes any option.
                let _ = shown.append_child(el("option").set("value", value).text(label).element());
            }
            offered = choices;
        }
        // A person changes it too: what was set last says nothing.
        if shown.value() != now {
            shown.set_value(now);
        }
    })
}

/// Each value with its label: nothing, what is offered, and what the page or a response carries besides. Tracked.
fn choices(form: &SkillForm, field: FieldPath, chosen: &str) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), form.text(&Key::Ui(Ui::NotSaid)))];
    if field == FieldPath::Proficiency {
        choices.extend(SkillProficiencyLevel::offered().map(|level| (level.to_string(), form.text(&Key::Level(level)))));
    } else {
        choices.extend(form.audiences().into_iter().map(|audience| (audience.to_string(), form.text(&Key::Audience(audience)))));
    }
    if choices.iter().all(|(value, _)| value != chosen) {
        choices.push((chosen.to_owned(), fill(&form.text(&Key::Ui(Ui::UnknownMember)), "value", chosen)));
    }
    choices
}
