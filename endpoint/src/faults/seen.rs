//! The log of requests, for tests.

use std::collections::VecDeque;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, IF_MATCH, ORIGIN};
use serde_json::{Value, json};

use crate::frame::CLIENT_REQUEST_ID;

/// The maximum number of requests in the log.
const KEPT: usize = 10_000;

/// The number of a request.
pub type Number = u64;

/// A request and its result. It contains the length of the token, and never the token itself.
#[derive(Clone, Debug)]
pub struct Seen {
    number: Number,
    /// Method, URL, headers, connection, and time.
    request: Value,
    pub body: Option<String>,
    pub fault: Option<Value>,
    /// The status of the response.
    pub status: Option<u16>,
    /// The ids of the skills that the request created, changed, or deleted.
    pub committed: Vec<String>,
}

impl Seen {
    pub fn new(method: &str, url: &str, headers: &HeaderMap, connection: (u32, u32)) -> Self {
        let text = |name: HeaderName| {
            headers
                .get(name)
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
        };
        let time = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_millis();
        let request = json!({
            "method": method,
            "url": url,
            "time": u64::try_from(time).unwrap_or(u64::MAX),
            "authorization": headers.get(AUTHORIZATION).map(|value| json!({ "length": value.len() })),
            "client-request-id": text(CLIENT_REQUEST_ID),
            "retry-attempt": text(HeaderName::from_static("retry-attempt")),
            "content-type": text(CONTENT_TYPE),
            "if-match": text(IF_MATCH),
            "origin": text(ORIGIN),
            "headers": headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(),
            "connection": connection.0,
            "request-on-connection": connection.1,
        });
        Self {
            number: 0,
            request,
            body: None,
            fault: None,
            status: None,
            committed: Vec::new(),
        }
    }

    fn to_json(&self) -> Value {
        let mut seen = self.request.clone();
        seen["body"] = json!(self.body);
        seen["fault"] = json!(self.fault);
        seen["status"] = json!(self.status);
        seen["committed"] = json!(self.committed);
        seen
    }
}

/// The requests since the last script, oldest first.
#[derive(Debug, Default)]
pub struct Log {
    next: Number,
    kept: VecDeque<Seen>,
}

impl Log {
    pub fn add(&mut self, seen: Seen) -> Number {
        let number = self.next;
        self.next += 1;
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(Seen { number, ..seen });
        number
    }

    /// Adds the result of a request that is still in the log.
    pub fn note(&mut self, number: Number, note: impl FnOnce(&mut Seen)) {
        if let Some(seen) = self
            .kept
            .iter_mut()
            .rev()
            .find(|seen| seen.number == number)
        {
            note(seen);
        }
    }

    pub fn clear(&mut self) {
        self.kept.clear();
    }

    pub fn to_json(&self) -> Value {
        self.kept.iter().map(Seen::to_json).collect()
    }
}
