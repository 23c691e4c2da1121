//! The texts about an existing skill with the name of the submitted one, and about its change.

use leptos::prelude::*;

use crate::form::el::{Item, el};
use crate::form::state::SkillForm;
use crate::form::status::isolate;
use crate::graph::known_skills::{self, KnownSkill};
use crate::graph::{Checks, Failure, FailureKind, Reason, State, Update};
use crate::i18n::{Key, Ui, fill};
use crate::skill::FieldPath;

use super::added::member_text;

/// Returns the text that asks the user what to do with an existing skill. Tracked.
pub(crate) fn question(form: &SkillForm) -> Item {
    let text = match &*form.inner.submission.state.read() {
        State::Exists(existing) => form.exists_text(&KnownSkill::of(&existing.skill)),
        _ => String::new(),
    };
    el!(p class="exists" part="exists").text(&text).into()
}

/// Returns the message about a changed skill. Tracked.
pub(crate) fn updated(form: &SkillForm) -> Item {
    let text = match &*form.inner.submission.state.read() {
        State::Updated(updated) => {
            let skill = updated.skill.as_ref().map(KnownSkill::of);
            form.about(Ui::Updated, &skill.unwrap_or_default())
        }
        _ => String::new(),
    };
    el!(p class="added" part="updated").text(&text).into()
}

impl SkillForm {
    /// Returns the text about an existing skill with the entered name. Tracked.
    pub(crate) fn exists_text(&self, skill: &KnownSkill) -> String {
        let text = match skill.level {
            Some(_) => Ui::Exists,
            None => Ui::ExistsWithoutLevel,
        };
        self.about(text, skill)
    }

    /// Returns the text about the existing skill with the name that the user has entered, as far as
    /// this tab knows. Tracked.
    pub(crate) fn known_text(&self) -> String {
        let known = self.inner.submission.known.read();
        known
            .as_ref()
            .map(|skill| self.exists_text(skill))
            .unwrap_or_default()
    }

    /// Looks for the entered name in the skills that this tab knows. Sends no request.
    pub(crate) fn recognize(&self) {
        let asks = self.options().checks() == Checks::All;
        let client = asks.then(|| self.client().ok()).flatten();
        let known = client.and_then(|client| {
            self.entry(FieldPath::DisplayName)
                .with_untracked(|name| known_skills::find(&client.scope(), name.text()))
        });
        self.set_known(known);
    }

    /// Forgets the skills that this tab knows, because the next user of the page may be another one.
    pub(crate) fn forget_known(&self) {
        if let Ok(client) = self.client() {
            known_skills::clear(&client.scope());
        }
    }

    pub(crate) fn set_known(&self, known: Option<KnownSkill>) {
        let signal = &self.inner.submission.known;
        if signal.with_untracked(|before| *before != known) {
            signal.set(known);
        }
    }

    /// Returns a text with the name and the level of a skill. Tracked.
    fn about(&self, text: Ui, skill: &KnownSkill) -> String {
        let level = skill.level.as_deref();
        let level = level.map(|level| member_text(self, FieldPath::LEVEL.kind(), level));
        let text = fill(
            &self.text(&Key::Ui(text)),
            "level",
            &level.unwrap_or_default(),
        );
        fill(&text, "name", &isolate(&skill.name))
    }

    /// Returns the text about a skill that was not changed, or not certainly. Tracked.
    pub(crate) fn update_outcome(&self, update: &Update, failure: &Failure) -> String {
        let skill = KnownSkill::of(&update.existing.skill);
        match (failure.kind, failure.reason) {
            (FailureKind::NeedsAuth, reason) => self.text(&Key::Failure(reason)),
            // A lost change may still take effect after the last check.
            _ if update.is_unknown || failure.kind == FailureKind::Unknown => {
                self.text(&Key::Ui(Ui::UpdateUnknown))
            }
            (FailureKind::Rejected, Reason::NotFound) => self.about(Ui::UpdateNotFound, &skill),
            _ => self.text(&Key::Ui(Ui::NotUpdated)),
        }
    }

    /// Returns whether the service may have rejected the skill because of its level: it named no
    /// other cause. Tracked.
    pub(crate) fn may_be_level(&self) -> bool {
        let is_rejected = match &*self.inner.submission.state.read() {
            State::Rejected(failure) => {
                matches!(failure.status, Some(400 | 422))
                    && failure
                        .fields
                        .iter()
                        .all(|field| *field == FieldPath::LEVEL)
                    && (failure.reason == Reason::Invalid || !failure.fields.is_empty())
            }
            _ => false,
        };
        let sent = self.inner.submission.sent.get();
        is_rejected && sent.is_some_and(|sent| sent.skill.proficiency.is_some())
    }
}
