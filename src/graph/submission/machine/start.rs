//! From a person's wish to the page's token.

use crate::graph::challenge::Claims;
use crate::graph::outcome::{Answer, Failure, FailureKind, Outcome, Reason, RequestIds};
use crate::graph::submission::fingerprint::Fingerprint;
use crate::graph::submission::listing::{self, ListRequest};
use crate::graph::submission::record::{Record, Stage};
use crate::graph::submission::state::{Effect, State, Target, Waiting};
use crate::graph::timeouts::{PREPARING_WATCH, TOKEN};
use crate::graph::token::TokenError;
use crate::skill::SkillProficiency;

use super::{Series, Step};

impl Step<'_> {
    /// Begins a submission, or goes on with the one that this skill is of.
    pub(crate) fn submit(
        &mut self,
        state: &State,
        skill: SkillProficiency,
        target: Target,
    ) -> State {
        // Nobody knows of this very skill: that is found out first.
        if self
            .known(&skill, &target)
            .is_some_and(|record| record.stage == Stage::Unknown)
        {
            self.cancel();
            self.machine.target = target;
            let failure = state.failure().cloned().unwrap_or_else(|| self.left());
            return self.check_once(failure);
        }
        self.send_again(skill, target)
    }

    /// Sends a skill, whatever is known of it.
    pub(crate) fn send_again(&mut self, skill: SkillProficiency, target: Target) -> State {
        self.cancel();
        match self.known(&skill, &target) {
            // It is not in the collection, but may get there late: what is known of it helps to
            // find a double.
            Some(record) => record.payload = skill,
            None => self.machine.record = Some(Record::new(skill)),
        }
        self.machine.target = target;
        self.start()
    }

    /// The submission of this very skill to this very collection of which nobody knows how it
    /// ended.
    fn known(&mut self, skill: &SkillProficiency, target: &Target) -> Option<&mut Record> {
        let is_there = self.machine.target.collection == target.collection;
        let unsure = self
            .machine
            .record
            .as_mut()
            .filter(|record| is_there && record.may_have_been_added);
        unsure.filter(|record| record.fingerprint() == Fingerprint::of(skill))
    }

    /// Sends the skill of the record, as a person has asked, unless the service wants to be left
    /// alone.
    fn start(&mut self) -> State {
        let collection = &self.machine.target.collection;
        let busy = self
            .machine
            .busy
            .as_ref()
            .filter(|(busy, until)| busy == collection && self.inputs.now < *until);
        if let Some((_, until)) = busy.cloned() {
            // Nothing was sent that would have an id.
            let mut failure = Failure::new(FailureKind::Throttled, Reason::Busy, self.ids());
            failure.retry_after =
                u32::try_from(until.saturating_sub(self.inputs.now).saturating_add(999) / 1000)
                    .ok();
            return self.hold(Box::new(Waiting {
                until,
                is_automatic: false,
                may_skip: false,
                failure,
            }));
        }
        self.machine.series = Series::default();
        let is_first = self
            .machine
            .record
            .as_ref()
            .is_some_and(|record| record.attempt == 0 && record.baseline_ids.is_none());
        // Where the browser says that it is offline, a request that adds nothing shows first
        // whether it is.
        if is_first && (self.machine.target.verify || self.inputs.is_offline) {
            let ticket = self.ticket(PREPARING_WATCH);
            self.list(ticket, &ListRequest::Ids);
            return State::Preparing;
        }
        self.ask_token(None, None)
    }

    /// Nothing can be sent now. What is known of earlier attempts stays known.
    pub(crate) fn refuse(&mut self, reason: Reason) -> State {
        self.cancel();
        let failure = Failure::new(
            FailureKind::NotSent,
            reason,
            RequestIds::new(self.inputs.guid.clone()),
        );
        self.tell(failure.clone());
        State::NotSent(Box::new(failure))
    }

    /// Goes on with the submission of an earlier visit. Whatever was on its way then may have been
    /// added; nothing is sent by itself.
    pub(crate) fn restore(&mut self, mut record: Record, target: Target) -> State {
        let stage = record.stage;
        record.may_have_been_added |= !matches!(stage, Stage::Waiting(_) | Stage::Added);
        let set_back = record.first_sent_at.saturating_sub(self.inputs.now).max(0);
        self.machine.target = target;
        self.machine.record = Some(record);
        let failure = self.left();
        match stage {
            Stage::Added => self.added_before(failure.ids),
            Stage::Sending | Stage::Unknown => {
                self.save(Stage::Unknown);
                self.check(failure)
            }
            Stage::NotFound => State::NotFound(Box::new(failure)),
            Stage::Waiting(until) => {
                // A clock that was set back since would make it a longer wait than the service
                // asked for.
                let until = until.saturating_sub(set_back);
                self.machine.busy = Some((self.machine.target.collection.clone(), until));
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

    /// An attempt whose answer went with the page that waited for it.
    fn left(&self) -> Failure {
        Failure::new(FailureKind::Unknown, Reason::Network, self.ids())
    }

    /// The collection as it was before. Of more than one page nothing is kept: what is not among
    /// the ids could stand on another.
    pub(crate) fn prepared(&mut self, answer: Answer) -> State {
        if let Some(record) = &mut self.machine.record
            && let Ok(page) = listing::read(answer)
            && page.next.is_none()
        {
            record.baseline_ids = Some(
                page.skills
                    .into_iter()
                    .filter_map(|skill| skill.id)
                    .collect(),
            );
        }
        self.ask_token(None, None)
    }

    /// The first look is a help, not a condition, unless the browser says that it is offline; a
    /// page that gives no token for it has none for the POST.
    pub(crate) fn unprepared(&mut self, error: Option<TokenError>) -> State {
        match error {
            Some(error) => self.no_token(None, error),
            None if self.inputs.is_offline => self.not_sent(Reason::Offline),
            None => self.ask_token(None, None),
        }
    }

    /// Asks the page for a token. Removed from the page, nothing is asked.
    pub(crate) fn ask_token(
        &mut self,
        claims: Option<Claims>,
        challenged: Option<Box<Failure>>,
    ) -> State {
        let ticket = self.ticket(TOKEN);
        self.effects.push(Effect::AskToken(ticket, claims));
        State::AskingToken { challenged }
    }

    /// The page has no token.
    pub(crate) fn no_token(
        &mut self,
        challenged: Option<Box<Failure>>,
        error: TokenError,
    ) -> State {
        match (error, challenged) {
            (TokenError::Unusable, Some(failure)) => self.needs_auth(*failure),
            // A page that has to fetch its token cannot.
            (TokenError::Unusable, None) if self.inputs.is_offline => {
                self.not_sent(Reason::Offline)
            }
            (TokenError::Unusable, None) => self.not_sent(Reason::Token),
            (TokenError::Removed, _) => self.not_sent(Reason::Stopped),
        }
    }

    /// Only another sign-in helps.
    pub(crate) fn needs_auth(&mut self, failure: Failure) -> State {
        self.cancel();
        self.settle();
        self.tell(failure.clone());
        State::NeedsAuth(Box::new(failure))
    }

    /// The person is done with it: what is sent next is another submission.
    pub(crate) fn discard(&mut self) -> State {
        self.cancel();
        self.effects.push(Effect::ForgetRecord);
        self.machine.record = None;
        State::Idle
    }

    pub(crate) fn list(&mut self, ticket: super::EffectId, request: &ListRequest) {
        let url = request.url(&self.machine.target.collection);
        self.effects.push(Effect::List(ticket, url));
    }

    pub(crate) fn tell(&mut self, failure: Failure) {
        self.effects.push(Effect::Emit(Outcome::from(failure)));
    }
}
