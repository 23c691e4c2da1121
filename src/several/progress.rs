//! The progress and the result of a transfer.

use crate::platform::Millis;

/// A transfer in progress.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Transfer {
    /// The serial number of the current row, or `None` before the first and after the last one.
    pub row: Option<u32>,
    /// How many rows have ended.
    pub done: usize,
    /// How many rows this transfer has.
    pub count: usize,
    /// Whether the user ends the transfer after the current row.
    pub is_stopping: bool,
    /// When the first row was sent.
    pub started_at: Millis,
}

/// How many skills of the list have which result.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Settled {
    /// The skills that were added.
    pub added: usize,
    /// The skills that were not sent, for example because the profile has them.
    pub skipped: usize,
    /// The skills that were not added.
    pub failed: usize,
    /// The skills that may have been added.
    pub unknown: usize,
}
