//! What the list knows of the profile.

use crate::platform::Millis;

/// What is known of the profile.
#[derive(Default)]
pub(crate) struct Profile {
    /// The names of its skills, in the form in which names are compared, with their levels.
    pub names: Vec<(String, Option<String>)>,
    /// The ids of its skills, if all were read.
    pub ids: Option<Vec<String>>,
    /// When it was read.
    pub read_at: Millis,
}
