//! The rows and cells of a text.

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::text::MAX_ROWS;
use super::tidy::trimmed;
use super::{formula, quotes};

/// The number of rows that a table keeps: a header and the maximum number of skills.
const KEPT: usize = MAX_ROWS + 1;

/// The maximum number of cells that a row keeps. The resource has 24 properties.
const MAX_CELLS: usize = 64;

/// The rows of a text that have at least one filled cell. Rows can have different lengths.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// The number of all rows.
    pub count: usize,
}

impl Table {
    /// Reads a text with cells that end with `delimiter` or a line break.
    pub fn read(text: &str, delimiter: u8) -> Self {
        let has_quotes = quotes::are_complete(text, delimiter.into());
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(has_quotes)
            .build();
        // A cell is never longer than the text.
        let mut buffer = vec![0; text.len() + 1];
        let (mut input, mut length) = (text.as_bytes(), 0);
        let (mut table, mut row) = (Self::default(), Vec::new());
        loop {
            let (result, read, written) = reader.read_field(input, &mut buffer[length..]);
            input = &input[read..];
            length += written;
            match result {
                // The next call gets an empty input, which ends the last row.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::Field { record_end } => {
                    if row.len() < MAX_CELLS {
                        row.push(cell(&buffer[..length], has_quotes));
                    }
                    length = 0;
                    if record_end {
                        table.push(std::mem::take(&mut row));
                    }
                }
                ReadFieldResult::OutputFull | ReadFieldResult::End => return table,
            }
        }
    }

    /// Creates a table of one column.
    pub fn of_names<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut table = Self::default();
        for name in names {
            table.push(vec![trimmed(name).to_owned()]);
        }
        table
    }

    /// Adds a row, unless all its cells are blank.
    fn push(&mut self, row: Vec<String>) {
        if row.iter().all(String::is_empty) {
            return;
        }
        self.count += 1;
        if self.rows.len() < KEPT {
            self.rows.push(row);
        }
    }

    /// Removes the first row.
    pub fn remove_first(&mut self) {
        self.rows.remove(0);
        self.count -= 1;
    }

    /// Returns whether any row has several cells.
    pub fn is_wide(&self) -> bool {
        self.rows.iter().any(|row| row.len() > 1)
    }
}

/// Returns the text of a cell.
fn cell(bytes: &[u8], has_quotes: bool) -> String {
    let text = String::from_utf8_lossy(bytes);
    let cell = trimmed(&text);
    let unquoted = if has_quotes {
        None
    } else {
        quotes::unquoted(cell)
    };
    formula::unguarded(unquoted.as_deref().map_or(cell, trimmed)).to_owned()
}
