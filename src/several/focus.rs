//! Where the focus moves when a change removes the focused button.

use leptos::task::{spawn_local, tick};

use crate::form::{SkillForm, focus};

/// The button that ends a transfer.
pub(crate) const STOP: &str = "[part=stop]";
/// The group of the buttons of the list. The focus never moves to a button that adds skills: pressing
/// Enter twice must not add them.
pub(crate) const ACTIONS: &str = ".list-actions";
/// The message with the button that restores the list.
pub(crate) const RESTORE: &str = "[part=restore-list]";

/// The button that removes a row from the list, and the one that restores it.
pub(crate) const REMOVAL: &str = "[part=remove], [part=restore]";

/// Makes a change that may remove the focused element of a form. Then the focus moves to `place`.
pub(crate) fn replace_focused(form: &SkillForm, place: &'static str, change: impl FnOnce()) {
    let focused = form.focused();
    change();
    let Some(focused) = focused else { return };
    let form = form.clone();
    spawn_local(async move {
        // The view is updated after these ticks.
        tick().await;
        tick().await;
        let element = form.inner.view.form_element.get();
        let place = element.and_then(|element| element.query_selector(place).ok().flatten());
        if let Some(place) = place.filter(|_| !focused.is_connected()) {
            focus(&place);
        }
    });
}
