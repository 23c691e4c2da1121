//! The header `Retry-After`.

use crate::platform::Millis;

use super::http_date;

/// Parses [`Retry-After`](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after) and returns the
/// delay from `now`, in whole seconds.
///
/// Some services send fractions, which are rounded up. Returns `None` for a date in the past, a
/// negative number, a list of several values, and any other text.
pub fn retry_after(header: &str, now: Millis) -> Option<u32> {
    let header = header.trim();
    if header.bytes().next()?.is_ascii_digit() {
        return seconds(header);
    }
    let wait = http_date::parse(header)?
        .saturating_mul(1000)
        .saturating_sub(now);
    (wait > 0).then(|| u32::try_from(wait.saturating_add(999) / 1000).unwrap_or(u32::MAX))
}

fn seconds(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    // A number that does not fit is a very long delay, not an unknown one.
    let whole = whole.bytes().fold(0_u32, |sum, digit| {
        sum.saturating_mul(10)
            .saturating_add(u32::from(digit.saturating_sub(b'0')))
    });
    Some(whole.saturating_add(u32::from(fraction.bytes().any(|digit| digit != b'0'))))
}
