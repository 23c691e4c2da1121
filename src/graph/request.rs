//! The only file that sends requests to the service.
//!
//! gloo-net builds the request and reads the response, but its own `send` is not used. It panics if
//! the page wrapped `fetch` and the wrapper rejects with anything but an `Error` or returns
//! anything but a `Response`. After a panic, the form would wait forever. Here, each of these cases
//! is an ordinary `Err`.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect, Response,
    ResponseInit, ResponseType,
};

use crate::platform::csp::CspObserver;
use crate::platform::deadline::Deadline;
use crate::platform::fetch::{body_text, fetch};
use crate::platform::{Cancel, options, parse_json};

use super::outcome::{Answer, NoAnswer};

/// How long to wait for the event of a CSP violation, in milliseconds.
const VIOLATION_TIMEOUT: u32 = 50;

/// One request.
pub(super) struct Request<'a> {
    pub method: Method,
    pub url: &'a str,
    pub authorization: String,
    pub client_request_id: Option<&'a str>,
    /// The number of the automatic retry, for the header
    /// [`Retry-Attempt`](https://github.com/microsoftgraph/msgraph-sdk-design/blob/HEAD/middleware/RetryHandler.md)
    /// of Graph's SDKs.
    pub retry_attempt: Option<u8>,
    /// The `ETag` that the resource must still have.
    pub if_match: Option<&'a str>,
    pub body: Option<String>,
    /// Whether the request is not sent. The response is that of a service that has added the skill.
    pub is_rehearsed: bool,
}

/// Sends a request and reads its response, both within `milliseconds`.
///
/// If the body is late, too large, or not JSON, the response has no body, but its status still
/// counts.
///
/// # Errors
/// See [`NoAnswer`].
pub(super) async fn send(
    request: Request<'_>,
    cancel: &Cancel,
    milliseconds: u32,
) -> Result<Answer, NoAnswer> {
    let deadline = Deadline::new(milliseconds);
    let answer = request
        .is_rehearsed
        .then(|| created(request.body.as_deref()));
    let request = build(request, cancel)?;
    let observer = CspObserver::new(request.url());
    let fetched = answer
        .unwrap_or_else(|| fetch(&request))
        .ok_or(NoAnswer::Network)?;
    let value = match cancel.guard(deadline.race(fetched)).await {
        Some(Some(Ok(value))) => value,
        _ if cancel.is_cancelled() => return Err(NoAnswer::Cancelled),
        Some(None) => {
            cancel.cancel();
            return Err(NoAnswer::Timeout);
        }
        _ => {
            // The browser dispatches the violation event in a separate task, after `fetch` fails.
            Deadline::new(VIOLATION_TIMEOUT).passed().await;
            return Err(if observer.is_blocked() {
                NoAnswer::Blocked
            } else {
                NoAnswer::Network
            });
        }
    };
    let response: Response = value.dyn_into().map_err(|_| NoAnswer::Network)?;
    Ok(read(response, &deadline).await)
}

/// Builds a request.
///
/// # Errors
/// [`NoAnswer::NotSent`] if the browser rejects it.
fn build(request: Request<'_>, cancel: &Cancel) -> Result<web_sys::Request, NoAnswer> {
    let signal = cancel.signal();
    // All options that decide where the token and the skill are sent are explicit, so that a
    // polluted prototype cannot supply them.
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
    if let Some(etag) = request.if_match {
        builder = builder.header("If-Match", etag);
    }
    let built = match request.body {
        Some(body) => builder
            .header("Content-Type", "application/json")
            .body(body),
        None => builder.build(),
    };
    let request = built.map_err(|_| NoAnswer::NotSent)?;
    Ok(request.into())
}

/// Returns the response of a service that has added the skill in `body`, as `fetch` does.
fn created(body: Option<&str>) -> Option<Promise> {
    let skill = ["{\"id\":\"0\",", body?.strip_prefix('{')?].concat();
    let init: ResponseInit = options();
    init.set_status(201);
    let response = Response::new_with_opt_str_and_init(Some(&skill), &init).ok()?;
    Some(Promise::resolve(&JsValue::from(response)))
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
