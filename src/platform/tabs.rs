//! Locks and messages that the tabs of the page's origin share. A server has no tabs.

#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
mod imp {
    use std::cell::Cell;

    use js_sys::{Function, Promise};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;

    #[wasm_bindgen(module = "/src/platform/tabs.js")]
    extern "C" {
        #[wasm_bindgen(js_name = takeLock)]
        fn take_lock(name: &str) -> Promise;

        fn listen(receive: &JsValue);

        fn post(text: &str);
    }

    thread_local! {
        static IS_LISTENING: Cell<bool> = const { Cell::new(false) };
    }

    /// A lock, held until this is dropped.
    #[derive(Debug, Default)]
    pub(crate) struct TabLock(Option<Function>);

    impl TabLock {
        /// Takes a lock. Returns `None` if another tab holds it.
        ///
        /// In browsers without locks, no tab is excluded.
        pub async fn take(name: &str) -> Option<Self> {
            let release = JsFuture::from(take_lock(name)).await;
            // The promise never rejects.
            let release = release.unwrap_or_default();
            (!release.is_undefined()).then(|| Self(release.dyn_into().ok()))
        }
    }

    impl Drop for TabLock {
        fn drop(&mut self) {
            if let Some(release) = &self.0 {
                // Resolving a promise never throws.
                let _ = release.call0(&JsValue::NULL);
            }
        }
    }

    /// Starts to receive texts from other tabs. The function of the first call receives them.
    pub(crate) fn receive_from_tabs(receive: fn(String)) {
        let receive = if IS_LISTENING.replace(true) {
            JsValue::UNDEFINED
        } else {
            Closure::<dyn Fn(String)>::new(receive).into_js_value()
        };
        listen(&receive);
    }

    /// Sends a text to the other tabs.
    pub(crate) fn post_to_tabs(text: &str) {
        post(text);
    }
}

#[cfg(all(feature = "ssr", target_arch = "wasm32"))]
mod imp {
    /// A lock that excludes no tab.
    #[derive(Debug, Default)]
    pub(crate) struct TabLock;

    impl TabLock {
        #[expect(clippy::unused_async, reason = "as in a browser")]
        pub async fn take(_name: &str) -> Option<Self> {
            Some(Self)
        }
    }

    pub(crate) fn receive_from_tabs(_receive: fn(String)) {}

    pub(crate) fn post_to_tabs(_text: &str) {}
}

pub(crate) use imp::{TabLock, post_to_tabs, receive_from_tabs};
