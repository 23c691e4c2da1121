//! The outcome of a submission.

use crate::platform::Millis;
use crate::skill::{FieldPath, SkillProficiency, Value};

use super::challenge::bearer_parameter;
use super::error::{GraphError, clean};
use super::retry_after::retry_after;

/// The outcome of one submission.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The skill was added.
    Created(Box<Created>),
    /// An existing skill was changed.
    Updated(Box<Created>),
    /// The added skill with this id was removed again.
    Removed(String),
    /// The added skill with this name could not be removed again, or that is not certain. Reported
    /// only if the form does not show the skill anymore.
    NotRemoved(String),
    /// The skill was not added, or the outcome is unknown.
    Failed(Box<Failure>),
}

/// A skill that was added or changed.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Created {
    /// The skill from the response, or `None` if the response was unreadable, which is still a
    /// success.
    pub skill: Option<SkillProficiency>,
    /// The ids of the request.
    pub ids: RequestIds,
    /// Whether the service has reported with 201 that this request added the skill.
    pub is_new: bool,
}

/// A submission after which the skill is not known to be added.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// Whether the skill was added, as far as is known.
    pub kind: FailureKind,
    /// The reason to show to the user.
    pub reason: Reason,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// The service's most specific error code.
    pub code: Option<String>,
    /// The delay that the service requests, in seconds.
    pub retry_after: Option<u32>,
    /// The fields whose values caused the failure, according to the service.
    pub fields: Vec<FieldPath>,
    /// The ids of the request.
    pub ids: RequestIds,
}

/// Whether a skill was added, as far as is known after a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum FailureKind {
    /// Not added: no request was sent.
    NotSent,
    /// Not added: the service rejected the skill, and would reject the same skill again.
    Rejected,
    /// Not added: the service requires another token.
    NeedsAuth,
    /// Not added: the service is throttling requests or unavailable. The same skill can be sent
    /// later.
    Throttled,
    /// Not added: the profile already contains a skill with this name, and the user keeps it as it
    /// is.
    Exists,
    /// Unknown: the response was lost or inconclusive. A retry could add the skill twice.
    Unknown,
}

/// The reason of a failure, as far as the user can act on it.
#[derive(
    Clone,
    Copy,
    Debug,
    Eq,
    PartialEq,
    strum::IntoStaticStr,
    strum::VariantArray,
    strum::VariantNames,
)]
#[strum(serialize_all = "camelCase")]
#[non_exhaustive]
pub enum Reason {
    /// The page's endpoint is not a URL or may not receive the token.
    Endpoint,
    /// The page provided no token.
    Token,
    /// The browser is offline.
    Offline,
    /// The user stopped the submission before anything was sent, or the form was removed from the
    /// page.
    Stopped,
    /// Another form on the page is sending the same skill.
    InProgress,
    /// The service rejected the skill without naming a value.
    Invalid,
    /// The service rejected the values that it named.
    InvalidValue,
    /// The user must sign in again.
    SignIn,
    /// The user is not allowed to add skills.
    Forbidden,
    /// The user has no profile.
    NotFound,
    /// The service reports a conflict with another skill.
    Conflict,
    /// The same skill was already in the collection.
    Exists,
    /// The skill is too large.
    TooLarge,
    /// The user's storage is full.
    StorageFull,
    /// The service did not understand the request, which only a developer can fix.
    Technical,
    /// The service is throttling requests or unavailable.
    Busy,
    /// The response did not arrive in time.
    Timeout,
    /// The connection was lost or refused. Browsers do not distinguish the two.
    Network,
    /// The page's Content Security Policy blocks the request.
    Blocked,
    /// The response does not come from the service, but for example from a captive portal.
    CaptivePortal,
    /// The response is a redirect, which was not followed.
    Redirect,
    /// The service failed, or the response does not come from the service.
    Service,
    /// The user stopped the submission after the skill was sent.
    StoppedLate,
}

/// The ids that identify a request in the service's logs.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct RequestIds {
    /// The service's id, if the response contained one.
    pub request: Option<String>,
    /// The GUID that this attempt sent as `client-request-id`.
    pub client: String,
}

impl RequestIds {
    /// Creates the ids of an attempt without a response.
    pub fn new(client: impl Into<String>) -> Self {
        Self {
            request: None,
            client: client.into(),
        }
    }
}

/// The relevant parts of a response.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The HTTP status, or 0 for a redirect that was not followed.
    pub status: u16,
    /// The header `request-id`, if it is readable.
    pub request_id: Option<String>,
    /// The header `Retry-After`, if it is readable.
    pub retry_after: Option<String>,
    /// The header `WWW-Authenticate`, if it is readable.
    pub www_authenticate: Option<String>,
    /// The body, if it is JSON within the limits.
    pub body: Option<Value>,
}

/// The reason why there is no response.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoAnswer {
    /// The page's Content Security Policy blocked the request.
    Blocked,
    /// [`Cancel::cancel`](crate::platform::Cancel::cancel) was called.
    Cancelled,
    /// The time limit was reached.
    Timeout,
    /// `fetch` failed because of a lost connection, a rejected preflight, or a blocked address.
    /// Browsers do not distinguish these.
    Network,
    /// No request could be built from these values, so none was sent.
    NotSent,
}

impl Created {
    /// Returns the id of the skill, unless the response was unreadable.
    pub fn id(&self) -> Option<&String> {
        self.skill.as_ref()?.id.as_ref()
    }
}

impl NoAnswer {
    /// Returns whether the request may have been processed, and the reason to report.
    pub(crate) fn reason(self) -> (FailureKind, Reason) {
        match self {
            Self::NotSent => (FailureKind::NotSent, Reason::Technical),
            Self::Blocked => (FailureKind::NotSent, Reason::Blocked),
            Self::Cancelled => (FailureKind::Unknown, Reason::StoppedLate),
            Self::Timeout => (FailureKind::Unknown, Reason::Timeout),
            Self::Network => (FailureKind::Unknown, Reason::Network),
        }
    }
}

impl Failure {
    /// Creates a failure without a response.
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

/// Returns the outcome of the POST of `sent` from a response that arrived at `now`.
///
/// A 201 is always a success. A 200 is a success only if its body contains the sent skill. The
/// [client errors](https://www.rfc-editor.org/rfc/rfc9110#section-15.5) that guarantee that nothing
/// was added are rejections. After any other response, the outcome is unknown.
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
                is_new: true,
            }));
        }
        200 => match skill(answer.body) {
            Some(skill) if skill.id.is_some() && skill.display_name == sent.display_name => {
                return Outcome::Created(Box::new(Created {
                    skill: Some(skill),
                    ids,
                    is_new: false,
                }));
            }
            Some(_) => (FailureKind::Unknown, Reason::Service),
            // For example, the login page of a captive portal.
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

/// Returns whether a 403 requests claims, as Conditional Access does
/// ([errors](https://learn.microsoft.com/graph/errors)).
fn wants_claims(error: &GraphError, www_authenticate: Option<&str>) -> bool {
    error.has("insufficient_claims")
        || www_authenticate
            .and_then(|header| bearer_parameter(header, "error"))
            .as_deref()
            == Some("insufficient_claims")
}
