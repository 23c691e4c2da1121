//! The requests of a submission. Each uses a new token.

use std::fmt;

use gloo_net::http::Method;

use crate::platform::{Cancel, guid, stringify};
use crate::skill::{Property, SkillProficiency};

use super::challenge::Claims;
use super::endpoint::Endpoint;
use super::outcome::{Answer, NoAnswer};
use super::request::{Request, build, send};
use super::timeouts::{PAGE, POST};
use super::token::{AccessToken, GetAccessToken, TokenError, TokenRequest, no_token};

/// Sends requests to one collection with the page's tokens.
#[derive(Clone)]
pub struct SkillsClient {
    endpoint: Endpoint,
    scopes: Vec<String>,
    get_access_token: GetAccessToken,
}

impl fmt::Debug for SkillsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SkillsClient")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl SkillsClient {
    /// Creates a client of one collection, whose tokens have these scopes.
    pub fn new(endpoint: Endpoint, scopes: Vec<String>, get_access_token: GetAccessToken) -> Self {
        Self {
            endpoint,
            scopes,
            get_access_token,
        }
    }

    /// Returns the URL of the collection.
    pub fn collection(&self) -> &str {
        &self.endpoint.collection
    }

    /// Asks the page for a token.
    ///
    /// # Errors
    /// [`TokenError::Removed`] if the request is canceled, as if the form had been removed.
    pub(super) async fn token(
        &self,
        claims: Option<&Claims>,
        cancel: &Cancel,
    ) -> Result<AccessToken, TokenError> {
        let claims = claims.map(|claims| claims.as_str().to_owned());
        let future = (self.get_access_token)(TokenRequest {
            scopes: self.scopes.clone(),
            claims,
        });
        let token = cancel
            .guard(future)
            .await
            .unwrap_or(Err(TokenError::Removed))?;
        if cancel.is_cancelled() {
            Err(TokenError::Removed)
        } else {
            Ok(token)
        }
    }

    /// Posts the skill once.
    ///
    /// # Errors
    /// [`NoAnswer`] if there is no response.
    pub(super) async fn post(
        &self,
        token: &AccessToken,
        skill: &SkillProficiency,
        client_request_id: &str,
        retry: u8,
        cancel: &Cancel,
    ) -> Result<Answer, NoAnswer> {
        send(
            self.post_request(token, skill, client_request_id, retry)?,
            cancel,
            POST,
        )
        .await
    }

    fn post_request<'a>(
        &'a self,
        token: &AccessToken,
        skill: &SkillProficiency,
        client_request_id: &'a str,
        retry: u8,
    ) -> Result<Request<'a>, NoAnswer> {
        let body = Some(stringify(&skill.clone().write()))
            .filter(|body| !body.is_empty())
            .ok_or(NoAnswer::NotSent)?;
        let mut request = self.request(Method::POST, &self.endpoint.post, token, client_request_id);
        request.retry_attempt =
            Some(retry).filter(|retry| *retry > 0 && self.endpoint.takes_client_request_id);
        request.body = Some(body);
        Ok(request)
    }

    /// Builds a request without sending it, so that the browser has compiled the code before the
    /// user submits the form. Returns a client whose requests get no token.
    pub(super) fn warm_up(&self, skill: &SkillProficiency) -> Self {
        let request_id = guid();
        if let Ok(token) = AccessToken::new(request_id.clone()) {
            // The result is not needed.
            let _ = self
                .post_request(&token, skill, &request_id, 0)
                .and_then(|request| build(request, &Cancel::default()));
        }
        Self {
            endpoint: self.endpoint.clone(),
            scopes: Vec::new(),
            get_access_token: no_token(TokenError::Removed),
        }
    }

    /// Reads a page of the collection.
    ///
    /// # Errors
    /// The [`TokenError`] if there is no token, or `None` if there is no response.
    pub(super) async fn read(
        &self,
        url: &str,
        cancel: &Cancel,
    ) -> Result<Answer, Option<TokenError>> {
        let token = self.token(None, cancel).await?;
        send(
            self.request(Method::GET, url, &token, &guid()),
            cancel,
            PAGE,
        )
        .await
        .map_err(|_| None)
    }

    /// Deletes a skill of the collection. Returns whether the skill no longer exists.
    pub(super) async fn delete(&self, url: &str) -> bool {
        let cancel = Cancel::default();
        let Ok(token) = self.token(None, &cancel).await else {
            return false;
        };
        let answer = send(
            self.request(Method::DELETE, url, &token, &guid()),
            &cancel,
            PAGE,
        )
        .await;
        answer.is_ok_and(|answer| matches!(answer.status, 200 | 204 | 404))
    }

    fn request<'a>(
        &self,
        method: Method,
        url: &'a str,
        token: &AccessToken,
        client_request_id: &'a str,
    ) -> Request<'a> {
        Request {
            method,
            url,
            authorization: token.authorization(),
            client_request_id: self
                .endpoint
                .takes_client_request_id
                .then_some(client_request_id),
            retry_attempt: None,
            body: None,
        }
    }
}
