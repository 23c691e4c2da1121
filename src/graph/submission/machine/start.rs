//! The start of a submission, up to the token for the POST.

use crate::graph::challenge::Claims;
use crate::graph::outcome::{Failure, FailureKind, Outcome, Reason, RequestIds};
use crate::graph::submission::fingerprint::Fingerprint;
use crate::graph::submission::listing::ListRequest;
use crate::graph::submission::record::{Record, Stage};
use crate::graph::submission::state::{Checks, Effect, State, Target, Waiting};
use crate::graph::timeouts::TOKEN;
use crate::graph::token::TokenError;
use crate::platform::Millis;
use crate::skill::SkillProficiency;

use super::{Series, Step};

impl Step<'_> {
    /// Starts a submission, or resumes the one with the same skill.
    pub(crate) fn submit(
        &mut self,
        state: &State,
        skill: SkillProficiency,
        target: Target,
    ) -> State {
        // The outcome of this skill's last attempt is unknown, so the collection is checked first.
        if self
            .unsettled_record(&skill, &target)
            .is_some_and(|record| record.stage == Stage::Unknown)
        {
            self.cancel();
            self.machine.target = target;
            let failure = state.failure().cloned().unwrap_or_else(|| self.abandoned());
            return self.check_once(failure);
        }
        self.send_again(skill, target)
    }

    /// Sends a skill, whatever the outcome of earlier attempts.
    pub(crate) fn send_again(&mut self, skill: SkillProficiency, target: Target) -> State {
        self.cancel();
        match self.unsettled_record(&skill, &target) {
            // An earlier attempt may still add the skill, and its record helps to detect the
            // duplicate.
            Some(record) => record.payload = skill,
            None => {
                self.machine.record = Some(Record {
                    baseline_ids: target.baseline_ids.clone(),
                    ..Record::new(skill)
                });
            }
        }
        self.machine.target = target;
        self.start()
    }

    /// Returns the record of a submission with the same skill and collection whose outcome is
    /// unknown.
    fn unsettled_record(
        &mut self,
        skill: &SkillProficiency,
        target: &Target,
    ) -> Option<&mut Record> {
        let is_same_collection = self.machine.target.collection == target.collection;
        let unsure = self
            .machine
            .record
            .as_mut()
            .filter(|record| is_same_collection && record.may_have_been_added);
        unsure.filter(|record| record.fingerprint() == Fingerprint::of(skill))
    }

    /// Sends the record's skill, unless the service has requested a delay that is not over.
    fn start(&mut self) -> State {
        if let Some((until, failure)) = self.throttled(self.ids()) {
            return self.wait_for_user(Box::new(Waiting {
                until,
                is_automatic: false,
                may_skip: false,
                failure,
            }));
        }
        self.machine.series = Series::default();
        let record = self.machine.record.as_ref();
        let is_first = record.is_some_and(|record| record.attempt == 0);
        let has_baseline = record.is_some_and(|record| record.baseline_ids.is_some());
        let looks_up = !has_baseline && self.machine.target.checks != Checks::None;
        // If the browser reports that it is offline, a request without side effects first shows
        // whether that is true.
        if is_first && (looks_up || self.inputs.is_offline) {
            return self.look_up();
        }
        self.ask_token(None, None)
    }

    /// Returns the end of the delay that the service has requested, and the failure to report, if
    /// the delay is not over. No request was sent that would have an id.
    pub(crate) fn throttled(&self, ids: RequestIds) -> Option<(Millis, Failure)> {
        let (_, until) = self
            .machine
            .throttled
            .as_ref()
            .filter(|(throttled, until)| {
                *throttled == self.machine.target.collection && self.inputs.now < *until
            })?;
        let seconds = until.saturating_sub(self.inputs.now).saturating_add(999) / 1000;
        let mut failure = Failure::new(FailureKind::Throttled, Reason::Busy, ids);
        failure.retry_after = u32::try_from(seconds).ok();
        Some((*until, failure))
    }

    /// Reports that nothing can be sent now. The record of earlier attempts is kept.
    pub(crate) fn refuse(&mut self, reason: Reason) -> State {
        self.cancel();
        let failure = Failure::new(
            FailureKind::NotSent,
            reason,
            RequestIds::new(self.inputs.guid.clone()),
        );
        self.emit(failure.clone());
        State::NotSent(Box::new(failure))
    }

    /// Resumes the submission of an earlier visit without sending anything automatically.
    ///
    /// An attempt that was in progress then may have added the skill.
    pub(crate) fn restore(&mut self, mut record: Record, target: Target) -> State {
        let stage = record.stage;
        record.may_have_been_added |= !matches!(stage, Stage::Waiting(_) | Stage::Added);
        let set_back = record.first_sent_at.saturating_sub(self.inputs.now).max(0);
        self.machine.target = target;
        self.machine.record = Some(record);
        let failure = self.abandoned();
        match stage {
            Stage::Added => self.added_before(failure.ids),
            Stage::Sending | Stage::Unknown => {
                self.save(Stage::Unknown);
                self.check(failure)
            }
            Stage::NotFound => State::NotFound(Box::new(failure)),
            Stage::Waiting(until) => {
                // If the clock was set back since, the delay would otherwise be longer than the
                // service requested.
                let until = until.saturating_sub(set_back);
                self.machine.throttled = Some((self.machine.target.collection.clone(), until));
                let failure = Failure::new(FailureKind::Throttled, Reason::Busy, failure.ids);
                State::Waiting(Box::new(Waiting {
                    until,
                    is_automatic: false,
                    may_skip: false,
                    failure,
                }))
            }
        }
    }

    /// Returns the failure of an attempt whose page was closed before the response arrived.
    fn abandoned(&self) -> Failure {
        Failure::new(FailureKind::Unknown, Reason::Network, self.ids())
    }

    /// Handles a failed check before the first POST.
    ///
    /// The check is optional, so the POST follows, unless the browser is offline. If the page
    /// provided no token for the check, it has none for the POST.
    pub(crate) fn on_not_prepared(&mut self, error: Option<TokenError>) -> State {
        match error {
            Some(error) => self.no_token(None, error),
            None if self.inputs.is_offline => self.not_sent(Reason::Offline),
            None => self.ask_token(None, None),
        }
    }

    /// Asks the page for a token. A form that was removed from the page never asks.
    pub(crate) fn ask_token(
        &mut self,
        claims: Option<Claims>,
        challenged: Option<Box<Failure>>,
    ) -> State {
        let id = self.begin_operation(TOKEN);
        self.effects.push(Effect::AskToken(id, claims));
        State::AskingToken { challenged }
    }

    /// Handles a page that provides no token.
    pub(crate) fn no_token(
        &mut self,
        challenged: Option<Box<Failure>>,
        error: TokenError,
    ) -> State {
        match (error, challenged) {
            (TokenError::Unusable, Some(failure)) => self.needs_auth(*failure),
            (error, _) => self.not_sent(self.reason_without_token(error)),
        }
    }

    /// Returns the reason to report if the page provides no token.
    pub(crate) fn reason_without_token(&self, error: TokenError) -> Reason {
        match error {
            // Without a connection, the page cannot fetch a token.
            TokenError::Unusable if self.inputs.is_offline => Reason::Offline,
            TokenError::Unusable => Reason::Token,
            TokenError::Removed => Reason::Stopped,
        }
    }

    /// Reports that the user must sign in again.
    pub(crate) fn needs_auth(&mut self, failure: Failure) -> State {
        self.cancel();
        self.settle();
        self.emit(failure.clone());
        State::NeedsAuth(Box::new(failure))
    }

    /// Closes the submission, so that the next skill starts another.
    pub(crate) fn discard(&mut self) -> State {
        self.cancel();
        self.effects.push(Effect::ForgetRecord);
        self.machine.record = None;
        State::Idle
    }

    pub(crate) fn list(&mut self, id: super::EffectId, request: &ListRequest) {
        let url = request.url(&self.machine.target.collection);
        self.effects.push(Effect::List(id, url));
    }

    pub(crate) fn emit(&mut self, failure: Failure) {
        self.effects.push(Effect::Emit(Outcome::from(failure)));
    }
}
