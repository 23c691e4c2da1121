//! The list in the tab's `sessionStorage`, so that it survives a reload, a crash, and navigation.
//!
//! It contains what the user has entered and which skills were added: never a token or a response.
//! While a skill is being added, the record of its submission is saved too, as in `<add-skill>`.
//! After a reload, that submission is checked, but nothing is sent.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::form::storage::{
    quarantine, remove, remove_unreadable, storage, stored, unreadable, writable_slot,
};
use crate::platform::deadline::Deadline;
use crate::platform::{parse_json, stringify};
use crate::skill::{Draft, Map, Property, SkillProficiency, Value, take};

use super::list::SkillList;
use super::notice::Notice;
use super::row::{Progress, Row};
use super::texts::Text;

/// The version of the saved format.
const VERSION: f64 = 1.0;
/// The delay before changes are saved, in milliseconds.
const SAVE_DELAY: u32 = 300;
/// The number of rows that are written without a pause.
const ROWS_AT_ONCE: usize = 25;
/// The delays after each check for a removal whose result was lost by a reload, in milliseconds.
const REMOVAL_DELAYS: [u32; 3] = [2_000, 8_000, 0];

/// A saved list.
struct SavedList {
    id: String,
    text: String,
    rows: Vec<SavedRow>,
    known_ids: Option<Vec<String>>,
    is_unverified: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "they are independent")]
struct SavedRow {
    number: u32,
    draft: Draft,
    categories: Option<String>,
    is_selected: bool,
    is_removed: bool,
    /// The user's selection, and whether the row had a mark then.
    choice: Option<(bool, bool)>,
    failure: Option<String>,
    added_id: Option<String>,
    is_removing: bool,
    was_rejected: bool,
}

impl SkillList {
    /// Saves the list soon, once for several changes, and not all rows at once: that would delay the
    /// next key.
    pub fn schedule_save(&self) {
        self.save_after(SAVE_DELAY, Vec::new());
    }

    fn save_after(&self, delay: u32, mut written: Vec<String>) {
        let list = self.downgrade();
        let timer = Timeout::new(delay, move || {
            let Some(list) = list.upgrade() else { return };
            let rows = list.rows.read_untracked();
            let next = rows.iter().skip(written.len()).take(ROWS_AT_ONCE);
            written.extend(next.map(write_row));
            if written.len() < rows.len() {
                list.save_after(0, written);
            } else {
                list.store(&written);
            }
        });
        self.save_timer.replace(Some(timer));
    }

    /// Saves the list now. An empty list is deleted.
    pub fn save(&self) {
        let rows = self.rows.read_untracked();
        let rows: Vec<_> = rows.iter().map(write_row).collect();
        self.store(&rows);
    }

