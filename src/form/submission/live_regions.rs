//! The live regions, which show and announce the progress and the outcome of a submission.
//!
//! They are rendered from the start, and only their text changes, because assistive technology
//! announces changes, not insertions. The focus moves to the element around them, because some
//! screen readers skip the text of a focused live region.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::errors::line;
use crate::form::state::SkillForm;
use crate::form::status::{Status, isolate};
use crate::graph::{CheckFailure, Failure, FailureKind, Reason, State};
use crate::i18n::{Key, Ui, fill};
use crate::platform::is_offline;
use crate::skill::{FieldPath, Rule};

use super::added::{added, not_removed};
use super::countdown::{Countdown, seconds_until};
use super::existing::{question, updated};

pub(crate) fn live_regions(form: &SkillForm, countdown: &Countdown) -> El {
    let (polite, assertive) = (form.clone(), form.clone());
    let countdown = countdown.clone();
    let status = el!(div class="status" part="status" role="status").each(move || {
        let current = match &polite.status() {
            Status::Submitting => progress(&polite, &countdown),
            Status::Added { name, id, .. } => added(&polite, name, id.as_deref()),
            Status::Updated => vec![updated(&polite)],
            Status::Editing | Status::Exists | Status::Failed(_) => Vec::new(),
        };
        let earlier = polite.inner.submission.not_removed.get();
        let earlier = earlier.map(|name| not_removed(&polite, &name).into());
        earlier.into_iter().chain(current).collect()
    });
    let alert =
        el!(div class="alert" part="alert" role="alert").each(move || match &assertive.status() {
            Status::Failed(failure) => failed(&assertive, failure),
            Status::Exists => vec![question(&assertive)],
            _ => Vec::new(),
        });
    el!(div class="outcome").child(status).child(alert)
}

/// Returns the progress of a submission. Tracked.
fn progress(form: &SkillForm, countdown: &Countdown) -> Vec<Item> {
    if countdown.is_automatic() {
        let announced =
            el!(p class="visually-hidden").text(&waiting_text(form, countdown.announced_seconds()));
        // Screen readers skip this text. Announced each second, it would interrupt everything else.
        let (form, countdown) = (form.clone(), countdown.clone());
        let shown = move || {
            el!(p part="countdown" aria-hidden="true").text(countdown_text(form, countdown))
        };
        return vec![announced.into(), Item::keyed("countdown", shown)];
    }
    let (message, cause) = match &*form.inner.submission.state.read() {
        State::Checking(checking) => (Ui::Checking, form.cause(&checking.failure)),
        State::Updating(_) => (Ui::Updating, None),
        _ => (Ui::Submitting, None),
    };
    let offline = is_offline().then(|| form.text(&Key::Ui(Ui::SeemsOffline)));
    [Some(form.text(&Key::Ui(message))), cause, offline]
        .into_iter()
        .flatten()
        .map(|text| el!(p).text(&text).into())
        .collect()
}

fn countdown_text(form: SkillForm, countdown: Countdown) -> impl Fn() -> String {
    move || waiting_text(&form, countdown.seconds())
}

fn waiting_text(form: &SkillForm, seconds: u32) -> String {
    fill(
        &form.text(&Key::Ui(Ui::Waiting)),
        "when",
        &form.intl(|intl| intl.relative_time(seconds)),
    )
}

fn failed(form: &SkillForm, failure: &Failure) -> Vec<Item> {
    [
        Some(el!(p).text(&form.outcome(failure))),
        refused(form, failure),
        reference(form, failure),
    ]
    .into_iter()
    .flatten()
    .map(Item::from)
    .collect()
}

/// Returns the status code and the ids of a failure, for a support request. Tracked.
pub(crate) fn reference(form: &SkillForm, failure: &Failure) -> Option<El> {
    if matches!(failure.kind, FailureKind::NotSent | FailureKind::Exists) {
        return None;
    }
    let ids = [
        failure.status.map(|status| status.to_string()),
        failure.code.clone(),
        failure.ids.request.clone(),
    ]
    .into_iter()
    .flatten()
    .chain([failure.ids.client.clone()])
    .filter(|id| !id.is_empty())
    .collect::<Vec<_>>()
    .join(" · ");
    if ids.is_empty() {
        return None;
    }
    let text = fill(&form.text(&Key::Ui(Ui::Reference)), "ids", &ids);
    Some(el!(p class="reference" part="reference").text(&text))
}

/// Returns links to the fields whose values the service rejected, until they are changed.
fn refused(form: &SkillForm, failure: &Failure) -> Option<El> {
    let is_refused = |field: &FieldPath| {
        form.error(*field)
            .read()
            .as_ref()
            .is_some_and(|error| error.rule == Rule::Refused)
    };
    let mut lines = failure
        .fields
        .iter()
        .copied()
        .filter(is_refused)
        .map(|field| line(form, field))
        .peekable();
    lines.peek().is_some().then(|| el!(ul).children(lines))
}

impl SkillForm {
    /// Returns the message about a skill that was not added, or whose outcome is unknown. Tracked.
    pub(crate) fn outcome(&self, failure: &Failure) -> String {
        match &*self.inner.submission.state.read() {
            State::NotFound(failure) => self.check_result(Ui::NotFound, failure),
            State::Similar(..) => self.text(&Key::Ui(Ui::Similar)),
            State::NotUpdated(update, failure) => self.update_outcome(update, failure),
            State::Rejected(_) if self.may_be_level() => self.text(&Key::Ui(Ui::LevelRejected)),
            State::Unknown(failure, CheckFailure::Incomplete) => {
                self.check_result(Ui::NotCheckedToEnd, failure)
            }
            State::Unknown(_, CheckFailure::Stopped) => {
                self.text(&Key::Failure(Reason::StoppedLate))
            }
            State::Unknown(failure, CheckFailure::Failed) => {
                self.check_result(Ui::NotChecked, failure)
            }
            State::Waiting(waiting) if seconds_until(waiting.until) > 0 => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "milliseconds since 1970 are whole numbers of a Double"
                )]
                let time =
                    self.intl(|intl| intl.time(waiting.until as f64, seconds_until(waiting.until)));
                fill(&self.text(&Key::Ui(Ui::WaitingUntil)), "time", &time)
            }
            State::Rejected(failure) if failure.reason == Reason::TooLarge => fill(
                &self.text(&Key::Failure(Reason::TooLarge)),
                "size",
                &isolate(&self.size_sent()),
            ),
            _ => self.text(&Key::Failure(failure.reason)),
        }
    }

    /// Returns the result of a check, and how the response was lost. Tracked.
    fn check_result(&self, message: Ui, failure: &Failure) -> String {
        let result = self.text(&Key::Ui(message));
        let Some(cause) = self.cause(failure) else {
            return result;
        };
        let text = fill(&self.text(&Key::Ui(Ui::Sentences)), "first", &result);
        fill(&text, "second", &cause)
    }

    /// Returns how a response was lost, if the user can do something about it. Tracked.
    fn cause(&self, failure: &Failure) -> Option<String> {
        let is_actionable = matches!(failure.reason, Reason::CaptivePortal | Reason::Redirect);
        is_actionable.then(|| self.text(&Key::Failure(failure.reason)))
    }

    /// Returns the size of the skill that was sent. Tracked.
    fn size_sent(&self) -> String {
        let sent = self.inner.submission.sent.get();
        let bytes = sent.as_ref().map_or(0, |sent| sent.skill.to_json().len());
        self.intl(|intl| intl.size(bytes))
    }
}
