//! A field of one member of an enumeration, as a native `<select>`.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::{Key, Ui, fill};
use crate::skill::{Entry, FieldPath, SkillProficiencyLevel};

use super::choice_hint::{choice_hint, levels};
use super::field::{described_by, invalid, is_required, labelled, parts};
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn choice_field(form: &SkillForm, field: FieldPath) -> AnyView {
    let (choosing, leaving, offering, options) = (form.clone(), form.clone(), form.clone(), form.clone());
    let option = move |(value, label)| option(&options, field, value, label);
    let offered = live(move || choices(&offering, field).into_iter().map(&option).collect::<Vec<_>>());
    let control = view! {
        <select
            part={parts(form, field)}
            id={form.id(field, "")}
            name={field.path()}
            required={is_required(form, field)}
            // HTML knows no read-only select.
            disabled={form.locked()}
            aria-invalid={invalid(form, field)}
            aria-describedby={described_by(form, field)}
            on:change={handler(move |event| choosing.edit(field, Entry::Text(event_target_value(&event))))}
            on:focusout={handler(move |_: ev::FocusEvent| leaving.leave(field))}
        >
            {offered}
        </select>
        {choice_hint(form, field)}
        {(field == FieldPath::Proficiency).then(|| levels(form))}
    };
    labelled(form, field, control.into_any())
}

fn option(form: &SkillForm, field: FieldPath, value: String, label: String) -> AnyView {
    let entry = form.entry(field);
    let own = value.clone();
    view! { <option value={value} prop:selected={live(move || entry.read().text().trim() == own)}>{label}</option> }.into_any()
}

/// Each value with its label: nothing, what is offered, and what the page or a response carries besides. Tracked.
fn choices(form: &SkillForm, field: FieldPath) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), form.text(&Key::Ui(Ui::NotSaid)))];
    if field == FieldPath::Proficiency {
        choices.extend(SkillProficiencyLevel::offered().map(|level| (level.to_string(), form.text(&Key::Level(level)))));
    } else {
        choices.extend(form.audiences().into_iter().map(|audience| (audience.to_string(), form.text(&Key::Audience(audience)))));
    }
    let entry = form.entry(field);
    // Follows the text only so far as it is another choice: choosing an offered one must not build the list anew.
    let known: Vec<String> = choices.iter().map(|(value, _)| value.clone()).collect();
    let other = Memo::new(move |_| Some(entry.read().text().trim().to_owned()).filter(|text| !known.contains(text)));
    choices.extend(other.get().map(|text| {
        let label = fill(&form.text(&Key::Ui(Ui::UnknownMember)), "value", &text);
        (text, label)
    }));
    choices
}
