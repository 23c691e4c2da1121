//! Separators of categories, and quoted spreadsheet cells.

use std::borrow::Cow;

/// The separators between items: line breaks, tabs, and the commas of several scripts.
pub(crate) const SEPARATORS: [char; 7] = [',', '\n', '\r', '\t', '，', '、', '،'];

/// Replaces line breaks and tabs inside quoted spreadsheet cells with spaces. Excel and others
/// quote a cell that contains a line break or a tab, and double its quotes. Other quotes are part
/// of the text.
pub(crate) fn without_line_breaks_in_cells(text: &str) -> Cow<'_, str> {
    if !text.contains('"') {
        return text.into();
    }
    let (mut out, mut rest) = (String::new(), text);
    loop {
        if let Some((cell, end)) = cell(rest) {
            out.push_str(&cell);
            rest = &rest[end..];
        } else {
            let end = rest.find(CELL_ENDS).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        let Some(separator) = rest.chars().next() else {
            return out.into();
        };
        out.push(separator);
        rest = &rest[separator.len_utf8()..];
    }
}

/// The characters that end a cell.
const CELL_ENDS: [char; 3] = ['\n', '\r', '\t'];

/// Returns the text of the quoted cell at the beginning of `text`, on one line, and the offset of
/// its end.
///
/// Returns `None` if there is no quoted cell, or if it contains no line break or tab.
fn cell(text: &str) -> Option<(String, usize)> {
    let quoted = text.strip_prefix('"')?;
    let mut cell = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        if character != '"' {
            cell.push(character);
        } else if characters.next_if(|(_, next)| *next == '"').is_some() {
            cell.push('"');
        } else {
            let is_complete = characters
                .peek()
                .is_none_or(|(_, next)| CELL_ENDS.contains(next));
            let is_needed = cell.contains(CELL_ENDS);
            return (is_complete && is_needed).then(|| {
                (
                    cell.split(CELL_ENDS)
                        .filter(|line| !line.is_empty())
                        .collect::<Vec<_>>()
                        .join(" "),
                    offset + 2,
                )
            });
        }
    }
    None
}
