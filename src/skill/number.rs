//! Decimal numbers in the digits and signs of all languages, so that the form can parse every
//! number that `Intl` formats.

/// The decimal separators: period, comma, the Arabic separator, and the full-width forms.
const DECIMAL_MARKS: [char; 5] = ['.', ',', '\u{66B}', '．', '，'];
/// The minus signs: ASCII, mathematical, small, and full-width.
const MINUS: [char; 4] = ['-', '\u{2212}', '\u{FE63}', '－'];
const PLUS: [char; 3] = ['+', '\u{FE62}', '＋'];
/// The marks that `Intl` adds to signs in Arabic, Persian, and Hebrew to display them on the
/// correct side.
const DIRECTION_MARKS: [char; 3] = ['\u{61C}', '\u{200E}', '\u{200F}'];
/// The Chinese digits of the numbering system `hanidec`.
const HANIDEC: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The zeros of Unicode's decimal digits
/// ([Nd](https://www.unicode.org/reports/tr44/#Numeric_Type)), except ASCII's. The other nine
/// digits follow each zero.
const ZEROS: [u32; 75] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
    0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// Converts a number to an ASCII literal with a period as its decimal separator.
///
/// Returns `None` if `text` does not match `[+-]?(d+(md*)?|md+)(e[+-]?d+)?` with digits `d` and a
/// decimal separator `m`. A comma is always a decimal separator, never a grouping separator.
pub(super) fn literal(text: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|character| !DIRECTION_MARKS.contains(character))
        .map(to_ascii)
        .collect();
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(&text);
    let (mantissa, exponent) = unsigned
        .split_once(['e', 'E'])
        .map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_exponent_valid = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && are_digits(exponent)
    });
    let is_valid = are_digits(whole)
        && are_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && is_exponent_valid;
    is_valid.then_some(text)
}

fn to_ascii(character: char) -> char {
    match character {
        _ if DECIMAL_MARKS.contains(&character) => '.',
        _ if MINUS.contains(&character) => '-',
        _ if PLUS.contains(&character) => '+',
        _ => digit(character)
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(character),
    }
}

fn digit(character: char) -> Option<u32> {
    let code = u32::from(character);
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code));
    zero.map(|zero| code - zero).or_else(|| {
        HANIDEC
            .iter()
            .zip(0..)
            .find(|(digit, _)| **digit == character)
            .map(|(_, value)| value)
    })
}
