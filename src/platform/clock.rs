//! The current time.

/// A point in time, in milliseconds since the Unix epoch, or a duration in milliseconds.
pub type Millis = i64;

/// Returns the current time, in milliseconds since the Unix epoch.
#[allow(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds, far within the range"
)]
pub fn now() -> Millis {
    js_sys::Date::now() as Millis
}
