//! The separator of a text's cells, and the skills of its rows.

use crate::skill::{Draft, FieldPath};

use super::columns::{self, Columns};
use super::list;
use super::table::Table;
use super::text::{ImportError, check_count};
use super::vocabulary::Vocabulary;

/// The separators of cells. If several are equally likely, it is the last.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The index of the tab in [`DELIMITERS`].
const TAB: usize = 2;

/// Returns the drafts of a text's rows.
pub(super) fn drafts(text: &str, vocabulary: &Vocabulary) -> Result<Vec<Draft>, ImportError> {
    let (mut table, header) = match separator_line(text) {
        Some((delimiter, text)) => {
            let table = Table::read(text, delimiter);
            let header = header(&table, vocabulary);
            (table, header)
        }
        None => detected(text, vocabulary),
    };
    if header.is_some() {
        table.remove_first();
    }
    let columns = match header {
        Some(columns) if columns.len() > 1 => columns,
        _ => {
            table = list::plain(table);
            columns::by_content(&table.rows, vocabulary)
        }
    };
    check_count(table.count)?;
    Ok(table
        .rows
        .iter()
        .map(|row| columns::draft(row, &columns))
        .collect())
}

/// Returns the separator that the first line specifies, and the text after that line.
fn separator_line(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once(['\n', '\r'])?;
    let line = line.trim_matches('"');
    let (name, separator) = line.split_at_checked(4)?;
    match separator.as_bytes() {
        [byte] if name.eq_ignore_ascii_case("sep=") && byte.is_ascii() && *byte != b'"' => {
            Some((*byte, rest))
        }
        _ => None,
    }
}

/// Returns the rows of a text, separated by the most likely separator, and the header if there is
/// one.
fn detected(text: &str, vocabulary: &Vocabulary) -> (Table, Option<Columns>) {
    // Lists have no tabs: they are the rows of a single column.
    let mut tables = DELIMITERS.map(|delimiter| {
        if delimiter == DELIMITERS[TAB] || text.contains(char::from(delimiter)) {
            Table::read(text, delimiter)
        } else {
            Table::default()
        }
    });
    let headers = tables.iter().enumerate().filter_map(|(index, table)| {
        let columns = header(table, vocabulary)?;
        let known = columns.iter().flatten().count();
        let is_certain = index == TAB || table.is_wide() && (known > 1 || is_even(table));
        is_certain.then_some((known, index, columns))
    });
    let (index, header) = match headers.max_by_key(|(known, ..)| *known) {
        Some((_, index, columns)) => (index, Some(columns)),
        None if tables[TAB].is_wide() => (TAB, None),
        None => {
            let is_certain = |table: &Table| has_second_cells(table, vocabulary);
            (tables.iter().rposition(is_certain).unwrap_or(TAB), None)
        }
    };
    (std::mem::take(&mut tables[index]), header)
}

/// Returns the columns of the first row if it is a header.
fn header(table: &Table, vocabulary: &Vocabulary) -> Option<Columns> {
    columns::of_header(table.rows.first()?, vocabulary)
}

/// Returns whether there are several rows, and all have as many cells.
fn is_even(table: &Table) -> bool {
    let mut lengths = table.rows.iter().map(Vec::len);
    let first = lengths.next();
    table.count > 1 && lengths.all(|length| Some(length) == first)
}

/// Returns whether the second cell of each row that has one is a level, a URL, or blank. In a list,
/// it would be the rest of a name that contains a separator.
fn has_second_cells(table: &Table, vocabulary: &Vocabulary) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.get(1));
    table.is_wide()
        && cells.all(|cell| {
            let field = columns::field_of(cell, vocabulary);
            cell.is_empty() || field != FieldPath::Categories
        })
}
