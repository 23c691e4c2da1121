//! The requests of a submission. Each uses a new token.

use std::fmt;

use gloo_net::http::Method;

use crate::platform::{Cancel, guid};
use crate::skill::SkillProficiency;

use super::challenge::Claims;
use super::endpoint::Endpoint;
use super::outcome::{Answer, NoAnswer};
use super::request::{Request, send};
use super::timeouts::{PAGE, POST};
use super::token::{AccessToken, GetAccessToken, TokenError, TokenRequest};

/// Sends requests to one collection with the page's tokens.
#[derive(Clone)]
pub struct SkillsClient {
    endpoint: Endpoint,
    /// The page's name for the user, which distinguishes users of the same endpoint.
    user: String,
    scopes: Vec<String>,
    get_access_token: GetAccessToken,
    /// Whether requests are answered here, and not sent.
    is_rehearsing: bool,
}

impl fmt::Debug for SkillsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SkillsClient")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// A request that adds or changes a skill.
pub(super) struct Write {
    pub method: Method,
    /// The URL of the skill to change, or `None` to add one.
    pub url: Option<String>,
    /// The skill, or its changes.
    pub skill: Box<SkillProficiency>,
    /// The `ETag` that the skill to change must still have.
    pub etag: Option<String>,
    /// The GUID of this attempt.
    pub client_request_id: String,
    /// The number of the automatic retry, or 0.
    pub retry: u8,
}

impl SkillsClient {
    /// Creates a client of one collection, whose tokens have these scopes. `user` is the page's name
    /// for the user, or empty.
    pub fn new(
        endpoint: Endpoint,
        user: String,
        scopes: Vec<String>,
        get_access_token: GetAccessToken,
    ) -> Self {
        Self {
            endpoint,
            user,
            scopes,
            get_access_token,
            is_rehearsing: false,
        }
    }

    /// Sets whether the client sends nothing. Each skill then seems to be added.
    pub(crate) fn rehearsing(self, is_rehearsing: bool) -> Self {
        Self {
            is_rehearsing,
            ..self
        }
    }

    /// Returns the URL of the collection.
    pub fn collection(&self) -> &str {
        &self.endpoint.collection
    }

    /// Returns a text that is different for each collection and user.
    pub(crate) fn scope(&self) -> String {
        [self.collection(), "\n", &self.user].concat()
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

    /// Adds or changes a skill once.
    ///
    /// # Errors
    /// [`NoAnswer`] if there is no response.
    pub(super) async fn write(
        &self,
        token: &AccessToken,
        write: Write,
        cancel: &Cancel,
    ) -> Result<Answer, NoAnswer> {
        send(self.write_request(token, &write)?, cancel, POST).await
    }

    fn write_request<'a>(
        &'a self,
        token: &AccessToken,
        write: &'a Write,
    ) -> Result<Request<'a>, NoAnswer> {
        let body = Some(write.skill.to_json())
            .filter(|body| !body.is_empty())
            .ok_or(NoAnswer::NotSent)?;
        let url = write.url.as_deref().unwrap_or(&self.endpoint.post);
        let mut request = self.request(write.method.clone(), url, token, &write.client_request_id);
        request.retry_attempt =
            Some(write.retry).filter(|retry| *retry > 0 && self.endpoint.takes_client_request_id);
        request.if_match = write.etag.as_deref();
        request.body = Some(body);
        Ok(request)
    }

    /// Reads a page of the collection, or a skill. Returns `None` if there is no response.
    pub(super) async fn read(
        &self,
        token: &AccessToken,
        url: &str,
        cancel: &Cancel,
    ) -> Option<Answer> {
        let request_id = guid();
        let request = self.request(Method::GET, url, token, &request_id);
        send(request, cancel, PAGE).await.ok()
    }

    /// Deletes a skill of the collection. Returns the status of the response, if there is one.
    pub(super) async fn delete(&self, url: &str) -> Option<u16> {
        let cancel = Cancel::default();
        let token = self.token(None, &cancel).await.ok()?;
        let answer = send(
            self.request(Method::DELETE, url, &token, &guid()),
            &cancel,
            PAGE,
        )
        .await;
        answer.ok().map(|answer| answer.status)
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
            if_match: None,
            body: None,
            is_rehearsed: self.is_rehearsing,
        }
    }
}
