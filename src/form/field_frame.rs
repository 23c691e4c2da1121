//! The frame of a field: label, hint, error, and the ARIA attributes that connect them.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::i18n::{Group, Key, Ui};
use crate::skill::{FieldPath, Kind};

/// Returns the group that contains a field, if any.
pub(crate) fn group(field: FieldPath) -> Option<Group> {
    match field.path().split_once('.')?.0 {
        "createdBy" => Some(Group::CreatedBy),
        "lastModifiedBy" => Some(Group::LastModifiedBy),
        _ => None,
    }
}

/// Returns a field whose label belongs to its first control: label, hint, controls, and error.
pub(crate) fn labelled(
    form: &SkillForm,
    field: FieldPath,
    controls: impl IntoIterator<Item = El>,
) -> El {
    let name = el!(label part="label")
        .attr("id", &form.id(field, "-label"))
        .attr("for", &form.id(field, ""));
    wrap(
        form,
        field,
        el!(div class="field" part="field"),
        name,
        controls,
    )
}

/// Returns a field with a group of controls, such as radio buttons, in a `<fieldset>`.
pub(crate) fn fieldset(
    form: &SkillForm,
    field: FieldPath,
    controls: impl IntoIterator<Item = El>,
) -> El {
    let container = described_by(
        form,
        field,
        el!(fieldset class="field" part="field").attr("id", &form.id(field, "")),
    );
    wrap(form, field, container, el!(legend part="label"), controls)
}

fn wrap(
    form: &SkillForm,
    field: FieldPath,
    container: El,
    name: El,
    controls: impl IntoIterator<Item = El>,
) -> El {
    container
        .attr("data-field", field.path())
        .child(label(form, field, name))
        .child(
            el!(p class="hint" part="hint")
                .attr("id", &form.id(field, "-hint"))
                .text(hint(form, field)),
        )
        .children(controls)
        .child(error(form, field))
}

/// Returns the hint of a field: for the name of an existing skill, a text about that skill.
fn hint(form: &SkillForm, field: FieldPath) -> impl Fn() -> String + use<> {
    let form = form.clone();
    move || {
        let known = (field == FieldPath::DisplayName).then(|| form.known_text());
        known
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| form.text(&Key::Hint(field)))
    }
}

fn label(form: &SkillForm, field: FieldPath, name: El) -> El {
    let texts = form.clone();
    // Screen readers announce the attribute `required`. These controls have no such attribute, or
    // one with another meaning.
    let has_required_attribute = !matches!(
        field.kind(),
        Kind::StringList | Kind::Many(_) | Kind::Boolean
    );
    let marker = el!(span class="required" part="required")
        .attr("aria-hidden", has_required_attribute.then_some("true"))
        .text(move || [" ", &texts.text(&Key::Ui(Ui::Required))].concat());
    name.child(el!(span).bind_text(form, Key::Label(field)))
        .show(is_required(form, field), marker)
}

/// Returns the error of a field.
pub(crate) fn error(form: &SkillForm, field: FieldPath) -> El {
    let texts = form.clone();
    let shown = form.error(field);
    el!(p class="error" part="error")
        .attr("id", &form.id(field, "-error"))
        .each(move || {
            let Some(error) = &*shown.read() else {
                return Vec::new();
            };
            let prefix = [&texts.text(&Key::Ui(Ui::ErrorPrefix)), " "].concat();
            vec![
                Item::from(el!(span class="visually-hidden").text(&prefix)),
                Item::from(el!(span).text(&texts.error_text(error))),
            ]
        })
}

/// Returns whether the field is required. Tracked.
fn is_required(form: &SkillForm, field: FieldPath) -> impl Fn() -> bool + use<> {
    let options = form.inner.options.clone();
    move || options.read().constraints.requires(field)
}

/// Sets the attributes of the only control of a field.
pub(crate) fn control(form: &SkillForm, field: FieldPath, control: El) -> El {
    let control = control.attr("id", &form.id(field, ""));
    described_by(form, field, named(form, field, control))
}

/// Marks a control as required if its field is required.
pub(crate) fn required(form: &SkillForm, field: FieldPath, control: El) -> El {
    control.attr("required", is_required(form, field))
}

/// Sets the attributes that all controls have: the name, the parts, and `aria-invalid`.
///
/// The parts are `control`, the field's path with hyphens instead of dots, and `invalid` while an
/// error is shown.
pub(crate) fn named(form: &SkillForm, field: FieldPath, control: El) -> El {
    let (error, styled) = (form.error(field), form.error(field));
    control
        .attr("name", field.path())
        .attr("part", move || {
            let invalid = if styled.read().is_some() {
                " invalid"
            } else {
                ""
            };
            ["control ", &field.path().replace('.', "-"), invalid].concat()
        })
        .attr("aria-invalid", move || {
            error.read().is_some().then_some("true")
        })
}

/// Sets `aria-describedby` to the ids of the hint, the description, and the error, if they exist.
fn described_by(form: &SkillForm, field: FieldPath, described: El) -> El {
    let (form, hint) = (form.clone(), hint(form, field));
    described.attr("aria-describedby", move || {
        let has_hint = !hint().is_empty();
        let has_error = form.error(field).read().is_some();
        let has_description = matches!(field.kind(), Kind::One(it) if it.hint_key().is_some());
        let ids = [
            has_hint.then(|| form.id(field, "-hint")),
            has_description.then(|| form.id(field, "-description")),
            has_error.then(|| form.id(field, "-error")),
        ];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}
