//! What the list reports to the user.

use super::texts::Text;

/// Why a text or a file was not imported.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Problem {
    /// It contains no skill.
    Empty,
    /// The list would have this many skills.
    TooMany(usize),
    /// The file with this name cannot be read.
    Unreadable(String),
}

/// A message about the list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Notice {
    /// This text.
    Of(Text),
    /// So many skills were added to the list.
    Imported(usize),
    /// A transfer has ended before its end, for the reason in the text.
    Paused(String),
    /// A transfer has ended. The text has the current counts.
    Settled,
}
