//! Automatic retries of a skill that the service rejected because of throttling (429) or
//! unavailability (503).
//!
//! The delays are those of Graph's SDKs
//! ([design](https://github.com/microsoftgraph/msgraph-sdk-design/blob/HEAD/middleware/RetryHandler.md),
//! [source](https://app.unpkg.com/@microsoft/microsoft-graph-client@3.0.7/files/src/middleware/RetryHandler.ts)),
//! with three differences:
//! - A `Retry-After` of more than 180 seconds is respected, not reduced.
//! - An invalid `Retry-After` does not permit an immediate retry.
//! - A 504 is not retried, because a gateway does not know whether the request was processed.

use crate::platform::Millis;

/// The maximum number of automatic retries per submission.
pub const MAX_RETRIES: u8 = 3;
/// The maximum delay of an automatic retry, in seconds.
pub const MAX_AUTO_WAIT_SECONDS: u32 = 180;
/// The minimum delay if the service does not specify one, in seconds.
pub const MIN_DELAY_SECONDS: u32 = 3;

/// Returns whether this status guarantees that the service did not process the request, and permits
/// an automatic retry.
pub fn is_retryable(status: u16) -> bool {
    matches!(status, 429 | 503)
}

/// Returns the growing part of the delay before retry `n`, in seconds: `round(0.5 × (2ⁿ − 1))`.
pub fn backoff(n: u8) -> u32 {
    match n {
        0 => 0,
        n => 1_u32.checked_shl(u32::from(n) - 1).unwrap_or(u32::MAX),
    }
}

/// Returns the delay before retry `n`, in milliseconds, if the service does not specify one.
///
/// `n` counts from 1, and `delay` is in seconds. `jitter` is a random number from 0 to 1, which
/// prevents many pages from retrying at the same time.
pub fn wait(n: u8, delay: u32, jitter: f64) -> u32 {
    let growing = if n > 1 { backoff(n) } else { 0 };
    let seconds = growing.saturating_add(delay).min(MAX_AUTO_WAIT_SECONDS);
    seconds * 1000 + thousandths(jitter)
}

/// Converts a number from 0 to 1 to thousandths, at most 999. Other numbers are clamped.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within 0 to 999"
)]
fn thousandths(jitter: f64) -> u32 {
    (jitter * 1000.0).clamp(0.0, 999.0) as u32
}

/// The reaction to a throttled or unavailable service.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Plan {
    /// The delay before the skill may be sent again, in milliseconds.
    pub wait: Millis,
    /// Whether the form then retries automatically.
    pub is_automatic: bool,
    /// Whether the user may retry earlier, because the service did not specify a delay.
    pub may_skip: bool,
}

/// Returns the reaction to a response with this status and `Retry-After`, after `retries` retries.
pub fn plan(status: Option<u16>, retry_after: Option<u32>, retries: u8, jitter: f64) -> Plan {
    // `Retry-After: 0` does not permit an immediate retry, because Graph counts every request
    // ([throttling](https://learn.microsoft.com/graph/throttling)).
    let requested = retry_after.filter(|seconds| *seconds > 0);
    let may_retry = retries < MAX_RETRIES && status.is_some_and(is_retryable);
    let is_automatic =
        may_retry && requested.is_none_or(|seconds| seconds <= MAX_AUTO_WAIT_SECONDS);
    let wait = match requested {
        Some(seconds) => Millis::from(seconds) * 1000,
        None if is_automatic => wait(retries + 1, MIN_DELAY_SECONDS, jitter).into(),
        None => 0,
    };
    Plan {
        wait,
        is_automatic,
        may_skip: requested.is_none(),
    }
}
