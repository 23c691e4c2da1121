//! The only file that calls `fetch`, timers of the network and `crypto`.
//!
//! gloo-net builds the request and reads the answer, but its own `send` is not called: it panics where a page has wrapped
//! `fetch` and the wrapper rejects with something that is not an `Error` or answers something that is not a `Response`, and a
//! panic leaves the form waiting for ever. Here every such surprise is an ordinary `Err`.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode,
    RequestRedirect, Response, ResponseType,
};

use super::json;
use super::outcome::{Answer, NoAnswer};
use super::policy::PolicyWatch;
use super::retry::Millis;

/// How long a violation of the page's policy may take to be told, in milliseconds.
const VIOLATION_WITHIN: u32 = 50;
/// The most bytes of an answer that are read. A skill is a few hundred.
const MAX_BODY: usize = 1 << 20;

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

/// Stops a request. Clones stop the same one.
#[derive(Clone, Debug)]
pub struct Cancel(Rc<Switch>);

#[derive(Debug)]
struct Switch {
    controller: Option<AbortController>,
    cancelled: Cell<bool>,
    /// Resolves when it is stopped: not everything that is waited for follows the signal.
    stopped: Promise,
    stop: Option<Function>,
}

impl Default for Cancel {
    fn default() -> Self {
        // Not `Function::default()`, which is made of text: a strict policy blocks that.
        let mut stop = None;
        let stopped = Promise::new(&mut |resolve, _| stop = Some(resolve));
        Self(Rc::new(Switch { controller: AbortController::new().ok(), cancelled: Cell::default(), stopped, stop }))
    }
}

impl Switch {
    fn resolve(&self) {
        if let Some(stop) = &self.stop {
            // Resolving a promise does not throw.
            let _ = stop.call0(&JsValue::NULL);
        }
    }
}

impl Drop for Switch {
    /// What has waited for a promise is let go of only once that is settled.
    fn drop(&mut self) {
        self.resolve();
    }
}

impl Cancel {
    /// Stops the request. What was sent before may still be carried out by the service.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        if let Some(controller) = &self.0.controller {
            // Without a reason: some libraries that wrap `fetch` do not bear one that is not an `Error`.
            controller.abort();
        }
        self.0.resolve();
    }

    /// What `future` ends in; `None` where it is stopped first.
    pub(super) async fn unless<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let (mut future, mut stopped) = (pin!(future), pin!(JsFuture::from(self.0.stopped.clone())));
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending => stopped.as_mut().poll(context).map(|_| None),
        })
        .await
    }

    /// What `fetch` and other platform functions follow.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.controller.as_ref().map(AbortController::signal)
    }

    /// Whether it was stopped.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }
}

/// Sends one request and reads its answer, both within `milliseconds`. A body that does not come in time, is too large or is not
/// JSON is an answer without a body: the status has been told.
pub(super) async fn send(request: Request<'_>, cancel: &Cancel, milliseconds: u32) -> Result<Answer, NoAnswer> {
    let deadline = Deadline::new(milliseconds);
    let signal = cancel.signal();
    // What decides where the token and the skill go is set, so that none of it comes from a polluted prototype.
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
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    };
    let request: web_sys::Request = built.map_err(|_| NoAnswer::NotSent)?.into();
    let watch = PolicyWatch::new(request.url());
    let fetched = fetch(&request).ok_or(NoAnswer::Network)?;
    let answered = match cancel.unless(deadline.race(fetched)).await {
        Some(Some(Ok(answered))) => answered,
        _ if cancel.is_cancelled() => return Err(NoAnswer::Cancelled),
        Some(None) => {
            cancel.cancel();
            return Err(NoAnswer::Timeout);
        }
        _ => {
            // The violation is told in a task of its own, after `fetch` has failed.
            Deadline::new(VIOLATION_WITHIN).race(Promise::new(&mut |_, _| ())).await;
            return Err(if watch.is_blocked() { NoAnswer::Blocked } else { NoAnswer::Network });
        }
    };
    let response: Response = answered.dyn_into().map_err(|_| NoAnswer::Network)?;
    Ok(read(response, &deadline).await)
}

