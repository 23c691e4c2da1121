//! Commands of the user and the page to a submission that is in progress or has an unknown outcome.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::form::state::{Sent, SkillForm};
use crate::graph::{Checks, Event, Record, Stage, State};
use crate::skill::{Entry, FieldPath, Member, SkillProficiencyLevel};

impl SkillForm {
    /// Stops the submission.
    ///
    /// A skill that was sent may still be added. In that case, the form checks the collection,
    /// which can be stopped too.
    pub fn stop(&self) {
        if !self.stop_validation() {
            self.dispatch(Event::Stop);
        }
    }

    /// Retries before the delay is over. Has no effect if the service has specified the delay.
    pub fn retry_now(&self) {
        self.dispatch(Event::Skip);
    }

    /// Sends a skill again that was not found in the collection, or that the service did not
    /// process (429, 503).
    ///
    /// If the user has edited the form since, its current values are validated and sent, unless the
    /// page handles them itself.
    pub fn send_again(&self) {
        self.send(false);
    }

    /// Sends a skill although the profile already contains one with the same name.
    pub fn add_anyway(&self) {
        self.send(true);
    }

    fn send(&self, is_confirmed: bool) {
        if self.is_locked() {
            return;
        }
        self.flush_batch();
        let sent = self
            .inner
            .submission
            .sent
            .get()
            .filter(|sent| self.contains(sent));
        let is_confirmed = sent
            .as_ref()
            .is_some_and(|sent| sent.is_confirmed || is_confirmed);
        if sent.is_some() {
            self.set_starting(true);
        }
        let form = self.clone();
        spawn_local(async move {
            let prepared = match sent {
                Some(sent) => Ok((sent.skill, form.checked_client())),
                None => form.prepare().await,
            };
            // If there is an error, the form shows it.
            let Ok((skill, client)) = prepared else {
                return;
            };
            let key = form.record_slot();
            form.inner.submission.sent.update(|sent| {
                if let Some(sent) = sent {
                    sent.key = key;
                    sent.is_confirmed = is_confirmed;
                }
            });
            let checks = form.checks(is_confirmed);
            match form.claim(client, &skill, checks) {
                Ok(client) => form.driver().send_again(client, skill, checks),
                Err(reason) => form.driver().send(Event::Refused(reason)),
            }
        });
    }

    /// Keeps the existing skill with the same name, and adds none.
    pub fn keep_existing(&self) {
        self.dispatch(Event::KeepExisting);
    }

    /// Changes the level of the existing skill to the one that the user has selected.
    pub fn update_existing(&self) {
        if self.is_locked() {
            return;
        }
        self.dispatch(match self.other_level() {
            Some(level) => Event::UpdateTo(level),
            None => Event::Update,
        });
    }

    /// Returns the level that the user has selected for the same skill since it was submitted.
    fn other_level(&self) -> Option<Member<SkillProficiencyLevel>> {
        let current = self.preview();
        let level = current.proficiency?;
        let field = FieldPath::LEVEL;
        let entry = self.entry(field).get_untracked();
        let mut is_other = false;
        self.inner.submission.sent.update(|sent| {
            let Some(sent) = sent else { return };
            is_other = current.display_name == sent.skill.display_name
                && sent.skill.proficiency.as_ref() != Some(&level);
            if is_other {
                sent.skill.proficiency = Some(level.clone());
                if let Some(draft) = &mut sent.draft {
                    draft.set(field, entry);
                }
            }
        });
        is_other.then_some(level)
    }

    /// Removes the added skill again.
    pub fn undo(&self) {
        if !self.is_locked() {
            self.dispatch(Event::Undo);
        }
    }

    /// Returns whether the page has disabled the form or made it read-only, so that the user can
    /// change nothing.
    pub(super) fn is_locked(&self) -> bool {
        untrack(|| self.inner.view.is_locked())
    }

    /// Adds the skill without its level, which the service may have rejected.
    pub fn add_without_level(&self) {
        if self.is_locked() {
            return;
        }
        let form = self.clone();
        let field = FieldPath::LEVEL;
        let name = self.preview().display_name;
        let sent = self.inner.submission.sent.get();
        let is_confirmed =
            sent.is_some_and(|sent| sent.is_confirmed && sent.skill.display_name == name);
        form.edit(field, Entry::empty(field));
        spawn_local(async move {
            // The form shows the outcome.
            let _ = form.submit_confirmed(is_confirmed).await;
        });
    }

    /// Returns whether the form contains what was sent, or nothing.
    fn contains(&self, sent: &Sent) -> bool {
        let draft = untrack(|| self.draft());
        self.inner
            .categories
            .pending
            .with_untracked(String::is_empty)
            && (self.is_blank(&draft) || self.equals_sent(sent))
    }

    /// Checks the collection again for a skill whose response was lost.
    pub fn check_again(&self) {
        self.dispatch(Event::CheckAgain);
    }

    /// Confirms that the similar skill in the collection is the one that was sent.
    pub fn accept_similar(&self) {
        self.dispatch(Event::Accept);
    }

    /// Shows duplicates of the added skill that a lookup for several forms has found.
    pub(crate) fn set_duplicates(&self, ids: Vec<String>) {
        self.dispatch(Event::FoundDuplicates(ids));
    }

    /// Leaves the submission, because it belongs to another user. Its record stays.
    pub(crate) fn leave_submission(&self) {
        self.cancel_validation();
        if let Some(driver) = self.inner.submission.driver.get() {
            driver.leave();
        }
    }

    /// Restores the result of an earlier visit. The list checks for duplicates.
    pub(crate) fn restore_added(&self, id: String) {
        let (Some(skill), Ok(client)) = (self.validate().ok(), self.client()) else {
            return;
        };
        let record = Record {
            stage: Stage::Added,
            added_id: Some(id),
            ..Record::new(skill)
        };
        self.driver().restore(client, record, Checks::None);
    }

    /// Removes a duplicate of the skill that was added.
    pub fn remove_duplicate(&self, id: String) {
        if !self.is_locked() {
            self.dispatch(Event::RemoveDuplicate(id));
        }
    }

    /// Dismisses a submission whose outcome is unknown. The user's input stays.
    pub fn dismiss_submission(&self) {
        self.dispatch(Event::Discard);
    }

    /// Handles the removal of the form from the page: the form neither requests a token nor sends
    /// anything.
    pub fn disconnected(&self) {
        self.end_question();
        self.stop_validation();
        self.dispatch(Event::Disconnected);
    }

    /// Handles the return of the form to a page: the form continues a check that was interrupted.
    pub fn reconnected(&self) {
        self.dispatch(Event::Reconnected);
    }

    /// Sends an event to the driver. Without a driver, nothing was ever sent.
    fn dispatch(&self, event: Event) {
        if let Some(driver) = self.inner.submission.driver.get() {
            driver.send(event);
        }
    }

    /// Resumes the submission of an earlier visit, if it has a record. If the endpoint is invalid,
    /// the record stays.
    pub(crate) fn resume_submission(&self) {
        if self
            .inner
            .submission
            .state
            .with_untracked(|state| !matches!(state, State::Idle))
        {
            return;
        }
        if let (Some((record, key)), Ok(client)) = (self.load_record(), self.client()) {
            self.inner.submission.sent.set(Some(Sent {
                skill: record.payload.clone(),
                draft: None,
                key: Some(key),
                is_confirmed: false,
            }));
            let checks = self.options().checks();
            self.driver().restore(client, record, checks);
        }
    }
}
