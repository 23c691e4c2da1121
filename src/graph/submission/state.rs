//! The states, events, and effects of the [`Machine`](crate::graph::Machine).

use std::sync::Arc;

use crate::graph::challenge::Claims;
use crate::graph::outcome::{Answer, Created, Failure, NoAnswer, Outcome, Reason};
use crate::graph::token::TokenError;
use crate::platform::Millis;
use crate::skill::{Member, SkillProficiency, SkillProficiencyLevel};

use super::record::Record;

/// The state of a form's submission.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum State {
    /// There is no submission, or the last one is closed.
    #[default]
    Idle,
    /// The collection is being read, to find a skill with the same name, and to distinguish
    /// existing skills from the sent one later.
    Preparing,
    /// The profile already contains a skill with the same name, and nothing was sent. The user
    /// must decide.
    Exists(Box<Existing>),
    /// The level of an existing skill is being changed.
    Updating(Box<Update>),
    /// An existing skill was changed.
    Updated(Box<Created>),
    /// An existing skill was not changed, or it is unknown whether it was changed.
    NotUpdated(Box<Update>, Box<Failure>),
    /// The page is being asked for a token.
    AskingToken {
        /// The response with the claims challenge, if there was one.
        challenged: Option<Box<Failure>>,
    },
    /// The skill is being sent.
    Sending {
        /// The number of times that the skill was posted, including this one.
        attempt: u32,
    },
    /// The service is throttling requests or unavailable. The skill was not added.
    Waiting(Box<Waiting>),
    /// The response was lost, and the collection is being checked.
    Checking(Box<Checking>),
    /// The response was lost, and the skill is not in the collection. The user may retry.
    NotFound(Box<Failure>),
    /// The response was lost, and a similar skill is in the collection. The user must decide
    /// whether it is the sent one.
    Similar(Box<SkillProficiency>, Box<Failure>),
    /// The response was lost, and the collection does not show whether the skill was added.
    Unknown(Box<Failure>, CheckFailure),
    /// The skill was added.
    Created(Box<Added>),
    /// The service rejected the skill, and would reject the same skill again.
    Rejected(Box<Failure>),
    /// The user must sign in again. The skill was not added.
    NeedsAuth(Box<Failure>),
    /// No request was sent.
    NotSent(Box<Failure>),
}

/// A skill in the collection with the name of the submitted one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Existing {
    /// The skill as the collection lists it: its id, name, and level.
    pub skill: Arc<SkillProficiency>,
    /// The level that the user has selected, if it differs and the skill can be changed.
    pub level: Option<Member<SkillProficiencyLevel>>,
}

/// The change of an existing skill.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update {
    /// The skill and its changes.
    pub existing: Existing,
    /// Whether the response was lost, and the skill could not be read.
    pub is_unknown: bool,
    /// The progress of the change.
    pub(crate) step: UpdateStep,
    /// The GUID of the PATCH.
    pub(crate) client_request_id: String,
    /// How the response was lost, or the response with the claims challenge.
    pub(crate) failure: Option<Box<Failure>>,
}

/// The progress of a change.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum UpdateStep {
    /// The page is being asked for a token.
    #[default]
    AskingToken,
    /// The change is being sent.
    Sending,
    /// The response was lost. The skill is read after a delay. Contains the number of the check,
    /// from 1.
    Waiting(u8),
    /// The skill is being read. Contains the number of the check.
    Reading(u8),
}

/// A delay because the service is throttling requests or unavailable.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The time before which the skill is not sent.
    pub until: Millis,
    /// Whether the form then retries automatically. The user may stop that.
    pub is_automatic: bool,
    /// Whether the user may retry earlier, because the service did not specify a delay.
    pub may_skip: bool,
    /// The service's response.
    pub failure: Failure,
}

/// The reason why the collection does not show whether a skill was added.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CheckFailure {
    /// The check was stopped, or the form was removed from the page.
    Stopped,
    /// The collection could not be read.
    Failed,
    /// The collection has more pages than a check reads, or its next page has another origin.
    Incomplete,
}

/// A check of the collection after a lost response.
#[derive(Clone, Debug, PartialEq)]
pub struct Checking {
    /// The number of the check, from 1.
    pub attempt: u8,
    /// How the response was lost.
    pub failure: Failure,
    /// The progress of reading the collection, or `None` between two checks.
    pub(crate) reading: Option<Reading>,
}

