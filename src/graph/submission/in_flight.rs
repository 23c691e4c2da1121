//! The skills that the forms of all tabs are sending, so that no two forms send the same skill at
//! the same time.

use std::cell::RefCell;

use crate::platform::tab_lock::TabLock;

thread_local! {
    static IN_FLIGHT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Marks a skill as being sent until this is dropped.
#[derive(Debug)]
pub(crate) struct InFlightGuard {
    key: String,
    /// Excludes the other tabs.
    tabs: TabLock,
}

impl InFlightGuard {
    /// Marks a skill as being sent. Returns `None` if another form is sending it.
    pub(crate) async fn begin(key: String) -> Option<Self> {
        let is_free = IN_FLIGHT.with_borrow_mut(|keys| {
            let is_free = !keys.contains(&key);
            if is_free {
                keys.push(key.clone());
            }
            is_free
        });
        if !is_free {
            return None;
        }
        // Without the lock, this releases the key again.
        let mut guard = Self {
            key,
            tabs: TabLock::default(),
        };
        guard.tabs = TabLock::take(&["add-skill\n", &*guard.key].concat()).await?;
        Some(guard)
    }
}

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        IN_FLIGHT.with_borrow_mut(|keys| keys.retain(|key| *key != self.key));
    }
}
