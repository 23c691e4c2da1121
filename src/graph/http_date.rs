//! Dates in HTTP headers.

use time::{Date, Month, Time};

/// The names of the months, which are always English in HTTP.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Parses an [IMF-fixdate](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7), `Sun, 06 Nov 1994
/// 08:49:37 GMT`, and returns the seconds since the Unix epoch.
///
/// The two obsolete formats are not supported. If a date cannot be parsed, the caller uses its own
/// delay.
pub fn parse(text: &str) -> Option<i64> {
    let (weekday, rest) = text.split_once(", ")?;
    let mut parts = rest.split(' ');
    let mut part = || parts.next();
    let (day, month, year, time, zone) = (part()?, part()?, part()?, part()?, part()?);
    if part().is_some() || zone != "GMT" || weekday.len() != 3 {
        return None;
    }
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let date = Date::from_calendar_date(
        number(year, 4)?.into(),
        Month::try_from(month).ok()?,
        small(day)?,
    )
    .ok()?;
    let (hour, rest) = time.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    // A leap second becomes the second before it.
    let time = Time::from_hms(small(hour)?, small(minute)?, small(second)?.min(59)).ok()?;
    Some(date.with_time(time).assume_utc().unix_timestamp())
}

fn small(text: &str) -> Option<u8> {
    number(text, 2)?.try_into().ok()
}

/// Parses exactly `count` digits, at most 4.
fn number(text: &str, count: usize) -> Option<u16> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| {
        text.bytes()
            .fold(0, |sum, byte| sum * 10 + u16::from(byte - b'0'))
    })
}
