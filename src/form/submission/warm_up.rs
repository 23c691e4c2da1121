//! Prepares the first submission while the page is idle.

use leptos::prelude::untrack;

use crate::form::state::SkillForm;
use crate::graph::Driver;

use super::added::added;

impl SkillForm {
    /// Runs the code of a submission without sending or changing anything, so that the first
    /// submission is as fast as the later ones.
    pub fn warm_up(&self) {
        let skill = self.preview();
        drop(self.validate());
        drop(untrack(|| added(self, "", None)));
        // An endpoint that is not accepted is reported when the user submits the form.
        if let Ok(client) = self.client() {
            Driver::warm_up(&client, skill);
        }
    }
}
