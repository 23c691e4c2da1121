//! Submits the form.

use leptos::prelude::*;
use leptos::task::tick;

use crate::form::categories::add_pending;
use crate::form::state::{Sent, SkillForm, SubmitError};
use crate::form::status::Status;
use crate::graph::{
    Checks, Created, Driver, Endpoint, EndpointError, Event, Existing, Failure, FailureKind, Hooks,
    Outcome, Page, Reason, RequestIds, SkillsClient, State, TokenError, no_token,
};
use crate::i18n::Key;
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
        self.submit_confirmed(false).await
    }

    /// Adds the skill, even if the profile already contains one with the same name if the user has
    /// confirmed that.
    pub(crate) async fn submit_confirmed(
        &self,
        is_confirmed: bool,
    ) -> Result<SkillProficiency, SubmitError> {
        let (skill, client) = self.prepare().await?;
        self.end_question();
        self.inner.submission.sent.update(|sent| {
            if let Some(sent) = sent {
                sent.is_confirmed = is_confirmed;
            }
        });
        let result = Oneshot::default();
        self.inner.submission.result.set(Some(result.clone()));
        let checks = self.checks(is_confirmed);
        match self.claim(client, &skill, checks) {
            Ok(client) => self.driver().submit(client, skill, checks),
            Err(reason) => {
                // The page is notified of each state, even if the next one follows immediately.
                tick().await;
                self.driver().send(Event::Refused(reason));
            }
        }
        result.await
    }

    /// Ends the submission that waits for the user's decision about an existing skill, if there is
    /// one. The user has neither added nor changed a skill.
    pub(super) fn end_question(&self) {
        if !self.is_asking() {
            return;
        }
        if let Some(result) = self.inner.submission.result.take() {
            let failure = Failure::new(FailureKind::Exists, Reason::Exists, RequestIds::default());
            let message = untrack(|| self.text(&Key::Failure(Reason::Exists)));
            result.resolve(Err(SubmitError::Failed(Box::new(failure), message)));
        }
    }

    /// Returns whether the user must decide what to do with an existing skill.
    fn is_asking(&self) -> bool {
        let state = &self.inner.submission.state;
        state.with_untracked(|state| matches!(state, State::Exists(_)))
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
        self.inner.submission.not_removed.set(None);
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
        let client = self.checked_client();
        self.inner.submission.sent.set(Some(Sent {
            skill: skill.clone(),
            draft: Some(draft),
            key: self.record_slot(),
            is_confirmed: false,
        }));
        self.inner.draft.notice.set(None);
        self.set_starting(true);
        Ok((skill, client))
    }

    /// Returns an error if the user cannot submit the form now.
    fn ensure_ready(&self) -> Result<(), SubmitError> {
        let is_ready = !self.is_locked() && !self.status_untracked().is_submitting();
        is_ready.then_some(()).ok_or(SubmitError::NotReady)
    }

    /// Returns the client that sends a skill.
    ///
    /// # Errors
    /// The reason why nothing can be sent.
    pub(crate) fn checked_client(&self) -> Result<SkillsClient, Reason> {
        self.client().map_err(|error| {
            leptos::logging::warn!("<add-skill>: request not sent. Invalid endpoint: {error}");
            Reason::Endpoint
        })
    }

    /// Returns what is checked in the collection.
    pub(crate) fn checks(&self, is_confirmed: bool) -> Checks {
        let options = self.options();
        match options.checks() {
            _ if self.inner.submission.has_baseline() => Checks::None,
            // The list asks the user before it sends anything.
            Checks::All if options.is_row => Checks::Duplicates,
            Checks::All if is_confirmed => Checks::Duplicates,
            checks => checks,
        }
    }

    /// Claims a skill for the form, until its submission ends.
    ///
    /// # Errors
    /// The reason why the skill cannot be sent now.
    pub(crate) fn claim(
        &self,
        client: Result<SkillsClient, Reason>,
        skill: &SkillProficiency,
        checks: Checks,
    ) -> Result<SkillsClient, Reason> {
        let client = client?;
        let options = self.options();
        let are_names_unique =
            checks == Checks::All || (options.is_row && options.asks_about_existing());
        if self.driver().claim(&client, skill, are_names_unique) {
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
        let user = options.draft_key.unwrap_or_default();
        let client = SkillsClient::new(endpoint, user, options.scopes, get_access_token);
        Ok(client.rehearsing(options.is_rehearsal))
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
        driver.set_baseline(self.inner.submission.baseline_ids.get());
        self.inner.submission.driver.set(Some(driver.clone()));
        driver
    }

    /// Sets the ids of the skills in the collection, which was read for several forms. Then this
    /// form does not read it before the first POST and after success.
    pub(crate) fn set_baseline(&self, ids: Option<Vec<String>>) {
        if let Some(driver) = self.inner.submission.driver.get() {
            driver.set_baseline(ids.clone());
        }
        self.inner.submission.baseline_ids.set(ids);
    }

    /// Shows a new state of the submission.
    fn on_state(&self, state: &State) {
        let submission = &self.inner.submission;
        match state {
            // A form that is moved gets events while it is asking.
            State::Exists(existing) if !self.is_asking() && !self.may_ask(existing) => {
                if let Some(result) = submission.result.take() {
                    result.resolve(Err(SubmitError::TakenOver));
                }
                return self.driver().send(Event::Discard);
            }
            State::Idle => self.end_question(),
            _ => {}
        }
        // A check for duplicates may end at the next visit, or when the user is entering the next
        // skill. Then only a duplicate or a failed removal is worth reporting.
        let is_complete = matches!(
            state,
            State::Created(added) if added.duplicates.is_empty() && !added.has_failed_to_remove
        );
        let is_dismissed = is_complete && self.status_untracked() == Status::Editing;
        let is_validating = submission.validation.running.with(Option::is_some);
        // While the page validates the next skill, the form does not show the result of this one.
        if let State::Created(added) = state
            && is_validating
            && added.has_failed_to_remove
            && !matches!(&*submission.state.read_untracked(), State::Created(before) if before.has_failed_to_remove)
        {
            submission.not_removed.set(Some(added.name.clone()));
        }
        self.change_status(|| {
            submission.is_dismissed.set(is_dismissed);
            // A check of the previous skill may end while the page validates the next one.
            if !is_validating {
                submission.is_starting.set(false);
            }
            submission.state.set(state.clone());
        });
    }

    /// Asks the page whether the form asks the user about an existing skill.
    fn may_ask(&self, existing: &Existing) -> bool {
        let sent = self.inner.submission.sent.get();
        let skill = sent.map(|sent| sent.skill).unwrap_or_default();
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_exists)(&skill, &existing.skill))
    }

    /// Sets whether the form is busy before the state machine knows of the submission.
    pub(crate) fn set_starting(&self, is_starting: bool) {
        self.keep_focus(|| self.inner.submission.is_starting.set(is_starting));
        self.notify();
    }

    /// Makes a change that may affect the status.
    pub(crate) fn change_status(&self, change: impl FnOnce()) {
        let before = self.status_untracked();
        self.keep_focus(change);
        self.on_status(&before);
    }

    fn on_status(&self, before: &Status) {
        let status = self.status_untracked();
        if status == *before {
            return;
        }
        if !matches!(status, Status::Editing | Status::Submitting) {
            self.show_outcome();
        }
        self.notify();
    }

    /// Reports the outcome of a submission to the page, and resolves the future.
    fn on_end(&self, outcome: &Outcome) {
        let result = match outcome {
            Outcome::Created(created) => Ok(self.added(created)),
            Outcome::Updated(updated) => Ok(self.updated(updated)),
            Outcome::Removed(id) => {
                return self
                    .inner
                    .callbacks
                    .with(|callbacks| (callbacks.on_removed)(id));
            }
            Outcome::NotRemoved(name) => {
                return self.inner.submission.not_removed.set(Some(name.clone()));
            }
            Outcome::Failed(failure) => Err(self.failed(failure)),
        };
        let oneshot = self.inner.submission.result.take();
        if let Some(oneshot) = oneshot {
            oneshot.resolve(result);
        }
    }

    fn added(&self, created: &Created) -> SkillProficiency {
        let skill = self.finish(created);
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_added)(&skill, created));
        skill
    }

    fn updated(&self, updated: &Created) -> SkillProficiency {
        let skill = self.finish(updated);
        // The hint has the level from before, and the result says the new one.
        self.set_known(None);
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_updated)(&skill, updated));
        skill
    }

    /// Empties the form, unless the user has changed it since. Returns the added or changed skill.
    fn finish(&self, created: &Created) -> SkillProficiency {
        self.flush_batch();
        let sent = self.inner.submission.sent.get();
        let is_unchanged = self
            .inner
            .categories
            .pending
            .with_untracked(String::is_empty)
            && sent.as_ref().is_some_and(|sent| self.equals_sent(sent));
        let sent = sent.map(|sent| sent.skill);
        self.delete_unreadable();
        if is_unchanged && !self.inner.options.read_untracked().is_row {
            self.reset_fields();
        }
        created.skill.clone().or(sent).unwrap_or_default()
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
        if failure.reason == Reason::NotFound {
            // The existing skill was removed in the meantime.
            self.recognize();
        }
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
