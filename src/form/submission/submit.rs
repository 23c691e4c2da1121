//! Submits the form.

use leptos::prelude::*;
use leptos::task::tick;

use crate::form::categories::add_pending;
use crate::form::state::{Sent, SkillForm, SubmitError};
use crate::form::status::Status;
use crate::graph::{
    Created, Driver, Endpoint, EndpointError, Event, Failure, Hooks, Outcome, Page, Reason,
    SkillsClient, State, TokenError, no_token,
};
use crate::skill::{Draft, FieldError, FieldPath, SkillProficiency};

use crate::platform::oneshot::Oneshot;

impl SkillForm {
    /// Validates the form and adds the skill. Only one submission is in progress at a time.
    ///
    /// The future resolves after automatic retries (429, 503), and after the check for a skill
    /// whose response was lost.
    ///
    /// # Errors
    /// See [`SubmitError`].
    pub async fn submit(&self) -> Result<SkillProficiency, SubmitError> {
        let (skill, client) = self.prepare().await?;
        let result = Oneshot::default();
        self.inner.submission.result.set(Some(result.clone()));
        match client {
            Ok(client) => self.driver().submit(client, skill, self.options().verify),
            Err(reason) => {
                // The page is notified of each state, even if the next one follows immediately.
                tick().await;
                self.driver().send(Event::Refused(reason));
            }
        }
        result.await
    }

    /// Validates the form and asks the page. Returns the skill, and its client or the reason why it
    /// cannot be sent.
    pub(crate) async fn prepare(
        &self,
    ) -> Result<(SkillProficiency, Result<SkillsClient, Reason>), SubmitError> {
        self.ensure_ready()?;
        self.read_controls();
        add_pending(self, FieldPath::Categories);
        let skill = self.report().ok_or(SubmitError::Invalid)?;
        let draft = untrack(|| self.draft());
        self.validate_by_page(&skill, &draft).await?;
        // The form may have changed during the page's validation.
        self.ensure_ready()?;
        let may_send = self
            .inner
            .callbacks
            .with(|callbacks| (callbacks.on_submit)(&skill));
        if !may_send {
            return Err(SubmitError::TakenOver);
        }
        let client = self.claim_client(&skill);
        self.inner.submission.sent.set(Some(Sent {
            skill: skill.clone(),
            draft: Some(draft),
            key: self.record_slot(),
        }));
        self.inner.draft.notice.set(None);
        self.set_starting(true);
        Ok((skill, client))
    }

    /// Returns an error if the user cannot submit the form now.
    fn ensure_ready(&self) -> Result<(), SubmitError> {
        let is_ready = !self.inner.view.disabled.get_untracked()
            && !self.inner.view.readonly.get_untracked()
            && untrack(|| !self.status().is_submitting());
        is_ready.then_some(()).ok_or(SubmitError::NotReady)
    }

    /// Returns the client that sends a skill.
    ///
    /// # Errors
    /// The reason why the skill cannot be sent now.
    pub(crate) fn claim_client(&self, skill: &SkillProficiency) -> Result<SkillsClient, Reason> {
        let client = self.client().map_err(|error| {
            leptos::logging::warn!("<add-skill>: request not sent. Invalid endpoint: {error}");
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
        // Not the origin of the location, which a `srcdoc` frame does not have.
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
        // A server makes no request.
        let get_access_token = get_access_token.unwrap_or_else(|| no_token(TokenError::Removed));
        Ok(SkillsClient::new(
            endpoint,
            options.scopes,
            get_access_token,
        ))
    }

    /// Returns the driver of the form's submissions. It refers to the form weakly, because the form
    /// owns it.
    pub(crate) fn driver(&self) -> Driver {
        if let Some(driver) = self.inner.submission.driver.get() {
            return driver;
        }
        let form = std::sync::Arc::downgrade(&self.inner);
        let (changing, ending, saving) = (form.clone(), form.clone(), form);
        let driver = Driver::new(Hooks {
            on_state: Box::new(move |state| {
                if let Some(inner) = changing.upgrade() {
                    Self { inner }.on_state(state);
                }
            }),
            on_end: Box::new(move |outcome| {
                if let Some(inner) = ending.upgrade() {
                    Self { inner }.on_end(outcome);
                }
            }),
            save_record: Box::new(move |record| {
                if let Some(inner) = saving.upgrade() {
                    Self { inner }.save_record(record);
                }
            }),
        });
        self.inner.submission.driver.set(Some(driver.clone()));
        driver
    }

    /// Shows a new state of the submission.
    fn on_state(&self, state: &State) {
        let submission = &self.inner.submission;
        // A check for duplicates may end at the next visit, or when the user is entering the next
        // skill. Then only a duplicate is worth reporting.
        let has_no_duplicate =
            matches!(state, State::Created(added) if added.duplicates.is_empty());
        let is_dismissed = has_no_duplicate && untrack(|| self.status()) == Status::Editing;
        self.change_status(|| {
            submission.is_dismissed.set(is_dismissed);
            // A check of the previous skill may end while the page validates the next one.
            if submission.validation.running.with(Option::is_none) {
                submission.is_starting.set(false);
            }
            submission.state.set(state.clone());
        });
    }

    /// Sets whether the form is busy before the state machine knows of the submission.
    pub(crate) fn set_starting(&self, is_starting: bool) {
        self.keep_focus(|| self.inner.submission.is_starting.set(is_starting));
        self.notify();
    }

    /// Makes a change that may affect the status.
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

    /// Reports the outcome of a submission to the page, and resolves the future.
    fn on_end(&self, outcome: &Outcome) {
        let result = match outcome {
            Outcome::Created(created) => Ok(self.added(created)),
            Outcome::Failed(failure) => Err(self.failed(failure)),
        };
        let oneshot = self.inner.submission.result.take();
        if let Some(oneshot) = oneshot {
            oneshot.resolve(result);
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
            && sent.as_ref().is_some_and(|sent| self.equals_sent(sent));
        let sent = sent.map(|sent| sent.skill);
        let skill = created.skill.clone().or(sent).unwrap_or_default();
        self.delete_unreadable();
        if is_unchanged {
            self.reset_fields();
        }
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_added)(&skill, created));
        skill
    }

    /// Returns whether the form contains exactly what was sent.
    ///
    /// After a reload, only the fields are compared, because the other members of the page's
    /// prefill are not restored.
    pub(crate) fn equals_sent(&self, sent: &Sent) -> bool {
        if let Some(draft) = &sent.draft {
            return *draft == untrack(|| self.draft());
        }
        let (sent, current) = (Draft::from(sent.skill.clone()), Draft::from(self.preview()));
        FieldPath::ALL
            .iter()
            .all(|field| sent.entry(*field) == current.entry(*field))
    }

    fn failed(&self, failure: &Failure) -> SubmitError {
        let sent = self.inner.submission.sent.get().and_then(|sent| sent.draft);
        if let Some(sent) = sent.filter(|_| !failure.fields.is_empty()) {
            let errors = failure.fields.iter().copied().map(FieldError::refused);
            self.show_rejected(errors, &sent);
        }
        let message = untrack(|| self.outcome(failure));
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_failed)(failure, &message));
        SubmitError::Failed(Box::new(failure.clone()), message)
    }
}
