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
    /// Excludes the other tabs, once it is taken.
    tabs: Option<TabLock>,
}

impl InFlightGuard {
    /// Marks a skill as being sent. Returns `None` if another form of the page is sending it.
    pub(crate) fn begin(key: String) -> Option<Self> {
        IN_FLIGHT.with_borrow_mut(|keys| {
            let is_free = !keys.contains(&key);
            is_free.then(|| {
                keys.push(key.clone());
                Self { key, tabs: None }
            })
        })
    }

    /// Returns the name of the lock that is still to be taken.
    pub(crate) fn missing_lock(&self) -> Option<String> {
        let name = ["add-skill\n", &*self.key].concat();
        Some(name).filter(|_| self.tabs.is_none())
    }

    /// Keeps a lock until this is dropped.
    pub(crate) fn keep(&mut self, lock: TabLock) {
        self.tabs = Some(lock);
    }
}

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        IN_FLIGHT.with_borrow_mut(|keys| keys.retain(|key| *key != self.key));
    }
}
