//! The access token: asked of the page for each request, checked, and unprintable.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use secrecy::{ExposeSecret, SecretString};

/// The least privileged permission that can add a skill ([Create
/// skillProficiency](https://learn.microsoft.com/graph/api/profile-post-skills?view=graph-rest-beta#permissions)).
pub const SCOPE: &str = "User.ReadWrite";

/// The longest token that is sent, in characters.
const MAX: usize = 16_384;

/// A Bearer token. It has no `Display` and no `Serialize`, and its `Debug` says nothing.
#[derive(Debug)]
pub struct AccessToken(SecretString);

/// Why there is no token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The page gave none, or a text that cannot be one.
    #[error("the page gave no usable access token")]
    Unusable,
    /// The form was removed from the page before the token came.
    #[error("the form was removed before the token came")]
    Removed,
}

impl AccessToken {
    /// Takes 1 to 16,384 characters of visible ASCII, which is wider than RFC 6750's `b64token`,
    /// because tokens are opaque, and narrow enough that no header can be broken by one.
    ///
    /// # Errors
    /// Any other text.
    pub fn new(text: String) -> Result<Self, TokenError> {
        let is_token =
            (1..=MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_token {
            Ok(Self(text.into()))
        } else {
            Err(TokenError::Unusable)
        }
    }

    /// The value of the `Authorization` header.
    pub(super) fn authorization(&self) -> String {
        ["Bearer ", self.0.expose_secret()].concat()
    }
}

/// What is asked of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The permissions that the token must carry.
    pub scopes: Vec<String>,
    /// The claims that a service demanded, as JSON.
    pub claims: Option<String>,
}

impl Default for TokenRequest {
    fn default() -> Self {
        Self {
            scopes: vec![SCOPE.to_owned()],
            claims: None,
        }
    }
}

/// A token that the page is fetching.
pub type TokenFuture = Pin<Box<dyn Future<Output = Result<AccessToken, TokenError>>>>;

/// The page's way to a token, asked once for each request.
pub type GetAccessToken = Rc<dyn Fn(TokenRequest) -> TokenFuture>;
