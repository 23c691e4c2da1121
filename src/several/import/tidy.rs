//! The form in which drafts are imported.

use crate::platform::{StringSet, fold};
use crate::skill::{Draft, Entry, Enumeration, FieldPath, Kind};

use super::vocabulary::Vocabulary;

/// The characters that break a line or align text, also inside a cell
/// ([UAX 14](https://www.unicode.org/reports/tr14/#BK), and the tab).
const LINE_BREAKS: [char; 8] = [
    '\n', '\r', '\t', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
];

/// Returns a text without the white space around it and the zero-width characters before it, which
/// spreadsheets and websites add.
pub(super) fn trimmed(text: &str) -> &str {
    let is_zero_width =
        |character| matches!(character, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
    text.trim_start_matches(|character: char| character.is_whitespace() || is_zero_width(character))
        .trim_end()
}

impl Vocabulary {
    /// Tidies the content of each field. Tidying it again changes nothing.
    pub fn tidy(&self, draft: &mut Draft) {
        for field in FieldPath::ALL {
            let entry = match draft.take(*field) {
                Entry::Text(text) => Entry::Text(self.tidy_text(*field, trimmed(&text))),
                Entry::List(items) => Entry::List(self.tidy_list(*field, &items)),
            };
            draft.set(*field, entry);
        }
    }

    fn tidy_text(&self, field: FieldPath, text: &str) -> String {
        match field.kind() {
            Kind::One(enumeration) => self.tidy_member(enumeration, text),
            // Excel writes them in capitals.
            Kind::Boolean => text.to_ascii_lowercase(),
            _ if field == FieldPath::DisplayName => on_one_line(text),
            _ => text.to_owned(),
        }
    }

    /// Returns the wire name of a member, or of several joined by commas. Other texts are kept.
    fn tidy_member(&self, enumeration: Enumeration, text: &str) -> String {
        let name = |text: &str| Some(self.member(enumeration, text)?.name());
        if let Some(name) = name(text) {
            return name.to_owned();
        }
        let names = text.split(',').map(name).collect::<Option<Vec<_>>>();
        match names {
            Some(names) if enumeration.is_flags() => names.join(","),
            _ => text.to_owned(),
        }
    }

    /// Returns the items, without blank and repeated ones.
    fn tidy_list(&self, field: FieldPath, items: &[String]) -> Vec<String> {
        let mut known = StringSet::default();
        items
            .iter()
            .map(|item| match field.kind() {
                Kind::Many(enumeration) => self.tidy_member(enumeration, trimmed(item)),
                _ => trimmed(item).to_owned(),
            })
            .filter(|item| !item.is_empty() && known.insert(&fold(item)))
            .collect()
    }
}

/// Returns a text with a space for the line breaks and tabs between two words.
fn on_one_line(text: &str) -> String {
    text.split(LINE_BREAKS)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
