//! How far a submission is, what happens to it, and what is to be done: the words of the
//! [`Machine`](crate::graph::Machine).

use crate::graph::challenge::Claims;
use crate::graph::outcome::{Answer, Created, Failure, NoAnswer, Outcome, Reason};
use crate::graph::token::TokenError;
use crate::platform::Millis;
use crate::skill::SkillProficiency;

use super::record::Record;

/// How far the form's submission is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum State {
    /// Nothing was sent, or what was is done with.
    #[default]
    Idle,
    /// The collection is being read, so that what stands there already is not taken for ours later.
    Preparing,
    /// The page is asked for a token.
    AskingToken {
        /// The answer that demanded another token, if one did.
        challenged: Option<Box<Failure>>,
    },
    /// The skill is on its way.
    Sending {
        /// How many times it was posted, this one included.
        attempt: u32,
    },
    /// The service is busy, and the skill was not added.
    Waiting(Box<Waiting>),
    /// The answer was lost, and the collection is looked at.
    Checking(Box<Checking>),
    /// The answer was lost, and the skill is not in the collection. A person may send it again.
    NotFound(Box<Failure>),
    /// The answer was lost, and a skill like it is in the collection. A person must say whether it
    /// is the one.
    Similar(Box<SkillProficiency>, Box<Failure>),
    /// The answer was lost, and the collection does not tell.
    Unknown(Box<Failure>, CheckFailure),
    /// The skill was added.
    Created(Box<Added>),
    /// The service refused it: the same skill would be refused again.
    Rejected(Box<Failure>),
    /// The service wants another sign-in. Nothing was added.
    NeedsAuth(Box<Failure>),
    /// Nothing was sent.
    NotSent(Box<Failure>),
}

/// A wait for a busy service.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The moment before which the skill is not sent.
    pub until: Millis,
    /// Whether it is sent by itself then; a person may stop that.
    pub is_automatic: bool,
    /// Whether a person may send it earlier: the service did not say how long to wait.
    pub may_skip: bool,
    /// What the service answered.
    pub failure: Failure,
}

/// Why the collection does not tell whether a skill was added.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CheckFailure {
    /// The look was stopped, or the form was removed from the page.
    Stopped,
    /// The collection could not be read.
    Failed,
    /// It has more pages than are read, or leads elsewhere.
    Incomplete,
}

/// A look at the collection after a lost answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Checking {
    /// Which look it is, from 1.
    pub look: u8,
    /// How the answer was lost.
    pub failure: Failure,
    /// What is being read; nothing between two looks.
    pub(crate) reading: Option<Reading>,
}

/// How far one look has read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// The page, from 1.
    pub page: u8,
    /// Whether only names are asked for, because the service failed at more.
    pub has_only_names: bool,
    /// A skill that may be ours, of an earlier page.
    pub similar: Option<SkillProficiency>,
}

/// A skill that was added.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The name of the skill, as it was posted.
    pub name: String,
    /// What is known of it.
    pub created: Created,
    /// The ids of further copies of it that were found in the collection. A person may remove them.
    pub duplicates: Vec<String>,
    /// The copy that is being removed.
    pub removing: Option<String>,
    /// Whether one was removed.
    pub has_removed: bool,
    /// Whether one could not be removed.
    pub has_failed_to_remove: bool,
    /// What the collection is being looked at for copies with.
    pub(crate) record: Option<Box<Record>>,
    /// How many looks for late copies there were.
    pub(crate) late_checks: u8,
    /// Whether the next of them is still to come.
    pub(crate) is_between_checks: bool,
}

impl State {
    /// Whether something is under way that ends by itself.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Preparing
            | Self::AskingToken { .. }
            | Self::Sending { .. }
            | Self::Checking(_) => true,
            Self::Waiting(waiting) => waiting.is_automatic,
            Self::Idle
            | Self::NotFound(_)
            | Self::Similar(..)
            | Self::Unknown(..)
            | Self::Created(_)
            | Self::Rejected(_)
            | Self::NeedsAuth(_)
            | Self::NotSent(_) => false,
        }
    }

    /// What went wrong, in the states that know.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Waiting(waiting) => Some(&waiting.failure),
            Self::Checking(checking) => Some(&checking.failure),
            Self::NotFound(failure)
            | Self::Similar(_, failure)
            | Self::Unknown(failure, _)
            | Self::Rejected(failure)
            | Self::NeedsAuth(failure)
            | Self::NotSent(failure) => Some(failure),
            Self::Idle
            | Self::Preparing
            | Self::AskingToken { .. }
            | Self::Sending { .. }
            | Self::Created(_) => None,
        }
    }
}