    fn store(&self, rows: &[String]) {
        self.save_timer.take();
        let Some(slot) = self.slot() else { return };
        let text = self.text.get_untracked();
        if rows.is_empty() && text.is_empty() {
            return remove(&slot);
        }
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
        put("v", VERSION.write());
        put("id", self.id.borrow().clone().into());
        put("text", text.into());
        if let Some(ids) = &*self.known_ids.borrow() {
            put("known", ids.clone().write());
        }
        if self.is_unverified.get() || self.is_verifying.get() {
            put("unverified", true.write());
        }
        let text = stringify(&Value::Object(members));
        let text = [r#"{"rows":["#, &rows.join(","), "],", &text[1..]].concat();
        let is_saved = storage().is_some_and(|storage| storage.set_item(&slot, &text).is_ok());
        self.is_unsaved.set(!is_saved);
        self.saved.replace((slot, text));
    }

    /// Deletes the saved list.
    pub fn delete(&self) {
        self.save_timer.take();
        if let Some(slot) = self.slot() {
            remove(&slot);
        }
    }

    /// Restores the list of an earlier visit, unless this one has rows. Checks the submissions that
    /// were in progress.
    pub fn restore(&self) {
        let Some(key) = self.form.options().list_key() else {
            return;
        };
        if storage().is_none() {
            return self.is_unsaved.set(true);
        }
        quarantine(&key, is_readable);
        self.restore_rows();
        // The user cannot get it otherwise.
        if self.unreadable().is_some() {
            self.notice.set(Some(Notice::Of(Text::Unreadable)));
        }
    }

    fn restore_rows(&self) {
        if !self.rows.read_untracked().is_empty() {
            return;
        }
        let saved = self.slot().and_then(|slot| read(&stored(&slot)?));
        let Some(saved) = saved else { return };
        self.id.replace(saved.id);
        self.text.set(saved.text);
        let rows: Vec<_> = saved
            .rows
            .into_iter()
            .map(|row| self.restore_row(row))
            .collect();
        if rows.is_empty() {
            return;
        }
        self.known_ids.replace(saved.known_ids);
        self.is_unverified.set(saved.is_unverified);
        self.rows.set(rows.clone());
        let is_done = |row: &Row| {
            row.added_id.with_untracked(Option::is_some) || row.is_removed.get_untracked()
        };
        self.notice.set(Some(if rows.iter().all(is_done) {
            Notice::Settled
        } else {
            Notice::Of(Text::Restored)
        }));
        self.refresh();
        for row in &rows {
            row.form.resume_submission();
            let progress = untrack(|| row.progress());
            // The user decides about an outcome that stays unknown, as during a transfer.
            if matches!(progress, Progress::Busy | Progress::Unknown) {
                row.choose(false);
                let list = self.clone();
                spawn_local(async move {
                    list.take_lock().await;
                    list.release_lock();
                });
            }
        }
        let was_removing = rows.iter().any(|row| row.is_removing.get());
        if self.form.options().verify && (was_removing || self.is_unverified.get()) {
            let list = self.clone();
            spawn_local(async move {
                for row in &rows {
                    row.settle().await;
                }
                list.verify_restored().await;
            });
        }
    }

    /// Verifies what was not verified before the reload. A removal may take effect later.
    async fn verify_restored(&self) {
        for delay in REMOVAL_DELAYS {
            // If it fails, the next transfer does the same.
            if self.transfer.read_untracked().is_some() || self.read_again().await != Ok(true) {
                return;
            }
            let rows = self.live_rows();
            if !rows.iter().any(|row| row.is_removing.get()) {
                return;
            }
            Deadline::new(delay).passed().await;
        }
    }

    fn restore_row(&self, saved: SavedRow) -> Row {
        let row = self.make_row(Some(saved.number), &saved.draft);
        if let Some(text) = saved.categories {
            row.categories.set(text);
        }
        row.is_selected.set(saved.is_selected);
        row.is_removed.set(saved.is_removed);
        row.restore_choice(saved.choice);
        row.last_failure.set(saved.failure);
        row.is_removing.set(saved.is_removing);
        row.was_rejected.set(saved.was_rejected);
        row.added_id.set(saved.added_id);
        row.check();
        row
    }

    /// Returns the text of an unreadable list of an earlier visit.
    pub fn unreadable(&self) -> Option<String> {
        let key = self.form.options().list_key()?;
        unreadable(&key, is_readable).map(|(_, text)| text).next()
    }

    /// Deletes the unreadable list.
    pub fn delete_unreadable(&self) {
        if let Some(key) = self.form.options().list_key() {
            remove_unreadable(&key, is_readable);
        }
        self.notice.set(None);
    }

    /// Returns the storage key of the list, which overwrites no unreadable list.
    fn slot(&self) -> Option<String> {
        let key = self.form.options().list_key()?;
        let (slot, text) = &*self.saved.borrow();
        // What this list has saved is readable. Reading it takes longer than comparing it.
        if *slot == key && stored(&key).as_ref() == Some(text) {
            return Some(key);
        }
        writable_slot(&key, is_readable)
    }
}

/// Returns a row as JSON text.
fn write_row(row: &Row) -> String {
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
    put("n", f64::from(row.number).write());
    put("skill", row.form.preview().write());
    put("categories", row.categories.get_untracked().into());
    put("selected", row.is_selected.get_untracked().write());
    if row.is_removed.get_untracked() {
        put("removed", true.write());
    }
    if let Some((is_selected, was_marked)) = row.choice() {
        put("choice", vec![is_selected, was_marked].into());
    }
    if let Some(failure) = row.last_failure.get_untracked() {
        put("failure", failure.into());
    }
    if let Some(id) = row.added_id.get_untracked() {
        put("added", id.into());
    }
    if row.is_removing.get() {
        put("removing", true.write());
    }
    if untrack(|| row.progress()) == Progress::Failed {
        put("rejected", true.write());
    }
    stringify(&Value::Object(members))
}

fn is_readable(text: &str) -> bool {
    read(text).is_some()
}

fn read(text: &str) -> Option<SavedList> {
    let Some(Value::Object(mut members)) = parse_json(text) else {
        return None;
    };
    if members.get("v").and_then(Value::as_f64) != Some(VERSION) {
        return None;
    }
    let Some(Value::Array(rows)) = members.remove("rows") else {
        return None;
    };
    Some(SavedList {
        id: take(&mut members, "id")?,
        text: take(&mut members, "text")?,
        rows: rows.into_iter().map(read_row).collect::<Option<_>>()?,
        known_ids: take(&mut members, "known"),
        is_unverified: members.remove("unverified").is_some(),
    })
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the range, which has been checked"
)]
fn read_row(row: Value) -> Option<SavedRow> {
    let Value::Object(mut members) = row else {
        return None;
    };
    let number: f64 = take(&mut members, "n")?;
    let skill: SkillProficiency = take(&mut members, "skill")?;
    Some(SavedRow {
        number: (1.0..1e9).contains(&number).then_some(number as u32)?,
        draft: Draft::from(skill),
        categories: take(&mut members, "categories"),
        is_selected: take(&mut members, "selected")?,
        is_removed: members.remove("removed").is_some(),
        choice: members.remove("choice").and_then(|choice| {
            let [first, second] = choice.as_array()?.as_slice() else {
                return None;
            };
            Some((first.as_bool()?, second.as_bool()?))
        }),
        failure: take(&mut members, "failure"),
        is_removing: members.remove("removing").is_some(),
        was_rejected: members.remove("rejected").is_some(),
        added_id: take(&mut members, "added"),
    })
}
