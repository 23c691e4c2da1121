//! From the button to the outcome.

use leptos::prelude::*;
use leptos::task::tick;

use crate::form::categories::batch::add_pending;
use crate::form::state::SkillForm;
use crate::form::status::Status;
use crate::graph::{
    Created, Driver, Endpoint, EndpointError, Event, Failure, Hooks, Outcome, Page, Reason,
    SkillsClient, State,
};
use crate::skill::{Draft, FieldPath, SkillProficiency};

use super::oneshot::Oneshot;

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

/// What was given to the service.
pub(crate) struct Sent {
    pub skill: SkillProficiency,
    /// The draft that it was made of: what is typed meanwhile is the next draft. Of an earlier
    /// visit it is not known.
    pub draft: Option<Draft>,
    /// Where it is written down, whatever the page changes meanwhile.
    pub key: Option<String>,
}

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
        self.inner.local.result.replace(Some(ended.clone()));
        let driver = self.driver();
        match client {
            Ok(client) => driver.submit(client, skill, self.options().verify),
            Err(reason) => {
                // The page is told of each state, even where the next one is there at once.
                tick().await;
                driver.send(Event::Refused(reason));
            }
        }
        ended.await
    }

    pub(crate) fn begin(
        &self,
    ) -> Result<(SkillProficiency, Result<SkillsClient, Reason>), SubmitError> {
        let is_ready = !self.inner.disabled.get_untracked()
            && !self.inner.readonly.get_untracked()
            && untrack(|| !self.inner.status.read().is_submitting());
        if !is_ready {
            return Err(SubmitError::NotReady);
        }
        self.read_controls();
        add_pending(self, FieldPath::Categories);
        let skill = self.report().ok_or(SubmitError::Invalid)?;
        if !(self.inner.local.callbacks.on_submit)(&skill) {
            return Err(SubmitError::TakenOver);
        }
        let client = self.sender(&skill);
        let draft = Some(untrack(|| self.draft()));
        self.inner.local.sent.replace(Some(Sent {
            skill: skill.clone(),
            draft,
            key: self.record_slot(),
        }));
        self.inner.notice.set(None);
        self.set_status(Status::Submitting);
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
        Ok(SkillsClient::new(
            endpoint,
            self.inner.local.callbacks.get_access_token.clone(),
        ))
    }

    /// What sends for this form. It holds the form weakly, as the form holds it.
    pub(crate) fn driver(&self) -> &Driver {
        self.inner.local.driver.get_or_init(|| {
            let form = std::sync::Arc::downgrade(&self.inner);
            let (following, ending, keeping) = (form.clone(), form.clone(), form);
            Driver::new(Hooks {
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
            })
        })
    }

    /// Shows how far the submission is.
    fn follow(&self, state: &State) {
        self.keep_focus(|| self.inner.submission.set(state.clone()));
        let status = match state {
            state if state.is_busy() => Status::Submitting,
            State::Created(added) => {
                let sent = self.inner.local.sent.borrow();
                let skill = added.created.skill.as_ref();
                let name = sent
                    .as_ref()
                    .map(|sent| &sent.skill)
                    .or(skill)
                    .and_then(|skill| skill.display_name.clone());
                let id = skill.and_then(|skill| skill.id.clone());
                Status::Added {
                    name: name.unwrap_or_default(),
                    id,
                    duplicates: added.duplicates.clone(),
                }
            }
            state => state
                .failure()
                .cloned()
                .map_or(Status::Editing, Status::Failed),
        };
        // A look for doubles may end when the form has gone on, or at the next visit: then only a
        // double is worth a word.
        let is_unasked = matches!(state, State::Created(added) if added.duplicates.is_empty());
        let has_gone_on = is_unasked
            && self
                .inner
                .status
                .with_untracked(|now| *now == Status::Editing);
        if !has_gone_on && self.inner.status.with_untracked(|now| *now != status) {
            self.set_status(status);
        }
    }

    /// A submission has come to an end.
    fn end(&self, outcome: &Outcome) {
        let result = match outcome {
            Outcome::Created(created) => Ok(self.added(created)),
            Outcome::Failed(failure) => Err(self.failed(failure)),
        };
        let ended = self.inner.local.result.take();
        if let Some(ended) = ended {
            ended.resolve(result);
        }
    }

    fn added(&self, created: &Created) -> SkillProficiency {
        self.flush_batch();
        let sent = self.inner.local.sent.borrow();
        let is_unchanged = self.inner.pending.with_untracked(String::is_empty)
            && sent.as_ref().is_some_and(|sent| self.is_as_sent(sent));
        let sent_skill = sent.as_ref().map(|sent| sent.skill.clone());
        drop(sent);
        let skill = created.skill.clone().or(sent_skill).unwrap_or_default();
        self.forget_unreadable();
        if is_unchanged {
            self.reset_fields();
        }
        (self.inner.local.callbacks.on_added)(&skill, created);
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
        let sent = self
            .inner
            .local
            .sent
            .borrow()
            .as_ref()
            .and_then(|sent| sent.draft.clone());
        if let Some(sent) = sent.filter(|_| !failure.fields.is_empty()) {
            self.show_refused(&failure.fields, &sent);
        }
        let message = untrack(|| self.outcome(failure));
        (self.inner.local.callbacks.on_failed)(failure, &message);
        SubmitError::Failed(Box::new(failure.clone()), message)
    }

    pub(crate) fn set_status(&self, status: Status) {
        let has_ended = matches!(status, Status::Added { .. } | Status::Failed(_));
        self.keep_focus(|| self.inner.status.set(status));
        if has_ended {
            self.show_outcome();
        }
        self.notify();
    }
}
