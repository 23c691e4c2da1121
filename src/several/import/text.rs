//! From a text to drafts.

use crate::skill::{Draft, FieldPath};

use super::vocabulary::Vocabulary;
use super::{json, layout};

/// The maximum number of skills in a text.
pub const MAX_ROWS: usize = 500;

/// The reason why a text cannot be imported.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ImportError {
    /// The text contains no skill.
    #[error("no skill")]
    Empty,
    /// The text has more than [`MAX_ROWS`] rows. Contains their number, without the header.
    #[error("{0} rows")]
    TooMany(usize),
}

/// Returns the skills of a text, which can be of one of these formats, in this order.
///
/// # JSON
/// If the text starts with a brace or a bracket and is JSON:
/// - a [JSON Resume](https://docs.jsonresume.org/schema), whose `skills[].name`, `level`, and
///   `keywords` become the name, the level, and the categories
/// - a
///   [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta)
///   object, whose unknown members are kept
/// - an array of such objects or of names, or such an array as the member `value` (a response of
///   Graph) or `skills` of an object
/// - one such object per line ([JSON lines](https://jsonlines.org))
///
/// JSON without a skill is [`ImportError::Empty`], not a list that contains its text.
///
/// # Table
/// Cells are separated by tabs, as spreadsheets copy them, by commas ([RFC
/// 4180](https://www.rfc-editor.org/rfc/rfc4180)), or by semicolons, as Excel saves CSV in many
/// countries. Excel's first line `sep=;` specifies any other separator.
///
/// If quotes enclose cells, the cells can contain separators and line breaks. A cell is only
/// enclosed if a separator or the end of the line follows the second quote. If this is not so for
/// any cell that starts with a quote, quotes are part of the text, except around a whole cell.
///
/// The first row is a header if a cell contains `displayName`, a label of the form for the name in
/// any language, or Skill, Skills, or Name. White space, punctuation, and case do not matter. Name
/// is the name of a user if another cell is a header for the skill's name. A comma or a semicolon only
/// separates the cells of a header if it separates at least two known headers or all rows have as
/// many cells. Otherwise the row is a skill such as "Skills, tools, and methods".
///
/// Columns with unknown headers are ignored, so that nothing is sent that the user has not seen.
/// Properties that the form does not show by default, such as `id`, are only imported if a header is
/// exactly `displayName`, as in a CSV file of [`to_csv`](super::super::export::to_csv): other
/// tables have an ID of their own. If several columns have the same header, the first filled cell
/// of a row counts, and lists are merged.
///
/// Without a header, the first column contains the names. The first column in which each filled
/// cell is a level contains the levels, the first in which each is an http or https URL contains the
/// links, and the first other one the categories. Commas and semicolons are only separators if the
/// second cell of each row that has one is a level, a URL, or blank.
///
/// # List
/// Otherwise each line is a skill, including its commas and semicolons. If each line starts with a
/// bullet or a number (`-`, `1.`, `1)`), these are removed, and so is the indentation. Because names
/// contain no semicolon, a single line is split at its semicolons, or else at its spaced bullets,
/// dots, or bars, as profiles and résumés separate skills.
///
/// # Cells
/// White space around a cell and zero-width characters before it are removed, and line breaks and
/// tabs in a name become spaces. Rows without a name are skipped. An apostrophe before a formula is
/// removed (`'=1`). Levels and audiences can be Graph's names, the form's labels in any language,
/// or common English levels. Other texts are kept for the user to correct, also numbers: Graph
/// publishes none. Categories are split at commas, semicolons, and line breaks outside quotes.
/// Blank and repeated categories are dropped.
///
/// # Errors
/// - no skill — [`ImportError::Empty`]
/// - more than [`MAX_ROWS`] rows — [`ImportError::TooMany`]
pub fn import(text: &str) -> Result<Vec<Draft>, ImportError> {
    let text = text.trim_start_matches('\u{FEFF}');
    let vocabulary = Vocabulary::new();
    let mut drafts = match json::skills(text) {
        Some(skills) => {
            check_count(skills.len())?;
            skills.into_iter().filter_map(json::draft).collect()
        }
        None => layout::drafts(text, &vocabulary)?,
    };
    for draft in &mut drafts {
        vocabulary.tidy(draft);
    }
    drafts.retain(|draft| !draft.entry(FieldPath::DisplayName).is_empty());
    if drafts.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(drafts)
}

/// Checks the number of rows, before drafts are created for them.
pub(super) fn check_count(rows: usize) -> Result<(), ImportError> {
    if rows > MAX_ROWS {
        return Err(ImportError::TooMany(rows));
    }
    Ok(())
}
