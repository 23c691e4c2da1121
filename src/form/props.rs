//! The functions that a Leptos app passes to [`AddSkillForm`](super::AddSkillForm).

use std::fmt;
use std::future::Future;
use std::rc::Rc;

use crate::graph::{AccessToken, GetAccessToken, TokenError, TokenRequest};

/// A callback for an event of the form. Any closure with one parameter converts into it.
pub struct EventHandler<Detail, Answer = ()>(pub(super) Rc<dyn Fn(Detail) -> Answer>);

impl<Detail, Answer> fmt::Debug for EventHandler<Detail, Answer> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventHandler")
    }
}

impl<Detail, Answer, F: Fn(Detail) -> Answer + 'static> From<F> for EventHandler<Detail, Answer> {
    fn from(handle: F) -> Self {
        Self(Rc::new(handle))
    }
}

/// A callback that provides access tokens. Any asynchronous function of a [`TokenRequest`] converts
/// into it.
pub struct TokenSource(pub(super) GetAccessToken);

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSource")
    }
}

impl<F, Token> From<F> for TokenSource
where
    F: Fn(TokenRequest) -> Token + 'static,
    Token: Future<Output = Result<AccessToken, TokenError>> + 'static,
{
    fn from(get: F) -> Self {
        Self(Rc::new(move |request| Box::pin(get(request))))
    }
}
