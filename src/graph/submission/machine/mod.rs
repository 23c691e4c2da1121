//! The state machine of a submission.
//!
//! The machine is pure: it does not depend on a browser, a clock, or a network. A driver sends it
//! [`Event`]s and performs its [`Effect`]s. Principles:
//! 1. Only three things cause a POST: a request by the user, a response with the status 429 or 503
//!    (at most three times), and a claims challenge (401 with claims, once). These responses
//!    guarantee that the service processed nothing.
//! 2. Before a POST, the record is saved. It is deleted when the skill is known not to have been
//!    added, or was added and duplicate detection has finished.
//! 3. Every operation has a timer of its own, because the operation itself may never end. So each
//!    submission reaches a final state.
//! 4. A form that was removed from the page asks for no token and sends nothing. Responses to
//!    earlier requests still count.

mod added;
mod existing;
mod lost_response;
mod sending;
mod start;
mod update;

use crate::graph::outcome::{Failure, FailureKind, Reason, RequestIds};
use crate::graph::token::TokenError;
use crate::platform::Millis;

use self::added::Undoing;
use self::existing::Lookup;
pub(in crate::graph) use self::lost_response::MAX_PAGES;
use super::record::{Record, Stage};
use super::state::{CheckFailure, Checks, Effect, EffectId, Event, Inputs, State, Target};

/// The submissions of one form, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    state: State,
    record: Option<Record>,
    target: Target,
    /// The progress of the lookup before the first POST.
    lookup: Lookup,
    /// The removals of added skills. Their results count even after the next submission has started.
    undoing: Vec<Undoing>,
    /// The id of the current operation.
    last_effect_id: EffectId,
    series: Series,
    is_detached: bool,
    /// The collection of a throttled or unavailable service, and the time before which nothing is
    /// sent to it.
    throttled: Option<(String, Millis)>,
}

/// The attempts since the last request by the user.
#[derive(Clone, Debug, Default)]
struct Series {
    retries: u8,
    has_answered_challenge: bool,
    /// The effect and the time of the last POST.
    posted: Option<(EffectId, Millis)>,
}

impl Machine {
    /// Returns the current state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns what is checked in the collection of the current submission.
    pub(crate) fn checks(&self) -> Checks {
        self.target.checks
    }

    /// Returns the record of the current submission, if there is one.
    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref()
    }

    /// Processes an event and returns the next machine and its effects.
    ///
    /// An event that the state does not expect changes nothing.
    pub fn next(mut self, event: Event, inputs: &Inputs) -> (Self, Vec<Effect>) {
        let state = std::mem::take(&mut self.state);
        let mut step = Step {
            machine: self,
            inputs,
            effects: Vec::new(),
        };
        let state = step.apply(state, event);
        step.machine.state = state;
        (step.machine, step.effects)
    }
}

/// A transition in progress.
struct Step<'a> {
    machine: Machine,
    inputs: &'a Inputs,
    effects: Vec<Effect>,
}

