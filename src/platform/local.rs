//! Values that stay on the page's thread.

#[cfg(not(feature = "ssr"))]
use std::cell::RefCell;
#[cfg(feature = "ssr")]
use std::marker::PhantomData;

#[cfg(not(feature = "ssr"))]
use send_wrapper::SendWrapper;

/// A value that only the page's thread can use.
///
/// Leptos wants its values to be [`Send`]. A browser has one thread. A server has several and may
/// drop a value on another thread than the one that made it, so there this holds nothing: writes
/// are ignored, and reads give the default.
#[cfg(not(feature = "ssr"))]
pub(crate) struct Local<T>(SendWrapper<RefCell<T>>);

/// A value that only the page's thread can use: on a server, nothing.
#[cfg(feature = "ssr")]
pub(crate) struct Local<T>(PhantomData<fn() -> T>);

impl<T> Local<T> {
    /// Keeps a value.
    #[cfg(not(feature = "ssr"))]
    pub fn new(value: T) -> Self {
        Self(SendWrapper::new(RefCell::new(value)))
    }

    /// Drops the value.
    #[cfg(feature = "ssr")]
    pub fn new(_value: T) -> Self {
        Self(PhantomData)
    }

    /// Reads the value; the default on a server.
    #[cfg(not(feature = "ssr"))]
    pub fn with<R: Default>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0.borrow())
    }

    /// Reads the value; the default on a server.
    #[cfg(feature = "ssr")]
    #[expect(clippy::unused_self, reason = "a server has no value")]
    pub fn with<R: Default>(&self, _read: impl FnOnce(&T) -> R) -> R {
        R::default()
    }

    /// Changes the value.
    #[cfg(not(feature = "ssr"))]
    pub fn update<R: Default>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.0.borrow_mut())
    }

    /// Changes the value.
    #[cfg(feature = "ssr")]
    #[expect(clippy::unused_self, reason = "a server has no value")]
    pub fn update<R: Default>(&self, _change: impl FnOnce(&mut T) -> R) -> R {
        R::default()
    }

    /// Replaces the value. The earlier one is dropped after that: it may use this value again.
    pub fn set(&self, value: T)
    where
        T: Default,
    {
        drop(self.update(|held| std::mem::replace(held, value)));
    }

    /// Replaces the value by the default, and returns it.
    pub fn take(&self) -> T
    where
        T: Default,
    {
        self.update(std::mem::take)
    }

    /// A copy of the value.
    pub fn get(&self) -> T
    where
        T: Clone + Default,
    {
        self.with(T::clone)
    }
}

impl<T: Default> Default for Local<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}
