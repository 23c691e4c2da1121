//! Cells that a spreadsheet would run as a formula.
//!
//! An apostrophe before such a cell makes it a text, and one more does so before a cell that
//! already has some, so that importing a cell restores it exactly.

/// The characters that start a formula, or move it into another cell, as of
/// [OWASP](https://owasp.org/www-community/attacks/CSV_Injection).
const STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Returns whether a cell is a formula, perhaps after apostrophes.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(STARTS)
}

/// Returns a cell that no spreadsheet runs.
pub(crate) fn guarded(cell: String) -> String {
    if is_formula(&cell) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// Returns the original of a cell.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(original) if is_formula(original) => original,
        _ => cell,
    }
}
