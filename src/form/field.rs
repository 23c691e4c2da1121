//! What every field shares: label, hint, error, and their wiring, once.

use leptos::prelude::*;

use crate::i18n::{Group, Key, Ui};
use crate::skill::{FieldError, FieldPath, Kind};

use super::live::{Live, live};
use super::model::SkillForm;
use super::{boolean_field, categories, checks_field, choice_field, name_field, text_field};

/// The view of a field.
pub(super) fn field(form: &SkillForm, field: FieldPath) -> AnyView {
    match field.kind() {
        _ if field == FieldPath::DisplayName => name_field::name_field(form),
        Kind::Text { .. } | Kind::Url | Kind::Number | Kind::Timestamp => text_field::text_field(form, field),
        Kind::Level | Kind::Audience => choice_field::choice_field(form, field),
        Kind::Boolean => boolean_field::boolean_field(form, field),
        Kind::Texts => categories::categories(form, field),
        Kind::CollaborationTags => checks_field::checks_field(form, field),
    }
}

/// The group under whose name a field stands.
pub(super) fn group(field: FieldPath) -> Option<Group> {
    match field.path().split_once('.')?.0 {
        "createdBy" => Some(Group::CreatedBy),
        "lastModifiedBy" => Some(Group::LastModifiedBy),
        _ => None,
    }
}

/// Label, hint, control and error, one below the other.
pub(super) fn labelled(form: &SkillForm, field: FieldPath, control: AnyView) -> AnyView {
    view! {
        <div class={"field"} part={"field"} data-field={field.path()}>
            <label part={"label"} id={form.id(field, "-label")} for={form.id(field, "")}>{label(form, field)}</label>
            {hint(form, field)}
            {control}
            {error(form, field)}
        </div>
    }
    .into_any()
}

/// The same around several controls that answer one question.
pub(super) fn fieldset(form: &SkillForm, field: FieldPath, controls: AnyView) -> AnyView {
    view! {
        <fieldset class={"field"} part={"field"} data-field={field.path()} id={form.id(field, "")} aria-describedby={described_by(form, field)}>
            <legend part={"label"}>{label(form, field)}</legend>
            {hint(form, field)}
            {controls}
            {error(form, field)}
        </fieldset>
    }
    .into_any()
}

fn label(form: &SkillForm, field: FieldPath) -> AnyView {
    let (words, is_required) = (form.clone(), is_required(form, field));
    // Most controls say `required` themselves; these have no such attribute, or one that means something else.
    let says_itself = !matches!(field.kind(), Kind::Texts | Kind::CollaborationTags | Kind::Boolean);
    let marker = live(move || {
        let hidden = says_itself.then_some("true");
        let marker = || view! { <span class={"required"} part={"required"} aria-hidden={hidden}>{" "}{words.text(&Key::Ui(Ui::Required))}</span> };
        is_required().then(|| marker().into_any())
    });
    view! { <span>{form.words(Key::Label(field))}</span> {marker} }.into_any()
}

fn hint(form: &SkillForm, field: FieldPath) -> AnyView {
    let id = form.id(field, "-hint");
    view! { <p class={"hint"} part={"hint"} id={id}>{form.words(Key::Hint(field))}</p> }.into_any()
}

fn error(form: &SkillForm, field: FieldPath) -> AnyView {
    let words = form.clone();
    let shown = form.error(field);
    let text = move |error: &FieldError| {
        view! {
            <span class={"visually-hidden"}>{words.text(&Key::Ui(Ui::ErrorPrefix))}{" "}</span>
            <span>{words.error_text(error)}</span>
        }
        .into_any()
    };
    let text = live(move || shown.read().as_ref().map(&text));
    view! { <p class={"error"} part={"error"} id={form.id(field, "-error")}>{text}</p> }.into_any()
}

/// Whether the field must be filled. Tracked.
pub(super) fn is_required(form: &SkillForm, field: FieldPath) -> Live<bool> {
    let options = form.inner.options.clone();
    live(move || options.read().constraints.requires(field))
}

/// `aria-describedby`: the hint and the error, each while it says something.
pub(super) fn described_by(form: &SkillForm, field: FieldPath) -> Live<Option<String>> {
    let form = form.clone();
    live(move || {
        let has_hint = !form.text(&Key::Hint(field)).is_empty();
        let has_error = form.error(field).read().is_some();
        let is_explained = matches!(field.kind(), Kind::Level | Kind::Audience);
        let ids = [
            has_hint.then(|| form.id(field, "-hint")),
            is_explained.then(|| form.id(field, "-explained")),
            has_error.then(|| form.id(field, "-error")),
        ];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}

/// `aria-invalid`: `true` while something wrong is shown, absent otherwise.
pub(super) fn invalid(form: &SkillForm, field: FieldPath) -> Live<Option<&'static str>> {
    let error = form.error(field);
    live(move || error.read().is_some().then_some("true"))
}

/// The names by which a page styles one control: `control`, the field's own, with hyphens for the path's points, and
/// `invalid` while something wrong is shown.
pub(super) fn parts(form: &SkillForm, field: FieldPath) -> Live<String> {
    let error = form.error(field);
    live(move || {
        let invalid = if error.read().is_some() { " invalid" } else { "" };
        ["control ", &field.path().replace('.', "-"), invalid].concat()
    })
}
