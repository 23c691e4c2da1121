//! What every field shares: label, hint, error, and their wiring, once.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::i18n::{Group, Key, Ui};
use crate::skill::{FieldPath, Kind};

/// The group under whose name a field stands.
pub(crate) fn group(field: FieldPath) -> Option<Group> {
    match field.path().split_once('.')?.0 {
        "createdBy" => Some(Group::CreatedBy),
        "lastModifiedBy" => Some(Group::LastModifiedBy),
        _ => None,
    }
}

/// Label, hint, controls and error, one below the other.
pub(crate) fn labelled(
    form: &SkillForm,
    field: FieldPath,
    controls: impl IntoIterator<Item = El>,
) -> El {
    let name = el!(label part="label")
        .attr("id", &form.id(field, "-label"))
        .attr("for", &form.id(field, ""));
    around(
        form,
        field,
        el!(div class="field" part="field"),
        name,
        controls,
    )
}

/// The same around several controls that answer one question.
pub(crate) fn fieldset(
    form: &SkillForm,
    field: FieldPath,
    controls: impl IntoIterator<Item = El>,
) -> El {
    let outside = described_by(
        form,
        field,
        el!(fieldset class="field" part="field").attr("id", &form.id(field, "")),
    );
    around(form, field, outside, el!(legend part="label"), controls)
}

fn around(
    form: &SkillForm,
    field: FieldPath,
    outside: El,
    name: El,
    controls: impl IntoIterator<Item = El>,
) -> El {
    outside
        .attr("data-field", field.path())
        .child(label(form, field, name))
        .child(
            el!(p class="hint" part="hint")
                .attr("id", &form.id(field, "-hint"))
                .bind_text(form, Key::Hint(field)),
        )
        .children(controls)
        .child(error(form, field))
}

fn label(form: &SkillForm, field: FieldPath, name: El) -> El {
    let words = form.clone();
    // Most controls say `required` themselves; these have no such attribute, or one that means
    // something else.
    let says_itself = !matches!(
        field.kind(),
        Kind::StringList | Kind::Many(_) | Kind::Boolean
    );
    let marker = el!(span class="required" part="required")
        .attr("aria-hidden", says_itself.then_some("true"))
        .text(move || [" ", &words.text(&Key::Ui(Ui::Required))].concat());
    name.child(el!(span).bind_text(form, Key::Label(field)))
        .show(is_required(form, field), marker)
}

fn error(form: &SkillForm, field: FieldPath) -> El {
    let words = form.clone();
    let shown = form.error(field);
    el!(p class="error" part="error")
        .attr("id", &form.id(field, "-error"))
        .each(move || {
            let Some(error) = &*shown.read() else {
                return Vec::new();
            };
            let prefix = [&words.text(&Key::Ui(Ui::ErrorPrefix)), " "].concat();
            vec![
                Item::from(el!(span class="visually-hidden").text(&prefix)),
                Item::from(el!(span).text(&words.error_text(error))),
            ]
        })
}

/// Whether the field must be filled. Tracked.
fn is_required(form: &SkillForm, field: FieldPath) -> impl Fn() -> bool + use<> {
    let options = form.inner.options.clone();
    move || options.read().constraints.requires(field)
}

/// What every control has that alone answers its field's question.
pub(crate) fn control(form: &SkillForm, field: FieldPath, control: El) -> El {
    let control = control.attr("id", &form.id(field, ""));
    described_by(form, field, named(form, field, control))
}

/// The same, where it must be filled.
pub(crate) fn required(form: &SkillForm, field: FieldPath, control: El) -> El {
    control.attr("required", is_required(form, field))
}

/// What every control has: its name, and whether something wrong is shown of it. The names by which
/// a page styles one control are `control`, the field's own, with hyphens for the path's points,
/// and `invalid` while something wrong is shown.
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

/// `aria-describedby`: the hint and the error, each while it says something.
fn described_by(form: &SkillForm, field: FieldPath, described: El) -> El {
    let form = form.clone();
    described.attr("aria-describedby", move || {
        let has_hint = !form.text(&Key::Hint(field)).is_empty();
        let has_error = form.error(field).read().is_some();
        let is_explained = matches!(field.kind(), Kind::One(it) if it.hint_key().is_some());
        let ids = [
            has_hint.then(|| form.id(field, "-hint")),
            is_explained.then(|| form.id(field, "-description")),
            has_error.then(|| form.id(field, "-error")),
        ];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}
