//! The current time.

/// A time, or a length of time, in milliseconds. Times count from the Unix epoch.
pub type Millis = i64;

/// The moment, in milliseconds since the Unix epoch.
#[allow(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds, far within the range"
)]
pub fn now() -> Millis {
    js_sys::Date::now() as Millis
}
