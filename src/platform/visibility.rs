//! Notification when the page becomes visible again, after sleep or from the back/forward cache.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

/// Calls a listener on `pageshow` and on `visibilitychange` until it is dropped.
pub(crate) struct VisibilityListener {
    listener: Closure<dyn FnMut()>,
}

impl VisibilityListener {
    /// Starts to listen.
    pub(crate) fn new(listener: impl FnMut() + 'static) -> Self {
        let this = Self {
            listener: Closure::new(listener),
        };
        for (target, name) in targets() {
            // Adding a listener never throws.
            let _ = target
                .add_event_listener_with_callback(name, this.listener.as_ref().unchecked_ref());
        }
        this
    }
}

impl Drop for VisibilityListener {
    fn drop(&mut self) {
        for (target, name) in targets() {
            let _ = target
                .remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
        }
    }
}

fn targets() -> impl Iterator<Item = (EventTarget, &'static str)> {
    let window = web_sys::window();
    let document = window.as_ref().and_then(web_sys::Window::document);
    let shown = window.map(|window| (window.into(), "pageshow"));
    shown
        .into_iter()
        .chain(document.map(|document| (document.into(), "visibilitychange")))
}
