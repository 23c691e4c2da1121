//! The message about an added skill: its name and id, the values that the service changed, and
//! duplicates.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::field_frame::group;
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::graph::{State, Undo};
use crate::i18n::{Key, Ui, fill};
use crate::skill::{Draft, Entry, FieldPath, Kind, SkillProficiency};

/// Returns the message about an added skill. Tracked.
pub(crate) fn added(form: &SkillForm, name: &str, id: Option<&str>) -> Vec<Item> {
    if form.is_undone() {
        return [undone(form, name)]
            .into_iter()
            .chain(duplicates(form))
            .map(Item::from)
            .collect();
    }
    let text = fill(&form.text(&Key::Ui(Ui::Added)), "name", &isolate(name));
    let details = match id {
        Some(id) => fill(&form.text(&Key::Ui(Ui::AddedId)), "id", id),
        None => form.text(&Key::Ui(Ui::AddedUnreadable)),
    };
    let mut messages = vec![
        el!(p class="added" part="added").text(&text),
        el!(p class="id" part="id").text(&details),
    ];
    messages.extend(changed(form));
    messages.extend(duplicates(form));
    let note = form.text(&Key::Ui(Ui::AddedNote));
    if !note.is_empty() {
        messages.push(el!(p class="note" part="added-note").text(&note));
    }
    messages.into_iter().map(Item::from).collect()
}

/// Returns the message about a skill that the user has removed again. Tracked.
pub(crate) fn undone(form: &SkillForm, name: &str) -> El {
    let text = fill(&form.text(&Key::Ui(Ui::Undone)), "name", &isolate(name));
    el!(p class="added" part="undone").text(&text)
}

/// Returns the message about an earlier skill that could not be removed again. Tracked.
pub(super) fn not_removed(form: &SkillForm, name: &str) -> El {
    el!(p class="duplicates" part="duplicates").text(&not_undone(form, name))
}

fn not_undone(form: &SkillForm, name: &str) -> String {
    fill(&form.text(&Key::Ui(Ui::NotUndone)), "name", &isolate(name))
}

impl SkillForm {
    /// Returns whether the user has removed the added skill again. Tracked.
    fn is_undone(&self) -> bool {
        matches!(&*self.inner.submission.state.read(), State::Created(added) if added.undo == Undo::Done)
    }
}

/// Returns the values that the service changed, and those that it added. Tracked.
fn changed(form: &SkillForm) -> Vec<El> {
    let returned = match &*form.inner.submission.state.read() {
        State::Created(added) => added.created.skill.clone(),
        _ => None,
    };
    let sent = form.inner.submission.sent.get().map(|sent| sent.skill);
    let (Some(sent), Some(returned)) = (sent, returned) else {
        return Vec::new();
    };
    let (added, changed): (Vec<_>, Vec<_>) = changes(sent, returned)
        .into_iter()
        .partition(|change| change.is_added);
    values(form, Ui::AddedChanged, &changed)
        .into_iter()
        .chain(values(form, Ui::AddedByService, &added))
        .collect()
}

fn values(form: &SkillForm, title_key: Ui, changes: &[Change]) -> Vec<El> {
    if changes.is_empty() {
        return Vec::new();
    }
    let line = |change: &Change| {
        let text = form.text(&Key::Ui(Ui::FieldValue));
        let text = fill(&text, "field", &form.label(change.field));
        let (before, after) = text.split_once("{value}").unwrap_or((&text, ""));
        el!(li)
            .text_node(before)
            .child(el!(bdi).text(&value(form, change)))
            .text_node(after)
    };
    let title = el!(p class="changed" part="changed").text(&form.text(&Key::Ui(title_key)));
    vec![
        title,
        el!(ul class="changes").children(changes.iter().map(line)),
    ]
}

/// A value in the response that differs from the one in the request.
struct Change {
    field: FieldPath,
    stored: Entry,
    /// Whether no value was sent.
    is_added: bool,
}

/// Returns the values in the response that differ from those in the request.
///
/// Services omit what they do not show, so missing values do not count. Neither do numbers instead
/// of members of an enumeration, as some responses contain them, nor what every service adds: an
/// id, timestamps, and identities.
fn changes(sent: SkillProficiency, returned: SkillProficiency) -> Vec<Change> {
    let (sent, returned) = (Draft::from(sent), Draft::from(returned));
    let change = |field: FieldPath| {
        let (before, stored) = (sent.entry(field), returned.entry(field).clone());
        let is_added = before.is_empty();
        let is_expected = is_added && (is_always_added(field) || group(field).is_some());
        let is_number = matches!(field.kind(), Kind::One(_))
            && stored.text().bytes().all(|byte| byte.is_ascii_digit());
        (*before != stored && !stored.is_empty() && !is_expected && !is_number).then_some(Change {
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

/// Returns the text of a value. Members of enumerations and booleans have their labels. Tracked.
fn value(form: &SkillForm, change: &Change) -> String {
    let text_of = |text: &str| member_text(form, change.field.kind(), text.trim());
    let texts: Vec<_> = match &change.stored {
        Entry::Text(text) if matches!(change.field.kind(), Kind::One(it) if it.is_flags()) => {
            text.split(',').map(text_of).collect()
        }
        Entry::Text(text) => vec![text_of(text)],
        Entry::List(items) => items.iter().map(|item| text_of(item)).collect(),
    };
    form.intl(|intl| intl.conjunction(&texts))
}

pub(super) fn member_text(form: &SkillForm, kind: Kind, text: &str) -> String {
    let key = match kind {
        Kind::One(enumeration) | Kind::Many(enumeration) => {
            enumeration.member(text).map(Key::Member)
        }
        Kind::Boolean if text == "true" => Some(Key::Ui(Ui::Yes)),
        Kind::Boolean if text == "false" => Some(Key::Ui(Ui::No)),
        _ => None,
    };
    // An unknown member is shown verbatim.
    key.map_or_else(|| text.to_owned(), |key| form.text(&key))
}

/// Returns the duplicates that were found, or the result of a removal. Tracked.
pub(crate) fn duplicates(form: &SkillForm) -> Option<El> {
    let state = form.inner.submission.state.read();
    let State::Created(added) = &*state else {
        return None;
    };
    let text = match (added.duplicates.len(), added.has_removed) {
        (0, false) if added.has_failed_to_remove => not_undone(form, &added.name),
        _ if added.has_failed_to_remove => form.text(&Key::Ui(Ui::DuplicateNotRemoved)),
        (0, false) => return None,
        (0, true) => form.text(&Key::Ui(Ui::DuplicateRemoved)),
        _ => fill(
            &form.text(&Key::Ui(Ui::DuplicateFound)),
            "ids",
            &form.intl(|intl| intl.conjunction(&added.duplicates)),
        ),
    };
    Some(el!(p class="duplicates" part="duplicates").text(&text))
}
