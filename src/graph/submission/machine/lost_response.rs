//! The check of the collection after a lost response.

use crate::graph::outcome::{Answer, Failure, Reason};
use crate::graph::submission::listing::{self, ListError, ListRequest, Listing};
use crate::graph::submission::reconcile::{MatchBy, Matches, find};
use crate::graph::submission::record::Stage;
use crate::graph::submission::state::{CheckFailure, Checking, Reading, State};
use crate::graph::timeouts::PAGE_WATCH;
use crate::graph::token::TokenError;
use crate::skill::SkillProficiency;

use super::Step;

/// The delay before each check, in milliseconds. The checks start after about 1, 4, and 10 seconds,
/// because a new skill may not be readable immediately.
pub(super) const CHECK_DELAYS: [u32; MAX_CHECKS as usize] = [1000, 3000, 6000];
/// The number of checks before the skill counts as not added.
pub(super) const MAX_CHECKS: u8 = 3;
/// The maximum number of pages per check or lookup.
pub(in crate::graph) const MAX_PAGES: u8 = 10;

impl Step<'_> {
    /// Checks the collection repeatedly.
    ///
    /// A form that was removed from the page asks for no token. It checks when it is inserted
    /// again.
    pub(crate) fn check(&mut self, failure: Failure) -> State {
        if self.machine.is_detached {
            return self.unknown(failure, CheckFailure::Stopped);
        }
        self.schedule_check(Checking {
            attempt: 1,
            failure,
            reading: None,
        })
    }

    /// Checks the collection once and immediately, because the user is waiting.
    pub(crate) fn check_once(&mut self, failure: Failure) -> State {
        self.save(Stage::Unknown);
        self.read_first_page(Checking {
            attempt: MAX_CHECKS,
            failure,
            reading: None,
        })
    }

    /// Handles a skill that conflicts with the sent one. Returns `None` if there is no such skill.
    ///
    /// Usually, the conflicting skill already existed and nothing was added. If the baseline shows
    /// that it did not exist, it is the sent one: when a browser repeats a POST, the response is
    /// the rejection of the second one. If an earlier attempt was lost and there is no baseline,
    /// the user must decide.
    fn conflict(
        &mut self,
        found: Matches,
        same: Option<&SkillProficiency>,
        checking: &Checking,
    ) -> Option<State> {
        let record = self.machine.record.as_ref()?;
        let (is_known, may_have_been_added) =
            (record.baseline_ids.is_some(), record.may_have_been_added);
        match found.own.first().cloned() {
            Some(_) if is_known => {
                return Some(self.found(found.own, checking.failure.ids.clone()));
            }
            Some(own) if may_have_been_added => {
                return Some(self.similar(own, checking.failure.clone()));
            }
            _ => {}
        }
        same?;
        self.cancel();
        self.settle();
        let failure = Failure {
            reason: Reason::Exists,
            ..checking.failure.clone()
        };
        self.emit(failure.clone());
        Some(State::Rejected(Box::new(failure)))
    }

    fn schedule_check(&mut self, checking: Checking) -> State {
        let delay = CHECK_DELAYS
            .get(usize::from(checking.attempt) - 1)
            .copied()
            .unwrap_or_default();
        self.begin_operation(delay);
        State::Checking(Box::new(Checking {
            reading: None,
            ..checking
        }))
    }

    fn read_first_page(&mut self, checking: Checking) -> State {
        self.read_page(
            checking,
            Reading {
                page: 1,
                ..Reading::default()
            },
            &ListRequest::Newest,
        )
    }

    fn read_page(&mut self, checking: Checking, reading: Reading, request: &ListRequest) -> State {
        let id = self.begin_operation(PAGE_WATCH);
        self.list(id, request);
        State::Checking(Box::new(Checking {
            reading: Some(reading),
            ..checking
        }))
    }

    /// Handles the end of a delay or of a page's time limit.
    pub(crate) fn on_check_timer(&mut self, checking: Checking) -> State {
        if checking.reading.is_none() {
            return self.read_first_page(checking);
        }
        self.cancel();
        self.check_again(checking, CheckFailure::Failed)
    }

    /// Handles a request for a page that got no response.
    pub(crate) fn on_not_listed(&mut self, checking: Checking, error: Option<TokenError>) -> State {
        match error {
            Some(_) => self.unknown(checking.failure, CheckFailure::Failed),
            None => self.check_again(checking, CheckFailure::Failed),
        }
    }

    /// Handles the response with a page of the collection.
    pub(crate) fn on_listed(&mut self, mut checking: Checking, answer: Answer) -> State {
        let reading = checking.reading.take().unwrap_or_default();
        match listing::read(answer) {
            Ok(listing) => self.on_page(checking, reading, listing),
            Err(ListError::Refused) => self.unknown(checking.failure, CheckFailure::Failed),
            Err(ListError::Failed) if !reading.has_only_names && reading.page == 1 => self
                .read_page(
                    checking,
                    Reading {
                        has_only_names: true,
                        ..reading
                    },
                    &ListRequest::Names,
                ),
            Err(ListError::Failed) => self.check_again(checking, CheckFailure::Failed),
        }
    }

    fn on_page(&mut self, checking: Checking, mut reading: Reading, listing: Listing) -> State {
        let match_by = if reading.has_only_names {
            MatchBy::Name
        } else {
            MatchBy::Fingerprint
        };
        let Some(record) = &self.machine.record else {
            return self.unknown(checking.failure, CheckFailure::Failed);
        };
        let mut found = find(&listing.skills, match_by, record, self.inputs.now);
        if checking.failure.reason == Reason::Conflict {
            let same = listing
                .skills
                .iter()
                .find(|skill| match_by.is_same(record, skill))
                .cloned();
            if let Some(state) = self.conflict(std::mem::take(&mut found), same.as_ref(), &checking)
            {
                return state;
            }
        }
        if !found.own.is_empty() {
            return self.found(found.own, checking.failure.ids);
        }
        reading.similar = reading.similar.or(found.similar);
        let Some(next) = listing.next else {
            return self.absent(checking, reading);
        };
        match listing::follow(&next, &self.machine.target.collection)
            .filter(|_| reading.page < MAX_PAGES)
        {
            Some(url) => {
                reading.page += 1;
                self.read_page(checking, reading, &ListRequest::Page(url))
            }
            // The unread pages may contain the skill, and another check would not read them either.
            None => match reading.similar {
                Some(similar) => self.similar(similar, checking.failure),
                None => self.unknown(checking.failure, CheckFailure::Incomplete),
            },
        }
    }

    /// Handles the end of the collection without a match.
    fn absent(&mut self, checking: Checking, reading: Reading) -> State {
        if checking.attempt < MAX_CHECKS {
            return self.schedule_check(Checking {
                attempt: checking.attempt + 1,
                ..checking
            });
        }
        if let Some(similar) = reading.similar {
            return self.similar(similar, checking.failure);
        }
        self.cancel();
        self.save(Stage::NotFound);
        self.emit(checking.failure.clone());
        State::NotFound(Box::new(checking.failure))
    }

    /// Handles a failed check.
    fn check_again(&mut self, checking: Checking, why: CheckFailure) -> State {
        if checking.attempt < MAX_CHECKS {
            return self.schedule_check(Checking {
                attempt: checking.attempt + 1,
                ..checking
            });
        }
        self.unknown(checking.failure, why)
    }

    fn similar(&mut self, similar: SkillProficiency, failure: Failure) -> State {
        self.cancel();
        self.save(Stage::Unknown);
        self.emit(failure.clone());
        State::Similar(Box::new(similar), Box::new(failure))
    }

    /// Reports that the collection does not show whether the skill was added.
    pub(crate) fn unknown(&mut self, failure: Failure, why: CheckFailure) -> State {
        self.cancel();
        self.save(Stage::Unknown);
        self.emit(failure.clone());
        State::Unknown(Box::new(failure), why)
    }
}
