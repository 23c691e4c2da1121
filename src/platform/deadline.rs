//! A time limit for promises.

use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A time limit for one or several promises, which applies whatever `fetch` does.
pub(crate) struct Deadline {
    promise: Promise,
    /// The value of `promise`: a new object, so that no other promise can resolve to it.
    sentinel: JsValue,
    /// Clears the timer when the deadline is dropped.
    _timer: Option<Timeout>,
}

impl Deadline {
    /// Starts a time limit of `milliseconds`.
    pub fn new(milliseconds: u32) -> Self {
        let sentinel = JsValue::from(js_sys::Object::new());
        let mut timer = None;
        let promise = Promise::new(&mut |resolve, _| {
            let sentinel = sentinel.clone();
            timer = Some(Timeout::new(milliseconds, move || {
                drop(resolve.call1(&JsValue::NULL, &sentinel));
            }));
        });
        Self {
            promise,
            sentinel,
            _timer: timer,
        }
    }

    /// Waits until the time limit is reached.
    pub async fn passed(&self) {
        // The promise never rejects.
        let _ = JsFuture::from(self.promise.clone()).await;
    }

    /// Returns the result of `promise`, or `None` if the time limit is reached first.
    pub async fn race(&self, promise: Promise) -> Option<Result<JsValue, JsValue>> {
        match JsFuture::from(Promise::race(&js_sys::Array::of2(&promise, &self.promise))).await {
            Ok(value) if value == self.sentinel => None,
            result => Some(result),
        }
    }
}
