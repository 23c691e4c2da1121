//! One submission, from the page's token to the outcome.

use std::fmt;

use crate::skill::SkillProficiency;

use super::browser::{self, Cancel, NoAnswer, Request};
use super::endpoint::Endpoint;
use super::json;
use super::outcome::{Failure, FailureKind, Outcome, Reason, RequestIds, classify};
use super::token::{GetAccessToken, TokenRequest};

/// How long an answer may take, in milliseconds.
const TIMEOUT: u32 = 30_000;

/// Adds skills to one collection with the page's tokens.
#[derive(Clone)]
pub struct SkillsClient {
    endpoint: Endpoint,
    get_access_token: GetAccessToken,
}

impl fmt::Debug for SkillsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SkillsClient").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl SkillsClient {
    /// A client of one collection.
    pub fn new(endpoint: Endpoint, get_access_token: GetAccessToken) -> Self {
        Self { endpoint, get_access_token }
    }

    /// Asks the page for a token and posts the skill, once. `cancel` stops it: before the request it ends in
    /// [`FailureKind::NotSent`], after it in [`FailureKind::Unknown`].
    pub async fn add(&self, skill: &SkillProficiency, cancel: &Cancel) -> Outcome {
        let ids = RequestIds::new(browser::guid());
        let fail = |kind, reason| Outcome::from(Failure::new(kind, reason, ids.clone()));
        let token = (self.get_access_token)(TokenRequest::default()).await;
        if cancel.is_cancelled() {
            return fail(FailureKind::NotSent, Reason::Stopped);
        }
        let Ok(token) = token else { return fail(FailureKind::NotSent, Reason::Token) };
        let request = Request {
            url: &self.endpoint.post,
            authorization: token.authorization(),
            client_request_id: self.endpoint.takes_client_request_id.then_some(&*ids.client),
            body: json::stringify(skill),
        };
        match browser::post(request, cancel, TIMEOUT).await {
            Ok(answer) => classify(answer, skill, ids),
            Err(NoAnswer::NotSent) => fail(FailureKind::NotSent, Reason::Technical),
            Err(NoAnswer::Cancelled) => fail(FailureKind::Unknown, Reason::StoppedLate),
            Err(NoAnswer::Timeout) => fail(FailureKind::Unknown, Reason::Timeout),
            Err(NoAnswer::Network) => fail(FailureKind::Unknown, Reason::Network),
        }
    }
}
