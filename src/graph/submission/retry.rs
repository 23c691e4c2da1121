//! When a skill that the service was too busy to take is sent again.
//!
//! The waits are those of Graph's SDKs, with three differences: a `Retry-After` of more than 180
//! seconds is kept, not cut; one that makes no sense is no permission to try at once; and 504 is
//! not here, because a gateway does not know what was done.

use crate::platform::Millis;

/// How often one submission is sent again by itself.
pub const MAX_RETRIES: u8 = 3;
/// The longest wait that is waited by itself, in seconds.
pub const MAX_AUTO_WAIT_SECONDS: u32 = 180;
/// The shortest wait where the service does not say how long, in seconds.
pub const MIN_DELAY_SECONDS: u32 = 3;

/// Whether the service has not processed a request that it answered with this status, and may take
/// it later by itself.
pub fn is_retryable(status: u16) -> bool {
    matches!(status, 429 | 503)
}

/// The growing part of the back-off before retry `n`, in seconds: `round(0.5 × (2ⁿ − 1))`.
pub fn backoff(n: u8) -> u32 {
    match n {
        0 => 0,
        n => 1_u32.checked_shl(u32::from(n) - 1).unwrap_or(u32::MAX),
    }
}

/// The wait before retry `n`, counted from 1, where the service does not say how long, in
/// milliseconds. `jitter` is a random number from 0 to 1, which keeps many pages from coming back
/// together.
pub fn wait(n: u8, delay: u32, jitter: f64) -> u32 {
    let growing = if n > 1 { backoff(n) } else { 0 };
    let seconds = growing.saturating_add(delay).min(MAX_AUTO_WAIT_SECONDS);
    seconds * 1000 + thousandths(jitter)
}

/// A number from 0 to 1 in thousandths, 1 itself excluded. What is not such a number is the nearest
/// that is.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within 0 to 999"
)]
fn thousandths(jitter: f64) -> u32 {
    (jitter * 1000.0).clamp(0.0, 999.0) as u32
}

/// What follows an answer that says that the service is busy.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Plan {
    /// The wait before the skill may be sent again, in milliseconds.
    pub wait: Millis,
    /// Whether it is sent again by itself then.
    pub is_automatic: bool,
    /// Whether a person may send it earlier: the service did not say how long to wait.
    pub may_skip: bool,
}

/// What follows an answer with this status, after `retries` retries.
pub fn plan(status: Option<u16>, retry_after: Option<u32>, retries: u8, jitter: f64) -> Plan {
    // An invitation to come back at once is none: Graph counts every request.
    let asked = retry_after.filter(|seconds| *seconds > 0);
    let may_retry = retries < MAX_RETRIES && status.is_some_and(is_retryable);
    let is_automatic = may_retry && asked.is_none_or(|seconds| seconds <= MAX_AUTO_WAIT_SECONDS);
    let wait = match asked {
        Some(seconds) => Millis::from(seconds) * 1000,
        None if is_automatic => wait(retries + 1, MIN_DELAY_SECONDS, jitter).into(),
        None => 0,
    };
    Plan {
        wait,
        is_automatic,
        may_skip: asked.is_none(),
    }
}
