//! A time limit for promises.

use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A time by which an answer must have come, whatever `fetch` does.
pub(crate) struct Deadline {
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
            timer = Some(Timeout::new(milliseconds, move || {
                drop(resolve.call1(&JsValue::NULL, &late));
            }));
        });
        Self {
            promise,
            late,
            _timer: timer,
        }
    }

    /// How `promise` ended; `None` where the time was over first.
    pub async fn race(&self, promise: Promise) -> Option<Result<JsValue, JsValue>> {
        match JsFuture::from(Promise::race(&js_sys::Array::of2(&promise, &self.promise))).await {
            Ok(value) if value == self.late => None,
            ended => Some(ended),
        }
    }
}
