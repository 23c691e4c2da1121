//! Notification when the page becomes visible again, after sleep or from the back/forward cache.

use std::rc::Rc;

use super::listener::Listener;

/// Calls a function on `pageshow` and on `visibilitychange` until it is dropped.
pub(crate) struct VisibilityListener {
    _listeners: [Option<Listener>; 2],
}

impl VisibilityListener {
    /// Starts to listen.
    pub(crate) fn new(callback: impl Fn() + 'static) -> Self {
        let (callback, window) = (Rc::new(callback), web_sys::window());
        let document = window.as_ref().and_then(web_sys::Window::document);
        let shown = callback.clone();
        Self {
            _listeners: [
                window.map(|window| Listener::new(window, "pageshow", move |_| shown())),
                document.map(|document| {
                    Listener::new(document, "visibilitychange", move |_| callback())
                }),
            ],
        }
    }
}