/// The progress of reading the collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// The number of the page, from 1.
    pub page: u8,
    /// Whether only names are requested, because the full request failed.
    pub has_only_names: bool,
    /// A similar skill on an earlier page.
    pub similar: Option<SkillProficiency>,
}

/// A skill that was added.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The name of the skill, as it was posted.
    pub name: String,
    /// The skill and the ids of its request.
    pub created: Created,
    /// Whether the user can remove the skill again, or has done so.
    pub undo: Undo,
    /// The ids of its duplicates in the collection. The user may remove them.
    pub duplicates: Vec<String>,
    /// The id of the skill or the duplicate that is being removed.
    pub removing: Option<String>,
    /// Whether a duplicate was removed.
    pub has_removed: bool,
    /// Whether the last removal failed.
    pub has_failed_to_remove: bool,
    /// The record for the duplicate detection, or `None` once it has finished.
    pub(crate) record: Option<Box<Record>>,
    /// The number of checks for late duplicates so far.
    pub(crate) late_checks: u8,
    /// Whether the machine is waiting for the next of these checks.
    pub(crate) is_between_checks: bool,
    /// The id of the skill, if the collection has contained it.
    pub(crate) listed_id: Option<String>,
}

/// Whether the user can remove an added skill again.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Undo {
    /// The skill may have existed before, because its own POST was not answered with 201, or it has
    /// no URL.
    Impossible,
    /// The user can remove it.
    Possible,
    /// The user has removed it.
    Done,
}

impl State {
    /// Returns whether an operation is in progress that ends without the user.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Preparing
            | Self::AskingToken { .. }
            | Self::Sending { .. }
            | Self::Updating(_)
            | Self::Checking(_) => true,
            Self::Waiting(waiting) => waiting.is_automatic,
            Self::Idle
            | Self::Exists(_)
            | Self::Updated(_)
            | Self::NotUpdated(..)
            | Self::NotFound(_)
            | Self::Similar(..)
            | Self::Unknown(..)
            | Self::Created(_)
            | Self::Rejected(_)
            | Self::NeedsAuth(_)
            | Self::NotSent(_) => false,
        }
    }

    /// Returns the failure, in the states that have one.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Waiting(waiting) => Some(&waiting.failure),
            Self::Checking(checking) => Some(&checking.failure),
            Self::NotUpdated(_, failure)
            | Self::NotFound(failure)
            | Self::Similar(_, failure)
            | Self::Unknown(failure, _)
            | Self::Rejected(failure)
            | Self::NeedsAuth(failure)
            | Self::NotSent(failure) => Some(failure),
            Self::Idle
            | Self::Preparing
            | Self::Exists(_)
            | Self::AskingToken { .. }
            | Self::Sending { .. }
            | Self::Updating(_)
            | Self::Updated(_)
            | Self::Created(_) => None,
        }
    }
}

/// The collection of a submission, and its options.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Target {
    /// The URL of the collection.
    pub collection: String,
    /// What is checked in the collection.
    pub checks: Checks,
    /// The ids of the skills in the collection, if it was read for several submissions. Then it is
    /// not read again before the first POST.
    pub baseline_ids: Option<Vec<String>>,
}

/// What is checked in the collection, before the first POST and after success. After a lost
/// response, the collection is always checked.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Checks {
    /// Nothing.
    #[default]
    None,
    /// Whether the skill was added more than once.
    Duplicates,
    /// Also whether a skill with the same name already exists. If so, the user decides.
    All,
}

/// Links an event to the effect that caused it. If it is not the current effect's, the event is
/// late and ignored.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EffectId(pub(crate) u32);

