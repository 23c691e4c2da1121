//! The live regions: what became of the skill, for eyes and ears.
//!
//! They are there from the start and only their text changes, because assistive technology announces changes, not arrivals.

use leptos::prelude::*;

use crate::graph::{Failure, FailureKind, Reason, State, Unchecked};
use crate::i18n::{Key, Ui, fill};

use super::added::{added, copies};
use super::countdown::{Countdown, left};
use super::live::live;
use super::model::SkillForm;
use super::status::Status;

pub(super) fn said(form: &SkillForm, countdown: &Countdown) -> impl IntoView + use<> {
    let copies = copies(form);
    let (polite, assertive) = (form.clone(), form.clone());
    let countdown = countdown.clone();
    view! {
        <div class={"status"} part={"status"} role={"status"}>
            {live(move || match &*polite.inner.status.read() {
                Status::Submitting => Some(under_way(&polite, &countdown)),
                Status::Added { name, id, .. } => Some(added(&polite, name, id.as_deref(), copies)),
                Status::Editing | Status::Failed(_) => None,
            })}
        </div>
        <div class={"alert"} part={"alert"} role={"alert"}>
            {live(move || match &*assertive.inner.status.read() {
                Status::Failed(failure) => Some(failed(&assertive, failure)),
                _ => None,
            })}
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
    let is_checking = matches!(&*form.inner.submission.read(), State::Checking(_));
    let words = if is_checking { Ui::Checking } else { Ui::Submitting };
    view! { <p>{form.text(&Key::Ui(words))}</p> }.into_any()
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
    view! { <p>{text}</p> {reference} }.into_any()
}

impl SkillForm {
    /// What became of a skill that was not added, or of which nobody knows. Tracked.
    pub(super) fn outcome(&self, failure: &Failure) -> String {
        match &*self.inner.submission.read() {
            State::NotFound(_) => self.text(&Key::Ui(Ui::NotFound)),
            State::Similar(..) => self.text(&Key::Ui(Ui::Similar)),
            State::Unknown(failure, _) if failure.reason == Reason::Portal => self.text(&Key::Failure(Reason::Portal)),
            State::Unknown(_, Unchecked::Incomplete) => self.text(&Key::Ui(Ui::NotCheckedToEnd)),
            State::Unknown(..) => self.text(&Key::Ui(Ui::NotChecked)),
            State::Waiting(waiting) if left(waiting.until) > 0 => {
                #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are whole numbers of a Double")]
                let time = self.intl(|intl| intl.time(waiting.until as f64, left(waiting.until)));
                fill(&self.text(&Key::Ui(Ui::WaitingUntil)), "time", &time)
            }
            _ => self.text(&Key::Failure(failure.reason)),
        }
    }
}
