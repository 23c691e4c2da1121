//! From the button to the outcome.

use std::future::ready;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::tick;

use crate::form::categories::add_pending;
use crate::form::state::{Sent, SkillForm, SubmitError};
use crate::form::status::Status;
use crate::graph::{
    Created, Driver, Endpoint, EndpointError, Event, Failure, Hooks, Outcome, Page, Reason,
    SkillsClient, State, TokenError,
};
use crate::skill::{Draft, FieldPath, SkillProficiency};

use super::oneshot::Oneshot;

impl SkillForm {
    /// Checks what was typed and adds the skill. Only one submission is on its way at a time.
    ///
    /// It ends when nothing more happens by itself: a busy service is waited for, and a lost answer
    /// is looked for in the collection.
    ///
    /// # Errors
    /// See [`SubmitError`].
    pub async fn submit(&self) -> Result<SkillProficiency, SubmitError> {
        let (skill, client) = self.begin()?;
        let ended = Oneshot::default();
        self.inner.submission.result.set(Some(ended.clone()));
        match client {
            Ok(client) => self.driver().submit(client, skill, self.options().verify),
            Err(reason) => {
                // The page is told of each state, even where the next one is there at once.
                tick().await;
                self.driver().send(Event::Refused(reason));
            }
        }
        ended.await
    }

    pub(crate) fn begin(
        &self,
    ) -> Result<(SkillProficiency, Result<SkillsClient, Reason>), SubmitError> {
        let is_ready = !self.inner.view.disabled.get_untracked()
            && !self.inner.view.readonly.get_untracked()
            && untrack(|| !self.status().is_submitting());
        if !is_ready {
            return Err(SubmitError::NotReady);
        }
        self.read_controls();
        add_pending(self, FieldPath::Categories);
        let skill = self.report().ok_or(SubmitError::Invalid)?;
        let goes_on = self
            .inner
            .callbacks
            .with(|callbacks| (callbacks.on_submit)(&skill));
        if !goes_on {
            return Err(SubmitError::TakenOver);
        }
        let client = self.sender(&skill);
        let draft = Some(untrack(|| self.draft()));
        self.inner.submission.sent.set(Some(Sent {
            skill: skill.clone(),
            draft,
            key: self.record_slot(),
        }));
        self.inner.draft.notice.set(None);
        self.change_status(|| self.inner.submission.is_starting.set(true));
        Ok((skill, client))
    }

    /// What sends a skill, or why nothing can be sent now.
    pub(crate) fn sender(&self, skill: &SkillProficiency) -> Result<SkillsClient, Reason> {
        let client = self.client().map_err(|error| {
            leptos::logging::warn!("<add-skill> sent nothing: {error}");
            Reason::Endpoint
        })?;
        if self.driver().claim(&client, skill) {
            Ok(client)
        } else {
            Err(Reason::InProgress)
        }
    }

    pub(crate) fn client(&self) -> Result<SkillsClient, EndpointError> {
        let base = document().base_uri().ok().flatten().unwrap_or_default();
        // Not the location's, which a frame of `srcdoc` does not have.
        let page = Page {
            base,
            origin: window().origin(),
        };
        let options = self.options();
        let endpoint = Endpoint::parse(&options.endpoint, &page, &options.token_hosts)?;
        let get_access_token = self
            .inner
            .callbacks
            .with(|callbacks| Some(callbacks.get_access_token.clone()));
        // On a server no request is made.
        let get_access_token = get_access_token
            .unwrap_or_else(|| Rc::new(|_| Box::pin(ready(Err(TokenError::Removed)))));
        Ok(SkillsClient::new(endpoint, get_access_token))
    }

    /// What sends for this form. It holds the form weakly, as the form holds it.
    pub(crate) fn driver(&self) -> Driver {
        if let Some(driver) = self.inner.submission.driver.get() {
            return driver;
        }
        let form = std::sync::Arc::downgrade(&self.inner);
        let (following, ending, keeping) = (form.clone(), form.clone(), form);
        let driver = Driver::new(Hooks {
            on_state: Box::new(move |state| {
                if let Some(inner) = following.upgrade() {
                    Self { inner }.follow(state);
                }
            }),
            on_end: Box::new(move |outcome| {
                if let Some(inner) = ending.upgrade() {
                    Self { inner }.end(outcome);
                }
            }),
            save_record: Box::new(move |record| {
                if let Some(inner) = keeping.upgrade() {
                    Self { inner }.save_record(record);
                }
            }),
        });
        self.inner.submission.driver.set(Some(driver.clone()));
        driver
    }

    /// Shows how far the submission is.
    fn follow(&self, state: &State) {
        let submission = &self.inner.submission;
        // A check for duplicates may end when the form has gone on, or at the next visit: then only
        // a duplicate is worth reporting.
        let is_unasked = matches!(state, State::Created(added) if added.duplicates.is_empty());
        let has_gone_on = is_unasked && untrack(|| self.status()) == Status::Editing;
        self.change_status(|| {
            submission.is_dismissed.set(has_gone_on);
            submission.is_starting.set(false);
            submission.state.set(state.clone());
        });
    }

    /// Makes a change that the status may follow.
    pub(crate) fn change_status(&self, change: impl FnOnce()) {
        let before = untrack(|| self.status());
        self.keep_focus(change);
        let status = untrack(|| self.status());
        if status == before {
            return;
        }
        if matches!(status, Status::Added { .. } | Status::Failed(_)) {
            self.show_outcome();
        }
        self.notify();
    }

    /// A submission has come to an end.
    fn end(&self, outcome: &Outcome) {
        let result = match outcome {
            Outcome::Created(created) => Ok(self.added(created)),
            Outcome::Failed(failure) => Err(self.failed(failure)),
        };
        let ended = self.inner.submission.result.take();
        if let Some(ended) = ended {
            ended.resolve(result);
        }
    }

    fn added(&self, created: &Created) -> SkillProficiency {
        self.flush_batch();
        let sent = self.inner.submission.sent.get();
        let is_unchanged = self
            .inner
            .categories
            .pending
            .with_untracked(String::is_empty)
            && sent.as_ref().is_some_and(|sent| self.is_as_sent(sent));
        let sent = sent.map(|sent| sent.skill);
        let skill = created.skill.clone().or(sent).unwrap_or_default();
        self.forget_unreadable();
        if is_unchanged {
            self.reset_fields();
        }
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_added)(&skill, created));
        skill
    }

    /// Whether the form holds what was sent, and nothing else. Of an earlier visit only the fields
    /// are back, and not what the page had put besides them.
    pub(crate) fn is_as_sent(&self, sent: &Sent) -> bool {
        if let Some(draft) = &sent.draft {
            return *draft == untrack(|| self.draft());
        }
        let (sent, typed) = (Draft::from(sent.skill.clone()), Draft::from(self.preview()));
        FieldPath::ALL
            .iter()
            .all(|field| sent.entry(*field) == typed.entry(*field))
    }

    fn failed(&self, failure: &Failure) -> SubmitError {
        let sent = self.inner.submission.sent.get().and_then(|sent| sent.draft);
        if let Some(sent) = sent.filter(|_| !failure.fields.is_empty()) {
            self.show_refused(&failure.fields, &sent);
        }
        let message = untrack(|| self.outcome(failure));
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_failed)(failure, &message));
        SubmitError::Failed(Box::new(failure.clone()), message)
    }
}
