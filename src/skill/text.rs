//! The rules that all free texts share.

use super::error::Rule;

/// Checks a free text and returns it without surrounding white space, or `None` if it is blank.
///
/// # Errors
/// - only invisible characters — [`Rule::Invisible`]
/// - a C0 or C1 control, a tab, or a line break — [`Rule::ControlCharacter`]
/// - a bidi override, embedding, or isolate, which can disguise a text as another —
///   [`Rule::BidiControl`]
/// - a noncharacter, or U+FFFD, which replaces invalid text such as a lone surrogate —
///   [`Rule::UnreadableCharacter`]
/// - more than `max` UTF-16 code units — [`Rule::TooLong`]
pub fn check(text: &str, max: usize) -> Result<Option<&str>, Rule> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    for character in text.chars() {
        match character {
            character if character.is_control() => return Err(Rule::ControlCharacter),
            '\u{2028}' | '\u{2029}' => return Err(Rule::ControlCharacter),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => return Err(Rule::BidiControl),
            '\u{FFFD}' => return Err(Rule::UnreadableCharacter),
            character if is_noncharacter(character) => return Err(Rule::UnreadableCharacter),
            _ => {}
        }
    }
    if text.chars().all(is_invisible) {
        return Err(Rule::Invisible);
    }
    // A text never has more UTF-16 code units than bytes, so most texts need no count.
    if text.len() > max && text.encode_utf16().count() > max {
        return Err(Rule::TooLong { max });
    }
    Ok(Some(text))
}

/// Returns `text` without the white space and invisible characters around it, which often get
/// copied along.
pub(super) fn trim_invisible(text: &str) -> &str {
    let text = text.trim_start_matches(is_invisible);
    let mut end = text.trim_end_matches(is_invisible).len();
    let mut before = text[..end].chars().next_back();
    // A modifier belongs to the character before it.
    for character in text[end..].chars() {
        if !modifies(character) || before.is_none_or(|before| before.is_ascii()) {
            break;
        }
        end += character.len_utf8();
        before = Some(character);
    }
    &text[..end]
}

/// Returns the first invisible character inside a text that is not a space and does not modify its
/// neighbors.
///
/// Joiners, variation selectors, and tags are part of words in Persian and in Indic scripts, of
/// emoji, and of flags. Next to non-ASCII characters, they are allowed
/// ([joiners](https://www.unicode.org/faq/unsup_char.html), [emoji
/// sequences](https://www.unicode.org/reports/tr51/#Emoji_Sequences)).
pub fn invisible_inside(text: &str) -> Option<char> {
    let text = trim_invisible(text);
    let mut before = None;
    for (index, character) in text.char_indices() {
        let after = text[index + character.len_utf8()..].chars().next();
        let is_non_ascii =
            |neighbor: Option<char>| neighbor.is_some_and(|neighbor| !neighbor.is_ascii());
        let has_effect = match character {
            '\u{200C}' | '\u{200D}' => is_non_ascii(before) && is_non_ascii(after),
            // An emoji keycap consists of a character, this selector, and U+20E3.
            '\u{FE0F}' if after == Some('\u{20E3}') => true,
            character => modifies(character) && is_non_ascii(before),
        };
        if is_invisible(character) && character != ' ' && !has_effect {
            return Some(character);
        }
        before = Some(character);
    }
    None
}

/// Returns whether a character changes the appearance of the character before it: a variation
/// selector, or a tag of a flag.
fn modifies(character: char) -> bool {
    matches!(character, '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Returns the items of an attribute's list, separated by white space, commas, or both.
pub fn list_items(list: &str) -> impl Iterator<Item = &str> {
    list.split(|character: char| character.is_ascii_whitespace() || character == ',')
        .filter(|item| !item.is_empty())
}

/// Returns whether a character is one of Unicode's 66
/// [noncharacters](https://www.unicode.org/faq/private_use.html#noncharacters).
fn is_noncharacter(character: char) -> bool {
    matches!(u32::from(character), 0xFDD0..=0xFDEF) || u32::from(character) & 0xFFFE == 0xFFFE
}

/// Returns whether a character is white space or has no visible glyph.
///
/// The latter are those with
/// [Default_Ignorable_Code_Point](https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point)
/// and the blank Braille pattern.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        )
}
