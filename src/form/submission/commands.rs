//! What a person and the page can do with a submission that is under way, or whose end is open.

use leptos::prelude::*;

use crate::form::state::{Sent, SkillForm};
use crate::graph::{Event, State};

impl SkillForm {
    /// Stops what is under way. What was sent may still be added: then the collection is looked at,
    /// which can be stopped too.
    pub fn stop(&self) {
        self.dispatch(Event::Stop);
    }

    /// Does not wait for a busy service any longer, where it did not say how long to wait.
    pub fn retry_now(&self) {
        self.dispatch(Event::Skip);
    }

    /// Sends the skill again that was not found, or that the service was too busy to take. One that
    /// was corrected meanwhile is sent as the form shows it, once it breaks no rule and the page
    /// does not take over.
    pub fn send_again(&self) {
        self.flush_batch();
        let sent = self
            .inner
            .submission
            .sent
            .get()
            .filter(|sent| self.shows(sent))
            .map(|sent| sent.skill);
        let begun = match sent {
            Some(skill) => {
                let key = self.record_slot();
                self.inner.submission.sent.update(|sent| {
                    if let Some(sent) = sent {
                        sent.key = key;
                    }
                });
                Ok((self.sender(&skill), skill))
            }
            None => self.begin().map(|(skill, client)| (client, skill)),
        };
        match begun {
            Ok((Ok(client), skill)) => {
                self.driver()
                    .send_again(client, skill, self.options().verify);
                self.inner.submission.is_starting.set(false);
            }
            Ok((Err(reason), _)) => self.dispatch(Event::Refused(reason)),
            // The form says why.
            Err(_) => {}
        }
    }

    /// Whether the form shows what was sent, or nothing.
    fn shows(&self, sent: &Sent) -> bool {
        let draft = untrack(|| self.draft());
        self.inner
            .categories
            .pending
            .with_untracked(String::is_empty)
            && (self.is_blank(&draft) || self.is_as_sent(sent))
    }

    /// Looks at the collection again for a skill whose answer was lost.
    pub fn check_again(&self) {
        self.dispatch(Event::CheckAgain);
    }

    /// The similar skill that was found is the one that was sent.
    pub fn accept_similar(&self) {
        self.dispatch(Event::Accept);
    }

    /// Removes a further copy of the skill that was added.
    pub fn remove_duplicate(&self, id: String) {
        self.dispatch(Event::RemoveDuplicate(id));
    }

    /// Is done with a submission whose end is open. What is typed stays.
    pub fn dismiss_submission(&self) {
        self.dispatch(Event::Discard);
    }

    /// The form was removed from the page: it asks for nothing and sends nothing.
    pub fn disconnected(&self) {
        self.dispatch(Event::Disconnected);
    }

    /// The form stands in a page again, and finds out what it could not meanwhile.
    pub fn reconnected(&self) {
        self.dispatch(Event::Reconnected);
    }

    /// Where nothing was ever sent there is nothing to tell.
    fn dispatch(&self, event: Event) {
        if let Some(driver) = self.inner.submission.driver.get() {
            driver.send(event);
        }
    }

    /// Goes on with the submission of an earlier visit, if one is written down. Without an address
    /// it stays written down.
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
