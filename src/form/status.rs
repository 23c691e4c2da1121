//! How far the form is.

use crate::graph::{Failure, State};

/// How far the form is.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// The person fills it in.
    #[default]
    Editing,
    /// A skill is on its way.
    Submitting,
    /// A skill was added, and the form is ready for the next.
    Added {
        /// Its name.
        name: String,
        /// Its id, unless the service's answer could not be read.
        id: Option<String>,
        /// The ids of further copies of it that were found in the collection.
        duplicates: Vec<String>,
    },
    /// A skill was not added, or nobody knows.
    Failed(Failure),
}

impl Status {
    /// The status that a state of the submission stands for.
    pub(crate) fn of(state: &State) -> Self {
        match state {
            state if state.is_busy() => Self::Submitting,
            State::Created(added) => Self::Added {
                name: added.name.clone(),
                id: added
                    .created
                    .skill
                    .as_ref()
                    .and_then(|skill| skill.id.clone()),
                duplicates: added.duplicates.clone(),
            },
            state => state.failure().cloned().map_or(Self::Editing, Self::Failed),
        }
    }

    /// Whether a skill is on its way.
    pub fn is_submitting(&self) -> bool {
        matches!(self, Self::Submitting)
    }
}

/// A person's text inside ours, whatever its direction
/// ([Unicode isolates](https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates)).
pub(super) fn isolate(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}
