//! The access token. The page provides one per request; it is checked and cannot be printed.

use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use secrecy::{ExposeSecret, SecretString};

/// The least privileged permission that can add a skill ([Create
/// skillProficiency](https://learn.microsoft.com/graph/api/profile-post-skills?view=graph-rest-beta#permissions)).
pub const SCOPE: &str = "User.ReadWrite";

/// The maximum length of a token, in characters.
const MAX: usize = 16_384;

/// A Bearer token. It has no `Display` and no `Serialize`, and its `Debug` shows nothing of it.
#[derive(Debug)]
pub struct AccessToken(SecretString);

/// The reason why there is no token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The page provided no token, or a text that cannot be a token.
    #[error("the page returned no usable access token")]
    Unusable,
    /// The form was removed from the page before the token arrived.
    #[error("the form was removed before the token arrived")]
    Removed,
}

impl AccessToken {
    /// Accepts 1 to 16,384 visible ASCII characters.
    ///
    /// This is wider than [`b64token`](https://www.rfc-editor.org/rfc/rfc6750#section-2.1) of RFC
    /// 6750, because tokens are opaque. It is narrow enough to prevent header injection.
    ///
    /// # Errors
    /// [`TokenError::Unusable`] for any other text.
    pub fn new(text: String) -> Result<Self, TokenError> {
        let is_token =
            (1..=MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_token {
            Ok(Self(text.into()))
        } else {
            Err(TokenError::Unusable)
        }
    }

    /// Returns the value of the `Authorization` header.
    pub(super) fn authorization(&self) -> String {
        ["Bearer ", self.0.expose_secret()].concat()
    }
}

/// A request to the page for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The permissions that the token must include.
    pub scopes: Vec<String>,
    /// The claims of a claims challenge, as JSON.
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

/// A future that resolves to the page's token.
pub type TokenFuture = Pin<Box<dyn Future<Output = Result<AccessToken, TokenError>>>>;

/// The page's function that provides tokens. It is called once per request.
pub type GetAccessToken = Rc<dyn Fn(TokenRequest) -> TokenFuture>;

/// Returns a token source whose requests fail with `error`.
pub(crate) fn no_token(error: TokenError) -> GetAccessToken {
    Rc::new(move |_| Box::pin(ready(Err(error))))
}
