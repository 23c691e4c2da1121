//! What is written down before a skill is sent, so that a page that dies meanwhile does not send it
//! twice.

use crate::platform::Millis;
use crate::skill::{Map, Property, SkillProficiency, Value};

use super::fingerprint::Fingerprint;

/// The version of the written form.
const VERSION: f64 = 1.0;
/// The last millisecond that a JavaScript date can be.
const MAX_TIME: f64 = 8.64e15;

/// One submission, from before its first request to its end. It holds no token, and of an answer
/// only the id of what was added.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// How many times the skill was posted.
    pub attempt: u32,
    /// The skill.
    pub payload: SkillProficiency,
    /// When it was first posted.
    pub first_sent_at: Millis,
    /// How far it is.
    pub stage: Stage,
    /// The GUID of each attempt.
    pub client_request_ids: Vec<String>,
    /// The ids of the skills that stood in the collection before; `None` where it could not be
    /// read.
    pub baseline_ids: Option<Vec<String>>,
    /// Whether an attempt was made of which nobody knows whether it added the skill. It may do so
    /// late.
    pub may_have_been_added: bool,
    /// The id of the skill that was added, if the answer told it.
    pub added_id: Option<String>,
}

/// How far a submission was when it was written down.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// The skill is on its way.
    Sending,
    /// The service did not take it and is not to be asked before this moment.
    Waiting(Millis),
    /// Nobody knows whether it was added.
    Unknown,
    /// It was not in the collection.
    NotFound,
    /// It was added. Nobody has looked yet how often.
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

/// Why a written record is of no use.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecordError {
    /// A newer version of this form has written it.
    #[error("a newer version wrote this record")]
    Newer,
    /// It is not a record, or not a whole one.
    #[error("the record is damaged")]
    Damaged,
}

impl Record {
    /// A submission of which nothing was sent yet.
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

    /// By what the skill is known again.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.payload)
    }

    /// The record as JSON: `{v, attempt, payload, fingerprint, firstSentAt, state, until?,
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

    /// Reads what [`Record::write`] wrote.
    ///
    /// # Errors
    /// See [`RecordError`].
    pub fn read(value: Value) -> Result<Self, RecordError> {
        let Value::Object(mut members) = value else {
            return Err(RecordError::Damaged);
        };
        match members.get("v").and_then(Value::as_f64) {
            Some(version) if version > VERSION => Err(RecordError::Newer),
            Some(VERSION) => Self::parts(&mut members).ok_or(RecordError::Damaged),
            _ => Err(RecordError::Damaged),
        }
    }

    fn parts(members: &mut Map) -> Option<Self> {
        let fingerprint: String = member(members, "fingerprint")?;
        let stage: String = member(members, "state")?;
        let record = Self {
            attempt: count(member(members, "attempt")?)?,
            payload: member(members, "payload")?,
            first_sent_at: moment(member(members, "firstSentAt")?)?,
            stage: match &*stage {
                "sending" => Stage::Sending,
                "waiting" => Stage::Waiting(moment(member(members, "until")?)?),
                "unknown" => Stage::Unknown,
                "notFound" => Stage::NotFound,
                "added" => Stage::Added,
                _ => return None,
            },
            client_request_ids: member(members, "clientRequestIds")?,
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

fn member<T: Property>(members: &mut Map, name: &str) -> Option<T> {
    T::read(members.remove(name)?).ok()
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

/// How often something was done, and not so often that counting on would overflow.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the range, which has been checked"
)]
fn count(number: f64) -> Option<u32> {
    (0.0..=1e9).contains(&number).then_some(number as u32)
}
