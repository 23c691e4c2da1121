//! The page's validation, after the built-in rules and before a skill is sent.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::form::callbacks::Validation;
use crate::form::state::{SkillForm, SubmitError};
use crate::graph::{Event, Failure, FailureKind, Reason, RequestIds};
use crate::i18n::Key;
use crate::platform::{Cancel, guid};
use crate::skill::{Draft, FieldError, SkillProficiency};

/// The time limit of the page's validation, in milliseconds. Afterward, the submission continues
/// without its result.
const TIME_LIMIT: u32 = 5_000;

impl SkillForm {
    /// Asks the page to validate a skill, unless it has already validated the same skill.
    ///
    /// The user can edit the form in the meantime. What is sent is the skill that was validated, and
    /// the errors of values that the user has changed since then are not shown.
    ///
    /// # Errors
    /// [`SubmitError::Invalid`], or [`SubmitError::Failed`] if the validation was canceled.
    pub(super) async fn validate_by_page(
        &self,
        skill: &SkillProficiency,
        draft: &Draft,
    ) -> Result<(), SubmitError> {
        let validate = self
            .inner
            .callbacks
            .with(|callbacks| callbacks.validate.clone());
        let Some(validate) = validate else {
            return Ok(());
        };
        let result = &self.inner.submission.validation.result;
        let known = result.with(|result| {
            let (known, errors) = result.as_ref()?;
            errors.clone().filter(|_| known == draft)
        });
        let errors = if let Some(errors) = known {
            errors
        } else {
            let cancel = Cancel::default();
            let Some(validation) = validate(skill, &cancel) else {
                return Ok(());
            };
            result.set(Some((draft.clone(), None)));
            let Some(errors) = self.run_validation(validation, cancel).await? else {
                return Ok(());
            };
            result.update(|result| {
                if let Some((_, known)) = result {
                    *known = Some(errors.clone());
                }
            });
            errors
        };
        if errors.is_empty() {
            return Ok(());
        }
        let fields = self.show_rejected(errors, draft);
        self.dismiss_added();
        self.inner.view.summary.set(fields);
        Err(SubmitError::Invalid)
    }

    /// Shows that the form is busy until the validation ends. Returns `None` if the validation fails
    /// or takes too long.
    async fn run_validation(
        &self,
        validation: Validation,
        cancel: Cancel,
    ) -> Result<Option<Vec<FieldError>>, SubmitError> {
        let submission = &self.inner.submission;
        submission.validation.running.set(Some(cancel.clone()));
        self.set_starting(true);
        let is_late = Rc::new(Cell::new(false));
        let (expiring, expired) = (cancel.clone(), is_late.clone());
        let timer = Timeout::new(TIME_LIMIT, move || {
            expired.set(true);
            expiring.cancel();
        });
        let messages = cancel.guard(validation).await.flatten();
        drop(timer);
        let is_stopped = cancel.is_cancelled() && !is_late.get();
        // The page may also stop the submission when the signal aborts after the time limit.
        if is_stopped || submission.validation.running.take().is_none() {
            return Err(self.stopped());
        }
        self.set_starting(false);
        if is_late.get() {
            leptos::logging::warn!(
                "<add-skill>: validate took longer than 5 seconds. The submission continues without its result."
            );
        }
        Ok(messages.map(|messages| {
            messages
                .iter()
                .filter_map(|(field, message)| FieldError::by_page(*field, message))
                .collect()
        }))
    }

    /// Cancels the page's validation, and the submission that waits for it. Returns whether there
    /// was one.
    pub(crate) fn cancel_validation(&self) -> bool {
        let Some(cancel) = self.inner.submission.validation.running.take() else {
            return false;
        };
        cancel.cancel();
        self.set_starting(false);
        true
    }

    /// Cancels the page's validation, and reports that nothing was sent. Returns whether there was
    /// one.
    pub(super) fn stop_validation(&self) -> bool {
        let is_stopped = self.cancel_validation();
        if is_stopped {
            self.driver().send(Event::Refused(Reason::Stopped));
        }
        is_stopped
    }

    /// Makes the page validate the next skill, even if it is the same: the page has changed its
    /// validation.
    pub fn forget_validation(&self) {
        self.inner.submission.validation.result.take();
    }

    /// Returns the error of a submission whose validation was canceled.
    fn stopped(&self) -> SubmitError {
        let (kind, reason) = (FailureKind::NotSent, Reason::Stopped);
        let failure = Failure::new(kind, reason, RequestIds::new(guid()));
        let message = untrack(|| self.text(&Key::Failure(reason)));
        SubmitError::Failed(Box::new(failure), message)
    }
}
