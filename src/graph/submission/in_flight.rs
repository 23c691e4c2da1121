//! Which skills are on their way, in all forms of the page: the same skill is not sent by two of
//! them at once.

use std::cell::RefCell;

thread_local! {
    static UNDER_WAY: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A skill that is on its way, until this is dropped.
#[derive(Debug)]
pub(crate) struct InFlightGuard(String);

impl InFlightGuard {
    /// Claims a skill; `None` where another form has.
    pub(crate) fn begin(key: String) -> Option<Self> {
        UNDER_WAY.with_borrow_mut(|keys| {
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
        UNDER_WAY.with_borrow_mut(|keys| keys.retain(|key| *key != self.0));
    }
}
