//! The state of a submission that is saved before a skill is sent, so that a crash or a reload does
//! not send the skill twice.

use crate::platform::Millis;
use crate::skill::{Map, Property, SkillProficiency, Value, take};

use super::fingerprint::Fingerprint;

/// The version of the saved format.
const VERSION: f64 = 1.0;
/// The maximum time value of a JavaScript
/// [`Date`](https://tc39.es/ecma262/#sec-time-values-and-time-range), in milliseconds.
const MAX_TIME: f64 = 8.64e15;

/// One submission, from before its first request to its end.
///
/// It contains no token, and nothing of a response but the id of the added skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The number of times that the skill was posted.
    pub attempt: u32,
    /// The skill.
    pub payload: SkillProficiency,
    /// The time of the first POST.
    pub first_sent_at: Millis,
    /// The progress of the submission.
    pub stage: Stage,
    /// The GUID of each attempt.
    pub client_request_ids: Vec<String>,
    /// The ids of the skills that were in the collection before the first POST, or `None` if the
    /// collection could not be read.
    pub baseline_ids: Option<Vec<String>>,
    /// Whether the outcome of an attempt is unknown. Such an attempt may still add the skill later.
    pub may_have_been_added: bool,
    /// The id of the added skill, if the response contained it.
    pub added_id: Option<String>,
}

/// The progress of a submission when it was saved.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// The skill is being sent.
    Sending,
    /// The service did not accept the skill, and must not receive a request before this time.
    Waiting(Millis),
    /// It is unknown whether the skill was added.
    Unknown,
    /// The skill is not in the collection.
    NotFound,
    /// The skill was added, but the collection has not been checked for duplicates.
    Added,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Waiting(_) => "waiting",
            Self::Unknown => "unknown",
            Self::NotFound => "notFound",
            Self::Added => "added",
        }
    }
}

/// The reason why a saved record is unusable.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecordError {
    /// A newer version of this form saved the record.
    #[error("a newer version wrote this record")]
    Newer,
    /// The record is malformed or incomplete.
    #[error("the record is damaged")]
    Damaged,
}

impl Record {
    /// Creates the record of a submission before its first request.
    pub fn new(payload: SkillProficiency) -> Self {
        Self {
            attempt: 0,
            payload,
            first_sent_at: 0,
            stage: Stage::Sending,
            client_request_ids: Vec::new(),
            baseline_ids: None,
            may_have_been_added: false,
            added_id: None,
        }
    }

    /// Returns the properties that identify the skill.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.payload)
    }

    /// Returns the record as JSON: `{v, attempt, payload, fingerprint, firstSentAt, state, until?,
    /// clientRequestIds, baselineIds?, unsure?, addedId?}`.
    pub fn write(&self) -> Value {
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
        put("v", VERSION.write());
        put("attempt", f64::from(self.attempt).write());
        put("payload", self.payload.clone().write());
        put("fingerprint", self.fingerprint().key().write());
        put("firstSentAt", time(self.first_sent_at));
        put("state", self.stage.name().into());
        if let Stage::Waiting(until) = self.stage {
            put("until", time(until));
        }
        put("clientRequestIds", self.client_request_ids.clone().write());
        if let Some(ids) = &self.baseline_ids {
            put("baselineIds", ids.clone().write());
        }
        if self.may_have_been_added {
            put("unsure", true.write());
        }
        if let Some(id) = &self.added_id {
            put("addedId", id.clone().write());
        }
        Value::Object(members)
    }

    /// Reads the result of [`Record::write`].
    ///
    /// # Errors
    /// See [`RecordError`].
    pub fn read(value: Value) -> Result<Self, RecordError> {
        let Value::Object(mut members) = value else {
            return Err(RecordError::Damaged);
        };
        match members.get("v").and_then(Value::as_f64) {
            Some(version) if version > VERSION => Err(RecordError::Newer),
            Some(VERSION) => Self::from_members(&mut members).ok_or(RecordError::Damaged),
            _ => Err(RecordError::Damaged),
        }
    }

    fn from_members(members: &mut Map) -> Option<Self> {
        let fingerprint: String = take(members, "fingerprint")?;
        let stage: String = take(members, "state")?;
        let record = Self {
            attempt: count(take(members, "attempt")?)?,
            payload: take(members, "payload")?,
            first_sent_at: moment(take(members, "firstSentAt")?)?,
            stage: match &*stage {
                "sending" => Stage::Sending,
                "waiting" => Stage::Waiting(moment(take(members, "until")?)?),
                "unknown" => Stage::Unknown,
                "notFound" => Stage::NotFound,
                "added" => Stage::Added,
                _ => return None,
            },
            client_request_ids: take(members, "clientRequestIds")?,
            baseline_ids: match members.remove("baselineIds") {
                Some(ids) => Some(Vec::read(ids).ok()?),
                None => None,
            },
            may_have_been_added: members
                .remove("unsure")
                .is_some_and(|unsure| unsure == Value::Bool(true)),
            added_id: members
                .remove("addedId")
                .and_then(|id| String::read(id).ok()),
        };
        (record.fingerprint().key() == fingerprint).then_some(record)
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a date has far fewer than 53 bits of milliseconds"
)]
fn time(moment: Millis) -> Value {
    (moment as f64).write()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "within the range of dates, which has been checked"
)]
fn moment(number: f64) -> Option<Millis> {
    (0.0..=MAX_TIME)
        .contains(&number)
        .then_some(number as Millis)
}

/// Converts a number to a count, with a limit that prevents overflow when it is incremented.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the range, which has been checked"
)]
fn count(number: f64) -> Option<u32> {
    (0.0..=1e9).contains(&number).then_some(number as u32)
}