/// Calls the page's `fetch`, which may be a wrapper that throws or answers no promise.
pub(super) fn fetch(request: &web_sys::Request) -> Option<Promise> {
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &"fetch".into()).ok()?.dyn_into().ok()?;
    Some(Promise::resolve(&fetch.call1(&global, request).ok()?))
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
            Some(stream) => text(stream, deadline).await.and_then(|text| json::parse(&text)),
            None => None,
        },
    }
}

/// The body as text, if it comes in time and is within the limit. It is decoded as
/// [`Response.text()`](https://fetch.spec.whatwg.org/#dom-body-text) does: without a byte order mark, and with U+FFFD for what is not UTF-8.
pub(super) async fn text(stream: web_sys::ReadableStream, deadline: &Deadline) -> Option<String> {
    // A page's wrapper of `fetch` may be reading it already.
    if stream.locked() {
        return None;
    }
    // Checked, and with options of its own: WebKit reads a `mode` that a page has put on every object's prototype, and throws.
    let options = Object::create(JsValue::NULL.unchecked_ref::<Object>());
    let get_reader: Function = Reflect::get(&stream, &"getReader".into()).ok()?.dyn_into().ok()?;
    let reader: ReadableStreamDefaultReader = get_reader.call1(&stream, &options).ok()?.dyn_into().ok()?;
    let mut bytes = Vec::new();
    loop {
        let Some(Ok(chunk)) = deadline.race(reader.read()).await else { break };
        if Reflect::get(&chunk, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
            return Some(String::from_utf8_lossy(bytes).into_owned());
        }
        let chunk: Uint8Array = Reflect::get(&chunk, &"value".into()).ok()?.dyn_into().ok()?;
        if bytes.len() + chunk.length() as usize > MAX_BODY {
            break;
        }
        bytes.extend(chunk.to_vec());
    }
    // Nobody waits for the rest; a stream that cannot be cancelled ends by itself.
    wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(reader.cancel()).await) });
    None
}

/// A time by which an answer must have come, whatever `fetch` does.
pub(super) struct Deadline {
    promise: Promise,
    /// What the promise resolves to: an object of its own, which no other promise can resolve to.
    late: JsValue,
    /// Dropped with the deadline, which ends the timer.
    _timer: Option<Timeout>,
}

impl Deadline {
    pub fn new(milliseconds: u32) -> Self {
        let late = JsValue::from(js_sys::Object::new());
        let mut timer = None;
        let promise = Promise::new(&mut |resolve, _| {
            let late = late.clone();
            timer = Some(Timeout::new(milliseconds, move || drop(resolve.call1(&JsValue::NULL, &late))));
        });
        Self { promise, late, _timer: timer }
    }

    /// How `promise` ended; `None` where the time was over first.
    pub async fn race(&self, promise: Promise) -> Option<Result<JsValue, JsValue>> {
        match JsFuture::from(Promise::race(&js_sys::Array::of2(&promise, &self.promise))).await {
            Ok(value) if value == self.late => None,
            ended => Some(ended),
        }
    }
}

/// The moment, in milliseconds since the Unix epoch.
#[allow(clippy::cast_possible_truncation, reason = "whole milliseconds, far within the range")]
pub fn now() -> Millis {
    js_sys::Date::now() as Millis
}

/// Whether the browser says that it is offline.
pub(crate) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// A random number from 0 to 1, for the jitter of a wait.
pub(super) fn chance() -> f64 {
    js_sys::Math::random()
}

/// A new GUID. `crypto.randomUUID` is there in secure contexts; elsewhere the random bytes are put into its form.
pub fn guid() -> String {
    let crypto =
        Reflect::get(&js_sys::global(), &"crypto".into()).ok().and_then(|crypto| crypto.dyn_into::<web_sys::Crypto>().ok());
    let Some(crypto) = crypto else { return String::new() };
    if Reflect::has(&crypto, &"randomUUID".into()).unwrap_or(false) {
        return crypto.random_uuid();
    }
    let mut bytes = [0; 16];
    // Sixteen bytes are always within the quota of `getRandomValues`.
    let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    // RFC 9562, version 4.
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]));
    let mut guid: String = bytes.iter().flat_map(hex).collect();
    for hyphen in [8, 13, 18, 23] {
        guid.insert(hyphen, '-');
    }
    guid
}
