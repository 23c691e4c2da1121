//! Cancelling a request and everything that waits for it.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

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
        Self(Rc::new(Switch {
            controller: AbortController::new().ok(),
            cancelled: Cell::default(),
            stopped,
            stop,
        }))
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
            // Without a reason: some libraries that wrap `fetch` do not bear one that is not an
            // `Error`.
            controller.abort();
        }
        self.0.resolve();
    }

    /// Returns the result of `future`, or `None` if the request is cancelled first.
    pub(crate) async fn guard<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let (mut future, mut stopped) =
            (pin!(future), pin!(JsFuture::from(self.0.stopped.clone())));
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
