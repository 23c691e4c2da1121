//! The live regions: what became of the skill, for eyes and ears.
//!
//! They are there from the start and only their text changes, because assistive technology announces changes, not arrivals. What is
//! around them may have the focus: on a live region itself, some screen readers leave its text out.

use leptos::prelude::*;

use crate::graph::{Failure, FailureKind, Reason, State, Unchecked, stringify};
use crate::i18n::{Key, Ui, fill};
use crate::skill::{FieldPath, Rule};

use super::added::added;
use super::countdown::{Countdown, left};
use super::error_summary::line;
use super::live::live;
use super::model::SkillForm;
use super::status::{Status, isolate};

pub(super) fn said(form: &SkillForm, countdown: &Countdown) -> impl IntoView + use<> {
    let (polite, assertive) = (form.clone(), form.clone());
    let countdown = countdown.clone();
    view! {
        <div class={"outcome"}>
            <div class={"status"} part={"status"} role={"status"}>
                {live(move || match &*polite.inner.status.read() {
                    Status::Submitting => Some(under_way(&polite, &countdown)),
                    Status::Added { name, id, .. } => Some(added(&polite, name, id.as_deref())),
                    Status::Editing | Status::Failed(_) => None,
                })}
            </div>
            <div class={"alert"} part={"alert"} role={"alert"}>
                {live(move || match &*assertive.inner.status.read() {
                    Status::Failed(failure) => Some(failed(&assertive, failure)),
                    _ => None,
                })}
            </div>
        </div>
    }
}

/// Tracked.
fn under_way(form: &SkillForm, countdown: &Countdown) -> AnyView {
    if countdown.is_automatic() {
        let (ticking, told) = ((form.clone(), countdown.clone()), (form.clone(), countdown.clone()));
        // Every second is for eyes alone: told each time, it would drown everything else.
        return view! {
            <p class={"visually-hidden"}>{live(move || waiting_text(&told.0, told.1.told()))}</p>
            <p part={"countdown"} aria-hidden={"true"}>{live(move || waiting_text(&ticking.0, ticking.1.seconds()))}</p>
        }
        .into_any();
    }
    let (words, why) = match &*form.inner.submission.read() {
        State::Checking(checking) => (Ui::Checking, form.why(&checking.failure)),
        _ => (Ui::Submitting, None),
    };
    let why = why.map(|why| view! { <p>{why}</p> });
    view! { <p>{form.text(&Key::Ui(words))}</p> {why} }.into_any()
}

fn waiting_text(form: &SkillForm, seconds: u32) -> String {
    fill(&form.text(&Key::Ui(Ui::Waiting)), "when", &form.intl(|intl| intl.from_now(seconds)))
}

fn failed(form: &SkillForm, failure: &Failure) -> AnyView {
    let text = form.outcome(failure);
    let reference = (failure.kind != FailureKind::NotSent).then(|| {
        let ids = [failure.status.map(|status| status.to_string()), failure.code.clone(), failure.ids.request.clone()]
            .into_iter()
            .flatten()
            .chain([failure.ids.client.clone()])
            .filter(|id| !id.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        let words = fill(&form.text(&Key::Ui(Ui::Reference)), "ids", &ids);
        view! { <p class={"reference"} part={"reference"}>{words}</p> }
    });
    view! { <p>{text}</p> {refused(form, failure)} {reference} }.into_any()
}

/// Links to the fields whose values the service has refused, until they are changed.
fn refused(form: &SkillForm, failure: &Failure) -> Option<AnyView> {
    let is_refused = |field: &FieldPath| form.error(*field).read().as_ref().is_some_and(|error| error.rule == Rule::Refused);
    let lines = failure.fields.iter().copied().filter(is_refused).map(|field| line(form, field)).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> }.into_any())
}

impl SkillForm {
    /// What became of a skill that was not added, or of which nobody knows. Tracked.
    pub(super) fn outcome(&self, failure: &Failure) -> String {
        match &*self.inner.submission.read() {
            State::NotFound(failure) => self.open_end(Ui::NotFound, failure),
            State::Similar(..) => self.text(&Key::Ui(Ui::Similar)),
            State::Unknown(failure, Unchecked::Incomplete) => self.open_end(Ui::NotCheckedToEnd, failure),
            State::Unknown(_, Unchecked::Stopped) => self.text(&Key::Failure(Reason::StoppedLate)),
            State::Unknown(failure, Unchecked::Failed) => self.open_end(Ui::NotChecked, failure),
            State::Waiting(waiting) if left(waiting.until) > 0 => {
                #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are whole numbers of a Double")]
                let time = self.intl(|intl| intl.time(waiting.until as f64, left(waiting.until)));
                fill(&self.text(&Key::Ui(Ui::WaitingUntil)), "time", &time)
            }
            State::Rejected(failure) if failure.reason == Reason::TooLarge => {
                fill(&self.text(&Key::Failure(Reason::TooLarge)), "size", &isolate(&self.size_sent()))
            }
            _ => self.text(&Key::Failure(failure.reason)),
        }
    }

    /// What the collection says of a lost answer, and how it was lost.
    fn open_end(&self, words: Ui, failure: &Failure) -> String {
        [Some(self.text(&Key::Ui(words))), self.why(failure)].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// How an answer was lost, where a person can do something about it. Tracked.
    fn why(&self, failure: &Failure) -> Option<String> {
        let is_of_use = matches!(failure.reason, Reason::Portal | Reason::Redirect);
        is_of_use.then(|| self.text(&Key::Failure(failure.reason)))
    }

    /// How large the skill was that was sent. Tracked.
    fn size_sent(&self) -> String {
        let sent = self.inner.local.sent.borrow();
        let bytes = sent.as_ref().map_or(0, |sent| stringify(&sent.skill).len());
        self.intl(|intl| intl.size(bytes))
    }
}
