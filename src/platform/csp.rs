//! Detection of requests that the page's own Content Security Policy (CSP) blocks.
//!
//! A blocked `fetch` fails like a lost connection. The violation event proves that the request was
//! never sent.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use web_sys::Event;

use super::listener::Listener;

/// Records [violations](https://www.w3.org/TR/CSP3/#violation-events) of `connect-src` by one URL
/// until it is dropped.
pub(crate) struct CspObserver {
    _listener: Option<Listener>,
    is_blocked: Rc<Cell<bool>>,
}

const EVENT: &str = "securitypolicyviolation";

impl CspObserver {
    /// Starts to listen for violations by `url`.
    pub fn new(url: String) -> Self {
        let is_blocked = Rc::new(Cell::new(false));
        let blocked = is_blocked.clone();
        let record = move |event: Event| {
            let text = |name: &str| {
                Reflect::get(&event, &name.into())
                    .ok()
                    .and_then(|text| text.as_string())
                    .unwrap_or_default()
            };
            // For another origin, `blockedURI` may contain only the origin.
            let address = text("blockedURI");
            if text("effectiveDirective") == "connect-src"
                && !address.is_empty()
                && url.starts_with(&address)
            {
                blocked.set(true);
            }
        };
        let document = web_sys::window().and_then(|window| window.document());
        Self {
            _listener: document.map(|document| Listener::new(document, EVENT, record)),
            is_blocked,
        }
    }

    /// Returns whether the policy blocked the URL.
    pub fn is_blocked(&self) -> bool {
        self.is_blocked.get()
    }
}
