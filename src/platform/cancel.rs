//! Cancellation of a request and of everything that waits for it.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

/// Cancels a request. All clones cancel the same request.
#[derive(Clone, Debug)]
pub struct Cancel(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    controller: Option<AbortController>,
    cancelled: Cell<bool>,
    /// Resolves on cancellation, because not every awaited promise observes the signal.
    promise: Promise,
    resolver: Option<Function>,
}

impl Default for Cancel {
    fn default() -> Self {
        // `Function::default()` compiles a function from source text, which a strict Content
        // Security Policy (CSP) blocks.
        let mut resolver = None;
        let promise = Promise::new(&mut |resolve, _| resolver = Some(resolve));
        Self(Rc::new(Inner {
            controller: AbortController::new().ok(),
            cancelled: Cell::default(),
            promise,
            resolver,
        }))
    }
}

impl Inner {
    fn resolve(&self) {
        if let Some(resolver) = &self.resolver {
            // Resolving a promise never throws.
            let _ = resolver.call0(&JsValue::NULL);
        }
    }
}

impl Drop for Inner {
    /// Resolves the promise, because its callbacks are freed only after it settles.
    fn drop(&mut self) {
        self.resolve();
    }
}

impl Cancel {
    /// Cancels the request. The service may still process what was already sent.
    ///
    /// The abort has no reason: some libraries that wrap `fetch` fail on a reason that is not an
    /// `Error`.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        if let Some(controller) = &self.0.controller {
            controller.abort();
        }
        self.0.resolve();
    }

    /// Returns the result of `future`, or `None` if the request is canceled first.
    pub(crate) async fn guard<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let (mut future, mut stopped) =
            (pin!(future), pin!(JsFuture::from(self.0.promise.clone())));
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending => stopped.as_mut().poll(context).map(|_| None),
        })
        .await
    }

    /// Returns the signal for `fetch` and other platform functions, if the browser provides one.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.controller.as_ref().map(AbortController::signal)
    }

    /// Returns whether the request was canceled.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }
}
