//! From a lost answer to what the collection says.

use crate::graph::outcome::{Answer, Failure, Reason};
use crate::graph::submission::listing::{self, ListError, ListRequest, Listing};
use crate::graph::submission::reconcile::{MatchBy, Matches, find};
use crate::graph::submission::record::Stage;
use crate::graph::submission::state::{CheckFailure, Checking, Reading, State};
use crate::graph::timeouts::PAGE_WATCH;
use crate::graph::token::TokenError;
use crate::skill::SkillProficiency;

use super::Step;

/// The pauses before each look, in milliseconds: the looks are at about 1, 4 and 10 seconds. What
/// was written is not always read at once.
const PAUSES: [u32; LOOKS as usize] = [1000, 3000, 6000];
/// How many looks there are before the skill is taken not to be there.
const LOOKS: u8 = 3;
/// How many pages a look reads.
const PAGES: u8 = 10;

impl Step<'_> {
    /// Looks at the collection as often as is of use. Removed from the page, a form asks for no
    /// token: it looks when it is back.
    pub(crate) fn check(&mut self, failure: Failure) -> State {
        if self.machine.is_detached {
            return self.unknown(failure, CheckFailure::Stopped);
        }
        self.pause(Checking {
            look: 1,
            failure,
            reading: None,
        })
    }

    /// Looks once, at once: a person waits for it.
    pub(crate) fn check_once(&mut self, failure: Failure) -> State {
        self.save(Stage::Unknown);
        self.look(Checking {
            look: LOOKS,
            failure,
            reading: None,
        })
    }

    /// Handles the skill because of which the service has refused ours. It was in the collection
    /// before, and nothing was added, unless it is known not to have been there: a browser that
    /// repeats a POST by itself reports the refusal of the second one. If an earlier attempt was
    /// lost and the former content is unknown, the user is asked.
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
        self.tell(failure.clone());
        Some(State::Rejected(Box::new(failure)))
    }

    fn pause(&mut self, checking: Checking) -> State {
        let pause = PAUSES
            .get(usize::from(checking.look) - 1)
            .copied()
            .unwrap_or_default();
        self.ticket(pause);
        State::Checking(Box::new(Checking {
            reading: None,
            ..checking
        }))
    }

    fn look(&mut self, checking: Checking) -> State {
        self.ask(
            checking,
            Reading {
                page: 1,
                ..Reading::default()
            },
            &ListRequest::Newest,
        )
    }

    fn ask(&mut self, checking: Checking, reading: Reading, request: &ListRequest) -> State {
        let ticket = self.ticket(PAGE_WATCH);
        self.list(ticket, request);
        State::Checking(Box::new(Checking {
            reading: Some(reading),
            ..checking
        }))
    }

    /// A pause is over, or a page takes too long.
    pub(crate) fn check_timer(&mut self, checking: Checking) -> State {
        if checking.reading.is_none() {
            return self.look(checking);
        }
        self.cancel();
        self.look_again(checking, CheckFailure::Failed)
    }

    /// The collection could not be asked.
    pub(crate) fn not_listed(&mut self, checking: Checking, error: Option<TokenError>) -> State {
        match error {
            Some(_) => self.unknown(checking.failure, CheckFailure::Failed),
            None => self.look_again(checking, CheckFailure::Failed),
        }
    }

    /// A page of the collection was answered.
    pub(crate) fn listed(&mut self, mut checking: Checking, answer: Answer) -> State {
        let reading = checking.reading.take().unwrap_or_default();
        match listing::read(answer) {
            Ok(listing) => self.read(checking, reading, listing),
            Err(ListError::Refused) => self.unknown(checking.failure, CheckFailure::Failed),
            Err(ListError::Failed) if !reading.has_only_names && reading.page == 1 => self.ask(
                checking,
                Reading {
                    has_only_names: true,
                    ..reading
                },
                &ListRequest::Names,
            ),
            Err(ListError::Failed) => self.look_again(checking, CheckFailure::Failed),
        }
    }

    fn read(&mut self, checking: Checking, mut reading: Reading, listing: Listing) -> State {
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
            .filter(|_| reading.page < PAGES)
        {
            Some(url) => {
                reading.page += 1;
                self.ask(checking, reading, &ListRequest::Page(url))
            }
            // What was not read may hold it: looking at the same again does not help.
            None => match reading.similar {
                Some(similar) => self.similar(similar, checking.failure),
                None => self.unknown(checking.failure, CheckFailure::Incomplete),
            },
        }
    }

    /// The collection was read to its end, and ours is not there.
    fn absent(&mut self, checking: Checking, reading: Reading) -> State {
        if checking.look < LOOKS {
            return self.pause(Checking {
                look: checking.look + 1,
                ..checking
            });
        }
        if let Some(similar) = reading.similar {
            return self.similar(similar, checking.failure);
        }
        self.cancel();
        self.save(Stage::NotFound);
        self.tell(checking.failure.clone());
        State::NotFound(Box::new(checking.failure))
    }

    /// This look did not succeed.
    fn look_again(&mut self, checking: Checking, why: CheckFailure) -> State {
        if checking.look < LOOKS {
            return self.pause(Checking {
                look: checking.look + 1,
                ..checking
            });
        }
        self.unknown(checking.failure, why)
    }

    fn similar(&mut self, similar: SkillProficiency, failure: Failure) -> State {
        self.cancel();
        self.save(Stage::Unknown);
        self.tell(failure.clone());
        State::Similar(Box::new(similar), Box::new(failure))
    }

    /// The collection does not tell.
    pub(crate) fn unknown(&mut self, failure: Failure, why: CheckFailure) -> State {
        self.cancel();
        self.save(Stage::Unknown);
        self.tell(failure.clone());
        State::Unknown(Box::new(failure), why)
    }
}
