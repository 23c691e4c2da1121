//! Adds the selected skills, one at a time.
//!
//! One lookup of the profile before and one after serve the whole list. Each skill has a state
//! machine of its own, so an unknown outcome is checked before the next skill is sent.

use leptos::prelude::*;

use crate::form::{SubmitError, isolate};
use crate::graph::{Failure, FailureKind, LookupError, Reason, State, TokenError};
use crate::i18n::Key;
use crate::platform::tab_lock::TabLock;
use crate::platform::{Millis, now};

use super::focus::{ACTIONS, STOP, replace_focused};
use super::list::SkillList;
use super::notice::Notice;
use super::progress::{Settled, Transfer};
use super::row::{Progress, Row};
use super::texts::Text;

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
        // What the user selects or imports from now on is not sent by this transfer.
        let rows = self.next_rows();
        self.set_transfer(Some(Transfer {
            row: None,
            done: 0,
            count: rows.len(),
            is_stopping: false,
            started_at: now(),
        }));
        self.announce_progress();
        let (list, id) = (self.clone(), self.id.borrow().clone());
        Ok(async move {
            let notice = list.run(&id, rows).await;
            // Another user has the list now.
            if !list.is_same(&id) {
                return Settled::default();
            }
            list.set_transfer(None);
            list.release_lock();
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
        self.update_transfer(|transfer| {
            transfer.is_stopping = true;
            current = transfer.row;
        });
        self.cancel.take().cancel();
        if let Some(row) = current.and_then(|serial| self.row(serial)) {
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
        rows.retain(is_next);
        rows
    }

    fn set_transfer(&self, transfer: Option<Transfer>) {
        let place = if transfer.is_some() { STOP } else { ACTIONS };
        replace_focused(&self.form, place, || {
            self.transfer.set(transfer);
            self.refresh();
        });
        self.form.notify();
    }

    fn update_transfer(&self, change: impl FnOnce(&mut Transfer)) {
        self.transfer.update(|transfer| {
            if let Some(transfer) = transfer {
                change(transfer);
            }
        });
    }

    pub fn is_stopping(&self) -> bool {
        let transfer = self.transfer.read_untracked();
        transfer
            .as_ref()
            .is_none_or(|transfer| transfer.is_stopping)
    }

    /// Sends the rows. Returns the notice that replaces the result.
    async fn run(&self, id: &str, mut rows: Vec<Row>) -> Option<Notice> {
        if let Some(reason) = self.busy_reason() {
            return Some(Notice::Paused(reason));
        }
        let is_verified = self.form.options().verify;
        let needs_lookup = is_verified && self.is_profile_old();
        // The page is asked for a token first, because Safari opens windows only during a click.
        let token = if needs_lookup {
            match self.lookup_token().await {
                Ok(token) => token,
                Err(error) => return Some(Notice::Paused(self.token_reason(error))),
            }
        } else {
            None
        };
        // The lookup follows: another tab may have added skills of the list until now.
        if !self.take_lock().await {
            return Some(Notice::Of(Text::OtherTab));
        }
        if needs_lookup && let Err(LookupError::NoToken(error)) = self.look_up(token).await {
            return Some(Notice::Paused(self.token_reason(error)));
        }
        rows.retain(is_next);
        let mut baseline = self.profile_ids();
        self.update_transfer(|transfer| {
            transfer.count = rows.len();
            transfer.started_at = now();
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
                self.update_transfer(|transfer| transfer.row = Some(row.serial));
                pause = self.send(row, baseline.clone()).await;
                if !self.is_same(id) {
                    return None;
                }
                let added = row.added_id.get_untracked().filter(|id| !id.is_empty());
                if let (Some(baseline), Some(id)) = (&mut baseline, added) {
                    baseline.push(id);
                }
            }
            self.update_transfer(|transfer| {
                transfer.row = None;
                transfer.done += 1;
            });
            if pause.is_some() {
                break;
            }
            self.announce_progress();
        }
        let is_busy = self.busy_reason().is_some();
        let is_checked = !is_verified || !is_busy && self.verify_transfer(pause.is_none()).await;
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
        if is_unmarked
            && self.form.options().asks_about_existing()
            && self.known(&row.folded_name()).is_some()
        {
            self.learn_name(&row.folded_name());
            self.refresh();
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
            Ok(_) | Err(SubmitError::Invalid) => None,
            // The page has disabled the list.
            Err(SubmitError::NotReady) => Some(Pause::Stopped),
            Err(SubmitError::TakenOver) => {
                row.is_taken_over.set(true);
                row.choose(false);
                None
            }
            Err(SubmitError::Failed(failure, text)) => self.after_failure(row, &failure, text),
        }
    }

    /// Decides whether the next row is sent after one has failed.
    fn after_failure(&self, row: &Row, failure: &Failure, text: String) -> Option<Pause> {
        row.deselect_if_unknown();
        if let State::Waiting(waiting) = &*row.form.submission().read_untracked()
            && !waiting.may_skip
        {
            self.busy.replace(Some((waiting.until, text.clone())));
        }
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
        if self.row(row.serial).is_none() {
            // Another user has the list now.
            return Some(Pause::Stopped);
        }
        let name = untrack(|| row.name());
        self.announce(&[&isolate(&name), ": ", &text].concat());
        row.choose(false);
        row.last_failure.set(Some(text));
        None
    }

    /// Returns why nothing is sent yet, if the service has requested a delay.
    fn busy_reason(&self) -> Option<String> {
        let busy = self.busy.borrow();
        let (_, reason) = busy.as_ref().filter(|(until, _)| now() < *until)?;
        Some(reason.clone())
    }

    fn token_reason(&self, error: TokenError) -> String {
        let reason = match error {
            TokenError::Unusable => Reason::Token,
            TokenError::Removed => Reason::Stopped,
        };
        untrack(|| self.form.text(&Key::Failure(reason)))
    }

    /// Takes the lock that excludes the same list in other tabs. Returns whether it is held.
    pub async fn take_lock(&self) -> bool {
        if self.lock.borrow().is_some() {
            return true;
        }
        let (id, name) = {
            let id = self.id.borrow();
            (id.clone(), ["add-skills ", &*id].concat())
        };
        let lock = TabLock::take(&name).await;
        // Another user may have the list now.
        if lock.is_some() && self.is_same(&id) {
            self.lock.replace(lock);
        }
        self.lock.borrow().is_some()
    }

    /// Releases the lock, unless skills are being added or their outcomes are unknown: a copy of the
    /// list in another tab does not know that. Without marks, it would also add again what was added.
    pub fn release_lock(&self) {
        let is_needed = |row: &Row| {
            let progress = untrack(|| row.progress());
            matches!(progress, Progress::Busy | Progress::Unknown)
        };
        let is_held = self.lock.borrow().is_some();
        if is_held
            && self.form.options().asks_about_existing()
            && self.transfer.read_untracked().is_none()
            && !self.rows.read_untracked().iter().any(is_needed)
        {
            self.lock.take();
        }
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

/// Returns whether a row is added by the next transfer.
fn is_next(row: &Row) -> bool {
    untrack(|| row.is_chosen()) && row.is_valid()
}