impl Step<'_> {
    #[expect(clippy::too_many_lines, reason = "one match is the transition table")]
    fn apply(&mut self, state: State, event: Event) -> State {
        match event {
            Event::Disconnected => self.machine.is_detached = true,
            Event::Reconnected => self.machine.is_detached = false,
            _ => {}
        }
        match (state, event) {
            (state, Event::Submit(skill, target)) if !state.is_busy() => {
                self.submit(&state, *skill, target)
            }
            (state, Event::Refused(reason)) if !state.is_busy() => self.refuse(reason),
            (State::Idle, Event::Restored(record, target)) => self.restore(*record, target),

            (State::Preparing, Event::Listed(id, answer)) if self.expects(id) => {
                self.on_prepared(*answer)
            }
            (State::Preparing, Event::NotListed(id, error)) if self.expects(id) => {
                self.on_not_prepared(error)
            }
            (State::Preparing, Event::Timer(id)) if self.expects(id) => {
                self.not_sent(Reason::Token)
            }
            (State::Preparing | State::AskingToken { .. }, Event::Stop | Event::Disconnected) => {
                self.not_sent(Reason::Stopped)
            }

            (State::Exists(_), Event::KeepExisting) => self.keep_existing(),
            (State::Exists(existing), Event::Update) => self.update(*existing),
            (State::NotUpdated(update, _), Event::Update) => self.update(update.existing),
            (State::Exists(existing), Event::UpdateTo(level)) => self.update_to(*existing, level),
            (State::NotUpdated(update, _), Event::UpdateTo(level)) => {
                self.update_to(update.existing, level)
            }
            (State::Updating(update), Event::Token(id)) if self.expects(id) => self.patch(update),
            (State::Updating(update), Event::NoToken(id, error)) if self.expects(id) => {
                self.no_token_to_update(update, error)
            }
            (State::Updating(update), Event::Answer(id, answer)) if self.expects(id) => {
                self.on_update_response(update, *answer)
            }
            (State::Updating(update), Event::NoAnswer(id, why)) if self.expects(id) => {
                self.on_no_update_response(update, why)
            }
            (State::Updating(update), Event::Listed(id, answer)) if self.expects(id) => {
                self.on_updated_skill(update, &answer)
            }
            (State::Updating(update), Event::NotListed(id, _)) if self.expects(id) => {
                self.check_update_again(update)
            }
            (State::Updating(update), Event::Timer(id)) if self.expects(id) => {
                self.on_update_timer(update)
            }
            (State::Updating(update), Event::Stop) => self.stop_update(update),
            (State::Updating(update), Event::Disconnected) => self.detach_update(update),

            (State::Preparing | State::Sending { .. }, Event::Taken(id)) if self.expects(id) => {
                self.not_sent(Reason::InProgress)
            }

            (State::AskingToken { .. }, Event::Token(id)) if self.expects(id) => self.post(),
            (State::AskingToken { challenged }, Event::NoToken(id, error)) if self.expects(id) => {
                self.no_token(challenged, error)
            }
            (State::AskingToken { challenged }, Event::Timer(id)) if self.expects(id) => {
                self.no_token(challenged, TokenError::Unusable)
            }

            (State::Sending { .. }, Event::Answer(id, answer)) if self.expects(id) => {
                self.on_response(*answer)
            }
            (State::Sending { .. }, Event::NoAnswer(id, why)) if self.expects(id) => {
                self.on_no_response(why)
            }
            (State::Sending { .. }, Event::Timer(id)) if self.expects(id) => {
                self.on_response_lost(Reason::Timeout)
            }
            (State::Sending { .. }, Event::VisibleAgain) if self.is_overdue() => {
                self.on_response_lost(Reason::Timeout)
            }
            (State::Sending { .. }, Event::Stop) => self.on_response_lost(Reason::StoppedLate),

            (State::Waiting(waiting), Event::Timer(id))
                if waiting.is_automatic && self.expects(id) =>
            {
                self.ask_token(None, None)
            }
            (State::Waiting(waiting), Event::Skip) if waiting.is_automatic && waiting.may_skip => {
                self.ask_token(None, None)
            }
            (State::Waiting(waiting), Event::VisibleAgain) if waiting.is_automatic => {
                self.wake(waiting)
            }
            (State::Waiting(waiting), Event::Stop | Event::Disconnected)
                if waiting.is_automatic =>
            {
                self.wait_for_user(waiting)
            }

            (State::Checking(checking), Event::Timer(id)) if self.expects(id) => {
                self.on_check_timer(*checking)
            }
            (State::Checking(checking), Event::Listed(id, answer)) if self.expects(id) => {
                self.on_listed(*checking, *answer)
            }
            (State::Checking(checking), Event::NotListed(id, error)) if self.expects(id) => {
                self.on_not_listed(*checking, error)
            }
            (State::Checking(checking), Event::Stop | Event::Disconnected) => {
                self.unknown(checking.failure, CheckFailure::Stopped)
            }

            (State::Unknown(failure, _), Event::Reconnected) => self.check(*failure),
            (
                state @ (State::Checking(_)
                | State::NotFound(_)
                | State::Similar(..)
                | State::Unknown(..)),
                Event::Answer(id, answer),
            ) => self.on_late_response(state, id, *answer),
            (
                State::Unknown(failure, _) | State::NotFound(failure) | State::Similar(_, failure),
                Event::CheckAgain,
            ) => self.check_once(*failure),
            (State::Rejected(failure), Event::CheckAgain) if failure.reason == Reason::Conflict => {
                self.check_once(*failure)
            }
            (state, Event::SendAgain(skill, target)) if !state.is_busy() => {
                self.send_again(*skill, target)
            }
            (State::Similar(skill, failure), Event::Accept) => {
                self.found(vec![*skill], failure.ids)
            }

            // The check follows the removal.
            (State::Created(added), Event::Reconnected) if added.removing.is_none() => {
                self.verify(*added)
            }
            (State::Created(added), Event::Listed(id, answer)) if self.expects(id) => {
                self.on_verified(*added, *answer)
            }
            (State::Created(added), Event::Timer(id))
                if added.is_between_checks && self.expects(id) =>
            {
                self.verify(*added)
            }
            (State::Created(added), Event::NotListed(id, _) | Event::Timer(id))
                if self.expects(id) =>
            {
                self.end_follow_up(*added)
            }
            (State::Created(added), Event::FoundDuplicates(ids)) if added.removing.is_none() => {
                self.found_duplicates(*added, ids)
            }
            (State::Created(added), Event::RemoveDuplicate(id)) => {
                self.remove_duplicate(*added, id)
            }
            (State::Created(added), Event::Undo) => self.undo(*added),
            (State::Created(added), Event::Removed(id, is_removed)) if self.expects(id) => {
                self.on_removed(*added, is_removed)
            }
            (State::Created(added), Event::Missing(id)) if self.expects(id) => {
                self.on_missing(*added)
            }

            (state, Event::Discard) if !state.is_busy() => self.discard(),
            (state, Event::Removed(id, is_removed)) => {
                self.on_late_removal(state, id, Some(is_removed))
            }
            (state, Event::Missing(id)) => self.on_late_removal(state, id, None),
            (state, _) => state,
        }
    }

    /// Returns whether an event belongs to the current operation.
    fn expects(&self, id: EffectId) -> bool {
        self.machine.last_effect_id == id
    }

    /// Starts an operation with a time limit in milliseconds.
    ///
    /// Returns its effect id, which makes all earlier ones obsolete.
    fn begin_operation(&mut self, milliseconds: u32) -> EffectId {
        let id = EffectId(self.machine.last_effect_id.0.wrapping_add(1));
        self.machine.last_effect_id = id;
        self.effects.push(Effect::Wait(id, milliseconds));
        id
    }

    /// Cancels the current operation. Its late events are ignored.
    fn cancel(&mut self) {
        self.machine.last_effect_id.0 = self.machine.last_effect_id.0.wrapping_add(1);
        self.effects.push(Effect::Cancel);
    }

    /// Saves the record at a stage.
    fn save(&mut self, stage: Stage) {
        if let Some(record) = &mut self.machine.record {
            record.stage = stage;
            self.effects
                .push(Effect::SaveRecord(Box::new(record.clone())));
        }
    }

    /// Updates the saved record after an attempt that is known not to have added the skill.
    ///
    /// The record is deleted, unless an earlier attempt may have added the skill.
    fn settle(&mut self) {
        match &self.machine.record {
            Some(record) if record.may_have_been_added => self.save(Stage::NotFound),
            _ => self.effects.push(Effect::ForgetRecord),
        }
    }

    /// Returns the ids of the last attempt.
    fn ids(&self) -> RequestIds {
        let last = self
            .machine
            .record
            .as_ref()
            .and_then(|record| record.client_request_ids.last());
        RequestIds::new(last.cloned().unwrap_or_default())
    }

    /// Reports that nothing was sent.
    fn not_sent(&mut self, reason: Reason) -> State {
        self.cancel();
        self.settle();
        let failure = Failure::new(
            FailureKind::NotSent,
            reason,
            RequestIds::new(self.inputs.guid.clone()),
        );
        self.emit(failure.clone());
        State::NotSent(Box::new(failure))
    }
}
