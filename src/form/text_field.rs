//! A field of one line of text.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::{Key, Ui, fill};
use crate::skill::{Entry, FieldPath, Kind};

use super::destination::destination;
use super::field::{described_by, invalid, is_required, labelled, parts};
use super::live::{handler, live};
use super::model::SkillForm;

pub(super) fn text_field(form: &SkillForm, field: FieldPath) -> AnyView {
    let kind = field.kind();
    let entry = form.entry(field);
    let (typing, leaving) = (form.clone(), form.clone());
    let control = view! {
        <input
            part={parts(form, field)}
            id={form.id(field, "")}
            name={field.path()}
            // Neither number, which reads "0,5" as 5 in silence, nor url, which swallows a space as it is typed.
            type={"text"}
            inputmode={match kind {
                Kind::Number => Some("decimal"),
                Kind::Url => Some("url"),
                _ => None,
            }}
            autocapitalize={"none"}
            autocomplete={"off"}
            spellcheck={"false"}
            dir={if matches!(kind, Kind::Text { .. }) { "auto" } else { "ltr" }}
            required={is_required(form, field)}
            disabled={form.disabled()}
            readonly={form.readonly()}
            aria-invalid={invalid(form, field)}
            aria-describedby={described_by(form, field)}
            prop:value={live(move || entry.read().text().to_owned())}
            on:input={handler(move |event| typing.edit(field, Entry::Text(event_target_value(&event))))}
            on:focusout={handler(move |_: ev::FocusEvent| leaving.leave(field))}
        />
        {match kind {
            Kind::Number => Some(understood(form, field)),
            Kind::Url => Some(destination(form, field)),
            _ => None,
        }}
    };
    labelled(form, field, control.into_any())
}

/// How a number with a comma was understood, so that no one is surprised.
fn understood(form: &SkillForm, field: FieldPath) -> AnyView {
    let (form, entry) = (form.clone(), form.entry(field));
    let number = live(move || {
        let entry = entry.read();
        let checked = form.inner.options.with(|options| options.constraints.check(field, &entry));
        let number = checked.ok().flatten()?.as_f64()?;
        let text = form.intl(|intl| intl.number(number));
        (entry.text().trim() != text).then(|| fill(&form.text(&Key::Ui(Ui::Understood)), "number", &text).into_any())
    });
    view! { <output class={"hint"} part={"understood"}>{number}</output> }.into_any()
}
