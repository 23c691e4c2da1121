//! The wire: where a skill is posted, with which token, and what became of it.
//!
//! Principles:
//! 1. One POST is never silently sent twice. [`SkillsClient::add`] sends one request and says how it ended.
//! 2. Success is the status 201, not a body that could be read.
//! 3. A token goes into the `Authorization` header of an allowed origin and nowhere else; it cannot be printed.
//! 4. Whatever the network, the service or the page's own `fetch` does, an [`Outcome`] follows within bounded time.

mod asset;
mod browser;
mod client;
mod doubles;
mod endpoint;
mod error;
mod json;
mod outcome;
mod token;

pub use asset::fetch_json;
pub use browser::{Cancel, guid};
pub use client::SkillsClient;
pub use doubles::is_double;
pub use endpoint::{Endpoint, EndpointError, Page, TokenHosts};
pub use error::GraphError;
pub use json::{from_js, parse as parse_json, stringify, to_js};
pub use outcome::{Answer, Created, Failure, FailureKind, Outcome, Reason, RequestIds, classify};
pub use token::{AccessToken, GetAccessToken, TokenError, TokenFuture, TokenRequest};
