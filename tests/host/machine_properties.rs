//! Properties of a submission under arbitrary events in any order: no unrequested POST, no panic,
//! and an end.

use crate::machine_harness::{self, World, answer};
use add_skill::graph::{
    Checks, Effect, EffectId, Event, NoAnswer, Outcome, Reason, State, TokenError,
};
use proptest::prelude::*;

/// An event: for a current effect, for an earlier one, or for none.
#[derive(Clone, Debug)]
enum Happening {
    /// The event that the machine waits for. Without it, few sequences would go far.
    Awaited(u16, Option<&'static str>, &'static str),
    Person(u8),
    Page(u8),
    Token(bool),
    Answer(u16, Option<&'static str>),
    NoAnswer(u8),
    Listed(u16, &'static str),
    NotListed(bool),
    Removed(bool),
    Timer,
    Reload,
}

const PAGES: [&str; 6] = [
    "{}",
    r#"{"value":[]}"#,
    r#"{"value":[],"@odata.nextLink":"https://graph.microsoft.com/beta/me/profile/skills?page"}"#,
    r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:01Z"}]}"#,
    r#"{"value":[{"id":"1","displayName":"Rust"},{"id":"2","displayName":"C"}]}"#,
    r#"{"value":[{"id":"1","displayName":"Rust"},{"id":"2","displayName":"Rust"}],"@odata.nextLink":"https://evil.example/"}"#,
];
const CLAIMS: &str = r#"Bearer claims="eyJhIjoxfQ==""#;

fn any_happening() -> impl Strategy<Value = Happening> {
    let statuses = vec![
        0, 200, 201, 400, 401, 403, 409, 429, 429, 500, 503, 504, 509,
    ];
    let header = prop::sample::select(vec![
        None,
        Some("5"),
        Some("180"),
        Some("3600"),
        Some("x"),
        Some(CLAIMS),
    ]);
    let answers = prop::sample::select(vec![201, 400, 401, 401, 429, 429, 429, 500, 503, 503]);
    prop_oneof![
        100 => (answers, header.clone(), prop::sample::select(&PAGES[..]))
            .prop_map(|(status, header, page)| Happening::Awaited(status, header, page)),
        4 => (0_u8..13).prop_map(Happening::Person),
        1 => (0_u8..4).prop_map(Happening::Page),
        4 => any::<bool>().prop_map(Happening::Token),
        4 => (prop::sample::select(statuses.clone()), header).prop_map(|(status, header)| Happening::Answer(status, header)),
        2 => (0_u8..4).prop_map(Happening::NoAnswer),
        3 => (prop::sample::select(statuses), prop::sample::select(&PAGES[..])).prop_map(|(status, page)| Happening::Listed(status, page)),
        3 => prop::sample::select(&PAGES[..]).prop_map(|page| Happening::Listed(200, page)),
        1 => any::<bool>().prop_map(Happening::NotListed),
        1 => any::<bool>().prop_map(Happening::Removed),
        3 => Just(Happening::Timer),
        1 => Just(Happening::Reload),
    ]
}

/// An environment, and the POSTs that are permitted in it.
struct Watched {
    world: World,
    /// Whether one POST is permitted.
    may_post: bool,
    /// How many changes and removals the user has permitted.
    may_change: u8,
    retries: u8,
    has_answered_challenge: bool,
    not_before: i64,
    clicks: usize,
}

impl Watched {
    fn happen(&mut self, happening: &Happening, is_late: bool) {
        if let Happening::Reload = happening {
            // Only the record contains the wait. A user who discards the record discards the wait
            // too.
            if self.world.written().is_none() {
                self.not_before = 0;
            }
            self.world = self.world.reloaded();
            self.may_post = false;
            self.clicks += 1;
            self.check();
        } else if let Some(event) = self.event(happening, is_late) {
            self.permit(&event);
            self.world.send(event);
            self.check();
        }
    }

    fn event(&self, happening: &Happening, is_late: bool) -> Option<Event> {
        let ticket = |is: fn(&Effect) -> bool| self.ticket(is, is_late);
        let target = self.world.target();
        let submit = |name| Event::Submit(Box::new(machine_harness::skill(name)), target);
        Some(match happening {
            Happening::Awaited(status, header, page) => {
                return self.awaited(*status, *header, page);
            }
            Happening::Person(which) => match which {
                0 => submit(r#"{"displayName":"Rust"}"#),
                1 => submit(r#"{"displayName":"RUST","proficiency":"expert"}"#),
                2 => submit(r#"{"displayName":"C"}"#),
                3 => Event::Stop,
                4 => Event::Skip,
                5 => Event::SendAgain(
                    Box::new(machine_harness::skill(r#"{"displayName":"Rust"}"#)),
                    self.world.target(),
                ),
                6 => Event::CheckAgain,
                7 => Event::Accept,
                8 => Event::RemoveDuplicate("2".to_owned()),
                9 => Event::KeepExisting,
                10 => Event::Update,
                11 => Event::Undo,
                _ => Event::Discard,
            },
            Happening::Page(which) => match which {
                0 => Event::Disconnected,
                1 => Event::Reconnected,
                2 => Event::VisibleAgain,
                _ => Event::Refused(Reason::Offline),
            },
            Happening::Token(true) => {
                Event::Token(ticket(|effect| matches!(effect, Effect::AskToken(..)))?)
            }
            Happening::Token(false) => Event::NoToken(
                ticket(|effect| matches!(effect, Effect::AskToken(..)))?,
                TokenError::Unusable,
            ),
            Happening::Answer(status, header) => {
                let headers: Vec<_> = header
                    .iter()
                    .flat_map(|header| [("Retry-After", *header), ("WWW-Authenticate", *header)])
                    .collect();
                let ticket =
                    ticket(|effect| matches!(effect, Effect::Post { .. } | Effect::Patch { .. }))?;
                Event::Answer(
                    ticket,
                    Box::new(answer(
                        *status,
                        &headers,
                        r#"{"id":"1","displayName":"Rust"}"#,
                    )),
                )
            }
            Happening::NoAnswer(which) => {
                let why = [
                    NoAnswer::Network,
                    NoAnswer::Timeout,
                    NoAnswer::Cancelled,
                    NoAnswer::NotSent,
                ][usize::from(*which)];
                let is =
                    |effect: &Effect| matches!(effect, Effect::Post { .. } | Effect::Patch { .. });
                Event::NoAnswer(ticket(is)?, why)
            }
            Happening::Listed(status, page) => Event::Listed(
                ticket(|effect| matches!(effect, Effect::List(..)))?,
                Box::new(answer(*status, &[], page)),
            ),
            Happening::NotListed(has_token) => {
                let error = (!has_token).then_some(TokenError::Unusable);
                Event::NotListed(ticket(|effect| matches!(effect, Effect::List(..)))?, error)
            }
            Happening::Removed(is_removed) => Event::Removed(
                ticket(|effect| matches!(effect, Effect::Delete(..)))?,
                *is_removed,
            ),
            Happening::Timer => Event::Timer(ticket(|effect| matches!(effect, Effect::Wait(..)))?),
            Happening::Reload => return None,
        })
    }

    /// Returns the event that the machine waits for, or a command of the user if it is idle.
    fn awaited(
        &self,
        status: u16,
        header: Option<&'static str>,
        page: &'static str,
    ) -> Option<Event> {
        let happening = match (self.world.state(), self.world.last().last()) {
            (State::Preparing, _)
            | (State::Checking(_) | State::Updating(_), Some(Effect::List(..))) => {
                Happening::Listed(200, page)
            }
            (State::AskingToken { .. }, _) | (State::Updating(_), Some(Effect::AskToken(..))) => {
                Happening::Token(true)
            }
            (State::Sending { .. }, _) | (State::Updating(_), Some(Effect::Patch { .. })) => {
                Happening::Answer(status, header)
            }
            (State::Waiting(_) | State::Checking(_) | State::Updating(_), _) => Happening::Timer,
            (State::Exists(_) | State::NotUpdated(..), _) => Happening::Person(10),
            _ => Happening::Person(0),
        };
        self.event(&happening, false)
    }

    /// Returns the id of the last effect of a type, or of the one before it.
    fn ticket(&self, is: fn(&Effect) -> bool, is_late: bool) -> Option<EffectId> {
        let mut effects = self.world.effects.iter().rev().filter(|effect| is(effect));
        let ticket = |effect: &Effect| match effect {
            Effect::AskToken(ticket, _)
            | Effect::List(ticket, _)
            | Effect::Delete(ticket, _)
            | Effect::Wait(ticket, _)
            | Effect::Post { id: ticket, .. }
            | Effect::Patch { id: ticket, .. } => *ticket,
            _ => unreachable!("only these have tickets"),
        };
        effects.nth(usize::from(is_late)).map(ticket)
    }

    /// Applies the rules to an event, independently of the machine. A POST is permitted after a
    /// command of the user, after at most three responses that nothing was processed, and after one
    /// claims challenge. Any other response removes the permission.
    fn permit(&mut self, event: &Event) {
        let is_sending = matches!(self.world.state(), State::Sending { .. });
        let posted = self.ticket(|effect| matches!(effect, Effect::Post { .. }), false);
        match event {
            Event::Submit(..) | Event::SendAgain(..) if !self.world.state().is_busy() => {
                (self.may_post, self.retries, self.has_answered_challenge) = (true, 0, false);
                self.clicks += 1;
            }
            Event::Update
                if matches!(self.world.state(), State::Exists(_) | State::NotUpdated(..)) =>
            {
                // One more after a claims challenge.
                self.may_change = 2;
            }
            Event::Undo | Event::RemoveDuplicate(_) => self.may_change = 1,
            Event::Answer(ticket, answer) if is_sending && Some(*ticket) == posted => {
                let seconds = answer
                    .retry_after
                    .as_deref()
                    .and_then(|header| header.parse::<i64>().ok());
                self.may_post = match answer.status {
                    429 | 503 => {
                        self.retries += 1;
                        self.retries <= 3 && seconds.unwrap_or(0) <= 180
                    }
                    401 => {
                        answer.www_authenticate.as_deref() == Some(CLAIMS)
                            && !std::mem::replace(&mut self.has_answered_challenge, true)
                    }
                    _ => false,
                };
                if matches!(answer.status, 429 | 503 | 509) {
                    self.not_before = self
                        .not_before
                        .max(self.world.now + seconds.unwrap_or(0) * 1000);
                }
            }
            Event::NoAnswer(ticket, _) if is_sending && Some(*ticket) == posted => {
                self.may_post = false;
            }
            // A timer does not fire early.
            Event::Timer(ticket) => {
                let due = self.world.effects.iter().find_map(|effect| match effect {
                    Effect::Wait(ours, wait) if ours == ticket => Some(i64::from(*wait)),
                    _ => None,
                });
                self.world.now += due.unwrap_or(0);
            }
            _ => {}
        }
    }

    /// Asserts the invariants after each event.
    fn check(&mut self) {
        let mut is_written = false;
        for effect in self.world.last() {
            match effect {
                Effect::SaveRecord(_) => is_written = true,
                Effect::Post { .. } => {
                    assert!(
                        std::mem::take(&mut self.may_post),
                        "a POST without a request"
                    );
                    assert!(is_written, "a POST that is not written down");
                    assert!(self.world.now >= self.not_before, "a POST before its time");
                }
                Effect::Patch { url, .. } | Effect::Delete(_, url) => {
                    assert!(
                        url.starts_with(&[machine_harness::COLLECTION, "/"].concat()),
                        "{url}"
                    );
                    let left = self.may_change.checked_sub(1);
                    self.may_change = left.expect("a change without a request");
                }
                Effect::List(_, url) => {
                    assert!(url.starts_with(machine_harness::COLLECTION), "{url}");
                }
                _ => {}
            }
        }
        let successes = self
            .world
            .reported()
            .iter()
            .filter(|outcome| matches!(outcome, Outcome::Created(_)))
            .count();
        assert!(
            successes <= self.clicks,
            "success is reported once per click"
        );
        let may_have_been_added = matches!(
            self.world.state(),
            State::Sending { .. }
                | State::Checking(_)
                | State::NotFound(_)
                | State::Similar(..)
                | State::Unknown(..)
        );
        assert!(
            !may_have_been_added || self.world.written().is_some(),
            "a reload would not know of it: {:?}",
            self.world.state()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_post_is_requested_saved_and_not_early_and_every_submission_ends(
        happenings in prop::collection::vec((any_happening(), prop::bool::weighted(0.1), 0_i64..100_000), 1..60),
        checks in prop::sample::select(vec![Checks::None, Checks::Duplicates, Checks::All]),
    ) {
        let mut world = World::new();
        world.checks = checks;
        let mut watched = Watched { world, may_post: false, may_change: 0, retries: 0, has_answered_challenge: false, not_before: 0, clicks: 0 };
        for (happening, is_late, passing) in &happenings {
            watched.world.now += passing;
            watched.happen(happening, *is_late);
        }
        let mut timers = 0;
        while watched.world.state().is_busy() {
            watched.happen(&Happening::Timer, false);
            timers += 1;
            prop_assert!(timers < 20, "busy for ever: {:?}", watched.world.state());
        }
    }
}
