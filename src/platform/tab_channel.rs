//! A channel between the tabs of the page's origin.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::listener::Listener;

/// A channel that receives texts from other tabs until it is dropped. It is closed while the page
/// is hidden: an open channel could keep the page out of the back/forward cache.
pub(crate) struct TabChannel {
    channel: Rc<RefCell<Option<BroadcastChannel>>>,
    _listeners: [Option<Listener>; 2],
}

impl TabChannel {
    /// Opens the channel. Returns `None` if the browser has no channels, or none for this origin.
    pub fn open(name: &'static str, receive: fn(&str)) -> Option<Self> {
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                receive(&text);
            }
        });
        let open = move || {
            let channel = BroadcastChannel::new(name).ok()?;
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            Some(channel)
        };
        let channel = Rc::new(RefCell::new(Some(open()?)));
        let (closing, opening) = (channel.clone(), channel.clone());
        let hide = move |_| close(&closing);
        let show = move |_| {
            if opening.borrow().is_none() {
                opening.replace(open());
            }
        };
        Some(Self {
            channel,
            _listeners: [
                web_sys::window().map(|window| Listener::new(window, "pagehide", hide)),
                web_sys::window().map(|window| Listener::new(window, "pageshow", show)),
            ],
        })
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
