//! Export of skills as CSV.

use crate::skill::{Draft, Entry, FieldPath};

use super::import::{formula, items, quotes};

/// The columns that each file has. The others exist if any skill fills them.
const COLUMNS: [FieldPath; 4] = [
    FieldPath::DisplayName,
    FieldPath::LEVEL,
    FieldPath::Categories,
    FieldPath::WebUrl,
];

/// Returns skills as CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)) with a header of
/// Graph's names.
///
/// [`import`](super::import::import()) returns the same drafts, if there is at least one, if there
/// are at most [`MAX_ROWS`](super::import::MAX_ROWS), and if each is as `import` returns it from a
/// table: it has a name and no members that no field shows, its texts are tidy, and its levels and
/// audiences are Graph's names or unknown. The members that no field shows are not exported.
///
/// No cell starts with a character that makes it a formula in a spreadsheet.
pub fn to_csv(drafts: &[Draft]) -> String {
    let is_filled = |field: &FieldPath| drafts.iter().any(|draft| !draft.entry(*field).is_empty());
    let fields: Vec<_> = (FieldPath::ALL.iter())
        .filter(|field| COLUMNS.contains(field) || is_filled(field))
        .collect();
    let mut csv = row(fields.iter().map(|field| field.path().to_owned()));
    for draft in drafts {
        csv += &row(fields.iter().map(|field| cell(draft.entry(**field))));
    }
    csv
}

/// Returns a line with these cells.
fn row(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(",") + "\r\n"
}

/// Returns the cell with the content of a field.
fn cell(entry: &Entry) -> String {
    let text = formula::guarded(match entry {
        Entry::Text(text) => text.clone(),
        Entry::List(items) => items::join(items),
    });
    // Spreadsheets of other countries separate cells by semicolons or tabs.
    if text.contains(['"', ',', ';', '\t', '\r', '\n']) {
        quotes::quoted(&text)
    } else {
        text
    }
}
