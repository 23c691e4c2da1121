//! Times in Graph's format, `DateTimeOffset`. Grammar: `dateTimeOffsetValue` in
//! <https://docs.oasis-open.org/odata/odata/v4.01/abnf/>

use time::{Date, Month, OffsetDateTime};

/// Returns the current time in UTC, with seven fractional digits like Graph:
/// `2016-12-31T23:58:10.4520456Z`.
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    format!("{}.{:07}Z", to_the_second(now), now.nanosecond() / 100)
}

/// Returns the current time as in Graph's errors: in UTC, without an offset.
pub fn now_to_the_second() -> String {
    to_the_second(OffsetDateTime::now_utc())
}

fn to_the_second(instant: OffsetDateTime) -> String {
    let (date, (hour, minute, second)) = (instant.date(), instant.to_hms());
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// Returns whether a text is a `DateTimeOffset`: a valid date, hours and minutes, optional seconds
/// with up to twelve fractional digits, and `Z` or an offset.
pub fn is_date_time_offset(text: &str) -> bool {
    let mut rest = Reader(text.as_bytes());
    rest.date() && rest.byte(b'T') && rest.time() && rest.offset() && rest.0.is_empty()
}

/// Parses a text from its start. Each method consumes a token, or returns `false` (`None`).
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self, wanted: u8) -> bool {
        self.one_of(&[wanted])
    }

    fn one_of(&mut self, wanted: &[u8]) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if wanted.contains(first) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn digits(&mut self, count: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let number = digits.iter().try_fold(0_u16, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + u16::from(digit - b'0'))
        })?;
        self.0 = rest;
        Some(number)
    }

    fn two_digits(&mut self, largest: u16) -> bool {
        self.digits(2).is_some_and(|number| number <= largest)
    }

    fn date(&mut self) -> bool {
        let Some(year) = self.digits(4) else {
            return false;
        };
        let Some(month) = self.byte(b'-').then(|| self.digits(2)).flatten() else {
            return false;
        };
        let Some(day) = self.byte(b'-').then(|| self.digits(2)).flatten() else {
            return false;
        };
        let month = u8::try_from(month)
            .ok()
            .and_then(|month| Month::try_from(month).ok());
        let (Some(month), Ok(day)) = (month, u8::try_from(day)) else {
            return false;
        };
        year > 0 && Date::from_calendar_date(i32::from(year), month, day).is_ok()
    }

    fn time(&mut self) -> bool {
        if !(self.two_digits(23) && self.byte(b':') && self.two_digits(59)) {
            return false;
        }
        // 60 is a leap second, which the grammar allows.
        !self.byte(b':') || (self.two_digits(60) && (!self.byte(b'.') || self.fraction()))
    }

    fn fraction(&mut self) -> bool {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.0 = &self.0[count..];
        (1..=12).contains(&count)
    }

    fn offset(&mut self) -> bool {
        self.byte(b'Z')
            || (self.one_of(b"+-") && self.two_digits(23) && self.byte(b':') && self.two_digits(59))
    }
}

#[cfg(test)]
mod tests {
    use super::{is_date_time_offset, now};

    #[test]
    fn now_is_a_date_time_offset_with_seven_fraction_digits() {
        let now = now();
        assert!(is_date_time_offset(&now), "{now}");
        assert_eq!("2016-12-31T23:58:10.4520456Z".len(), now.len());
    }

    #[test]
    fn real_instants_are_accepted() {
        for text in [
            "2016-12-31T23:58:10.4520456+03:00",
            "2017-01-01T00:02:23.471109+03:00",
            "0001-01-01T00:00:00Z",
            "2024-02-29T12:30Z",
            "2016-12-31T23:59:60Z",
            "2024-01-01T00:00:00.123456789012-11:30",
        ] {
            assert!(is_date_time_offset(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_rejected() {
        for text in [
            "",
            "2024-01-01",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00.1234567890123Z",
            "2024-01-01T00:00:00+0300",
            "2024-01-01 00:00:00Z",
            "2024-01-01t00:00:00z",
            "2024-01-01T00:00:00Z ",
            "+024-01-01T00:00:00Z",
            "２024-01-01T00:00:00Z",
        ] {
            assert!(!is_date_time_offset(text), "{text}");
        }
    }
}
