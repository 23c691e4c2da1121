//! Commands of the user and the page to a submission that is in progress or has an unknown outcome.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::form::state::{Sent, SkillForm};
use crate::graph::{Event, Reason, SkillsClient, State};
use crate::skill::SkillProficiency;

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
        self.flush_batch();
        let sent = self
            .inner
            .submission
            .sent
            .get()
            .filter(|sent| self.contains(sent))
            .map(|sent| sent.skill);
        if let Some(skill) = sent {
            let key = self.record_slot();
            self.inner.submission.sent.update(|sent| {
                if let Some(sent) = sent {
                    sent.key = key;
                }
            });
            let client = self.claim_client(&skill);
            return self.send_prepared(skill, client);
        }
        let form = self.clone();
        spawn_local(async move {
            // If there is an error, the form shows the reason.
            if let Ok((skill, client)) = form.prepare().await {
                form.send_prepared(skill, client);
            }
        });
    }

    fn send_prepared(&self, skill: SkillProficiency, client: Result<SkillsClient, Reason>) {
        match client {
            Ok(client) => {
                self.driver()
                    .send_again(client, skill, self.options().verify);
                self.inner.submission.is_starting.set(false);
            }
            Err(reason) => self.driver().send(Event::Refused(reason)),
        }
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

    /// Removes a duplicate of the skill that was added.
    pub fn remove_duplicate(&self, id: String) {
        self.dispatch(Event::RemoveDuplicate(id));
    }

    /// Dismisses a submission whose outcome is unknown. The user's input stays.
    pub fn dismiss_submission(&self) {
        self.dispatch(Event::Discard);
    }

    /// Handles the removal of the form from the page: the form neither requests a token nor sends
    /// anything.
    pub fn disconnected(&self) {
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
            .with_untracked(|state| *state != State::Idle)
        {
            return;
        }
        if let (Some((record, key)), Ok(client)) = (self.load_record(), self.client()) {
            self.inner.submission.sent.set(Some(Sent {
                skill: record.payload.clone(),
                draft: None,
                key: Some(key),
            }));
            self.driver().restore(client, record, self.options().verify);
        }
    }
}
