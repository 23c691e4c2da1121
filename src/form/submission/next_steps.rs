//! The next steps that the user can select after a submission without a final result: send again,
//! check again, or remove a duplicate.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::form::view::focus;
use crate::graph::{Reason, State};
use crate::i18n::{Key, Ui};

use super::countdown::Countdown;

/// A button: its label, its part, and its action.
type Step = (Ui, &'static str, fn(&SkillForm));

const SEND_AGAIN: Step = (Ui::SendAgain, "send-again", SkillForm::send_again);
/// The same if the skill may have been added already.
const SEND_ANYWAY: Step = (Ui::SendAnyway, "send-again", SkillForm::send_again);
const CHECK_AGAIN: Step = (Ui::CheckAgain, "check-again", SkillForm::check_again);
const KEEP_DRAFT: Step = (Ui::KeepDraft, "keep-draft", SkillForm::dismiss_submission);

/// Returns the buttons. Tracked.
pub(crate) fn next_steps(form: &SkillForm, countdown: &Countdown) -> Vec<Item> {
    // The page validates the next skill.
    if form.inner.submission.is_starting.get() {
        return Vec::new();
    }
    let steps = steps(
        &form.inner.submission.state.read(),
        countdown.seconds() == 0,
    );
    if steps.is_empty() {
        return Vec::new();
    }
    let buttons = steps.into_iter().map(|step| button(form, step));
    vec![
        el!(div class="actions" part="next-steps")
            .children(buttons)
            .into(),
    ]
}

fn steps(state: &State, is_due: bool) -> Vec<Step> {
    match state {
        State::Waiting(waiting) if waiting.is_automatic && waiting.may_skip => {
            vec![(Ui::TryNow, "try-now", SkillForm::retry_now)]
        }
        State::Waiting(waiting) if !waiting.is_automatic && is_due => vec![SEND_AGAIN, KEEP_DRAFT],
        State::NotFound(_) => vec![SEND_AGAIN, CHECK_AGAIN, KEEP_DRAFT],
        State::Unknown(..) => vec![CHECK_AGAIN, SEND_ANYWAY, KEEP_DRAFT],
        State::Similar(..) => vec![
            (Ui::ConfirmMatch, "confirm-match", SkillForm::accept_similar),
            (Ui::RejectMatch, "reject-match", SkillForm::send_again),
            KEEP_DRAFT,
        ],
        State::Rejected(failure) if failure.reason == Reason::Conflict => vec![CHECK_AGAIN],
        State::Created(added) if !added.duplicates.is_empty() && added.removing.is_none() => {
            vec![(Ui::RemoveDuplicate, "remove-duplicate", remove_duplicate)]
        }
        _ => Vec::new(),
    }
}

/// Removes the first remaining duplicate.
fn remove_duplicate(form: &SkillForm) {
    let id = match &*form.inner.submission.state.read_untracked() {
        State::Created(added) => added.duplicates.first().cloned(),
        _ => None,
    };
    if let Some(id) = id {
        form.remove_duplicate(id);
    }
}

/// Returns a button, with its label in the current language. Tracked.
pub(crate) fn button(form: &SkillForm, (label, part, press): Step) -> El {
    let pressing = form.clone();
    el!(button type="button" class="secondary")
        .attr("part", part)
        // The action may remove the button, and the focus must not be lost with it.
        .on("click", move |event| {
            // Safari does not focus a button on click.
            focus(&event_target(&event));
            pressing.keep_focus(|| press(&pressing));
        })
        .text(&form.text(&Key::Ui(label)))
}
