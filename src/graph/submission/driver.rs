//! The browser's part of a submission: it does what the [`Machine`] says, and tells it what came of
//! that. It decides nothing.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use crate::graph::client::SkillsClient;
use crate::graph::outcome::{NoAnswer, Outcome};
use crate::graph::token::AccessToken;
use crate::platform::visibility::VisibilityListener;
use crate::platform::{Cancel, guid, is_offline, now, random};
use crate::skill::SkillProficiency;

use super::fingerprint::Fingerprint;
use super::in_flight::InFlightGuard;
use super::machine::Machine;
use super::record::Record;
use super::state::{Effect, Event, Inputs, State, Target};

/// Writes a record down where a later visit finds it; nothing removes it.
pub type SaveRecord = Box<dyn Fn(Option<&Record>)>;

/// What the owner of a [`Driver`] does for it.
pub struct Hooks {
    /// Told of each state.
    pub on_state: Box<dyn Fn(&State)>,
    /// Told how a submission ended. An open end may later end otherwise: the person looks again, or
    /// sends again.
    pub on_end: Box<dyn Fn(&Outcome)>,
    /// Keeps the record of the submission.
    pub save_record: SaveRecord,
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hooks")
    }
}

/// The submissions of one form, one after the other. Clones are the same.
#[derive(Clone)]
pub struct Driver(Rc<Inner>);

struct Inner {
    hooks: Hooks,
    machine: RefCell<Machine>,
    client: RefCell<Option<SkillsClient>>,
    /// Between the page's answer and the POST.
    token: RefCell<Option<AccessToken>>,
    cancel: RefCell<Cancel>,
    timer: RefCell<Option<Timeout>>,
    awake: RefCell<Option<VisibilityListener>>,
    flight: RefCell<Option<InFlightGuard>>,
    /// Events of a page that calls back while it is told something wait for their turn.
    events: RefCell<VecDeque<Event>>,
    is_processing: Cell<bool>,
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Driver")
            .field(self.0.machine.borrow().state())
            .finish()
    }
}

impl Driver {
    /// A driver of a machine at rest.
    pub fn new(hooks: Hooks) -> Self {
        Self(Rc::new(Inner {
            hooks,
            machine: RefCell::default(),
            client: RefCell::default(),
            token: RefCell::default(),
            cancel: RefCell::default(),
            timer: RefCell::default(),
            awake: RefCell::default(),
            flight: RefCell::default(),
            events: RefCell::default(),
            is_processing: Cell::default(),
        }))
    }

    /// Claims a skill for this form; `false` where another form of the page is sending it.
    pub fn claim(&self, client: &SkillsClient, skill: &SkillProficiency) -> bool {
        let key = [client.collection(), "\n", &Fingerprint::of(skill).key()].concat();
        self.0.flight.take();
        let flight = InFlightGuard::begin(key);
        let is_claimed = flight.is_some();
        self.0.flight.replace(flight);
        is_claimed
    }

    /// Sends a skill.
    pub fn submit(&self, client: SkillsClient, skill: SkillProficiency, verify: bool) {
        let target = self.set_target(client, verify);
        self.send(Event::Submit(Box::new(skill), target));
    }

    /// Sends a skill though nobody knows of the one before.
    pub fn send_again(&self, client: SkillsClient, skill: SkillProficiency, verify: bool) {
        let target = self.set_target(client, verify);
        self.send(Event::SendAgain(Box::new(skill), target));
    }

    /// Goes on with what an earlier visit has written down.
    pub fn restore(&self, client: SkillsClient, record: Record, verify: bool) {
        let target = self.set_target(client, verify);
        self.send(Event::Restored(Box::new(record), target));
    }

    /// Leaves what is under way as it is written down: it is another person's.
    pub fn leave(&self) {
        // What was sent becomes a look at the collection, and a look an open end.
        self.send(Event::Stop);
        self.send(Event::Stop);
        self.0.machine.take();
        self.stop_all();
        (self.0.hooks.on_state)(&State::Idle);
    }

    fn set_target(&self, client: SkillsClient, verify: bool) -> Target {
        let collection = client.collection().to_owned();
        self.0.client.replace(Some(client));
        Target { collection, verify }
    }

