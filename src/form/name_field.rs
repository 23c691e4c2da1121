//! The skill's name: a text field, with completions where the page has some.

use leptos::prelude::*;

use crate::skill::FieldPath;

use super::dom::{El, Place, el};
use super::field::labelled;
use super::model::SkillForm;
use super::suggestions::Combobox;
use super::text_field::text_input;

pub(super) fn name_field(form: &SkillForm) -> El {
    let field = FieldPath::DisplayName;
    let combobox = Combobox::new(form);
    let (asking, pressing, closing) = (combobox.clone(), combobox.clone(), combobox.clone());
    let (role, list) = (combobox.clone(), combobox.clone());
    let (expanded, controls, active) = (combobox.clone(), combobox.clone(), combobox.clone());
    let input = text_input(form, field, el("input type=text autocomplete=off dir=auto"))
        .follow(Place::Attribute("role"), move || role.is_there().then(|| "combobox".into()))
        .follow(Place::Attribute("aria-autocomplete"), move || list.is_there().then(|| "list".into()))
        .follow(Place::Attribute("aria-expanded"), move || expanded.expanded().map(Into::into))
        .follow(Place::Attribute("aria-controls"), move || controls.controls().map(Into::into))
        .follow(Place::Attribute("aria-activedescendant"), move || active.active_id().map(Into::into))
        .on("input", move |event| asking.ask(event_target_value(&event)))
        .on("keydown", move |event| pressing.press(&event))
        .on("focusout", move |_| closing.close());
    labelled(form, field, [combobox.put_behind(el("div class=combobox").child(input))])
}
