//! The skills that the forms of the page are sending, so that no two forms send the same skill at
//! the same time.

use std::cell::RefCell;

thread_local! {
    static IN_FLIGHT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Marks a skill as being sent until this is dropped.
#[derive(Debug)]
pub(crate) struct InFlightGuard(String);

impl InFlightGuard {
    /// Marks a skill as being sent. Returns `None` if another form is sending it.
    pub(crate) fn begin(key: String) -> Option<Self> {
        IN_FLIGHT.with_borrow_mut(|keys| {
            let is_free = !keys.contains(&key);
            is_free.then(|| {
                keys.push(key.clone());
                Self(key)
            })
        })
    }
}

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        IN_FLIGHT.with_borrow_mut(|keys| keys.retain(|key| *key != self.0));
    }
}