    /// Tells the machine what has happened, and does what it says.
    pub fn send(&self, event: Event) {
        self.0.events.borrow_mut().push_back(event);
        if self.0.is_processing.replace(true) {
            return;
        }
        loop {
            let next = self.0.events.borrow_mut().pop_front();
            let Some(event) = next else { break };
            self.process(event);
        }
        self.0.is_processing.set(false);
    }

    fn process(&self, event: Event) {
        let inputs = Inputs {
            now: now(),
            random: random(),
            guid: guid(),
            is_offline: is_offline(),
        };
        let (machine, effects) = self.0.machine.take().next(event, &inputs);
        let state = machine.state().clone();
        self.0.machine.replace(machine);
        self.watch(state.is_busy());
        (self.0.hooks.on_state)(&state);
        for effect in effects {
            self.perform(effect);
        }
    }

    /// While something is under way, the page may sleep and come back.
    fn watch(&self, is_busy: bool) {
        if !is_busy {
            self.0.awake.take();
            self.0.flight.take();
        } else if self.0.awake.borrow().is_none() {
            let driver = Rc::downgrade(&self.0);
            let awake = VisibilityListener::new(move || {
                if let Some(inner) = driver.upgrade() {
                    Self(inner).send(Event::VisibleAgain);
                }
            });
            self.0.awake.replace(Some(awake));
        }
    }

    fn stop_all(&self) {
        self.0.timer.take();
        self.0.token.take();
        self.0.cancel.take().cancel();
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Cancel => self.stop_all(),
            Effect::SaveRecord(record) => (self.0.hooks.save_record)(Some(&record)),
            Effect::ForgetRecord => (self.0.hooks.save_record)(None),
            Effect::Emit(outcome) => (self.0.hooks.on_end)(&outcome),
            Effect::Wait(ticket, milliseconds) => {
                let driver = Rc::downgrade(&self.0);
                let timer = Timeout::new(milliseconds, move || {
                    if let Some(inner) = driver.upgrade() {
                        Self(inner).send(Event::Timer(ticket));
                    }
                });
                self.0.timer.replace(Some(timer));
            }
            Effect::AskToken(ticket, claims) => self.spawn(async move |driver, client, cancel| {
                match client.token(claims.as_ref(), &cancel).await {
                    Ok(token) => {
                        driver.0.token.replace(Some(token));
                        driver.send(Event::Token(ticket));
                        // Where it came too late, nobody has taken it.
                        driver.0.token.take();
                    }
                    Err(error) => driver.send(Event::NoToken(ticket, error)),
                }
            }),
            Effect::Post {
                ticket,
                payload,
                client_request_id,
                retry,
            } => {
                let token = self.0.token.take();
                self.spawn(async move |driver, client, cancel| {
                    let answer = match token {
                        Some(token) => {
                            client
                                .post(&token, &payload, &client_request_id, retry, &cancel)
                                .await
                        }
                        None => Err(NoAnswer::NotSent),
                    };
                    driver.send(match answer {
                        Ok(answer) => Event::Answer(ticket, Box::new(answer)),
                        Err(why) => Event::NoAnswer(ticket, why),
                    });
                });
            }
            Effect::List(ticket, url) => self.spawn(async move |driver, client, cancel| {
                driver.send(match client.read(&url, &cancel).await {
                    Ok(answer) => Event::Listed(ticket, Box::new(answer)),
                    Err(error) => Event::NotListed(ticket, error),
                });
            }),
            Effect::Delete(ticket, url) => self.spawn(async move |driver, client, _| {
                let is_removed = client.delete(&url).await;
                driver.send(Event::Removed(ticket, is_removed));
            }),
        }
    }

    /// Begins something that takes its time. There is a client before there is anything to do.
    fn spawn(&self, work: impl AsyncFnOnce(Self, SkillsClient, Cancel) + 'static) {
        let client = self.0.client.borrow().clone();
        if let Some(client) = client {
            // Of its own: one that took too long was stopped for good.
            let cancel = Cancel::default();
            self.0.cancel.replace(cancel.clone());
            spawn_local(work(self.clone(), client, cancel));
        }
    }
}
