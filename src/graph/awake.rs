//! Tells when the page is in sight again, after sleep or from the back/forward cache.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

/// Listens while it lives.
pub(super) struct Awake {
    listener: Closure<dyn FnMut()>,
}

impl Awake {
    pub(super) fn new(listener: impl FnMut() + 'static) -> Self {
        let awake = Self { listener: Closure::new(listener) };
        for (target, name) in targets() {
            // Adding a listener does not throw.
            let _ = target.add_event_listener_with_callback(name, awake.listener.as_ref().unchecked_ref());
        }
        awake
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        for (target, name) in targets() {
            let _ = target.remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
        }
    }
}

fn targets() -> impl Iterator<Item = (EventTarget, &'static str)> {
    let window = web_sys::window();
    let document = window.as_ref().and_then(web_sys::Window::document);
    let shown = window.map(|window| (window.into(), "pageshow"));
    shown.into_iter().chain(document.map(|document| (document.into(), "visibilitychange")))
}
