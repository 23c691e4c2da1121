//! The wire: where a skill is posted, with which token, and what became of it.
//!
//! Principles:
//! 1. One POST is never silently sent twice. [`Machine`] alone decides what follows an answer, or none; [`Driver`] does it.
//! 2. Success is the status 201, not a body that could be read.
//! 3. A token goes into the `Authorization` header of an allowed origin and nowhere else; it cannot be printed.
//! 4. Whatever the network, the service or the page's own `fetch` does, an [`Outcome`] follows within bounded time.

mod challenge;
mod client;
mod driver;
mod endpoint;
mod error;
mod fingerprint;
mod flight;
mod http_date;
mod listing;
mod machine;
mod outcome;
mod reconcile;
mod record;
mod request;
pub mod retry;
mod state;
mod timeouts;
mod token;

pub use challenge::{Claims, bearer};
pub use client::SkillsClient;
pub use driver::{Driver, Hooks, Keep};
pub use endpoint::{Endpoint, EndpointError, Page, TokenHosts};
pub use error::GraphError;
pub use fingerprint::Fingerprint;
pub use listing::{ListError, ListRequest, Listing, follow, item, read as read_listing};
pub use machine::Machine;
pub use outcome::{Answer, Created, Failure, FailureKind, NoAnswer, Outcome, Reason, RequestIds, classify};
pub use reconcile::{Found, Known, doubles, find};
pub use record::{Record, RecordError, Stage};
pub use state::{Added, Checking, Effect, Event, Now, State, Target, Ticket, Unchecked, Waiting};
pub use token::{AccessToken, GetAccessToken, TokenError, TokenFuture, TokenRequest};
