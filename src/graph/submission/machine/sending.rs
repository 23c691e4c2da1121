//! From the POST to what its answer means.

use crate::graph::challenge::Claims;
use crate::graph::outcome::{Answer, Failure, FailureKind, NoAnswer, Outcome, Reason, classify};
use crate::graph::submission::record::Stage;
use crate::graph::submission::retry;
use crate::graph::submission::state::{Effect, EffectId, State, Waiting};
use crate::graph::timeouts::POST_WATCH;
use crate::platform::Millis;

use super::Step;

impl Step<'_> {
    /// Posts the skill of the record, written down before.
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
        let ticket = self.ticket(POST_WATCH);
        self.machine.series.posted = Some((ticket, self.inputs.now));
        let retry = self.machine.series.retries;
        self.effects.push(Effect::Post {
            ticket,
            payload,
            client_request_id: self.inputs.guid.clone(),
            retry,
        });
        State::Sending { attempt }
    }

    /// Whether the answer should have come long ago: the timer has slept with the page.
    pub(crate) fn is_overdue(&self) -> bool {
        self.machine.series.posted.is_none_or(|(_, sent_at)| {
            self.inputs.now.saturating_sub(sent_at) >= Millis::from(POST_WATCH)
        })
    }

    /// The POST was answered.
    pub(crate) fn answered(&mut self, answer: Answer) -> State {
        let challenge = answer
            .www_authenticate
            .as_deref()
            .filter(|_| answer.status == 401)
            .and_then(Claims::find);
        match self.meaning(answer) {
            Some(Outcome::Created(created)) => self.created(*created),
            Some(Outcome::Failed(failure)) => self.failed(*failure, challenge),
            None => self.not_sent(Reason::Technical),
        }
    }

    fn meaning(&self, answer: Answer) -> Option<Outcome> {
        let record = self.machine.record.as_ref()?;
        Some(classify(
            answer,
            &record.payload,
            self.ids(),
            self.inputs.now,
        ))
    }

    fn failed(&mut self, failure: Failure, challenge: Option<Claims>) -> State {
        match failure.kind {
            FailureKind::Unknown => self.lose(failure),
            FailureKind::Throttled => self.busy(failure),
            FailureKind::NeedsAuth => {
                let may_answer =
                    !self.machine.is_detached && !self.machine.series.has_answered_challenge;
                match challenge.filter(|_| may_answer) {
                    Some(claims) => {
                        self.machine.series.has_answered_challenge = true;
                        self.ask_token(Some(claims), Some(Box::new(failure)))
                    }
                    None => self.needs_auth(failure),
                }
            }
            FailureKind::Rejected | FailureKind::NotSent => {
                self.cancel();
                self.settle();
                self.tell(failure.clone());
                State::Rejected(Box::new(failure))
            }
        }
    }

    /// The POST was not answered.
    pub(crate) fn unanswered(&mut self, why: NoAnswer) -> State {
        match why {
            NoAnswer::NotSent => self.not_sent(Reason::Technical),
            NoAnswer::Blocked => self.not_sent(Reason::Blocked),
            NoAnswer::Cancelled => self.lost(Reason::StoppedLate),
            NoAnswer::Timeout => self.lost(Reason::Timeout),
            NoAnswer::Network => self.lost(Reason::Network),
        }
    }

    /// Nobody knows what became of the skill.
    pub(crate) fn lost(&mut self, reason: Reason) -> State {
        let failure = Failure::new(FailureKind::Unknown, reason, self.ids());
        self.lose(failure)
    }

    fn lose(&mut self, failure: Failure) -> State {
        self.cancel();
        if let Some(record) = &mut self.machine.record {
            record.may_have_been_added = true;
        }
        self.save(Stage::Unknown);
        self.check(failure)
    }

    /// An answer that comes after the machine has given it up can still say that the skill was
    /// added.
    pub(crate) fn answered_late(
        &mut self,
        state: State,
        ticket: EffectId,
        answer: Answer,
    ) -> State {
        let is_ours = self
            .machine
            .series
            .posted
            .is_some_and(|(posted, _)| posted == ticket);
        match self.meaning(answer).filter(|_| is_ours) {
            Some(Outcome::Created(created)) => self.created(*created),
            _ => state,
        }
    }

    /// The service has not taken the skill, and may later.
    fn busy(&mut self, failure: Failure) -> State {
        let plan = retry::plan(
            failure.status,
            failure.retry_after,
            self.machine.series.retries,
            self.inputs.random,
        );
        let until = self.inputs.now.saturating_add(plan.wait);
        if !plan.may_skip {
            self.machine.busy = Some((self.machine.target.collection.clone(), until));
        }
        let waiting = Box::new(Waiting {
            until,
            is_automatic: plan.is_automatic,
            may_skip: plan.may_skip,
            failure,
        });
        if !plan.is_automatic || self.machine.is_detached {
            return self.hold(waiting);
        }
        self.save(Stage::Waiting(until));
        self.machine.series.retries += 1;
        self.wait(plan.wait);
        State::Waiting(waiting)
    }

    fn wait(&mut self, wait: Millis) {
        self.ticket(u32::try_from(wait).unwrap_or_default());
    }

    /// The page is in sight again: a timer that slept with it is set anew, or what it was for is
    /// done, once.
    pub(crate) fn wake(&mut self, waiting: Box<Waiting>) -> State {
        let rest = waiting.until.saturating_sub(self.inputs.now);
        if rest <= 0 {
            return self.ask_token(None, None);
        }
        self.wait(rest);
        State::Waiting(waiting)
    }

    /// The skill is not sent by itself any more.
    pub(crate) fn hold(&mut self, mut waiting: Box<Waiting>) -> State {
        waiting.is_automatic = false;
        self.cancel();
        self.save(Stage::Waiting(waiting.until));
        self.tell(waiting.failure.clone());
        State::Waiting(waiting)
    }
}
