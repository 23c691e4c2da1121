//! Requests to the service: where a skill is posted, with which token, and with what outcome.
//!
//! Principles:
//! 1. One POST is never silently sent twice. Only [`Machine`] decides what follows a response or a
//!    missing response, and [`Driver`] performs it.
//! 2. The status 201 means success, even if the body is unreadable.
//! 3. A token is sent only in the `Authorization` header to an allowed origin. It cannot be
//!    printed.
//! 4. An [`Outcome`] follows within bounded time, whatever the network, the service, or the page's
//!    own `fetch` does.

mod challenge;
mod client;
mod endpoint;
mod error;
mod http_date;
pub(crate) mod known_skills;
mod lookup;
mod outcome;
mod request;
mod retry_after;
mod submission;
mod timeouts;
mod token;

pub use challenge::{Claims, bearer_parameter};
pub use client::SkillsClient;
pub use endpoint::{Endpoint, EndpointError, Page, TokenHosts};
pub use error::GraphError;
pub(crate) use lookup::{Collection, LookupError};
pub use outcome::{
    Answer, Created, Failure, FailureKind, NoAnswer, Outcome, Reason, RequestIds, classify,
};
pub use retry_after::retry_after;
pub use submission::retry;
pub use submission::{
    Added, CheckFailure, Checking, Checks, Driver, Effect, EffectId, Event, Existing, Fingerprint,
    Hooks, Inputs, ListError, ListRequest, Listing, Machine, MatchBy, Matches, Record, RecordError,
    SaveRecord, Stage, State, Target, Undo, Update, Waiting, find, find_duplicates, follow, item,
    read_listing,
};
pub(crate) use token::no_token;
pub use token::{AccessToken, GetAccessToken, TokenError, TokenFuture, TokenRequest};
