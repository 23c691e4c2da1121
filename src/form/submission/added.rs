//! What is said of a skill that was added: its name and id, what the service made of it, and copies
//! that were made of it.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::frame::group;
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::graph::State;
use crate::i18n::{Key, Ui, fill};
use crate::skill::{Draft, Entry, FieldPath, Kind, SkillProficiency};

/// Tracked.
pub(crate) fn added(form: &SkillForm, name: &str, id: Option<&str>) -> Vec<Item> {
    let text = fill(&form.text(&Key::Ui(Ui::Added)), "name", &isolate(name));
    let details = match id {
        Some(id) => fill(&form.text(&Key::Ui(Ui::AddedId)), "id", id),
        None => form.text(&Key::Ui(Ui::AddedUnreadable)),
    };
    let mut said = vec![
        el!(p class="added" part="added").text(&text),
        el!(p class="id" part="id").text(&details),
    ];
    said.extend(changed(form));
    said.extend(duplicates(form));
    said.into_iter().map(Item::from).collect()
}

/// The values that the service stored otherwise than they were sent, and those that it added.
fn changed(form: &SkillForm) -> Vec<El> {
    let answered = match &*form.inner.submission.state.read() {
        State::Created(added) => added.created.skill.clone(),
        _ => None,
    };
    let sent = form.inner.submission.sent.get().map(|sent| sent.skill);
    let (Some(sent), Some(answered)) = (sent, answered) else {
        return Vec::new();
    };
    let (added, changed): (Vec<_>, Vec<_>) = changes(sent, answered)
        .into_iter()
        .partition(|change| change.is_added);
    values(form, Ui::AddedChanged, &changed)
        .into_iter()
        .chain(values(form, Ui::AddedByService, &added))
        .collect()
}

fn values(form: &SkillForm, words: Ui, changes: &[Change]) -> Vec<El> {
    if changes.is_empty() {
        return Vec::new();
    }
    let line = |change: &Change| {
        let (label, text) = (form.label(change.field), value(form, change));
        el!(li)
            .text_node(&[&*label, ": "].concat())
            .child(el!(bdi).text(&text))
    };
    let title = el!(p class="changed" part="changed").text(&form.text(&Key::Ui(words)));
    vec![
        title,
        el!(ul class="changes").children(changes.iter().map(line)),
    ]
}

/// A value that the service has stored, and nobody has sent as it is.
struct Change {
    field: FieldPath,
    stored: Entry,
    /// Whether no value was sent.
    is_added: bool,
}

/// Absent values are no changes: services leave out what they do not show. Nor are numbers in the
/// place of members, as the service has answered them, nor what every service adds: an id, dates,
/// who it was.
fn changes(sent: SkillProficiency, answered: SkillProficiency) -> Vec<Change> {
    let (sent, answered) = (Draft::from(sent), Draft::from(answered));
    let change = |field: FieldPath| {
        let (before, stored) = (sent.entry(field), answered.entry(field).clone());
        let is_added = before.is_empty();
        let is_usual = is_added && (is_always_added(field) || group(field).is_some());
        let is_number = matches!(field.kind(), Kind::One(_))
            && stored.text().bytes().all(|byte| byte.is_ascii_digit());
        (*before != stored && !stored.is_empty() && !is_usual && !is_number).then_some(Change {
            field,
            stored,
            is_added,
        })
    };
    FieldPath::ALL.iter().copied().filter_map(change).collect()
}

fn is_always_added(field: FieldPath) -> bool {
    matches!(
        field,
        FieldPath::Id | FieldPath::CreatedDateTime | FieldPath::LastModifiedDateTime
    )
}

/// A value in the form's words, where it has some. Tracked.
fn value(form: &SkillForm, change: &Change) -> String {
    let word = |text: &str| word(form, change.field.kind(), text.trim());
    match &change.stored {
        Entry::Text(text) if matches!(change.field.kind(), Kind::One(it) if it.is_flags()) => {
            text.split(',').map(word).collect::<Vec<_>>().join(", ")
        }
        Entry::Text(text) => word(text),
        Entry::List(items) => items
            .iter()
            .map(|item| word(item))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn word(form: &SkillForm, kind: Kind, text: &str) -> String {
    let key = match kind {
        Kind::One(enumeration) | Kind::Many(enumeration) => {
            enumeration.member(text).map(Key::Member)
        }
        Kind::Boolean if text == "true" => Some(Key::Ui(Ui::Yes)),
        Kind::Boolean if text == "false" => Some(Key::Ui(Ui::No)),
        _ => None,
    };
    // A member of a later version is shown as it is.
    key.map_or_else(|| text.to_owned(), |key| form.text(&key))
}

/// Copies that were found, or what became of them. Tracked.
fn duplicates(form: &SkillForm) -> Option<El> {
    let state = form.inner.submission.state.read();
    let State::Created(added) = &*state else {
        return None;
    };
    let text = match (added.duplicates.len(), added.has_removed) {
        _ if added.has_failed_to_remove => form.text(&Key::Ui(Ui::DuplicateNotRemoved)),
        (0, false) => return None,
        (0, true) => form.text(&Key::Ui(Ui::DuplicateRemoved)),
        _ => fill(
            &form.text(&Key::Ui(Ui::DuplicateFound)),
            "ids",
            &added.duplicates.join(", "),
        ),
    };
    Some(el!(p class="duplicates" part="duplicates").text(&text))
}
