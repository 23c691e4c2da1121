//! The categories of a row as one text.

use crate::form::SEPARATORS;
use crate::platform::StringSet;

/// Returns the categories of a text. Repeated ones are left out.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut known = StringSet::default();
    text.split(SEPARATORS)
        .map(str::trim)
        .filter(|item| !item.is_empty() && known.insert(item))
        .map(str::to_owned)
        .collect()
}

/// Returns the text of categories.
pub(crate) fn join(items: &[String]) -> String {
    items.join(", ")
}
