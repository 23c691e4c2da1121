//! The live regions: what became of the skill, for eyes and ears.
//!
//! They are there from the start and only their text changes, because assistive technology
//! announces changes, not arrivals. What is around them may have the focus: on a live region
//! itself, some screen readers leave its text out.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::errors::line;
use crate::form::state::SkillForm;
use crate::form::status::{Status, isolate};
use crate::graph::{CheckFailure, Failure, FailureKind, Reason, State};
use crate::i18n::{Key, Ui, fill};
use crate::platform::{is_offline, stringify};
use crate::skill::{FieldPath, Property, Rule};

use super::added::added;
use super::countdown::{Countdown, left};

pub(crate) fn live_regions(form: &SkillForm, countdown: &Countdown) -> El {
    let (polite, assertive) = (form.clone(), form.clone());
    let countdown = countdown.clone();
    let status =
        el!(div class="status" part="status" role="status").each(move || match &polite.status() {
            Status::Submitting => under_way(&polite, &countdown),
            Status::Added { name, id, .. } => added(&polite, name, id.as_deref()),
            Status::Editing | Status::Failed(_) => Vec::new(),
        });
    let alert =
        el!(div class="alert" part="alert" role="alert").each(move || match &assertive.status() {
            Status::Failed(failure) => failed(&assertive, failure),
            _ => Vec::new(),
        });
    el!(div class="outcome").child(status).child(alert)
}

/// Tracked.
fn under_way(form: &SkillForm, countdown: &Countdown) -> Vec<Item> {
    if countdown.is_automatic() {
        let told =
            el!(p class="visually-hidden").text(&waiting_text(form, countdown.announced_seconds()));
        // Every second is for eyes alone: told each time, it would drown everything else.
        let (form, countdown) = (form.clone(), countdown.clone());
        let shown =
            move || el!(p part="countdown" aria-hidden="true").text(ticking(form, countdown));
        return vec![told.into(), Item::keyed("countdown", shown)];
    }
    let (words, why) = match &*form.inner.submission.state.read() {
        State::Checking(checking) => (Ui::Checking, form.why(&checking.failure)),
        _ => (Ui::Submitting, None),
    };
    let offline = is_offline().then(|| form.text(&Key::Ui(Ui::SeemsOffline)));
    [Some(form.text(&Key::Ui(words))), why, offline]
        .into_iter()
        .flatten()
        .map(|text| el!(p).text(&text).into())
        .collect()
}

fn ticking(form: SkillForm, countdown: Countdown) -> impl Fn() -> String {
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
    let reference = (failure.kind != FailureKind::NotSent).then(|| {
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
        el!(p class="reference" part="reference").text(&fill(
            &form.text(&Key::Ui(Ui::Reference)),
            "ids",
            &ids,
        ))
    });
    [
        Some(el!(p).text(&form.outcome(failure))),
        refused(form, failure),
        reference,
    ]
    .into_iter()
    .flatten()
    .map(Item::from)
    .collect()
}

/// Links to the fields whose values the service has refused, until they are changed.
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
    /// What became of a skill that was not added, or of which nobody knows. Tracked.
    pub(crate) fn outcome(&self, failure: &Failure) -> String {
        match &*self.inner.submission.state.read() {
            State::NotFound(failure) => self.open_end(Ui::NotFound, failure),
            State::Similar(..) => self.text(&Key::Ui(Ui::Similar)),
            State::Unknown(failure, CheckFailure::Incomplete) => {
                self.open_end(Ui::NotCheckedToEnd, failure)
            }
            State::Unknown(_, CheckFailure::Stopped) => {
                self.text(&Key::Failure(Reason::StoppedLate))
            }
            State::Unknown(failure, CheckFailure::Failed) => self.open_end(Ui::NotChecked, failure),
            State::Waiting(waiting) if left(waiting.until) > 0 => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "milliseconds since 1970 are whole numbers of a Double"
                )]
                let time = self.intl(|intl| intl.time(waiting.until as f64, left(waiting.until)));
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

    /// What the collection says of a lost answer, and how it was lost.
    fn open_end(&self, words: Ui, failure: &Failure) -> String {
        [Some(self.text(&Key::Ui(words))), self.why(failure)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// How an answer was lost, where a person can do something about it. Tracked.
    fn why(&self, failure: &Failure) -> Option<String> {
        let is_of_use = matches!(failure.reason, Reason::CaptivePortal | Reason::Redirect);
        is_of_use.then(|| self.text(&Key::Failure(failure.reason)))
    }

    /// How large the skill was that was sent. Tracked.
    fn size_sent(&self) -> String {
        let sent = self.inner.submission.sent.get();
        let bytes = sent
            .as_ref()
            .map_or(0, |sent| stringify(&sent.skill.clone().write()).len());
        self.intl(|intl| intl.size(bytes))
    }
}
