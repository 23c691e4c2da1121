//! A test environment for the machine. It records the effects, and performs those that a test
//! names.

use add_skill::graph::{
    Answer, Checks, Effect, EffectId, Event, Failure, Inputs, Machine, NoAnswer, Outcome, Record,
    State, Target,
};
use add_skill::skill::{SkillProficiency, Value};

pub const START: i64 = 1_770_000_000_000;
pub const COLLECTION: &str = "https://graph.microsoft.com/beta/me/profile/skills";

#[derive(Clone)]
pub struct World {
    pub is_offline: bool,
    pub machine: Machine,
    pub now: i64,
    /// All effects so far, and their number before the last event.
    pub effects: Vec<Effect>,
    pub before: usize,
    pub checks: Checks,
    pub baseline_ids: Option<Vec<String>>,
    guids: u32,
    stored: Option<Record>,
}

pub fn skill(text: &str) -> SkillProficiency {
    serde_json::from_str(text).unwrap()
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let header = |name: &str| {
        headers
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Answer {
        status,
        request_id: None,
        retry_after: header("Retry-After"),
        www_authenticate: header("WWW-Authenticate"),
        body: serde_json::from_str(body).ok(),
    }
}

pub const EMPTY: &str = r#"{"value":[]}"#;

/// Returns a collection with a skill that is the form's own, by its creation time.
pub fn ours(id: &str) -> String {
    // START is 2026-02-02T02:40:00Z.
    format!(
        r#"{{"value":[{{"id":"{id}","displayName":"Rust","createdDateTime":"2026-02-02T02:40:01Z","proficiency":"4"}}]}}"#
    )
}

pub fn older(id: &str) -> String {
    ours(id).replace("2026-02", "2025-02")
}

/// Returns a submission whose response was lost.
pub fn lost(mut world: World) -> World {
    world.sent("Rust");
    let ticket = world.ticket(|effect| matches!(effect, Effect::Post { .. }));
    world.send(Event::NoAnswer(ticket, NoAnswer::Network));
    world
}

/// Returns a submission whose response was lost, and whose skill was then not found.
pub fn not_found(mut world: World) -> World {
    world = lost(world);
    world.look(200, EMPTY).look(200, EMPTY).look(200, EMPTY);
    assert!(matches!(world.state(), State::NotFound(_)));
    world
}

impl World {
    /// Creates a machine that reads the collection only after a lost response.
    pub fn new() -> Self {
        Self {
            machine: Machine::default(),
            now: START,
            effects: Vec::new(),
            before: 0,
            checks: Checks::None,
            baseline_ids: None,
            guids: 0,
            stored: None,
            is_offline: false,
        }
    }

    /// Creates a machine for a list whose profile has the skill with the id `old`.
    pub fn of_list() -> Self {
        Self {
            baseline_ids: Some(vec!["old".to_owned()]),
            ..Self::new()
        }
    }

    /// Creates a machine that also checks for duplicates.
    pub fn verifying() -> Self {
        Self {
            checks: Checks::Duplicates,
            ..Self::new()
        }
    }

    /// Creates a machine that also asks the user about existing skills.
    pub fn asking() -> Self {
        Self {
            checks: Checks::All,
            ..Self::new()
        }
    }

    pub fn target(&self) -> Target {
        Target {
            collection: COLLECTION.to_owned(),
            checks: self.checks,
            baseline_ids: self.baseline_ids.clone(),
        }
    }

    pub fn send(&mut self, event: Event) -> &mut Self {
        self.guids += 1;
        let now = Inputs {
            now: self.now,
            random: 0.5,
            guid: format!("guid-{}", self.guids),
            is_offline: self.is_offline,
        };
        let (machine, effects) = std::mem::take(&mut self.machine).next(event, &now);
        self.machine = machine;
        for effect in &effects {
            match effect {
                Effect::SaveRecord(record) => self.stored = Some((**record).clone()),
                Effect::ForgetRecord => self.stored = None,
                _ => {}
            }
        }
        self.before = self.effects.len();
        self.effects.extend(effects);
        self
    }

    pub fn state(&self) -> &State {
        self.machine.state()
    }

    /// Returns the effects of the last event.
    pub fn last(&self) -> &[Effect] {
        &self.effects[self.before..]
    }

    pub fn submit(&mut self, name: &str) -> &mut Self {
        let skill = skill(&format!(r#"{{"displayName":"{name}"}}"#));
        let target = self.target();
        self.send(Event::Submit(Box::new(skill), target))
    }

    /// Sends the skill of the record again.
    pub fn send_again(&mut self) -> &mut Self {
        let skill = self
            .machine
            .record()
            .map(|record| record.payload.clone())
            .unwrap_or_default();
        let target = self.target();
        self.send(Event::SendAgain(Box::new(skill), target))
    }

    /// Submits, and provides the page's token.
    pub fn sent(&mut self, name: &str) -> &mut Self {
        self.submit(name).token()
    }

    pub fn token(&mut self) -> &mut Self {
        let ticket = self.ticket(|effect| matches!(effect, Effect::AskToken(..)));
        self.send(Event::Token(ticket))
    }

    pub fn answer(&mut self, status: u16, headers: &[(&str, &str)], body: &str) -> &mut Self {
        let ticket = self.ticket(|effect| matches!(effect, Effect::Post { .. }));
        self.send(Event::Answer(
            ticket,
            Box::new(answer(status, headers, body)),
        ))
    }

    pub fn listed(&mut self, status: u16, body: &str) -> &mut Self {
        let ticket = self.ticket(|effect| matches!(effect, Effect::List(..)));
        self.send(Event::Listed(ticket, Box::new(answer(status, &[], body))))
    }

    /// Advances the time to that of the last timer.
    pub fn timer(&mut self) -> &mut Self {
        let Some((ticket, wait)) = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Wait(ticket, wait) => Some((*ticket, *wait)),
            _ => None,
        }) else {
            panic!("no timer")
        };
        self.now += i64::from(wait);
        self.send(Event::Timer(ticket))
    }

    /// Ends a pause, and reads the collection.
    pub fn look(&mut self, status: u16, body: &str) -> &mut Self {
        self.timer().listed(status, body)
    }

    /// Returns the id of the last effect of a type.
    pub fn ticket(&self, is: impl Fn(&Effect) -> bool) -> EffectId {
        let effect = self.effects.iter().rev().find(|effect| is(effect));
        match effect {
            Some(
                Effect::AskToken(ticket, _)
                | Effect::List(ticket, _)
                | Effect::Delete(ticket, _)
                | Effect::Wait(ticket, _)
                | Effect::Post { id: ticket, .. }
                | Effect::Patch { id: ticket, .. },
            ) => *ticket,
            other => panic!("{other:?} has no ticket"),
        }
    }

    pub fn posts(&self) -> usize {
        self.effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Post { .. }))
            .count()
    }

    /// Responds to the PATCH.
    pub fn patched(&mut self, status: u16, headers: &[(&str, &str)], body: &str) -> &mut Self {
        let ticket = self.ticket(|effect| matches!(effect, Effect::Patch { .. }));
        self.send(Event::Answer(
            ticket,
            Box::new(answer(status, headers, body)),
        ))
    }

    /// Reports whether a skill was removed.
    pub fn removed(&mut self, is_removed: bool) -> &mut Self {
        let ticket = self.deletion();
        self.send(Event::Removed(ticket, is_removed))
    }

    /// Returns the id of the last removal.
    pub fn deletion(&self) -> EffectId {
        self.ticket(|effect| matches!(effect, Effect::Delete(..)))
    }

    /// Returns the URL, the level, and the `ETag` of each PATCH.
    pub fn patches(&self) -> Vec<(&str, String, Option<&str>)> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Patch {
                    url, level, etag, ..
                } => Some((url.as_str(), level.to_string(), etag.as_deref())),
                _ => None,
            })
            .collect()
    }

    /// Returns the URLs that were read.
    pub fn lists(&self) -> Vec<&str> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::List(_, url) => Some(url.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Returns the outcomes that the page was notified of, in order.
    pub fn reported(&self) -> Vec<&Outcome> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Emit(outcome) => Some(outcome),
                _ => None,
            })
            .collect()
    }

    /// Returns the last failure that the page was notified of.
    pub fn failure(&self) -> &Failure {
        match self.reported().last() {
            Some(Outcome::Failed(failure)) => failure,
            other => panic!("reported {other:?}"),
        }
    }

    /// Returns the record as it is saved now.
    pub fn written(&self) -> Option<&Record> {
        self.stored.as_ref()
    }

    /// Restores the submission at the next visit.
    pub fn reloaded(&self) -> Self {
        let mut next = Self {
            now: self.now,
            guids: self.guids,
            checks: self.checks,
            stored: self.stored.clone(),
            ..Self::new()
        };
        if let Some(record) = self.written() {
            let text = serde_json::to_string(&record.write()).unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            let target = next.target();
            next.send(Event::Restored(
                Box::new(Record::read(value).unwrap()),
                target,
            ));
        }
        next
    }
}
