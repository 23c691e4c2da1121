//! The only file that sends requests to the service.
//!
//! gloo-net builds the request and reads the answer, but its own `send` is not called: it panics
//! where a page has wrapped `fetch` and the wrapper rejects with something that is not an `Error`
//! or answers something that is not a `Response`, and a panic leaves the form waiting for ever.
//! Here every such surprise is an ordinary `Err`.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::Promise;
use wasm_bindgen::JsCast;
use web_sys::{
    ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect, Response,
    ResponseType,
};

use crate::platform::csp::CspObserver;
use crate::platform::deadline::Deadline;
use crate::platform::fetch::{body_text, fetch};
use crate::platform::{Cancel, parse_json};

use super::outcome::{Answer, NoAnswer};

/// How long a violation of the page's policy may take to be told, in milliseconds.
const VIOLATION_WITHIN: u32 = 50;

/// One request.
pub(super) struct Request<'a> {
    pub method: Method,
    pub url: &'a str,
    pub authorization: String,
    pub client_request_id: Option<&'a str>,
    /// Which automatic retry it is, as Graph's SDKs tell.
    pub retry_attempt: Option<u8>,
    pub body: Option<String>,
}

/// Sends one request and reads its answer, both within `milliseconds`. A body that does not come in
/// time, is too large or is not JSON is an answer without a body: the status has been told.
pub(super) async fn send(
    request: Request<'_>,
    cancel: &Cancel,
    milliseconds: u32,
) -> Result<Answer, NoAnswer> {
    let deadline = Deadline::new(milliseconds);
    let signal = cancel.signal();
    // What decides where the token and the skill go is set, so that none of it comes from a
    // polluted prototype.
    let mut builder = RequestBuilder::new(request.url)
        .method(request.method)
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .integrity("")
        .abort_signal(signal.as_ref())
        .header("Authorization", &request.authorization);
    if let Some(id) = request.client_request_id {
        builder = builder.header("client-request-id", id);
    }
    if let Some(retry) = request.retry_attempt {
        builder = builder.header("Retry-Attempt", &retry.to_string());
    }
    let built = match request.body {
        Some(body) => builder
            .header("Content-Type", "application/json")
            .body(body),
        None => builder.build(),
    };
    let request: web_sys::Request = built.map_err(|_| NoAnswer::NotSent)?.into();
    let watch = CspObserver::new(request.url());
    let fetched = fetch(&request).ok_or(NoAnswer::Network)?;
    let answered = match cancel.guard(deadline.race(fetched)).await {
        Some(Some(Ok(answered))) => answered,
        _ if cancel.is_cancelled() => return Err(NoAnswer::Cancelled),
        Some(None) => {
            cancel.cancel();
            return Err(NoAnswer::Timeout);
        }
        _ => {
            // The violation is told in a task of its own, after `fetch` has failed.
            Deadline::new(VIOLATION_WITHIN)
                .race(Promise::new(&mut |_, _| ()))
                .await;
            return Err(if watch.is_blocked() {
                NoAnswer::Blocked
            } else {
                NoAnswer::Network
            });
        }
    };
    let response: Response = answered.dyn_into().map_err(|_| NoAnswer::Network)?;
    Ok(read(response, &deadline).await)
}

async fn read(response: Response, deadline: &Deadline) -> Answer {
    if response.type_() == ResponseType::Opaqueredirect {
        return Answer::default();
    }
    let response = gloo_net::http::Response::from(response);
    let headers = response.headers();
    Answer {
        status: response.status(),
        request_id: headers.get("request-id"),
        retry_after: headers.get("Retry-After"),
        www_authenticate: headers.get("WWW-Authenticate"),
        body: match response.body() {
            Some(stream) => body_text(stream, deadline)
                .await
                .and_then(|text| parse_json(&text)),
            None => None,
        },
    }
}
