//! What became of a skill that was to be added.

use crate::platform::Millis;
use crate::skill::{FieldPath, SkillProficiency, Value};

use super::challenge::bearer;
use super::error::{GraphError, clean};
use super::retry_after::retry_after;

/// How one submission ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The skill was added.
    Created(Box<Created>),
    /// It was not, or nobody knows.
    Failed(Box<Failure>),
}

/// A skill that was added.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Created {
    /// The skill as the service answered it; `None` where its answer could not be read, which is a
    /// success all the same.
    pub skill: Option<SkillProficiency>,
    /// The ids of the request.
    pub ids: RequestIds,
}

/// A submission that did not end in a skill that is known to be added.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// What is known of the skill.
    pub kind: FailureKind,
    /// What to tell the person.
    pub reason: Reason,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The service's most exact error code.
    pub code: Option<String>,
    /// How long the service asks to wait, in seconds.
    pub retry_after: Option<u32>,
    /// The fields whose values the service has named as the reason.
    pub fields: Vec<FieldPath>,
    /// The ids of the request.
    pub ids: RequestIds,
}

/// What is known of a skill after a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum FailureKind {
    /// Not added: nothing left the page.
    NotSent,
    /// Not added: the service refused it. The same skill would be refused again.
    Rejected,
    /// Not added: the service wants another token.
    NeedsAuth,
    /// Not added: the service is busy. The same skill can be sent later.
    Throttled,
    /// Nobody knows: the answer was lost, or does not say. Sending again could add the skill twice.
    Unknown,
}

/// Why a submission failed, as far as a person can act on it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "camelCase")]
#[non_exhaustive]
pub enum Reason {
    /// The page's endpoint may not have the token, or is not a URL.
    Endpoint,
    /// The page gave no token.
    Token,
    /// The browser is offline.
    Offline,
    /// The person stopped it before anything was sent, or the form was removed from the page.
    Stopped,
    /// Another form of the page is sending the same skill.
    InProgress,
    /// The service does not accept the skill, and does not say which of its values.
    Invalid,
    /// The service does not accept the values that it names.
    InvalidValue,
    /// The person must sign in again.
    SignIn,
    /// The person may not add skills.
    Forbidden,
    /// There is no profile to add to.
    NotFound,
    /// The service says that the skill conflicts with another.
    Conflict,
    /// The same skill was in the collection before.
    Exists,
    /// The skill is too large.
    TooLarge,
    /// The person's storage is full.
    StorageFull,
    /// The service did not understand the request; only a developer can mend that.
    Technical,
    /// The service is busy.
    Busy,
    /// The answer did not come in time.
    Timeout,
    /// The connection was lost, or refused; browsers do not tell which.
    Network,
    /// The page's own policy blocks the connection.
    Blocked,
    /// Something else answered in the service's place: perhaps a network that wants a login.
    CaptivePortal,
    /// The answer leads elsewhere, and was not followed.
    Redirect,
    /// The service failed, or something else answered in its place.
    Service,
    /// The person stopped it after it was sent.
    StoppedLate,
}

/// The ids by which a request can be found in the service's logs.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct RequestIds {
    /// The service's id, if it gave one.
    pub request: Option<String>,
    /// The GUID that this attempt was sent with.
    pub client: String,
}

impl RequestIds {
    /// The ids of an attempt that has no answer yet.
    pub fn new(client: impl Into<String>) -> Self {
        Self {
            request: None,
            client: client.into(),
        }
    }
}

/// What came back, as far as it matters.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The HTTP status; 0 for a redirect that was not followed.
    pub status: u16,
    /// The header `request-id`, where it can be read.
    pub request_id: Option<String>,
    /// The header `Retry-After`, where it can be read.
    pub retry_after: Option<String>,
    /// The header `WWW-Authenticate`, where it can be read.
    pub www_authenticate: Option<String>,
    /// The body, if it is JSON within the limits.
    pub body: Option<Value>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoAnswer {
    /// The page's own policy kept it from being sent.
    Blocked,
    /// Stopped, by [`Cancel::cancel`](super::Cancel::cancel).
    Cancelled,
    /// The time was over.
    Timeout,
    /// `fetch` failed: a lost connection, a refused preflight, a blocked address. Browsers do not
    /// tell which.
    Network,
    /// No request could be made of these values; nothing was sent.
    NotSent,
}

