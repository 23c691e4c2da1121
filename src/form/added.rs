//! What is said of a skill that was added: its name and id, what the service made of it, and copies that were made of it.

use leptos::prelude::*;

use crate::graph::State;
use crate::i18n::{Key, Ui, fill};
use crate::skill::{Draft, Entry, FieldPath, Kind, SkillProficiency};

use super::model::SkillForm;
use super::status::isolate;

/// Tracked.
pub(super) fn added(form: &SkillForm, name: &str, id: Option<&str>) -> AnyView {
    let text = fill(&form.text(&Key::Ui(Ui::Added)), "name", &isolate(name));
    let details = match id {
        Some(id) => fill(&form.text(&Key::Ui(Ui::AddedId)), "id", id),
        None => form.text(&Key::Ui(Ui::AddedUnread)),
    };
    view! {
        <p class={"added"} part={"added"}>{text}</p>
        <p class={"id"} part={"id"}>{details}</p>
        {changed(form)}
        {doubles(form)}
    }
    .into_any()
}

/// The values that the service stored otherwise than they were sent.
fn changed(form: &SkillForm) -> Option<AnyView> {
    let answered = match &*form.inner.submission.read() {
        State::Created(added) => added.created.skill.clone(),
        _ => None,
    }?;
    let sent = form.inner.local.sent.borrow().as_ref().map(|sent| sent.skill.clone())?;
    let values = changes(sent, answered);
    if values.is_empty() {
        return None;
    }
    let line = |(field, text): (FieldPath, String)| {
        let label = form.label(field);
        view! { <li>{label}{": "}<bdi>{text}</bdi></li> }.into_any()
    };
    let lines = values.into_iter().map(line).collect::<Vec<_>>();
    Some(view! { <p class={"changed"} part={"changed"}>{form.text(&Key::Ui(Ui::AddedChanged))}</p> <ul class={"changes"}>{lines}</ul> }.into_any())
}

/// Absent values are no changes: services leave out what they do not show. Nor are numbers in the place of members, as the
/// service has answered them.
fn changes(sent: SkillProficiency, answered: SkillProficiency) -> Vec<(FieldPath, String)> {
    let (sent, answered) = (Draft::from(sent), Draft::from(answered));
    let text = |entry: &Entry| match entry {
        Entry::Text(text) => text.clone(),
        Entry::List(items) => items.join(", "),
    };
    let change = |field: &FieldPath| {
        let (before, after) = (text(sent.entry(*field)), text(answered.entry(*field)));
        let is_number = matches!(field.kind(), Kind::Level | Kind::Audience) && after.bytes().all(|byte| byte.is_ascii_digit());
        (!before.is_empty() && !after.is_empty() && before != after && !is_number).then_some((*field, after))
    };
    FieldPath::ALL.iter().filter_map(change).collect()
}

/// Copies that were found, or what became of them. Tracked.
fn doubles(form: &SkillForm) -> Option<AnyView> {
    let state = form.inner.submission.read();
    let State::Created(added) = &*state else { return None };
    let text = match (added.doubles.len(), added.has_removed) {
        _ if added.has_failed_to_remove => form.text(&Key::Ui(Ui::DoubleNotRemoved)),
        (0, false) => return None,
        (0, true) => form.text(&Key::Ui(Ui::DoubleRemoved)),
        _ => fill(&form.text(&Key::Ui(Ui::AddedTwice)), "ids", &added.doubles.join(", ")),
    };
    Some(view! { <p class={"doubles"} part={"doubles"}>{text}</p> }.into_any())
}
