//! The browsers that tests share, one after the other, because starting one takes longer than most
//! tests.

use std::ops::Deref;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::browser::{Browser, Setup};
use crate::{Look, Result};

/// The idle browsers. They end with the tests' process: see [`Process`](crate::process::Process).
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// The maximum number of idle browsers. Each uses some hundred megabytes, and tests rarely need
/// more setups at a time.
const MAX_IDLE: usize = 4;

/// A browser for one test. On drop, it becomes idle.
#[derive(Debug)]
pub struct Lease(Option<Browser>);

impl Lease {
    /// Returns a browser with these colors, if the engine supports them.
    ///
    /// # Errors
    /// None is idle, and none starts.
    pub(crate) async fn take(look: Look) -> Result<Self> {
        Self::take_like(Setup {
            look,
            is_trusting: false,
        })
        .await
    }

    /// Returns a browser that accepts any certificate.
    ///
    /// # Errors
    /// As [`Lease::take`].
    pub(crate) async fn take_trusting() -> Result<Self> {
        Self::take_like(Setup {
            look: Look::default(),
            is_trusting: true,
        })
        .await
    }

    async fn take_like(setup: Setup) -> Result<Self> {
        while let Some(mut browser) = take_idle(setup) {
            // A browser that no longer responds ends here.
            if browser.renew(setup).await.is_ok() {
                return Ok(Self(Some(browser)));
            }
        }
        Ok(Self(Some(Browser::start(setup).await?)))
    }
}

fn take_idle(setup: Setup) -> Option<Browser> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let index = idle.iter().position(|browser| browser.is_like(setup))?;
    Some(idle.remove(index))
}

impl Deref for Lease {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        self.0
            .as_ref()
            .unwrap_or_else(|| unreachable!("it is taken by drop only"))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // A failed test may have left the browser in any state.
        let Some(browser) = self.0.take().filter(|_| !thread::panicking()) else {
            return;
        };
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(browser);
        let superfluous = (idle.len() > MAX_IDLE).then(|| idle.remove(0));
        drop(idle);
        drop(superfluous);
    }
}
