//! Locks that all tabs of the page's origin share ([Web Locks](https://w3c.github.io/web-locks/)).

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::deadline::Deadline;
use super::options;

/// How long to wait for the browser's answer, in milliseconds. It usually takes less than one, but
/// the browser may be busy, for example while it restores many tabs.
const TIMEOUT: u32 = 5_000;
/// How often a lock is requested. A lock that this page has just released is not available at once.
const ATTEMPTS: u8 = 4;
/// The pause before each further request, in milliseconds.
const PAUSE: u32 = 50;

/// A lock, held until this is dropped.
#[derive(Debug, Default)]
pub(crate) struct TabLock {
    /// Resolves the promise whose settlement releases the lock.
    release: Option<Function>,
}

impl TabLock {
    /// Takes a lock. Returns `None` if another tab holds it.
    ///
    /// If the browser has no locks or none for this origin, or does not answer, the returned lock
    /// does not exclude other tabs.
    pub async fn take(name: &str) -> Option<Self> {
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                Deadline::new(PAUSE).passed().await;
            }
            if let Some(lock) = Self::try_take(name).await {
                return Some(lock);
            }
        }
        None
    }

    async fn try_take(name: &str) -> Option<Self> {
        let taken = Rc::new(RefCell::new(Taken::default()));
        let answer = match request(name, &taken) {
            Some(answer) => Deadline::new(TIMEOUT).race(answer).await,
            None => None,
        };
        let mut taken = taken.borrow_mut();
        taken.is_awaited = false;
        match answer {
            Some(Ok(is_held)) if is_held == JsValue::FALSE => None,
            _ => Some(Self {
                release: taken.release.take(),
            }),
        }
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise never throws.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// What the callback of a request knows.
struct Taken {
    release: Option<Function>,
    /// Whether the result is still awaited. A lock that is granted later is released at once.
    is_awaited: bool,
}

impl Default for Taken {
    fn default() -> Self {
        Self {
            release: None,
            is_awaited: true,
        }
    }
}

/// Requests a lock. The promise resolves to whether it is held, and rejects if there are no locks
/// for this origin. Returns `None` if the browser has none.
fn request(name: &str, taken: &Rc<RefCell<Taken>>) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options: Object = options();
    // Setting a member of a new object cannot fail.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let mut granted = None;
    let answer = Promise::new(&mut |resolve, _| granted = Some(on_granted(resolve, taken.clone())));
    let released = request
        .call3(&locks, &name.into(), &options, &granted?)
        .ok()?;
    // The second promise settles early only if there are no locks, and then it rejects.
    Some(Promise::race(&Array::of2(&answer, &released)))
}

/// Returns the callback of a request, which holds the lock until the returned promise settles.
fn on_granted(resolve: Function, taken: Rc<RefCell<Taken>>) -> JsValue {
    Closure::once_into_js(move |lock: JsValue| {
        let mut taken = taken.borrow_mut();
        let is_held = !lock.is_falsy();
        // Resolving a promise never throws.
        let _ = resolve.call1(&JsValue::NULL, &is_held.into());
        if is_held && taken.is_awaited {
            Promise::new(&mut |release, _| taken.release = Some(release)).into()
        } else {
            JsValue::UNDEFINED
        }
    })
}
