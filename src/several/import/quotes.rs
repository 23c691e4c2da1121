//! Quotes around the cells of a table: `"a ""quoted"" word"`.

/// Returns the offset of the quote that ends a quoted text, which starts after its first quote.
/// Doubled quotes are part of the text.
pub(super) fn closing(text: &str) -> Option<usize> {
    let mut offset = 0;
    loop {
        offset += text[offset..].find('"')?;
        if !text[offset + 1..].starts_with('"') {
            return Some(offset);
        }
        offset += 2;
    }
}

/// Returns whether each cell that starts with a quote also ends with one.
pub(super) fn are_complete(text: &str, delimiter: char) -> bool {
    let ends = [delimiter, '\n', '\r'];
    let mut rest = text;
    loop {
        let end = match rest.strip_prefix('"').map(closing) {
            Some(Some(end)) => end + 2,
            Some(None) => return false,
            None => rest.find(ends).unwrap_or(rest.len()),
        };
        rest = &rest[end..];
        if rest.is_empty() {
            return true;
        }
        match rest.strip_prefix(ends) {
            Some(next) => rest = next,
            None => return false,
        }
    }
}

/// Returns the text in a whole cell that is quoted, or `None` if the cell is not.
pub(super) fn unquoted(cell: &str) -> Option<String> {
    let quoted = cell.strip_prefix('"')?;
    (closing(quoted)? + 1 == quoted.len()).then(|| text(&quoted[..quoted.len() - 1]))
}

/// Returns the text between two quotes, with single quotes for doubled ones.
pub(super) fn text(quoted: &str) -> String {
    quoted.replace("\"\"", "\"")
}

/// Returns a text in quotes.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
