//! The one place where a submission goes from one state to the next.
//!
//! It is pure: it knows no browser, no clock and no network. A driver feeds it [`Event`]s and does
//! the [`Effect`]s. Principles:
//! 1. A POST follows a person's wish, an answer that says that nothing was processed (429, 503, at
//!    most three times) or an answer that demands another token (401 with claims, once). It follows
//!    nothing else.
//! 2. Before a POST the record is written; it is forgotten once the skill is sure not to have been
//!    added, or was and the collection was looked at for doubles.
//! 3. Whatever is under way has a timer of its own, outside of what may never end. So each
//!    submission comes to rest.
//! 4. Removed from the page, a form asks for nothing and sends nothing; what it has sent may still
//!    be answered.

mod added;
mod lost_response;
mod sending;
mod start;

use crate::graph::outcome::{Failure, FailureKind, Reason, RequestIds};
use crate::graph::token::TokenError;
use crate::platform::Millis;

use super::record::{Record, Stage};
use super::state::{CheckFailure, Effect, EffectId, Event, Inputs, State, Target};

/// The submissions of one form, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    state: State,
    record: Option<Record>,
    target: Target,
    /// The last that was given out.
    ticket: EffectId,
    series: Series,
    is_detached: bool,
    /// A collection whose service does not want to be asked before a moment, whatever is sent.
    busy: Option<(String, Millis)>,
}

/// The attempts since a person last asked to send.
#[derive(Clone, Debug, Default)]
struct Series {
    retries: u8,
    has_answered_challenge: bool,
    /// The last POST, and when it went out.
    posted: Option<(EffectId, Millis)>,
}

impl Machine {
    /// How far it is.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The submission that is on its way or not settled.
    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref()
    }

    /// What follows an event. An event that the state does not expect changes nothing.
    pub fn next(mut self, event: Event, inputs: &Inputs) -> (Self, Vec<Effect>) {
        let state = std::mem::take(&mut self.state);
        let mut step = Step {
            machine: self,
            inputs,
            effects: Vec::new(),
        };
        let state = step.take(state, event);
        step.machine.state = state;
        (step.machine, step.effects)
    }
}

/// One transition in the making.
struct Step<'a> {
    machine: Machine,
    inputs: &'a Inputs,
    effects: Vec<Effect>,
}

impl Step<'_> {
    #[expect(clippy::too_many_lines, reason = "one match is the transition table")]
    fn take(&mut self, state: State, event: Event) -> State {
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

            (State::Preparing, Event::Listed(ticket, answer)) if self.expects(ticket) => {
                self.prepared(*answer)
            }
            (State::Preparing, Event::NotListed(ticket, error)) if self.expects(ticket) => {
                self.unprepared(error)
            }
            (State::Preparing, Event::Timer(ticket)) if self.expects(ticket) => {
                self.not_sent(Reason::Token)
            }
            (State::Preparing | State::AskingToken { .. }, Event::Stop | Event::Disconnected) => {
                self.not_sent(Reason::Stopped)
            }

            (State::AskingToken { .. }, Event::Token(ticket)) if self.expects(ticket) => {
                self.post()
            }
            (State::AskingToken { challenged }, Event::NoToken(ticket, error))
                if self.expects(ticket) =>
            {
                self.no_token(challenged, error)
            }
            (State::AskingToken { challenged }, Event::Timer(ticket)) if self.expects(ticket) => {
                self.no_token(challenged, TokenError::Unusable)
            }

            (State::Sending { .. }, Event::Answer(ticket, answer)) if self.expects(ticket) => {
                self.answered(*answer)
            }
            (State::Sending { .. }, Event::NoAnswer(ticket, why)) if self.expects(ticket) => {
                self.unanswered(why)
            }
            (State::Sending { .. }, Event::Timer(ticket)) if self.expects(ticket) => {
                self.lost(Reason::Timeout)
            }
            (State::Sending { .. }, Event::VisibleAgain) if self.is_overdue() => {
                self.lost(Reason::Timeout)
            }
            (State::Sending { .. }, Event::Stop) => self.lost(Reason::StoppedLate),

            (State::Waiting(waiting), Event::Timer(ticket))
                if waiting.is_automatic && self.expects(ticket) =>
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
                self.hold(waiting)
            }

            (State::Checking(checking), Event::Timer(ticket)) if self.expects(ticket) => {
                self.check_timer(*checking)
            }
            (State::Checking(checking), Event::Listed(ticket, answer)) if self.expects(ticket) => {
                self.listed(*checking, *answer)
            }
            (State::Checking(checking), Event::NotListed(ticket, error))
                if self.expects(ticket) =>
            {
                self.not_listed(*checking, error)
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
                Event::Answer(ticket, answer),
            ) => self.answered_late(state, ticket, *answer),
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

            (State::Created(added), Event::Reconnected) => self.verify(*added),
            (State::Created(added), Event::Listed(ticket, answer)) if self.expects(ticket) => {
                self.verified(*added, *answer)
            }
            (State::Created(added), Event::Timer(ticket))
                if added.is_between_checks && self.expects(ticket) =>
            {
                self.verify(*added)
            }
            (State::Created(added), Event::NotListed(ticket, _) | Event::Timer(ticket))
                if self.expects(ticket) =>
            {
                self.unanswered_after(*added)
            }
            (State::Created(added), Event::RemoveDuplicate(id)) => self.remove(*added, id),
            (State::Created(added), Event::Removed(ticket, is_removed)) if self.expects(ticket) => {
                self.removed(*added, is_removed)
            }

            (state, Event::Discard) if !state.is_busy() => self.discard(),
            (state, _) => state,
        }
    }

    /// Whether an event belongs to what is under way.
    fn expects(&self, ticket: EffectId) -> bool {
        self.machine.ticket == ticket
    }

    /// Gives out a ticket, which makes all earlier ones late, and has a timer watch over what it is
    /// for.
    fn ticket(&mut self, milliseconds: u32) -> EffectId {
        let ticket = EffectId(self.machine.ticket.0.wrapping_add(1));
        self.machine.ticket = ticket;
        self.effects.push(Effect::Wait(ticket, milliseconds));
        ticket
    }

    /// Ends what is under way. What comes of it all the same is late.
    fn cancel(&mut self) {
        self.machine.ticket.0 = self.machine.ticket.0.wrapping_add(1);
        self.effects.push(Effect::Cancel);
    }

    /// Writes the record down as it stands.
    fn save(&mut self, stage: Stage) {
        if let Some(record) = &mut self.machine.record {
            record.stage = stage;
            self.effects
                .push(Effect::SaveRecord(Box::new(record.clone())));
        }
    }

    /// The last attempt is sure not to have added the skill. If no earlier one may have, the
    /// written record has no more use.
    fn settle(&mut self) {
        match &self.machine.record {
            Some(record) if record.may_have_been_added => self.save(Stage::NotFound),
            _ => self.effects.push(Effect::ForgetRecord),
        }
    }

    /// The ids of the last attempt.
    fn ids(&self) -> RequestIds {
        let last = self
            .machine
            .record
            .as_ref()
            .and_then(|record| record.client_request_ids.last());
        RequestIds::new(last.cloned().unwrap_or_default())
    }

    /// Nothing was sent.
    fn not_sent(&mut self, reason: Reason) -> State {
        self.cancel();
        self.settle();
        let failure = Failure::new(
            FailureKind::NotSent,
            reason,
            RequestIds::new(self.inputs.guid.clone()),
        );
        self.tell(failure.clone());
        State::NotSent(Box::new(failure))
    }
}
