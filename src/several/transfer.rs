//! Adds the selected skills, one at a time.
//!
//! One lookup of the profile before and one after serve the whole list. Each skill has a state
//! machine of its own, so an unknown outcome is checked before the next skill is sent.

use leptos::prelude::*;

use crate::form::{SubmitError, isolate};
use crate::graph::known_skills;
use crate::graph::{Collection, Failure, FailureKind, LookupError, Reason, State, TokenError};
use crate::i18n::Key;
use crate::platform::tab_lock::TabLock;
use crate::platform::{Cancel, Millis, now};

use super::focus::{ACTIONS, STOP, replace_focused};
use super::list::{Notice, SkillList};
use super::progress::{Settled, Transfer};
use super::row::{Mark, Progress, Row};
use super::texts::Text;
use super::verification::duplicates;

/// How long a lookup of the profile is used, in milliseconds.
const MAX_AGE: Millis = 60_000;

/// The shortest time between two announcements of the progress, in milliseconds.
const ANNOUNCEMENT_INTERVAL: Millis = 10_000;

/// Why a transfer ends before its end.
enum Pause {
    /// The user has stopped it.
    Stopped,
    /// The reason applies to the other rows too.
    Failed(String),
}

impl SkillList {
    /// Starts to add the selected skills. Only one transfer is in progress at a time.
    ///
    /// # Errors
    /// [`SubmitError::NotReady`] if nothing can be sent now.
    pub fn submit(&self) -> Result<impl Future<Output = Settled> + use<>, SubmitError> {
        if self.is_locked() || self.transfer.read_untracked().is_some() {
            return Err(SubmitError::NotReady);
        }
        self.notice.set(None);
        self.set_transfer(Some(Transfer {
            row: None,
            done: 0,
            count: self.next_rows().len(),
            is_stopping: false,
            started_at: now(),
        }));
        self.announce_progress();
        let (list, id) = (self.clone(), self.id.borrow().clone());
        Ok(async move {
            let notice = list.run().await;
            // Another user has the list now.
            if *list.id.borrow() != id {
                return Settled::default();
            }
            list.set_transfer(None);
            let settled = untrack(|| list.settled());
            list.notice.set(Some(notice.unwrap_or(Notice::Settled)));
            list.save();
            (list.callbacks.on_settled)(&settled);
            if list.clears_at_end.take() {
                list.clear();
            }
            settled
        })
    }

    /// Ends the transfer after the current row. A row that waits for the service or for a token is
    /// not sent.
    pub fn stop(&self) {
        let mut current = None;
        self.transfer.update(|transfer| {
            if let Some(transfer) = transfer {
                transfer.is_stopping = true;
                current = transfer.row;
            }
        });
        self.cancel.take().cancel();
        if let Some(row) = current.and_then(|number| self.row(number)) {
            let state = row.form.submission();
            let is_sent = matches!(
                &*state.read_untracked(),
                State::Sending { .. } | State::Checking(_)
            );
            if !is_sent {
                row.form.stop();
            }
        }
    }

    /// Returns the rows that the next transfer would add.
    pub fn next_rows(&self) -> Vec<Row> {
        let mut rows = self.live_rows();
        rows.retain(|row| untrack(|| row.is_chosen()) && row.is_valid());
        rows
    }

    fn set_transfer(&self, transfer: Option<Transfer>) {
        let place = if transfer.is_some() { STOP } else { ACTIONS };
        replace_focused(&self.form, place, || self.transfer.set(transfer));
        self.form.notify();
    }

    fn is_stopping(&self) -> bool {
        let transfer = self.transfer.read_untracked();
        transfer
            .as_ref()
            .is_none_or(|transfer| transfer.is_stopping)
    }

