//! A listener for an event that is removed when it is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Calls a function for an event of a target until it is dropped.
pub(crate) struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Starts to listen.
    pub fn new(
        target: impl Into<EventTarget>,
        name: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Self {
        let this = Self {
            target: target.into(),
            name,
            callback: Closure::new(callback),
        };
        // Adding a listener never throws.
        let _ = this
            .target
            .add_event_listener_with_callback(name, this.callback.as_ref().unchecked_ref());
        this
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, self.callback.as_ref().unchecked_ref());
    }
}
