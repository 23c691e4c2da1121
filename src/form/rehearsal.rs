//! Rehearses a submission while the page is idle.
//!
//! Browsers compile the functions of a module when they are first called. Without the rehearsal, the
//! first submission takes several times as long as the later ones.

use std::rc::Rc;

use leptos::mount::mount_to;
use web_sys::HtmlElement;

use crate::graph::{AccessToken, Record};
use crate::platform::{guid, stringify};
use crate::skill::{DEFAULT_FIELDS, Draft, FieldPath};

use super::add_skill_form::view_of;
use super::callbacks::Callbacks;
use super::options::{DraftMode, Options};
use super::state::SkillForm;

/// The number of the form of a rehearsal, which distinguishes its ids from those of others.
const NUMBER: usize = usize::MAX;

/// Adds a skill with a form in an element that is not in a document. The form stores nothing, gets
/// no token, and answers its own request, so that nothing is sent. Mounts the form immediately.
pub(crate) fn rehearse(
    parent: HtmlElement,
    mut callbacks: Callbacks,
) -> impl Future<Output = ()> + use<> {
    callbacks.get_access_token = Rc::new(|_| Box::pin(async { AccessToken::new(guid()) }));
    let options = Options {
        fields: Some(DEFAULT_FIELDS.to_vec()),
        verify: false,
        draft: DraftMode::Off,
        is_rehearsal: true,
        ..Options::default()
    };
    let form = SkillForm::numbered(NUMBER, options, callbacks);
    let shown = form.clone();
    let view = mount_to(parent, move || view_of(shown));
    let mut draft = Draft::default();
    // A name that no user's skill has, because it is marked as being sent.
    draft.set_text(FieldPath::DisplayName, guid());
    // Browsers may look up the host of a link's preview.
    draft.set_text(FieldPath::WebUrl, "https://localhost/");
    form.set_draft(&draft);
    async move {
        // Other forms store their submission before they send it.
        drop(stringify(&Record::new(form.preview()).write()));
        // The result is not needed.
        let _ = form.submit().await;
        drop(view);
        form.clear_subscribers();
    }
}
