//! The skill's name: a text field, with completions where the page has some.

use leptos::prelude::*;

use crate::form::el::{El, Place, el};
use crate::form::state::SkillForm;
use crate::skill::FieldPath;

use super::frame::labelled;
use super::suggestions::Combobox;
use super::text::text_input;

pub(crate) fn name_field(form: &SkillForm) -> El {
    let field = FieldPath::DisplayName;
    let combobox = Combobox::new(form);
    let (asking, pressing, closing) = (combobox.clone(), combobox.clone(), combobox.clone());
    let (role, list) = (combobox.clone(), combobox.clone());
    let (expanded, controls, active) = (combobox.clone(), combobox.clone(), combobox.clone());
    let input = text_input(form, field, el("input type=text autocomplete=off dir=auto"))
        .follow(Place::Attribute("role"), move || {
            role.is_there().then(|| "combobox".into())
        })
        .follow(Place::Attribute("aria-autocomplete"), move || {
            list.is_there().then(|| "list".into())
        })
        .follow(Place::Attribute("aria-expanded"), move || {
            expanded.expanded().map(Into::into)
        })
        .follow(Place::Attribute("aria-controls"), move || {
            controls.controls().map(Into::into)
        })
        .follow(Place::Attribute("aria-activedescendant"), move || {
            active.active_id().map(Into::into)
        })
        .on("input", move |event| asking.ask(event_target_value(&event)))
        .on("keydown", move |event| pressing.press(&event))
        .on("focusout", move |_| closing.close());
    labelled(
        form,
        field,
        [combobox.put_behind(el("div class=combobox").child(input))],
    )
}