/// An input of the machine.
#[derive(Clone, Debug)]
pub enum Event {
    /// The user submits a skill.
    Submit(Box<SkillProficiency>, Target),
    /// The user submits a skill, but nothing can be sent: the browser is offline or the endpoint is
    /// not allowed.
    Refused(Reason),
    /// The record of an earlier visit was found.
    Restored(Box<Record>, Target),
    /// The page provided a token.
    Token(EffectId),
    /// The page provided no token.
    NoToken(EffectId, TokenError),
    /// Another tab is sending the skill, so the request was not sent.
    Taken(EffectId),
    /// The response to the POST arrived.
    Answer(EffectId, Box<Answer>),
    /// There is no response to the POST.
    NoAnswer(EffectId, NoAnswer),
    /// The response with a page of the collection arrived.
    Listed(EffectId, Box<Answer>),
    /// No response with a page of the collection arrived. Contains the [`TokenError`] if the page
    /// provided no token.
    NotListed(EffectId, Option<TokenError>),
    /// The deletion of a skill ended. `true` means that it was removed.
    Removed(EffectId, bool),
    /// The skill to delete does not exist.
    Missing(EffectId),
    /// The time of an [`Effect::Wait`] is over.
    Timer(EffectId),
    /// The user stops the current operation.
    Stop,
    /// The user retries before the delay is over.
    Skip,
    /// The user submits a skill even if the outcome of the previous one is unknown. It may be the
    /// same skill or the form's current content.
    SendAgain(Box<SkillProficiency>, Target),
    /// The user requests another check of the collection.
    CheckAgain,
    /// The user confirms that the similar skill is the sent one.
    Accept,
    /// The user keeps the existing skill, and adds none.
    KeepExisting,
    /// The user changes the existing skill, or tries that again.
    Update,
    /// The user changes the existing skill to another level than the submitted one.
    UpdateTo(Member<SkillProficiencyLevel>),
    /// The user removes the added skill again.
    Undo,
    /// The collection was read for several submissions, and contains duplicates with these ids.
    FoundDuplicates(Vec<String>),
    /// The user removes a duplicate.
    RemoveDuplicate(String),
    /// The user closes the submission.
    Discard,
    /// The form was removed from the page.
    Disconnected,
    /// The form was inserted into a page again.
    Reconnected,
    /// The page became visible again, after sleep or from the back/forward cache.
    VisibleAgain,
}

/// An instruction of the machine. The driver performs effects in their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Cancels the current operation: a request, a timer, or a token request to the page.
    Cancel,
    /// Saves the record, before any later effect.
    SaveRecord(Box<Record>),
    /// Deletes the saved record.
    ForgetRecord,
    /// Asks the page for a new token for the POST or the PATCH. Leads to [`Event::Token`] or [`Event::NoToken`].
    AskToken(EffectId, Option<Claims>),
    /// Posts the record's skill once, with that token. Leads to [`Event::Answer`] or
    /// [`Event::NoAnswer`].
    Post {
        /// The id for the resulting event.
        id: EffectId,
        /// The skill.
        payload: Box<SkillProficiency>,
        /// The GUID of this attempt.
        client_request_id: String,
        /// The number of the automatic retry, or 0 if the user sends the skill.
        retry: u8,
    },
    /// Changes a skill once, with that token. Leads to [`Event::Answer`] or [`Event::NoAnswer`].
    Patch {
        /// The id for the resulting event.
        id: EffectId,
        /// The URL of the skill.
        url: String,
        /// The new level.
        level: Member<SkillProficiencyLevel>,
        /// The skill's `ETag`, if the service has sent one.
        etag: Option<String>,
        /// The GUID of this attempt.
        client_request_id: String,
    },
    /// Remembers the skills on a page of the collection, so that the form can recognize them before
    /// the user submits.
    Learn {
        /// The skills.
        skills: Vec<SkillProficiency>,
        /// Whether this is the first page.
        is_first_page: bool,
    },
    /// Reads this URL with a new token. Leads to [`Event::Listed`] or [`Event::NotListed`].
    List(EffectId, String),
    /// Deletes this URL with a new token. Leads to [`Event::Removed`] or
    /// [`Event::Missing`].
    Delete(EffectId, String),
    /// Sends [`Event::Timer`] after a number of milliseconds, regardless of other effects. Replaces
    /// the previous timer.
    Wait(EffectId, u32),
    /// Reports the outcome to the page.
    Emit(Outcome),
}

/// The inputs of a transition that are not part of the machine's state.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The current time.
    pub now: Millis,
    /// A random number from 0 to 1.
    pub random: f64,
    /// A new GUID.
    pub guid: String,
    /// Whether the browser reports that it is offline. Some browsers report this incorrectly,
    /// behind a VPN or in a web view.
    pub is_offline: bool,
}
