//! The counts of the rows, for the buttons.

use leptos::prelude::*;

use super::row::{Progress, Row};

/// The counts of the rows that the user has not removed. They are determined once for all buttons:
/// if each of them subscribed to 500 rows, the next key would wait for them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Counts {
    /// The rows that the next transfer would add.
    pub next: usize,
    /// The selected rows that break a rule.
    pub with_errors: usize,
    /// The rows with a result.
    pub with_results: usize,
    /// The rows whose skill was not added.
    pub rest: usize,
    /// The rows whose skill is being added.
    pub busy: usize,
    /// The rows that can be selected, but are not.
    pub deselected: usize,
}

impl Counts {
    pub fn new(rows: &[Row]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            let progress = untrack(|| row.progress());
            match progress {
                Progress::Open => {}
                Progress::Busy => counts.busy += 1,
                Progress::Added | Progress::Failed | Progress::Unknown => counts.with_results += 1,
            }
            counts.rest += usize::from(progress != Progress::Added);
            *match (progress.is_selectable(), row.is_selected.get_untracked()) {
                (false, _) => continue,
                (true, false) => &mut counts.deselected,
                (true, true) if row.is_valid() => &mut counts.next,
                (true, true) => &mut counts.with_errors,
            } += 1;
        }
        counts
    }

    /// Returns whether rows can be selected, and all of them are.
    pub fn is_all_selected(&self) -> bool {
        self.deselected == 0 && self.next + self.with_errors > 0
    }
}
