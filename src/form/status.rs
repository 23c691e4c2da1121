//! How far the form is, and the live regions that say so.

use leptos::prelude::*;

use crate::graph::{Failure, FailureKind};
use crate::i18n::{Key, Ui, fill};

use super::live::live;
use super::model::SkillForm;

/// How far the form is.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// The person fills it in.
    #[default]
    Editing,
    /// A skill is on its way.
    Submitting,
    /// A skill was added, and the form is ready for the next.
    Added {
        /// Its name.
        name: String,
        /// Its id, unless the service's answer could not be read.
        id: Option<String>,
        /// The ids of further copies of it that were found in the collection.
        doubles: Vec<String>,
    },
    /// A skill was not added, or nobody knows.
    Failed(Failure),
}

impl Status {
    /// Whether a skill is on its way.
    pub fn is_submitting(&self) -> bool {
        matches!(self, Self::Submitting)
    }
}

/// The two live regions. They are there from the start and only their text changes, because assistive technology announces
/// changes, not arrivals.
pub(super) fn status(form: &SkillForm) -> impl IntoView + use<> {
    let (polite, assertive) = (form.clone(), form.clone());
    view! {
        <div class={"status"} part={"status"} role={"status"}>
            {live(move || match &*polite.inner.status.read() {
                Status::Submitting => Some(say(polite.text(&Key::Ui(Ui::Submitting)))),
                Status::Added { name, id, doubles } => Some(added(&polite, name, id.as_deref(), doubles)),
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

fn say(text: String) -> AnyView {
    view! { <p>{text}</p> }.into_any()
}

fn added(form: &SkillForm, name: &str, id: Option<&str>, doubles: &[String]) -> AnyView {
    let text = fill(&form.text(&Key::Ui(Ui::Added)), "name", &isolate(name));
    let details = match id {
        Some(id) => fill(&form.text(&Key::Ui(Ui::AddedId)), "id", id),
        None => form.text(&Key::Ui(Ui::AddedUnread)),
    };
    let twice = (!doubles.is_empty()).then(|| {
        let words = fill(&form.text(&Key::Ui(Ui::AddedTwice)), "ids", &doubles.join(", "));
        view! { <p class={"doubles"} part={"doubles"}>{words}</p> }
    });
    view! {
        <p class={"added"} part={"added"}>{text}</p>
        <p class={"id"} part={"id"}>{details}</p>
        {twice}
    }
    .into_any()
}

fn failed(form: &SkillForm, failure: &Failure) -> AnyView {
    let text = form.text(&Key::Failure(failure.reason));
    let reference = (failure.kind != FailureKind::NotSent).then(|| {
        let ids = [failure.status.map(|status| status.to_string()), failure.code.clone(), failure.ids.request.clone()]
            .into_iter()
            .flatten()
            .chain([failure.ids.client.clone()])
            .collect::<Vec<_>>()
            .join(" · ");
        let words = fill(&form.text(&Key::Ui(Ui::Reference)), "ids", &ids);
        view! { <p class={"reference"} part={"reference"}>{words}</p> }
    });
    view! { <p>{text}</p> {reference} }.into_any()
}

/// A person's text inside ours, whatever its direction
/// ([Unicode isolates](https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates)).
pub(super) fn isolate(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}
