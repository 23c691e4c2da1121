//! The values of the words of a fault.

use std::time::Duration;

use serde_json::Value;

pub type Wrong = String;

const UNITS: [(&str, u64); 5] = [
    ("ms", 1),
    ("s", 1000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

/// Parses a duration, such as `500ms`, `60s`, `2m`, `1h`, or `3d`.
pub fn duration(name: &str, value: &str) -> Result<Duration, Wrong> {
    let digits = value.len()
        - value
            .trim_start_matches(|digit: char| digit.is_ascii_digit())
            .len();
    let (number, unit) = value.split_at(digits);
    let unit = UNITS
        .iter()
        .find(|(known, _)| *known == unit)
        .map(|(_, milliseconds)| milliseconds);
    let milliseconds = number
        .parse::<u64>()
        .ok()
        .zip(unit)
        .and_then(|(number, unit)| number.checked_mul(*unit));
    milliseconds
        .map(Duration::from_millis)
        .ok_or_else(|| wrong(name, value, "a duration: 500ms, 60s, 2m, 1h or 3d"))
}

/// Parses a duration with an optional sign.
pub fn signed(name: &str, value: &str) -> Result<(bool, Duration), Wrong> {
    match value.strip_prefix('-') {
        Some(behind) => Ok((true, duration(name, behind)?)),
        None => Ok((false, duration(name, value)?)),
    }
}

/// Parses an integer.
pub fn number(name: &str, value: &str) -> Result<u32, Wrong> {
    value
        .parse()
        .map_err(|_| wrong(name, value, "a whole number"))
}

/// Parses `member=value`. The value is JSON, or otherwise a text. `member` alone removes the
/// member.
pub fn assignment(name: &str, value: &str) -> Result<(String, Option<Value>), Wrong> {
    let (member, value) = match value.split_once('=') {
        Some((member, json)) => (
            member,
            Some(serde_json::from_str(json).unwrap_or_else(|_| Value::from(json))),
        ),
        None => (value, None),
    };
    let member = member.trim();
    if member.is_empty() {
        Err(wrong(name, "", "a member's name"))
    } else {
        Ok((member.to_owned(), value))
    }
}

/// Returns the message for an invalid value.
pub fn wrong(name: &str, value: &str, wanted: &str) -> Wrong {
    format!("'{value}' is not valid for '{name}', which accepts {wanted}.")
}