impl Failure {
    /// A failure without an answer.
    pub fn new(kind: FailureKind, reason: Reason, ids: RequestIds) -> Self {
        Self {
            kind,
            reason,
            status: None,
            code: None,
            retry_after: None,
            fields: Vec::new(),
            ids,
        }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        Self::Failed(Box::new(failure))
    }
}

/// What an answer that came `now` to the POST of `sent` means.
///
/// A 201 is success whatever its body. A 200 is one only with our skill in it. The refusals of RFC
/// 9110 that are sure not to have added anything are rejections; all other answers leave it
/// unknown.
pub fn classify(
    answer: Answer,
    sent: &SkillProficiency,
    mut ids: RequestIds,
    now: Millis,
) -> Outcome {
    let error = answer
        .body
        .as_ref()
        .map(GraphError::read)
        .unwrap_or_default();
    ids.request = answer
        .request_id
        .as_deref()
        .and_then(clean)
        .or_else(|| error.request_id.clone());
    let skill = |body: Option<Value>| match body {
        Some(Value::Object(members)) => Some(SkillProficiency::from(members)),
        _ => None,
    };
    let (kind, reason) = match answer.status {
        201 => {
            return Outcome::Created(Box::new(Created {
                skill: skill(answer.body),
                ids,
            }));
        }
        200 => match skill(answer.body) {
            Some(skill) if skill.id.is_some() && skill.display_name == sent.display_name => {
                return Outcome::Created(Box::new(Created {
                    skill: Some(skill),
                    ids,
                }));
            }
            Some(_) => (FailureKind::Unknown, Reason::Service),
            // The page of a network that wants a login, for example.
            None => (FailureKind::Unknown, Reason::CaptivePortal),
        },
        401 => (FailureKind::NeedsAuth, Reason::SignIn),
        403 if wants_claims(&error, answer.www_authenticate.as_deref()) => {
            (FailureKind::NeedsAuth, Reason::SignIn)
        }
        403 => (FailureKind::Rejected, Reason::Forbidden),
        400 | 422 if error.has_target => (FailureKind::Rejected, Reason::InvalidValue),
        400 | 422 => (FailureKind::Rejected, Reason::Invalid),
        404 => (FailureKind::Rejected, Reason::NotFound),
        409 | 423 => (FailureKind::Rejected, Reason::Conflict),
        413 => (FailureKind::Rejected, Reason::TooLarge),
        405 | 406 | 411 | 412 | 415 | 501 => (FailureKind::Rejected, Reason::Technical),
        507 => (FailureKind::Rejected, Reason::StorageFull),
        429 | 503 | 509 => (FailureKind::Throttled, Reason::Busy),
        0 | 300..=399 => (FailureKind::Unknown, Reason::Redirect),
        _ => (FailureKind::Unknown, Reason::Service),
    };
    Failure {
        kind,
        reason,
        status: Some(answer.status).filter(|status| *status != 0),
        code: error.code().map(str::to_owned),
        retry_after: answer
            .retry_after
            .as_deref()
            .and_then(|header| retry_after(header, now)),
        fields: if reason == Reason::InvalidValue {
            error.fields
        } else {
            Vec::new()
        },
        ids,
    }
    .into()
}

/// Conditional access asks for claims by 403 too
/// ([errors](https://learn.microsoft.com/graph/errors)).
fn wants_claims(error: &GraphError, www_authenticate: Option<&str>) -> bool {
    error.has("insufficient_claims")
        || www_authenticate
            .and_then(|header| bearer(header, "error"))
            .as_deref()
            == Some("insufficient_claims")
}
