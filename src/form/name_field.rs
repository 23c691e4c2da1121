//! The skill's name: a text field, with completions where the page has some.

use leptos::ev;
use leptos::prelude::*;

use crate::skill::{Entry, FieldPath};

use super::field::{described_by, invalid, is_required, labelled, parts};
use super::live::{handler, live};
use super::model::SkillForm;
use super::suggestions::Combobox;

pub(super) fn name_field(form: &SkillForm) -> AnyView {
    let field = FieldPath::DisplayName;
    let entry = form.entry(field);
    let combobox = Combobox::new(form);
    let (typing, leaving) = (form.clone(), form.clone());
    let (asking, pressing, closing) = (combobox.clone(), combobox.clone(), combobox.clone());
    let (role, list) = (combobox.clone(), combobox.clone());
    let (expanded, controls, active) = (combobox.clone(), combobox.clone(), combobox.clone());
    let control = view! {
        <input
            part={parts(form, field)}
            id={form.id(field, "")}
            name={field.path()}
            type={"text"}
            autocomplete={"off"}
            dir={"auto"}
            required={is_required(form, field)}
            disabled={form.disabled()}
            readonly={form.readonly()}
            role={live(move || role.is_there().then_some("combobox"))}
            aria-autocomplete={live(move || list.is_there().then_some("list"))}
            aria-expanded={live(move || expanded.expanded())}
            aria-controls={live(move || controls.controls())}
            aria-activedescendant={live(move || active.active_id())}
            aria-invalid={invalid(form, field)}
            aria-describedby={described_by(form, field)}
            prop:value={live(move || entry.read().text().to_owned())}
            on:input={handler(move |event| {
                let text = event_target_value(&event);
                typing.edit(field, Entry::Text(text.clone()));
                asking.ask(text);
            })}
            on:keydown={handler(move |event: ev::KeyboardEvent| pressing.press(&event))}
            on:focusout={handler(move |_: ev::FocusEvent| {
                closing.close();
                leaving.leave(field);
            })}
        />
        {combobox.view()}
    };
    labelled(form, field, view! { <div class={"combobox"}>{control}</div> }.into_any())
}
