//! The end of something, for whoever waits for it.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A value that is there later. Clones are the same.
pub(crate) struct Oneshot<T>(Rc<RefCell<Slot<T>>>);

struct Slot<T> {
    value: Option<T>,
    waiting: Option<Waker>,
}

impl<T> Default for Oneshot<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(Slot {
            value: None,
            waiting: None,
        })))
    }
}

impl<T> Clone for Oneshot<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Oneshot<T> {
    /// The value is there.
    pub(crate) fn resolve(&self, value: T) {
        let waiting = {
            let mut slot = self.0.borrow_mut();
            slot.value = Some(value);
            slot.waiting.take()
        };
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }
}

impl<T> Future for Oneshot<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut slot = self.0.borrow_mut();
        if let Some(value) = slot.value.take() {
            return Poll::Ready(value);
        }
        slot.waiting = Some(context.waker().clone());
        Poll::Pending
    }
}
