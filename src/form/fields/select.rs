//! A field with one member of an enumeration, as a native `<select>`.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use crate::form::el::{El, Item, NodeRef, el, forget_written, is_changed};
use crate::form::field_frame::{control, labelled, required};
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui, fill};
use crate::skill::{Enumeration, FieldPath};

use super::choice_description::{choice_hint, explanations};

pub(crate) fn select(form: &SkillForm, field: FieldPath, enumeration: Enumeration) -> El {
    // HTML has no read-only select.
    let select = required(form, field, control(form, field, el!(select))).bind_locked(form);
    let mut controls = vec![with_options(form, field, enumeration, select)];
    if enumeration.hint_key().is_some() {
        controls.push(choice_hint(form, field, enumeration));
    }
    controls.extend(explanations(form, field, enumeration));
    labelled(form, field, controls)
}

/// Renders the options, and then selects one.
pub(crate) fn with_options(
    form: &SkillForm,
    field: FieldPath,
    enumeration: Enumeration,
    select: El,
) -> El {
    let (form, entry, selected) = (form.clone(), form.entry(field), form.entry(field));
    let reference = NodeRef::default();
    let (before, after) = (reference.clone(), reference.clone());
    let changed = Rc::new(Cell::new(None));
    let changed_value = changed.clone();
    select
        .node_ref(&reference)
        // If the options change, this preserves a value that a script has set without an event.
        .effect(move || {
            let select = before.get().filter(|select| is_changed(select));
            changed_value
                .set(select.map(|select| select.unchecked_ref::<HtmlSelectElement>().value()));
        })
        .each(move || options(&form, enumeration, entry.read().text().trim()))
        .effect(move || match (after.get(), changed.take()) {
            (Some(select), Some(value)) => {
                select
                    .unchecked_ref::<HtmlSelectElement>()
                    .set_value(&value);
            }
            (Some(select), None) => forget_written(select),
            (None, _) => {}
        })
        .value(move || selected.read().text().trim().to_owned())
}

/// Returns the options. Tracked.
fn options(form: &SkillForm, enumeration: Enumeration, selected: &str) -> Vec<Item> {
    choices(form, enumeration, selected)
        .iter()
        .map(|(value, label)| el!(option).attr("value", value).text(label).into())
        .collect()
}

/// Returns each value with its label: the empty value, the selectable members, and an unknown value
/// from the page or a response. Tracked.
pub(super) fn choices(
    form: &SkillForm,
    enumeration: Enumeration,
    selected: &str,
) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), form.text(&Key::Ui(Ui::NotSpecified)))];
    choices.extend(
        form.selectable(enumeration)
            .into_iter()
            .map(|member| (member.name().to_owned(), form.text(&Key::Member(member)))),
    );
    if choices.iter().all(|(value, _)| value != selected) {
        choices.push((
            selected.to_owned(),
            fill(&form.text(&Key::Ui(Ui::UnknownMember)), "value", selected),
        ));
    }
    choices
}