/// Where a submission goes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Target {
    /// The collection's address.
    pub collection: String,
    /// Whether the collection is looked at before the first POST and after success, to find
    /// doubles.
    pub verify: bool,
}

/// Which effect an event belongs to. One that belongs to none that is under way is late, and
/// ignored.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EffectId(pub(crate) u32);

/// What happens to a submission.
#[derive(Clone, Debug)]
pub enum Event {
    /// The person sends a skill.
    Submit(Box<SkillProficiency>, Target),
    /// The person wants to, but nothing can be sent: offline, or no address that may have the
    /// token.
    Refused(Reason),
    /// A record of an earlier visit was found.
    Restored(Box<Record>, Target),
    /// The page has given a token.
    Token(EffectId),
    /// It has given none.
    NoToken(EffectId, TokenError),
    /// The POST was answered.
    Answer(EffectId, Box<Answer>),
    /// It was not.
    NoAnswer(EffectId, NoAnswer),
    /// The collection was read.
    Listed(EffectId, Box<Answer>),
    /// It could not be asked. [`TokenError`] where the page gave no token for it.
    NotListed(EffectId, Option<TokenError>),
    /// A copy was removed, or could not be.
    Removed(EffectId, bool),
    /// The time of a [`Effect::Wait`] is over.
    Timer(EffectId),
    /// The person stops what is under way.
    Stop,
    /// The person does not want to wait.
    Skip,
    /// The person wants a skill sent though nobody knows of the one before: the same one, or what
    /// the form shows now.
    SendAgain(Box<SkillProficiency>, Target),
    /// The person wants the collection looked at again.
    CheckAgain,
    /// The person says that the similar skill is the one.
    Accept,
    /// The person wants a copy removed.
    RemoveDuplicate(String),
    /// The person is done with what became of the skill.
    Discard,
    /// The form was removed from the page.
    Disconnected,
    /// It stands in a page again.
    Reconnected,
    /// The page is in sight again, after sleep or from the back/forward cache.
    VisibleAgain,
}

/// What is to be done, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// End what is under way: a request, a timer, a question to the page.
    Cancel,
    /// Write the record down, before what follows.
    SaveRecord(Box<Record>),
    /// Remove the written record.
    ForgetRecord,
    /// Ask the page for a fresh token for the POST: [`Event::Token`] or [`Event::NoToken`].
    AskToken(EffectId, Option<Claims>),
    /// Post the skill of the record, once, with that token: [`Event::Answer`] or
    /// [`Event::NoAnswer`].
    Post {
        /// For the answer.
        ticket: EffectId,
        /// The skill.
        payload: Box<SkillProficiency>,
        /// The GUID of this attempt.
        client_request_id: String,
        /// Which automatic retry it is; 0 for none.
        retry: u8,
    },
    /// Read this address with a token of its own: [`Event::Listed`] or [`Event::NotListed`].
    List(EffectId, String),
    /// Delete this address with a token of its own: [`Event::Removed`].
    Delete(EffectId, String),
    /// Tell when so many milliseconds are over, whatever becomes of the rest: [`Event::Timer`]. It
    /// replaces the timer before it.
    Wait(EffectId, u32),
    /// Tell the page how it ended.
    Emit(Outcome),
}

/// What the machine cannot know by itself.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The moment.
    pub now: Millis,
    /// A random number from 0 to 1.
    pub random: f64,
    /// A GUID that was never used.
    pub guid: String,
    /// Whether the browser says that it is offline. Some say so behind a VPN or in a web view
    /// although they are connected.
    pub is_offline: bool,
}
