//! What the list knows of the profile.

use crate::platform::Millis;

/// What is known of the profile.
#[derive(Default)]
pub(crate) struct Profile {
    /// The names of its skills, in the form in which names are compared, with their levels.
    pub names: Vec<(String, Option<String>)>,
    /// The names of the skills that were added in other forms or tabs since then, in the same form.
    pub learned: Vec<String>,
    /// The ids of its skills, if all were read.
    pub ids: Option<Vec<String>>,
    /// When it was read.
    pub read_at: Millis,
}
