//! Dates and times in requests and responses.

use std::fmt;

use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

use super::{Property, Value};

/// A `DateTimeOffset`, kept as its original text: parsed to check and compare it, never
/// reformatted.
///
/// The grammar is `YYYY-MM-DDThh:mm[:ss[.f{1,12}]](Z|±hh:mm)` from `OData`
/// ([ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt),
/// `dateTimeOffsetValue`). Two timestamps are equal if their texts are equal. Compare the results
/// of [`Timestamp::instant`] to compare points in time.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Timestamp(String);

impl Timestamp {
    /// Parses a date and time with a UTC offset. Returns `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        instant(text).map(|_| Self(text.to_owned()))
    }

    /// Returns the original text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the point in time, with nanosecond precision.
    ///
    /// Further digits are truncated. A leap second becomes the last nanosecond before it.
    pub fn instant(&self) -> OffsetDateTime {
        // The constructors have already parsed the text, so this never fails.
        instant(&self.0).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Property for Timestamp {
    fn read(value: Value) -> Result<Self, Value> {
        let Value::String(text) = value else {
            return Err(value);
        };
        if instant(&text).is_some() {
            Ok(Self(text))
        } else {
            Err(Value::String(text))
        }
    }

    fn write(self) -> Value {
        Value::String(self.0)
    }
}

fn instant(text: &str) -> Option<OffsetDateTime> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (hour, rest) = digits(rest.strip_prefix('T')?, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (second, nanosecond, rest) = seconds(rest)?;
    let offset = offset(rest)?;
    let date = Date::from_calendar_date(
        i32::try_from(year).ok()?,
        Month::try_from(u8::try_from(month).ok()?).ok()?,
        u8::try_from(day).ok()?,
    )
    .ok()?;
    let (second, nanosecond) = if second == 60 {
        (59, 999_999_999)
    } else {
        (second, nanosecond)
    };
    let time = Time::from_hms_nano(
        u8::try_from(hour).ok()?,
        u8::try_from(minute).ok()?,
        u8::try_from(second).ok()?,
        nanosecond,
    )
    .ok()?;
    Some(date.with_time(time).assume_offset(offset))
}

/// Parses `:ss`, `:ss.f…`, or nothing. Returns seconds, nanoseconds, and the rest of the text.
fn seconds(text: &str) -> Option<(u32, u32, &str)> {
    let Some(rest) = text.strip_prefix(':') else {
        return Some((0, 0, text));
    };
    let (second, rest) = digits(rest, 2)?;
    let Some(fraction) = rest.strip_prefix('.') else {
        return Some((second, 0, rest));
    };
    let count = fraction.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=12).contains(&count) {
        return None;
    }
    let (nanosecond, _) = digits(fraction, count.min(9))?;
    let scale = 10_u32.pow(9 - u32::try_from(count.min(9)).ok()?);
    Some((second, nanosecond * scale, &fraction[count..]))
}

/// Parses `Z` or `±hh:mm`.
fn offset(text: &str) -> Option<UtcOffset> {
    if text == "Z" {
        return Some(UtcOffset::UTC);
    }
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, rest) = digits(&text[1..], 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':')?, 2)?;
    // `UtcOffset` allows up to 25 hours, OData only 23.
    if !rest.is_empty() || hours > 23 || minutes > 59 {
        return None;
    }
    UtcOffset::from_hms(
        sign * i8::try_from(hours).ok()?,
        sign * i8::try_from(minutes).ok()?,
        0,
    )
    .ok()
}

/// Parses exactly `count` ASCII digits, at most 9. Returns the number and the rest of the text.
fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (head, rest) = text.split_at_checked(count)?;
    let number = head.bytes().try_fold(0, |sum, byte| {
        byte.is_ascii_digit()
            .then(|| sum * 10 + u32::from(byte - b'0'))
    })?;
    Some((number, rest))
}