    /// Sends the rows. Returns the notice that replaces the result.
    async fn run(&self) -> Option<Notice> {
        let is_verified = self.form.options().verify;
        // The page is asked for a token first, because Safari opens windows only during a click.
        if is_verified
            && self.is_profile_old()
            && let Err(LookupError::NoToken(error)) = self.look_up().await
        {
            return Some(Notice::Paused(self.token_reason(error)));
        }
        let Some(_lock) = TabLock::take(&self.lock_name()).await else {
            return Some(Notice::Of(Text::OtherTab));
        };
        let rows = self.next_rows();
        let mut baseline = self.profile_ids();
        // Until the skills are verified, the ids from before the first transfer count.
        if self.before.borrow().is_none() {
            self.before.borrow_mut().clone_from(&baseline);
        }
        self.transfer.update(|transfer| {
            if let Some(transfer) = transfer {
                transfer.count = rows.len();
            }
        });
        let mut pause = None;
        for row in &rows {
            if self.is_stopping() {
                pause = Some(Pause::Stopped);
                break;
            }
            self.recognize(row);
            // The user may have changed it in the meantime.
            if untrack(|| row.is_chosen()) {
                self.transfer.update(|transfer| {
                    if let Some(transfer) = transfer {
                        transfer.row = Some(row.number);
                    }
                });
                pause = self.send(row, baseline.clone()).await;
                let added = row.added_id.get_untracked().filter(|id| !id.is_empty());
                if let (Some(baseline), Some(id)) = (&mut baseline, added) {
                    baseline.push(id);
                }
            }
            self.transfer.update(|transfer| {
                if let Some(transfer) = transfer {
                    transfer.row = None;
                    transfer.done += 1;
                }
            });
            if pause.is_some() {
                break;
            }
            self.announce_progress();
        }
        let is_checked = !is_verified || self.verify().await;
        match pause {
            Some(Pause::Failed(reason)) => Some(Notice::Paused(reason)),
            Some(Pause::Stopped) => Some(Notice::Of(Text::Paused)),
            None if !is_checked => Some(Notice::Of(Text::NotVerified)),
            None => None,
        }
    }

    /// Marks a row whose skill another form or tab has added since the lookup.
    fn recognize(&self, row: &Row) {
        let is_unmarked = row.mark.with_untracked(Option::is_none);
        if let Ok(client) = self.form.client()
            && is_unmarked
            && self.form.options().asks_about_existing()
            && let Some(known) = known_skills::find(&client.scope(), &untrack(|| row.name()))
        {
            row.set_mark(Some(Mark::Exists(known.level)));
        }
    }

    /// Sends a row, and waits for its result.
    async fn send(&self, row: &Row, baseline: Option<Vec<String>>) -> Option<Pause> {
        // Without a baseline, the row reads the collection itself, unless the page has turned that
        // off.
        row.form.set_baseline(baseline);
        row.is_taken_over.set(false);
        row.last_failure.set(None);
        row.keep_focus("[part=select], select");
        match row.form.submit().await {
            Ok(_) | Err(SubmitError::Invalid | SubmitError::NotReady) => None,
            Err(SubmitError::TakenOver) => {
                row.is_taken_over.set(true);
                row.is_selected.set(false);
                None
            }
            Err(SubmitError::Failed(failure, text)) => self.after_failure(row, &failure, text),
        }
    }

    /// Decides whether the next row is sent after one has failed.
    fn after_failure(&self, row: &Row, failure: &Failure, text: String) -> Option<Pause> {
        let concerns_all = match failure.kind {
            FailureKind::NotSent => failure.reason != Reason::InProgress,
            FailureKind::NeedsAuth | FailureKind::Throttled => true,
            // If the profile cannot be read, the next outcomes would be unknown too.
            FailureKind::Unknown => {
                matches!(&*row.form.submission().read_untracked(), State::Unknown(..))
            }
            FailureKind::Rejected | FailureKind::Exists => false,
        };
        if concerns_all {
            let is_stopped = failure.reason == Reason::Stopped && self.is_stopping();
            return Some(if is_stopped {
                Pause::Stopped
            } else {
                Pause::Failed(text)
            });
        }
        if self.row(row.number).is_none() {
            // Another user has the list now.
            return Some(Pause::Stopped);
        }
        let name = untrack(|| row.name());
        self.announce(&[&isolate(&name), ": ", &text].concat());
        row.is_selected.set(false);
        row.last_failure.set(Some(text));
        None
    }

