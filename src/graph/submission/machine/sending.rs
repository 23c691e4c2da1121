//! The POST and its response.

use crate::graph::challenge::Claims;
use crate::graph::outcome::{Answer, Failure, FailureKind, NoAnswer, Outcome, Reason, classify};
use crate::graph::submission::record::Stage;
use crate::graph::submission::retry;
use crate::graph::submission::state::{Effect, EffectId, State, Waiting};
use crate::graph::timeouts::POST_WATCH;
use crate::platform::Millis;

use super::Step;

/// Returns the claims of a claims challenge (401).
pub(super) fn claims_of(answer: &Answer) -> Option<Claims> {
    answer
        .www_authenticate
        .as_deref()
        .filter(|_| answer.status == 401)
        .and_then(Claims::find)
}

impl Step<'_> {
    /// Saves the record and posts its skill.
    pub(crate) fn post(&mut self) -> State {
        let Some(record) = &mut self.machine.record else {
            return self.not_sent(Reason::Technical);
        };
        if record.attempt == 0 {
            record.first_sent_at = self.inputs.now;
        }
        record.attempt = record.attempt.saturating_add(1);
        record.client_request_ids.push(self.inputs.guid.clone());
        let (attempt, payload) = (record.attempt, Box::new(record.payload.clone()));
        self.save(Stage::Sending);
        let id = self.begin_operation(POST_WATCH);
        self.machine.series.posted = Some((id, self.inputs.now));
        let retry = self.machine.series.retries;
        self.effects.push(Effect::Post {
            id,
            payload,
            client_request_id: self.inputs.guid.clone(),
            retry,
        });
        State::Sending { attempt }
    }

    /// Returns whether the time limit of the POST is over. Timers do not run while the page sleeps.
    pub(crate) fn is_overdue(&self) -> bool {
        self.machine.series.posted.is_none_or(|(_, sent_at)| {
            self.inputs.now.saturating_sub(sent_at) >= Millis::from(POST_WATCH)
        })
    }

    /// Handles the response to the POST.
    pub(crate) fn on_response(&mut self, answer: Answer) -> State {
        let challenge = claims_of(&answer);
        match self.outcome_of(answer) {
            Some(Outcome::Created(created)) => self.created(*created),
            Some(Outcome::Failed(failure)) => self.failed(*failure, challenge),
            _ => self.not_sent(Reason::Technical),
        }
    }

    fn outcome_of(&self, answer: Answer) -> Option<Outcome> {
        let record = self.machine.record.as_ref()?;
        Some(classify(
            answer,
            &record.payload,
            self.ids(),
            self.inputs.now,
        ))
    }

    /// Returns whether a claims challenge may cause another attempt: once, in the page.
    pub(crate) fn may_answer_challenge(&self) -> bool {
        !self.machine.is_detached && !self.machine.series.has_answered_challenge
    }

    fn failed(&mut self, failure: Failure, challenge: Option<Claims>) -> State {
        match failure.kind {
            FailureKind::Unknown => self.on_unknown_outcome(failure),
            FailureKind::Throttled => self.on_throttled(failure),
            FailureKind::NeedsAuth => match challenge.filter(|_| self.may_answer_challenge()) {
                Some(claims) => {
                    self.machine.series.has_answered_challenge = true;
                    self.ask_token(Some(claims), Some(Box::new(failure)))
                }
                None => self.needs_auth(failure),
            },
            FailureKind::Rejected | FailureKind::NotSent | FailureKind::Exists => {
                self.cancel();
                self.settle();
                self.emit(failure.clone());
                State::Rejected(Box::new(failure))
            }
        }
    }

    /// Handles a POST without a response.
    pub(crate) fn on_no_response(&mut self, why: NoAnswer) -> State {
        match why.reason() {
            (FailureKind::NotSent, reason) => self.not_sent(reason),
            (_, reason) => self.on_response_lost(reason),
        }
    }

    /// Handles a lost response.
    pub(crate) fn on_response_lost(&mut self, reason: Reason) -> State {
        let failure = Failure::new(FailureKind::Unknown, reason, self.ids());
        self.on_unknown_outcome(failure)
    }

    /// Records that the skill may have been added, and checks the collection.
    fn on_unknown_outcome(&mut self, failure: Failure) -> State {
        self.cancel();
        if let Some(record) = &mut self.machine.record {
            record.may_have_been_added = true;
        }
        self.save(Stage::Unknown);
        self.check(failure)
    }

    /// Handles a response after the machine has given up on it, which can still report that the
    /// skill was added.
    pub(crate) fn on_late_response(&mut self, state: State, id: EffectId, answer: Answer) -> State {
        let is_current = self
            .machine
            .series
            .posted
            .is_some_and(|(posted, _)| posted == id);
        match self.outcome_of(answer).filter(|_| is_current) {
            Some(Outcome::Created(created)) => self.created(*created),
            _ => state,
        }
    }

    /// Handles throttling (429, 509) and unavailability (503).
    fn on_throttled(&mut self, failure: Failure) -> State {
        let plan = retry::plan(
            failure.status,
            failure.retry_after,
            self.machine.series.retries,
            self.inputs.random,
        );
        let until = self.inputs.now.saturating_add(plan.wait);
        if !plan.may_skip {
            self.machine.throttled = Some((self.machine.target.collection.clone(), until));
        }
        let waiting = Box::new(Waiting {
            until,
            is_automatic: plan.is_automatic,
            may_skip: plan.may_skip,
            failure,
        });
        if !plan.is_automatic || self.machine.is_detached {
            return self.wait_for_user(waiting);
        }
        self.save(Stage::Waiting(until));
        self.machine.series.retries += 1;
        self.wait(plan.wait);
        State::Waiting(waiting)
    }

    fn wait(&mut self, wait: Millis) {
        self.begin_operation(u32::try_from(wait).unwrap_or_default());
    }

    /// Handles the page becoming visible again: restarts a timer that did not run during sleep, or
    /// retries if its time is over.
    pub(crate) fn wake(&mut self, waiting: Box<Waiting>) -> State {
        let rest = waiting.until.saturating_sub(self.inputs.now);
        if rest <= 0 {
            return self.ask_token(None, None);
        }
        self.wait(rest);
        State::Waiting(waiting)
    }

    /// Stops automatic retries.
    pub(crate) fn wait_for_user(&mut self, mut waiting: Box<Waiting>) -> State {
        waiting.is_automatic = false;
        self.cancel();
        self.save(Stage::Waiting(waiting.until));
        self.emit(waiting.failure.clone());
        State::Waiting(waiting)
    }
}
