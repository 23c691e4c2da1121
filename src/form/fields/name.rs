//! The skill name: a text field, with suggestions if the page provides any.

use leptos::prelude::*;

use crate::form::el::{El, el};
use crate::form::field_frame::labelled;
use crate::form::state::SkillForm;
use crate::skill::FieldPath;

use super::suggestions::Combobox;
use super::text::text_input;

pub(crate) fn name_field(form: &SkillForm) -> El {
    let field = FieldPath::DisplayName;
    let combobox = Combobox::new(form);
    let (typing, pressing, closing) = (combobox.clone(), combobox.clone(), combobox.clone());
    let (role, list) = (combobox.clone(), combobox.clone());
    let (expanded, controls, active) = (combobox.clone(), combobox.clone(), combobox.clone());
    let input = text_input(
        form,
        field,
        el!(input type="text" autocomplete="off" dir="auto"),
    )
    .attr("role", move || role.is_available().then_some("combobox"))
    .attr("aria-autocomplete", move || {
        list.is_available().then_some("list")
    })
    .attr("aria-expanded", move || expanded.expanded())
    .attr("aria-controls", move || controls.controls())
    .attr("aria-activedescendant", move || active.active_id())
    .on("input", move |event| {
        typing.request(event_target_value(&event));
    })
    .on("keydown", move |event| pressing.press(&event))
    .on("focusout", move |_| closing.close());
    labelled(
        form,
        field,
        [combobox.append_list(el!(div class="combobox").child(input))],
    )
}
