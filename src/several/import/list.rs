//! Lists: one skill per line.

use super::table::Table;

/// The characters that start an item of a list.
const BULLETS: [char; 10] = ['-', '*', '•', '·', '–', '—', '◦', '▪', '‣', '●'];

/// The separators of skills in a single line: the one that names do not contain, and those of
/// profiles and résumés. Names can contain a dot or a bar without spaces.
const IN_LINE: [&str; 4] = [";", " • ", " · ", " | "];

/// Returns a table without the indentation and the bullets of a list.
pub(super) fn plain(mut table: Table) -> Table {
    remove_indentation(&mut table.rows);
    remove_bullets(&mut table.rows);
    match table.rows.as_slice() {
        [row] if row.len() == 1 => split(&row[0]),
        _ => table,
    }
}

/// Removes the blank cells of rows if none has more than one filled cell. Tabs then indent lines.
fn remove_indentation(rows: &mut [Vec<String>]) {
    let is_list = rows
        .iter()
        .all(|row| row.iter().filter(|cell| !cell.is_empty()).count() == 1);
    if is_list {
        for row in rows {
            row.retain(|cell| !cell.is_empty());
        }
    }
}

/// Removes the bullets if each row starts with one. Word copies a bullet as a cell of its own: it
/// ends with a tab.
fn remove_bullets(rows: &mut [Vec<String>]) {
    let text = |row: &Vec<String>| without_bullet(row.first()?).map(str::to_owned);
    let Some(texts) = rows.iter().map(text).collect::<Option<Vec<_>>>() else {
        return;
    };
    let are_cells = texts.iter().all(String::is_empty);
    for (row, text) in rows.iter_mut().zip(texts) {
        if are_cells {
            row.remove(0);
        } else {
            row[0] = text;
        }
    }
}

/// Returns the text after a bullet or a number, or `None` if there is neither.
fn without_bullet(line: &str) -> Option<&str> {
    let number = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let text = if number.len() < line.len() {
        number.strip_prefix(['.', ')'])
    } else {
        line.strip_prefix(BULLETS)
    }?;
    (text.is_empty() || text.starts_with(char::is_whitespace)).then(|| text.trim_start())
}

/// Returns the skills of a single line.
fn split(line: &str) -> Table {
    let separator = IN_LINE
        .into_iter()
        .find(|separator| line.contains(separator));
    match separator {
        Some(separator) => Table::of_names(line.split(separator)),
        None => Table::of_names([line].into_iter()),
    }
}
