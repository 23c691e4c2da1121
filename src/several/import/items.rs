//! The items of a list in one cell.

use crate::form::SEPARATORS;

use super::quotes;

/// Returns whether a character separates items: one that does so in the form, or a semicolon.
fn is_separator(character: char) -> bool {
    character == ';' || SEPARATORS.contains(&character)
}

/// Returns the items of a cell, which can be quoted.
pub(super) fn split(cell: &str) -> Vec<String> {
    let (mut items, mut rest) = (Vec::new(), cell);
    loop {
        rest = rest.trim_start();
        let (item, after) = quoted(rest).unwrap_or_else(|| plain(rest));
        items.push(item);
        let Some(separator) = after.chars().next() else {
            return items;
        };
        rest = &after[separator.len_utf8()..];
    }
}

/// Returns the quoted item at the start of a text, and the text after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let quoted = text.strip_prefix('"')?;
    let end = quotes::closing(quoted)?;
    let after = quoted[end + 1..].trim_start_matches(' ');
    let is_complete = after.is_empty() || after.starts_with(is_separator);
    is_complete.then(|| (quotes::text(&quoted[..end]), after))
}

/// Returns the text before the first separator, and the text after it.
fn plain(text: &str) -> (String, &str) {
    let (item, after) = text.split_at(text.find(is_separator).unwrap_or(text.len()));
    (item.to_owned(), after)
}

/// Returns a cell with these items.
pub(crate) fn join(items: &[String]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| {
            if item.contains(is_separator) || item.contains('"') {
                quotes::quoted(item)
            } else {
                item.clone()
            }
        })
        .collect();
    items.join(",")
}
