//! The change of an existing skill, at the request of the user.
//!
//! A PATCH is never repeated automatically. After a lost response, the skill is read.

use std::sync::Arc;

use crate::graph::challenge::Claims;
use crate::graph::error::clean;
use crate::graph::outcome::{
    Answer, Created, Failure, FailureKind, NoAnswer, Outcome, Reason, RequestIds, classify,
};
use crate::graph::submission::listing::{self, ListRequest};
use crate::graph::submission::state::{Effect, Existing, State, Update, UpdateStep};
use crate::graph::timeouts::{PAGE_WATCH, POST_WATCH, TOKEN};
use crate::graph::token::TokenError;
use crate::platform::Millis;
use crate::skill::{Member, Property, SkillProficiency, SkillProficiencyLevel, Value};

use super::lost_response::{CHECK_DELAYS, MAX_CHECKS};
use super::sending::claims_of;
use super::{Series, Step};

impl Step<'_> {
    /// Starts the change.
    pub(crate) fn update(&mut self, existing: Existing) -> State {
        self.cancel();
        self.machine.series = Series::default();
        let update = Box::new(Update {
            existing,
            is_unknown: false,
            step: UpdateStep::AskingToken,
            client_request_id: self.inputs.guid.clone(),
            failure: None,
        });
        match self.throttled(update.ids()) {
            Some((_, failure)) => self.not_updated(update, failure),
            None => self.ask_token_to_update(update, None),
        }
    }

    /// Starts the change to another level.
    pub(crate) fn update_to(
        &mut self,
        existing: Existing,
        level: Member<SkillProficiencyLevel>,
    ) -> State {
        self.update(Existing {
            level: Some(level),
            ..existing
        })
    }

    fn ask_token_to_update(&mut self, mut update: Box<Update>, claims: Option<Claims>) -> State {
        let id = self.begin_operation(TOKEN);
        self.effects.push(Effect::AskToken(id, claims));
        update.step = UpdateStep::AskingToken;
        State::Updating(update)
    }

    /// Handles a page that provides no token.
    pub(crate) fn no_token_to_update(&mut self, update: Box<Update>, error: TokenError) -> State {
        let failure = match (error, update.failure.clone()) {
            (TokenError::Unusable, Some(challenged)) => *challenged,
            (error, _) => update.not_sent(self.reason_without_token(error)),
        };
        self.not_updated(update, failure)
    }

    /// Sends the change.
    pub(crate) fn patch(&mut self, mut update: Box<Update>) -> State {
        let url = self.url_of(&update);
        let Some((url, level)) = url.zip(update.existing.level.clone()) else {
            let failure = update.not_sent(Reason::Technical);
            return self.not_updated(update, failure);
        };
        let id = self.begin_operation(POST_WATCH);
        let etag = update.existing.skill.additional.get("@odata.etag");
        self.effects.push(Effect::Patch {
            id,
            url,
            level,
            // Other characters are not allowed in a header.
            etag: etag
                .and_then(Value::as_str)
                .filter(|etag| etag.bytes().all(|byte| matches!(byte, b' '..=b'~')))
                .map(str::to_owned),
            client_request_id: update.client_request_id.clone(),
        });
        update.step = UpdateStep::Sending;
        update.failure = None;
        State::Updating(update)
    }

    fn url_of(&self, update: &Update) -> Option<String> {
        let id = update.existing.skill.id.as_deref()?;
        listing::item(&self.machine.target.collection, id)
    }

    /// Handles the response to the PATCH.
    pub(crate) fn on_update_response(&mut self, mut update: Box<Update>, answer: Answer) -> State {
        let challenge = claims_of(&answer);
        let request = answer.request_id.as_deref().and_then(clean);
        let ids = RequestIds {
            request,
            ..update.ids()
        };
        if answer.status == 204 {
            return self.updated(update, None, ids);
        }
        if answer.status == 200 {
            // Without the skill, it is for example the login page of a captive portal.
            let mut reason = Reason::CaptivePortal;
            if let Some(mut skill) = skill_of(&update, answer.body.as_ref()) {
                // A service may return only the id.
                let listed = &update.existing.skill.display_name;
                skill.display_name = skill.display_name.or_else(|| listed.clone());
                skill.proficiency = skill.proficiency.or_else(|| update.existing.level.clone());
                if skill.proficiency == update.existing.level {
                    return self.updated(update, Some(skill), ids);
                }
                reason = Reason::Service;
            }
            let failure = update.lost(reason);
            return self.check_update(update, failure);
        }
        let skill = &update.existing.skill;
        let failure = match classify(answer, skill, update.ids(), self.inputs.now) {
            Outcome::Failed(failure) => *failure,
            _ => update.lost(Reason::Service),
        };
        match failure.kind {
            FailureKind::Unknown => self.check_update(update, failure),
            // The skill was changed in the meantime, and has another `ETag`.
            _ if failure.status == Some(412) => self.check_update(update, failure),
            FailureKind::NeedsAuth => match challenge.filter(|_| self.may_answer_challenge()) {
                Some(claims) => {
                    self.machine.series.has_answered_challenge = true;
                    update.failure = Some(Box::new(failure));
                    self.ask_token_to_update(update, Some(claims))
                }
                None => self.not_updated(update, failure),
            },
            FailureKind::Throttled => {
                if let Some(seconds) = failure.retry_after {
                    let until = self.inputs.now.saturating_add(Millis::from(seconds) * 1000);
                    self.machine.throttled = Some((self.machine.target.collection.clone(), until));
                }
                self.not_updated(update, failure)
            }
            _ => self.not_updated(update, failure),
        }
    }

    /// Handles a PATCH without a response.
    pub(crate) fn on_no_update_response(&mut self, update: Box<Update>, why: NoAnswer) -> State {
        match why.reason() {
            (FailureKind::NotSent, reason) => {
                let failure = update.not_sent(reason);
                self.not_updated(update, failure)
            }
            (_, reason) => {
                let failure = update.lost(reason);
                self.check_update(update, failure)
            }
        }
    }

    /// Reads the skill after a lost response.
    fn check_update(&mut self, mut update: Box<Update>, failure: Failure) -> State {
        self.cancel();
        update.failure = Some(Box::new(failure));
        if self.machine.is_detached {
            return self.update_unknown(update);
        }
        self.schedule_update_check(update, 1)
    }

    fn schedule_update_check(&mut self, mut update: Box<Update>, check: u8) -> State {
        let delay = CHECK_DELAYS.get(usize::from(check) - 1).copied();
        self.begin_operation(delay.unwrap_or_default());
        update.step = UpdateStep::Waiting(check);
        State::Updating(update)
    }

    /// Handles the end of a delay or of a time limit.
    pub(crate) fn on_update_timer(&mut self, mut update: Box<Update>) -> State {
        match update.step {
            UpdateStep::AskingToken => self.no_token_to_update(update, TokenError::Unusable),
            UpdateStep::Sending => {
                let failure = update.lost(Reason::Timeout);
                self.check_update(update, failure)
            }
            UpdateStep::Waiting(check) => {
                let Some(url) = self.url_of(&update) else {
                    return self.update_unknown(update);
                };
                let id = self.begin_operation(PAGE_WATCH);
                let url = ListRequest::Existing.url(&url);
                self.effects.push(Effect::List(id, url));
                update.step = UpdateStep::Reading(check);
                State::Updating(update)
            }
            UpdateStep::Reading(_) => {
                self.cancel();
                self.check_update_again(update)
            }
        }
    }

    /// Handles the response with the skill.
    pub(crate) fn on_updated_skill(&mut self, mut update: Box<Update>, answer: &Answer) -> State {
        let skill = match answer.status {
            200 => skill_of(&update, answer.body.as_ref()),
            404 => {
                let failure = Failure {
                    status: Some(404),
                    ..Failure::new(FailureKind::Rejected, Reason::NotFound, update.ids())
                };
                return self.not_updated(update, failure);
            }
            _ => None,
        };
        match skill {
            Some(skill) if skill.proficiency == update.existing.level => {
                let ids = update.ids();
                self.updated(update, Some(skill), ids)
            }
            Some(skill) if update.is_last_check() => {
                let failure = update.last_failure();
                update.existing.skill = Arc::new(skill);
                self.not_updated(update, failure)
            }
            _ => self.check_update_again(update),
        }
    }

    /// Reads the skill again, unless this was the last check.
    pub(crate) fn check_update_again(&mut self, update: Box<Update>) -> State {
        match update.step {
            UpdateStep::Reading(check) if check < MAX_CHECKS => {
                self.schedule_update_check(update, check + 1)
            }
            _ => self.update_unknown(update),
        }
    }

    /// Handles the user's request to stop. What was sent may still change the skill.
    pub(crate) fn stop_update(&mut self, update: Box<Update>) -> State {
        match update.step {
            UpdateStep::AskingToken => self.no_token_to_update(update, TokenError::Removed),
            UpdateStep::Sending => {
                let failure = update.lost(Reason::StoppedLate);
                self.check_update(update, failure)
            }
            UpdateStep::Waiting(_) | UpdateStep::Reading(_) => self.update_unknown(update),
        }
    }

    /// Handles the removal of the form from the page. The response to the PATCH still counts.
    pub(crate) fn detach_update(&mut self, update: Box<Update>) -> State {
        match update.step {
            UpdateStep::Sending => State::Updating(update),
            _ => self.stop_update(update),
        }
    }

    fn updated(
        &mut self,
        update: Box<Update>,
        skill: Option<SkillProficiency>,
        ids: RequestIds,
    ) -> State {
        self.cancel();
        let skill = skill.unwrap_or_else(|| {
            let mut skill = SkillProficiency::clone(&update.existing.skill);
            skill.proficiency = update.existing.level;
            skill
        });
        let updated = Box::new(Created {
            skill: Some(skill),
            ids,
            is_new: false,
        });
        self.effects
            .push(Effect::Emit(Outcome::Updated(updated.clone())));
        State::Updated(updated)
    }

    fn update_unknown(&mut self, mut update: Box<Update>) -> State {
        update.is_unknown = true;
        let failure = update.last_failure();
        self.not_updated(update, failure)
    }

    fn not_updated(&mut self, update: Box<Update>, failure: Failure) -> State {
        self.cancel();
        self.emit(failure.clone());
        State::NotUpdated(update, Box::new(failure))
    }
}

/// Returns the skill of a response if it is the one that is changed.
fn skill_of(update: &Update, body: Option<&Value>) -> Option<SkillProficiency> {
    let skill = SkillProficiency::read(body?.clone()).ok()?;
    (skill.id.is_some() && skill.id == update.existing.skill.id).then_some(skill)
}

impl Update {
    /// Returns whether a skill that is still unchanged will stay so: after the last check, or after
    /// a response that nothing was changed.
    fn is_last_check(&self) -> bool {
        let is_rejected = self
            .failure
            .as_ref()
            .is_some_and(|failure| failure.kind != FailureKind::Unknown);
        is_rejected || matches!(self.step, UpdateStep::Reading(MAX_CHECKS))
    }

    fn ids(&self) -> RequestIds {
        RequestIds::new(self.client_request_id.clone())
    }

    fn not_sent(&self, reason: Reason) -> Failure {
        Failure::new(FailureKind::NotSent, reason, self.ids())
    }

    fn lost(&self, reason: Reason) -> Failure {
        Failure::new(FailureKind::Unknown, reason, self.ids())
    }

    fn last_failure(&self) -> Failure {
        self.failure
            .as_deref()
            .cloned()
            .unwrap_or_else(|| self.lost(Reason::Network))
    }
}
