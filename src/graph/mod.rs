//! The wire: where a skill is posted, with which token, and what became of it.
//!
//! Principles:
//! 1. One POST is never silently sent twice. [`Machine`] alone decides what follows an answer, or
//!    none; [`Driver`] does it.
//! 2. Success is the status 201, not a body that could be read.
//! 3. A token goes into the `Authorization` header of an allowed origin and nowhere else; it cannot
//!    be printed.
//! 4. Whatever the network, the service or the page's own `fetch` does, an [`Outcome`] follows
//!    within bounded time.

mod challenge;
mod client;
mod endpoint;
mod error;
mod http_date;
mod outcome;
mod request;
mod retry_after;
mod submission;
mod timeouts;
mod token;

pub use challenge::{Claims, bearer};
pub use client::SkillsClient;
pub use endpoint::{Endpoint, EndpointError, Page, TokenHosts};
pub use error::GraphError;
pub use outcome::{
    Answer, Created, Failure, FailureKind, NoAnswer, Outcome, Reason, RequestIds, classify,
};
pub use retry_after::retry_after;
pub use submission::retry;
pub use submission::{
    Added, CheckFailure, Checking, Driver, Effect, EffectId, Event, Fingerprint, Hooks, Inputs,
    ListError, ListRequest, Listing, Machine, MatchBy, Matches, Record, RecordError, SaveRecord,
    Stage, State, Target, Waiting, find, find_duplicates, follow, item, read_listing,
};
pub use token::{AccessToken, GetAccessToken, TokenError, TokenFuture, TokenRequest};
