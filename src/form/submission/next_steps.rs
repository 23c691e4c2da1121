//! The next steps that the user can select after a submission: send again, check again, decide
//! about an existing skill, or remove what was added.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::form::status::Status;
use crate::form::view::focus;
use crate::graph::{Reason, State, Undo};
use crate::i18n::{Key, Ui};
use crate::skill::FieldPath;

use super::countdown::Countdown;

/// A button: its label, its part, and its action.
pub(crate) type Step = (Ui, &'static str, fn(&SkillForm));

const SEND_AGAIN: Step = (Ui::SendAgain, "send-again", SkillForm::send_again);
/// The same if the skill may have been added already.
const SEND_ANYWAY: Step = (Ui::SendAnyway, "send-again", SkillForm::send_again);
const CHECK_AGAIN: Step = (Ui::CheckAgain, "check-again", SkillForm::check_again);
const CHANGE_LEVEL: Step = (Ui::ChangeLevel, "change-level", SkillForm::update_existing);
const KEEP_EXISTING: Step = (Ui::KeepExisting, "keep-existing", SkillForm::keep_existing);
const KEEP_DRAFT: Step = (Ui::KeepDraft, "keep-draft", SkillForm::dismiss_submission);

/// Returns the buttons. Tracked.
pub(crate) fn next_steps(form: &SkillForm, countdown: &Countdown) -> Vec<Item> {
    // The page validates the next skill.
    if form.inner.submission.is_starting.get() {
        return Vec::new();
    }
    let steps = steps(form, countdown.seconds() == 0);
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

/// Returns the steps in a row of a list, which keeps all skills. Tracked.
pub(crate) fn row_steps(form: &SkillForm, countdown: &Countdown) -> Vec<Step> {
    let mut steps = steps(form, countdown.seconds() == 0);
    steps.retain(|(label, _, _)| *label != Ui::KeepDraft);
    steps
}

fn steps(form: &SkillForm, is_due: bool) -> Vec<Step> {
    match &*form.inner.submission.state.read() {
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
        State::Exists(existing) => existing
            .level
            .iter()
            .map(|_| CHANGE_LEVEL)
            .chain([
                (Ui::SendAnyway, "add-anyway", SkillForm::add_anyway as _),
                KEEP_EXISTING,
            ])
            .collect(),
        // There is nothing left to change or to keep.
        State::NotUpdated(_, failure) if failure.reason == Reason::NotFound => Vec::new(),
        State::NotUpdated(..) => vec![
            (Ui::SendAgain, "change-level", SkillForm::update_existing),
            (
                Ui::KeepExisting,
                "keep-existing",
                SkillForm::dismiss_submission,
            ),
        ],
        State::Rejected(failure) if failure.reason == Reason::Conflict => vec![CHECK_AGAIN],
        State::Rejected(_) if form.may_be_level() => other_levels(form),
        State::Created(added) if added.removing.is_some() => Vec::new(),
        State::Created(added) if !added.duplicates.is_empty() => {
            vec![(Ui::RemoveDuplicate, "remove-duplicate", remove_duplicate)]
        }
        State::Created(added)
            if added.undo == Undo::Possible && matches!(form.status(), Status::Added { .. }) =>
        {
            vec![(Ui::Undo, "undo", SkillForm::undo)]
        }
        _ => Vec::new(),
    }
}

/// Returns the steps after the service may have rejected the level: without a level, unless the
/// page requires one, or with another, if the page shows the field.
fn other_levels(form: &SkillForm) -> Vec<Step> {
    let field = FieldPath::LEVEL;
    let options = form.inner.options.read();
    let without: Step = (
        Ui::AddWithoutLevel,
        "add-without-level",
        SkillForm::add_without_level,
    );
    let choose: Step = (Ui::ChooseLevel, "choose-level", choose_level);
    let is_optional = !options.constraints.requires(field);
    let is_shown = options.visible().contains(&field);
    is_optional
        .then_some(without)
        .into_iter()
        .chain(is_shown.then_some(choose))
        .collect()
}

fn choose_level(form: &SkillForm) {
    form.focus_field(FieldPath::LEVEL);
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
