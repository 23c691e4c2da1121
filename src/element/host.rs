//! The host element, which is held weakly, and the functions that the page sets on it.

use std::str::FromStr;

use js_sys::{Array, Function, Object, Promise, Reflect, WeakRef};
use leptos::logging::warn;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::form::Options;
use crate::graph::{AccessToken, TokenError, TokenRequest};
use crate::i18n::CustomMessages;
use crate::platform::{Cancel, from_js};
use crate::skill::{FieldPath, Value};

use super::attributes::{self, report};
use super::js;

/// The maximum number of suggestions that are read from the page's result.
const MAX_SUGGESTIONS: usize = 100;

/// Returns the options that the attributes of an element in a page specify.
pub(super) fn options_of(host: &HtmlElement) -> Options {
    options_at(host, &js::place_of(host))
}

/// Returns the options that the attributes of an element at `place` specify.
pub(super) fn options_at(host: &HtmlElement, place: &str) -> Options {
    attributes::options(&|name| host.get_attribute(name), place)
}

/// A weak reference to an element. A strong one in Rust would be a root for JavaScript's garbage
/// collector.
#[derive(Clone)]
pub(super) struct WeakHost(WeakRef);

impl WeakHost {
    pub fn new(host: &HtmlElement) -> Self {
        Self(WeakRef::new(host))
    }

    pub fn get(&self) -> Option<HtmlElement> {
        self.0.deref().map(JsCast::unchecked_into)
    }

    /// Returns an own or inherited member of the element, unless it is undefined or null.
    pub fn property(&self, name: &str) -> Option<JsValue> {
        let host = self.get()?;
        Reflect::get(&host, &name.into())
            .ok()
            .filter(|value| !value.is_undefined() && !value.is_null())
    }

    /// Returns the page's custom messages.
    pub fn messages(&self) -> CustomMessages {
        let messages = self.property("messages");
        match messages.and_then(|messages| from_js(&messages)) {
            Some(Value::Object(messages)) => CustomMessages::from_json(messages),
            _ => CustomMessages::default(),
        }
    }

    /// Asks the page's `getAccessToken` for a token.
    ///
    /// A removed element requests and accepts no token. Neither does an element whose module has
    /// crashed, although code may still run.
    ///
    /// # Errors
    /// [`TokenError::Removed`] or [`TokenError::Unusable`].
    pub async fn access_token(&self, request: TokenRequest) -> Result<AccessToken, TokenError> {
        let host = self
            .get()
            .filter(|host| host.is_connected() && !js::has_crashed())
            .ok_or(TokenError::Removed)?;
        let token = JsFuture::from(js::token_of(&host, &to_token_request(&request))).await;
        if !host.is_connected() || js::has_crashed() {
            return Err(TokenError::Removed);
        }
        let token = token
            .ok()
            .and_then(|token| token.as_string())
            .ok_or(TokenError::Unusable)?;
        AccessToken::new(token).inspect_err(|_| {
            warn!("<add-skill>: request not sent. The token is empty, too long, or contains characters that a header cannot contain. Return it without \"Bearer \".");
        })
    }

    /// Asks the page's `suggest` for suggestions. Returns `None` if it fails or its result is not
    /// an array.
    pub async fn suggestions(&self, text: String, cancel: Cancel) -> Option<Vec<String>> {
        let suggest: Function = self.property("suggest")?.dyn_into().ok()?;
        let signal = cancel.signal().map_or(JsValue::UNDEFINED, Into::into);
        let result = suggest
            .call2(&self.get()?.into(), &text.into(), &signal)
            .ok()?;
        let result = JsFuture::from(Promise::resolve(&result)).await.ok()?;
        Some(
            result
                .dyn_ref::<Array>()?
                .iter()
                .take(MAX_SUGGESTIONS)
                .filter_map(|item| item.as_string())
                .collect(),
        )
    }

    /// Returns whether the page has set a function as `validate`.
    pub fn has_validate(&self) -> bool {
        let validate = self.property("validate");
        let is_function = validate.as_ref().is_some_and(JsValue::is_function);
        if validate.is_some() && !is_function {
            warn!("<add-skill>: validate must be a function.");
        }
        is_function
    }

    /// Asks the page's `validate` for messages. Returns `None` if it fails. What is not a message for
    /// a field is reported and ignored.
    pub async fn validation(
        &self,
        skill: &JsValue,
        cancel: &Cancel,
    ) -> Option<Vec<(FieldPath, String)>> {
        let signal = cancel.signal().map_or(JsValue::UNDEFINED, Into::into);
        let result = js::validation_of(&self.get()?, skill, &signal);
        let result: Array = JsFuture::from(result).await.ok()?.dyn_into().ok()?;
        let mut messages = Vec::new();
        for entry in result.iter() {
            let entry: Array = entry.dyn_into().ok()?;
            let path = entry.get(0).as_string()?;
            match (FieldPath::from_str(&path), entry.get(1).as_string()) {
                (Ok(field), Some(message)) => messages.push((field, message)),
                (Ok(_), None) => report("validate", &path, "mapped to a text"),
                (Err(_), _) => report("validate", &path, "a property of skillProficiency"),
            }
        }
        Some(messages)
    }
}

fn to_token_request(request: &TokenRequest) -> JsValue {
    let object = Object::new();
    let scopes = request
        .scopes
        .iter()
        .map(|scope| JsValue::from_str(scope))
        .collect::<Array>();
    // Setting a member of a new object cannot fail.
    let _ = Reflect::set(&object, &"scopes".into(), &scopes);
    if let Some(claims) = &request.claims {
        let _ = Reflect::set(&object, &"claims".into(), &claims.into());
    }
    object.into()
}
