//! From the button to the outcome.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use crate::graph::{
    Cancel, Created, Endpoint, EndpointError, Failure, FailureKind, Outcome, Page, Reason, RequestIds, SkillsClient, guid,
};
use crate::i18n::Key;
use crate::skill::{FieldPath, SkillProficiency};

use super::categories::add_pending;
use super::model::SkillForm;
use super::status::Status;

/// Why a submission brought no skill.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SubmitError {
    /// Fields break rules, and show which.
    Invalid,
    /// The form is disabled or read-only, or a skill is on its way already.
    NotReady,
    /// The page has taken over: it cancelled the event `skill-submit`.
    TakenOver,
    /// It was not added, or nobody knows; with the words that the person sees.
    Failed(Box<Failure>, String),
}

impl SkillForm {
    /// Checks what was typed and adds the skill. Only one submission is on its way at a time.
    ///
    /// # Errors
    /// See [`SubmitError`].
    pub async fn submit(&self) -> Result<SkillProficiency, SubmitError> {
        let (skill, cancel) = self.begin()?;
        // The draft as sent: what is typed meanwhile is the next draft.
        let sent = untrack(|| self.draft());
        // The page is told of each state, even where the next one is there at once.
        tick().await;
        let outcome = self.send(&skill, &cancel).await;
        self.inner.local.cancel.replace(None);
        match outcome {
            Outcome::Created(created) => {
                let is_unchanged = sent == untrack(|| self.draft()) && self.inner.pending.with_untracked(String::is_empty);
                Ok(self.added(is_unchanged, skill, &created))
            }
            Outcome::Failed(failure) => Err(self.failed(*failure)),
        }
    }

    /// Stops the submission that is on its way. What was sent may still be added.
    pub fn stop(&self) {
        if let Some(cancel) = &*self.inner.local.cancel.borrow() {
            cancel.cancel();
        }
    }

    fn begin(&self) -> Result<(SkillProficiency, Cancel), SubmitError> {
        let is_ready = !self.inner.disabled.get_untracked()
            && !self.inner.readonly.get_untracked()
            && untrack(|| !self.inner.status.read().is_submitting());
        if !is_ready {
            return Err(SubmitError::NotReady);
        }
        add_pending(self, FieldPath::Categories);
        let skill = self.report().ok_or(SubmitError::Invalid)?;
        if !(self.inner.local.callbacks.on_submit)(&skill) {
            return Err(SubmitError::TakenOver);
        }
        let cancel = Cancel::default();
        self.inner.local.cancel.replace(Some(cancel.clone()));
        self.inner.notice.set(None);
        self.set_status(Status::Submitting);
        Ok((skill, cancel))
    }

    async fn send(&self, skill: &SkillProficiency, cancel: &Cancel) -> Outcome {
        let not_sent = |reason| Failure::new(FailureKind::NotSent, reason, RequestIds::new(guid())).into();
        match self.client() {
            Err(error) => {
                leptos::logging::warn!("<add-skill> sent nothing: {error}");
                not_sent(Reason::Endpoint)
            }
            Ok(_) if !window().navigator().on_line() => not_sent(Reason::Offline),
            Ok(client) => client.add(skill, cancel).await,
        }
    }

    fn client(&self) -> Result<SkillsClient, EndpointError> {
        let base = document().base_uri().ok().flatten().unwrap_or_default();
        let page = Page { base, origin: location().origin().unwrap_or_default() };
        let options = self.options();
        let endpoint = Endpoint::parse(&options.endpoint, &page, &options.token_hosts)?;
        Ok(SkillsClient::new(endpoint, self.inner.local.callbacks.get_access_token.clone()))
    }

    fn added(&self, is_unchanged: bool, sent: SkillProficiency, created: &Created) -> SkillProficiency {
        let name = sent.display_name.clone().unwrap_or_default();
        let id = created.skill.as_ref().and_then(|skill| skill.id.clone());
        let status = Status::Added { name, id, doubles: Vec::new() };
        let skill = created.skill.clone().unwrap_or(sent);
        self.set_status(status.clone());
        if is_unchanged {
            self.reset_fields();
        }
        (self.inner.local.callbacks.on_added)(&skill, created);
        if skill.id.is_some() && self.options().verify {
            spawn_local(self.clone().verify(skill.clone(), status));
        }
        skill
    }

    /// Says so if the skill stands in the collection twice, unless the form has gone on meanwhile.
    async fn verify(self, skill: SkillProficiency, added: Status) {
        let Ok(client) = self.client() else { return };
        let ids = client.doubles(&skill).await.unwrap_or_default();
        match added {
            Status::Added { name, id, .. }
                if !ids.is_empty() && self.inner.status.with_untracked(|now| now.is_added_as(id.as_deref())) =>
            {
                self.set_status(Status::Added { name, id, doubles: ids });
            }
            _ => {}
        }
    }

    fn failed(&self, failure: Failure) -> SubmitError {
        let message = untrack(|| self.text(&Key::Failure(failure.reason)));
        self.set_status(Status::Failed(failure.clone()));
        (self.inner.local.callbacks.on_failed)(&failure, &message);
        SubmitError::Failed(Box::new(failure), message)
    }

    fn set_status(&self, status: Status) {
        self.inner.status.set(status);
        self.notify();
    }
}
