//! How far the submission is.

use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::form::status::Status;
use crate::form::submission::oneshot::Oneshot;
use crate::graph::{Driver, Failure, State};
use crate::platform::Local;
use crate::skill::{Draft, SkillProficiency};

/// The state of the submission.
#[derive(Default)]
pub(crate) struct Submission {
    /// The state of the state machine.
    pub state: ArcRwSignal<State>,
    /// Whether the user has submitted the form and the state machine does not know of it yet.
    pub is_starting: ArcRwSignal<bool>,
    /// Whether the form has gone on from the result that the state machine still reports.
    pub is_dismissed: ArcRwSignal<bool>,
    /// Runs the state machine.
    pub driver: Local<Option<Driver>>,
    /// What it was given last.
    pub sent: Local<Option<Sent>>,
    /// Resolves when the submission has ended.
    pub result: Local<Option<Oneshot<Result<SkillProficiency, SubmitError>>>>,
}

/// What was given to the service.
#[derive(Clone)]
pub(crate) struct Sent {
    pub skill: SkillProficiency,
    /// The draft that it was made of: what the user types meanwhile is the next draft. After a
    /// reload it is not known.
    pub draft: Option<Draft>,
    /// The storage key of its record, even if the page changes it meanwhile.
    pub key: Option<String>,
}

/// Why a submission did not add a skill.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SubmitError {
    /// Fields break rules. The form shows which.
    Invalid,
    /// The form is disabled or read-only, or a submission is under way.
    NotReady,
    /// The page handles the submission itself: it canceled the event `skill-submit`.
    TakenOver,
    /// The skill was not added, or the outcome is unknown, with the message that the user sees.
    Failed(Box<Failure>, String),
}

impl Submission {
    /// The state of the form, derived from the other three. Tracked.
    ///
    /// No memo: it would have to stay subscribed while [`Submission::unsubscribe`] ends the
    /// subscriptions of a view.
    pub fn status(&self) -> Status {
        if self.is_starting.get() {
            Status::Submitting
        } else if self.is_dismissed.get() {
            Status::Editing
        } else {
            Status::of(&self.state.read())
        }
    }

    pub fn unsubscribe(&self) {
        self.state.clear_subscribers();
        self.is_starting.clear_subscribers();
        self.is_dismissed.clear_subscribers();
    }
}
