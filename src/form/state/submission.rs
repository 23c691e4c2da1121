//! The state of a submission, and its driver.

use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::form::status::Status;
use crate::graph::known_skills::KnownSkill;
use crate::graph::{Driver, Failure, State};
use crate::platform::oneshot::Oneshot;
use crate::platform::{Cancel, Local};
use crate::skill::{Draft, FieldError, SkillProficiency};

/// The state of the submission.
#[derive(Default)]
pub(crate) struct Submission {
    /// The state of the state machine.
    pub state: ArcRwSignal<State>,
    /// Whether the user has submitted the form and the state machine does not know of it yet.
    pub is_starting: ArcRwSignal<bool>,
    /// Whether the form no longer shows the result that the state machine still reports.
    pub is_dismissed: ArcRwSignal<bool>,
    /// Runs the state machine.
    pub driver: Local<Option<Driver>>,
    /// The ids of the skills in the collection, if it was read for several forms.
    pub baseline_ids: Local<Option<Vec<String>>>,
    /// The last skill that the driver has received.
    pub sent: Local<Option<Sent>>,
    /// The skill with the entered name that the profile is known to contain.
    pub known: ArcRwSignal<Option<KnownSkill>>,
    /// The name of an earlier skill that could not be removed again.
    pub not_removed: ArcRwSignal<Option<String>>,
    /// The page's validation.
    pub validation: PageValidation,
    /// Resolves when the submission has ended.
    pub result: Local<Option<Oneshot<Result<SkillProficiency, SubmitError>>>>,
}

/// The page's validation of the last submitted skill.
#[derive(Default)]
pub(crate) struct PageValidation {
    /// Cancels the validation while it runs.
    pub running: Local<Option<Cancel>>,
    /// The draft, and its errors once they are known. `None` if the page must validate again, even
    /// if the draft is the same.
    pub result: Local<Option<(Draft, Option<Vec<FieldError>>)>>,
}

/// A skill that the driver has received.
#[derive(Clone)]
pub(crate) struct Sent {
    pub skill: SkillProficiency,
    /// The draft that the skill was made from. Later input belongs to the next draft. `None` after
    /// a reload.
    pub draft: Option<Draft>,
    /// The storage key of its record, even if the page has changed the key since.
    pub key: Option<String>,
    /// Whether the user adds the skill although the profile contains one with the same name.
    pub is_confirmed: bool,
}

/// Why a submission did not add a skill.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SubmitError {
    /// Fields break rules, or the page's validation rejected them. The form shows which.
    Invalid,
    /// The form is disabled or read-only, or a submission is in progress.
    NotReady,
    /// The page handles the submission itself: it canceled the event `skill-submit` or
    /// `skill-exists`.
    TakenOver,
    /// The skill was not added, or the outcome is unknown, with the message that the user sees.
    Failed(Box<Failure>, String),
}

impl Submission {
    /// Returns whether the collection was read for several forms.
    pub fn has_baseline(&self) -> bool {
        self.baseline_ids.with(Option::is_some)
    }

    /// Returns the status of the form, derived from the first three signals. Tracked.
    ///
    /// This is not a memo, because a memo must stay subscribed, but [`Submission::unsubscribe`]
    /// ends the subscriptions of a view.
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
        self.known.clear_subscribers();
        self.not_removed.clear_subscribers();
    }
}
