//! The functions that a Leptos app passes to [`AddSkillForm`](super::AddSkillForm).

use std::fmt;
use std::future::Future;
use std::rc::Rc;

use crate::graph::{AccessToken, GetAccessToken, TokenError, TokenRequest};
use crate::skill::{FieldPath, SkillProficiency};

use super::callbacks::Validate;

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

/// A callback that validates a skill before it is sent. Any asynchronous function of a
/// [`SkillProficiency`] that returns messages for its fields converts into it.
///
/// When the submission is stopped or the time limit of 5 seconds is reached, the future is dropped.
pub struct Validator(pub(super) Validate);

impl fmt::Debug for Validator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Validator")
    }
}

impl<F, Messages> From<F> for Validator
where
    F: Fn(SkillProficiency) -> Messages + 'static,
    Messages: Future<Output = Vec<(FieldPath, String)>> + 'static,
{
    fn from(validate: F) -> Self {
        Self(Rc::new(move |skill, _| {
            let messages = validate(skill.clone());
            Some(Box::pin(async move { Some(messages.await) }))
        }))
    }
}
