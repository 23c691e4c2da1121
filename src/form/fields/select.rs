//! A field of one member of an enumeration, as a native `<select>`.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use crate::form::el::{El, Item, NodeRef, el, forget_written, is_changed};
use crate::form::frame::{control, labelled, required};
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui, fill};
use crate::skill::{FieldPath, SkillProficiencyLevel};

use super::choice_description::{choice_hint, levels};

pub(crate) fn select(form: &SkillForm, field: FieldPath) -> El {
    // HTML knows no read-only select.
    let select = required(form, field, control(form, field, el!(select))).bind_locked(form);
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
    let reference = NodeRef::default();
    let (before, after) = (reference.clone(), reference.clone());
    let changed = Rc::new(Cell::new(None));
    let unsaved = changed.clone();
    select
        .node_ref(&reference)
        // A value that a script has set without an event stays if other options come.
        .effect(move || {
            let select = before.get().filter(|select| is_changed(select));
            unsaved.set(select.map(|select| select.unchecked_ref::<HtmlSelectElement>().value()));
        })
        .each(move || options(&form, field, entry.read().text().trim()))
        .effect(move || match (after.get(), changed.take()) {
            (Some(select), Some(value)) => {
                select
                    .unchecked_ref::<HtmlSelectElement>()
                    .set_value(&value);
            }
            (Some(select), None) => forget_written(select),
            (None, _) => {}
        })
        .value(move || chosen.read().text().trim().to_owned())
}

/// Tracked.
fn options(form: &SkillForm, field: FieldPath, chosen: &str) -> Vec<Item> {
    choices(form, field, chosen)
        .iter()
        .map(|(value, label)| el!(option).attr("value", value).text(label).into())
        .collect()
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
