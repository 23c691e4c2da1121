//! Adds the selected skills, one at a time.
//!
//! One lookup of the profile before and one after serve the whole list. Each skill has a state
//! machine of its own, so an unknown outcome is checked before the next skill is sent.

use leptos::prelude::*;

use crate::form::SubmitError;
use crate::graph::known_skills;
use crate::graph::{Failure, FailureKind, LookupError, Reason, State, TokenError};
use crate::i18n::Key;
use crate::platform::tab_lock::TabLock;
use crate::platform::{Cancel, Millis, now};

use super::list::{Notice, SkillList};
use super::progress::{Settled, Transfer};
use super::row::{Mark, Progress, Row};
use super::texts::Text;
use super::verification::duplicates;

/// How long a lookup of the profile is used, in milliseconds.
const MAX_AGE: Millis = 60_000;

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
        let list = self.clone();
        Ok(async move {
            let notice = list.run().await;
            list.set_transfer(None);
            let settled = untrack(|| list.settled());
            list.notice
                .set(Some(notice.unwrap_or(Notice::Settled(settled))));
            list.save();
            (list.callbacks.on_settled)(&settled);
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
        if let Some(row) = current.and_then(|number| self.row(number)) {
            let state = row.form.submission();
            let is_waiting = matches!(
                &*state.read_untracked(),
                State::Waiting(_) | State::AskingToken { .. }
            );
            if is_waiting {
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
        // The buttons change.
        self.form.keep_focus(|| self.transfer.set(transfer));
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
        let mut baseline = self
            .profile
            .borrow()
            .as_ref()
            .and_then(|profile| profile.ids.clone());
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
            if !untrack(|| row.is_chosen()) {
                continue;
            }
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
            self.transfer.update(|transfer| {
                if let Some(transfer) = transfer {
                    transfer.row = None;
                    transfer.done += 1;
                }
            });
            if pause.is_some() {
                break;
            }
        }
        let has_sent = rows
            .iter()
            .any(|row| untrack(|| row.progress()) == Progress::Added);
        let is_checked = !is_verified || !has_sent || self.verify(&rows).await;
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
        row.is_selected.set(false);
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

    /// Reads the profile before the skills are added, and marks those that it has.
    ///
    /// # Errors
    /// See [`LookupError`]. The skills can be added without a lookup.
    pub async fn look_up(&self) -> Result<(), LookupError> {
        let Ok(client) = self.form.client() else {
            // The first row reports it.
            return Ok(());
        };
        self.is_looking_up.set(true);
        known_skills::listen();
        let result = client.look_up(&Cancel::default()).await;
        self.is_looking_up.set(false);
        match result {
            Ok(collection) => {
                self.learn(&collection);
                Ok(())
            }
            Err(error) => {
                self.profile.take();
                self.notice.set(Some(Notice::Of(Text::NotLookedUp)));
                Err(error)
            }
        }
    }

    /// Reads the profile after the skills were added. Shows which were added twice, and checks the
    /// outcomes that were unknown. Returns whether the profile could be read.
    async fn verify(&self, rows: &[Row]) -> bool {
        let Ok(client) = self.form.client() else {
            return false;
        };
        let before = self
            .profile
            .borrow()
            .as_ref()
            .and_then(|profile| profile.ids.clone());
        let Ok(collection) = client.look_up(&Cancel::default()).await else {
            return false;
        };
        let Some(before) = before else {
            // It is not known which skills existed before.
            return collection.is_complete;
        };
        let added: Vec<_> = self.live_rows();
        let added: Vec<_> = added
            .iter()
            .map(|row| (row.folded_name(), row.added_id.get_untracked()))
            .collect();
        for row in rows {
            let found = duplicates(&row.folded_name(), &collection.skills, &before, &added);
            match untrack(|| row.progress()) {
                Progress::Added => row.form.set_duplicates(found),
                // The skill may have been added after its own check.
                Progress::Unknown if !found.is_empty() => row.form.check_again(),
                _ => {}
            }
        }
        collection.is_complete
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