    fn token_reason(&self, error: TokenError) -> String {
        let reason = match error {
            TokenError::Unusable => Reason::Token,
            TokenError::Removed => Reason::Stopped,
        };
        untrack(|| self.form.text(&Key::Failure(reason)))
    }

    /// Returns the name of the lock that excludes the same list in other tabs.
    fn lock_name(&self) -> String {
        ["add-skills ", &*self.id.borrow()].concat()
    }

    fn is_profile_old(&self) -> bool {
        let profile = self.profile.borrow();
        profile
            .as_ref()
            .is_none_or(|profile| now() - profile.read_at > MAX_AGE)
    }

    fn profile_ids(&self) -> Option<Vec<String>> {
        self.profile.borrow().as_ref()?.ids.clone()
    }

    /// Reads the profile before the skills are added, and marks those that it has.
    ///
    /// # Errors
    /// See [`LookupError`]. The skills can be added without a lookup.
    pub async fn look_up(&self) -> Result<(), LookupError> {
        self.is_looking_up.set(true);
        let result = self.read_profile().await;
        self.is_looking_up.set(false);
        match result {
            Ok(collection) => self.learn(&collection),
            Err(error) => {
                // The marks stay, but the next transfer reads the profile again.
                if let Some(profile) = &mut *self.profile.borrow_mut() {
                    profile.ids = None;
                    profile.read_at = 0;
                }
                self.notice.set(Some(Notice::Of(Text::NotLookedUp)));
                return Err(error);
            }
        }
        Ok(())
    }

    async fn read_profile(&self) -> Result<Collection, LookupError> {
        // The first row reports an invalid endpoint.
        let client = self.form.client().map_err(|_| LookupError::NotListed)?;
        known_skills::listen();
        let cancel = Cancel::default();
        self.cancel.replace(cancel.clone());
        client.look_up(&cancel).await
    }

    /// Reads the profile after skills were added. Shows which were added twice, and checks the
    /// outcomes that are unknown. Returns whether the profile could be read.
    pub async fn verify(&self) -> bool {
        let rows = self.live_rows();
        let progress = |row: &Row| untrack(|| row.progress());
        let is_due = |row: &Row| matches!(progress(row), Progress::Added | Progress::Unknown);
        if !rows.iter().any(is_due) {
            return true;
        }
        let Ok(collection) = self.read_profile().await else {
            return false;
        };
        let before = self.before.take();
        let added: Vec<_> = rows
            .iter()
            .map(|row| (row.folded_name(), row.added_id.get_untracked()))
            .collect();
        for row in &rows {
            match (progress(row), &before) {
                (Progress::Added, Some(before)) => {
                    let name = row.folded_name();
                    let found = duplicates(&name, &collection.skills, before, &added);
                    row.set_duplicates(found, before);
                }
                (Progress::Unknown, _) => {
                    row.form.check_again();
                    row.settle().await;
                }
                _ => {}
            }
        }
        self.learn(&collection);
        self.save();
        collection.is_complete
    }

    /// Announces the progress to screen readers, unless it was announced a moment ago.
    fn announce_progress(&self) {
        if now() - self.announced_at.get() >= ANNOUNCEMENT_INTERVAL {
            self.announced_at.set(now());
            let text = untrack(|| self.progress_text());
            self.announce(&text);
        }
    }

    /// Returns the expected duration of the rest of the transfer, in seconds. Tracked.
    pub fn seconds_left(&self) -> Option<u32> {
        let transfer = self.transfer.read();
        let transfer = transfer.as_ref().filter(|transfer| transfer.done > 0)?;
        let elapsed = usize::try_from(now() - transfer.started_at).ok()?;
        let left = transfer.count.saturating_sub(transfer.done) * elapsed / transfer.done;
        u32::try_from(left.div_ceil(1000))
            .ok()
            .filter(|seconds| *seconds > 0)
    }
}
