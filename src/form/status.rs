//! The status of the form.

use crate::graph::{Failure, State};

/// The status of the form.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// The user edits the form.
    #[default]
    Editing,
    /// A skill is being added.
    Submitting,
    /// A skill was added. The form is ready for the next one.
    Added {
        /// The name of the skill.
        name: String,
        /// The id of the skill, unless the response was unreadable.
        id: Option<String>,
        /// The ids of duplicates that were found in the collection.
        duplicates: Vec<String>,
    },
    /// The profile already contains a skill with this name, and the user must decide what to do.
    Exists,
    /// An existing skill was changed.
    Updated,
    /// A skill was not added, or the outcome is unknown.
    Failed(Failure),
}

impl Status {
    /// Returns the status of the form for a state of the submission.
    pub(crate) fn of(state: &State) -> Self {
        match state {
            state if state.is_busy() => Self::Submitting,
            State::Created(added) => Self::Added {
                name: added.name.clone(),
                id: added.created.id().cloned(),
                duplicates: added.duplicates.clone(),
            },
            State::Exists(_) => Self::Exists,
            State::Updated(_) => Self::Updated,
            state => state.failure().cloned().map_or(Self::Editing, Self::Failed),
        }
    }

    /// Returns whether a skill is being added.
    pub fn is_submitting(&self) -> bool {
        matches!(self, Self::Submitting)
    }
}

/// Isolates the user's text from the direction of the text around it ([Unicode
/// isolates](https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates)).
pub(crate) fn isolate(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}
