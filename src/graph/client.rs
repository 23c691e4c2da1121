//! One submission, from the page's token to the outcome.

use std::fmt;

use crate::skill::{Property, SkillProficiency};

use super::browser::{self, Cancel, Request};
use super::endpoint::Endpoint;
use super::json;
use super::outcome::{Failure, FailureKind, NoAnswer, Outcome, Reason, RequestIds, classify};
use super::reconcile::doubles;
use super::record::Record;
use super::token::{AccessToken, GetAccessToken, TokenError, TokenRequest};

/// How long an answer may take, in milliseconds.
const TIMEOUT: u32 = 30_000;

/// The newest skills, and of them only what tells doubles.
const NEWEST: &str = "?$select=id,displayName,categories,webUrl,createdDateTime&$orderby=createdDateTime%20desc&$top=50";

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
        let token = match cancel.unless((self.get_access_token)(TokenRequest::default())).await {
            Some(Ok(token)) if !cancel.is_cancelled() => token,
            Some(Err(TokenError::Unusable)) if !cancel.is_cancelled() => return fail(FailureKind::NotSent, Reason::Token),
            _ => return fail(FailureKind::NotSent, Reason::Stopped),
        };
        let body = json::stringify(skill);
        if body.is_empty() {
            return fail(FailureKind::NotSent, Reason::Technical);
        }
        let request = self.request(&self.endpoint.post, &token, &ids, Some(body));
        match browser::send(request, cancel, TIMEOUT).await {
            Ok(answer) => classify(answer, skill, ids, browser::now()),
            Err(NoAnswer::NotSent) => fail(FailureKind::NotSent, Reason::Technical),
            Err(NoAnswer::Cancelled) => fail(FailureKind::Unknown, Reason::StoppedLate),
            Err(NoAnswer::Timeout) => fail(FailureKind::Unknown, Reason::Timeout),
            Err(NoAnswer::Network) => fail(FailureKind::Unknown, Reason::Network),
        }
    }

    /// Looks into the collection for doubles of a skill that was just created: browsers send a POST again by themselves when
    /// a kept connection is lost under it, and only the collection can tell. Their ids; `None` where it cannot be read.
    pub async fn doubles(&self, created: &SkillProficiency) -> Option<Vec<String>> {
        let url = format!("{}{NEWEST}", self.endpoint.collection);
        let token = (self.get_access_token)(TokenRequest::default()).await.ok()?;
        let ids = RequestIds::new(browser::guid());
        let answer = browser::send(self.request(&url, &token, &ids, None), &Cancel::default(), TIMEOUT).await.ok()?;
        let newest = answer.body.filter(|_| answer.status == 200)?;
        let skills: Vec<_> =
            newest.get("value")?.as_array()?.iter().filter_map(|value| SkillProficiency::read(value.clone()).ok()).collect();
        Some(doubles(Some(created), &skills, &Record::new(created.clone()), browser::now()))
    }

    fn request<'a>(&self, url: &'a str, token: &AccessToken, ids: &'a RequestIds, body: Option<String>) -> Request<'a> {
        Request {
            url,
            authorization: token.authorization(),
            client_request_id: self.endpoint.takes_client_request_id.then_some(&*ids.client),
            body,
        }
    }
}
