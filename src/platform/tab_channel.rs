//! A channel between the tabs of the page's origin.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::listener::Listener;

/// A channel that receives texts from other tabs until it is dropped, or until the page is hidden:
/// an open channel could keep the page out of the back/forward cache.
pub(crate) struct TabChannel {
    channel: Rc<RefCell<Option<BroadcastChannel>>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_hide: Option<Listener>,
}

impl TabChannel {
    /// Opens the channel. Returns `None` if the browser has no channels, or none for this origin.
    pub fn open(name: &str, receive: fn(&str)) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                receive(&text);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let channel = Rc::new(RefCell::new(Some(channel)));
        let closing = channel.clone();
        let hide = move |_| close(&closing);
        Some(Self {
            channel,
            _on_message: on_message,
            _on_hide: web_sys::window().map(|window| Listener::new(window, "pagehide", hide)),
        })
    }

    /// Returns whether the channel still receives.
    pub fn is_open(&self) -> bool {
        self.channel.borrow().is_some()
    }

    /// Sends a text to the other tabs.
    pub fn post(&self, text: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            // This fails only if the channel is closed.
            let _ = channel.post_message(&text.into());
        }
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        close(&self.channel);
    }
}

fn close(channel: &RefCell<Option<BroadcastChannel>>) {
    if let Some(channel) = channel.take() {
        channel.set_onmessage(None);
        channel.close();
    }
}
