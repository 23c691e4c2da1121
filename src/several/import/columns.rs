//! The fields of a table's columns.

use std::str::FromStr;

use crate::skill::{Draft, Entry, FieldPath};

use super::items;
use super::vocabulary::Vocabulary;

/// The field of each column, or `None` if the column is ignored.
pub(super) type Columns = Vec<Option<FieldPath>>;

/// Returns the columns of a header, or `None` if the row is none.
pub(super) fn of_header(row: &[String], vocabulary: &Vocabulary) -> Option<Columns> {
    // Only tables of Graph's resource have its other properties. An "ID" of another table must not
    // become Graph's `id`.
    let is_graph = row.iter().any(|cell| cell == FieldPath::DisplayName.path());
    let field = |cell: &String| {
        let known = if is_graph {
            FieldPath::from_str(cell).ok()
        } else {
            None
        };
        known.or_else(|| vocabulary.field(cell))
    };
    let mut columns: Columns = row.iter().map(field).collect();
    ignore_people(row, &mut columns);
    columns
        .contains(&Some(FieldPath::DisplayName))
        .then_some(columns)
}

/// Ignores a column "Name" if another one contains the names of the skills: "Name, Skill, Level" is
/// about users.
fn ignore_people(row: &[String], columns: &mut Columns) {
    let is_name = |column: &Option<FieldPath>| *column == Some(FieldPath::DisplayName);
    let is_general = |cell: &String| cell.eq_ignore_ascii_case("name");
    let has_other =
        (row.iter().zip(&*columns)).any(|(cell, column)| is_name(column) && !is_general(cell));
    if has_other {
        for (cell, column) in row.iter().zip(columns) {
            if is_general(cell) {
                *column = None;
            }
        }
    }
}

/// Returns the columns of rows without a header. The first contains the names.
pub(super) fn by_content(rows: &[Vec<String>], vocabulary: &Vocabulary) -> Columns {
    let mut columns = vec![Some(FieldPath::DisplayName)];
    for index in 1..rows.iter().map(Vec::len).max().unwrap_or_default() {
        let mut fields = rows
            .iter()
            .filter_map(|row| row.get(index).filter(|cell| !cell.is_empty()))
            .map(|cell| field_of(cell, vocabulary));
        let first = fields.next();
        let is_uniform = fields.all(|field| Some(field) == first);
        let field = first.map(|field| {
            if is_uniform {
                field
            } else {
                FieldPath::Categories
            }
        });
        columns.push(field.filter(|field| !columns.contains(&Some(*field))));
    }
    columns
}

/// Returns the field that a cell looks like: a level, a link, or else categories.
pub(super) fn field_of(cell: &str, vocabulary: &Vocabulary) -> FieldPath {
    let is_url = ["http://", "https://"].iter().any(|scheme| {
        cell.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if is_url {
        FieldPath::WebUrl
    } else if vocabulary.is_level(cell) {
        FieldPath::LEVEL
    } else {
        FieldPath::Categories
    }
}

/// Returns the draft of a row.
pub(super) fn draft(row: &[String], columns: &Columns) -> Draft {
    let mut draft = Draft::default();
    for (cell, column) in row.iter().zip(columns) {
        let Some(field) = *column else { continue };
        match draft.take(field) {
            Entry::List(mut known) => {
                known.extend(items::split(cell));
                draft.set_list(field, known);
            }
            Entry::Text(known) if known.is_empty() => draft.set_text(field, cell),
            known @ Entry::Text(_) => draft.set(field, known),
        }
    }
    draft
}
