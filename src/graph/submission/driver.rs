//! The browser's part of a submission: it performs the effects of the [`Machine`] and reports their
//! results. It decides nothing.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use gloo_net::http::Method;
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use crate::graph::challenge::Claims;
use crate::graph::client::{SkillsClient, Write};
use crate::graph::known_skills;
use crate::graph::outcome::{NoAnswer, Outcome, Reason};
use crate::graph::token::AccessToken;
use crate::platform::tab_lock::TabLock;
use crate::platform::visibility::VisibilityListener;
use crate::platform::{Cancel, fold, guid, is_offline, now, random};
use crate::skill::SkillProficiency;

use super::fingerprint::Fingerprint;
use super::in_flight::InFlightGuard;
use super::machine::Machine;
use super::record::Record;
use super::state::{Checks, Effect, EffectId, Event, Inputs, State, Target};

/// Saves the record for a later visit. `None` deletes it.
pub type SaveRecord = Box<dyn Fn(Option<&Record>)>;

/// The callbacks to the owner of a [`Driver`].
pub struct Hooks {
    /// Called with each new state.
    pub on_state: Box<dyn Fn(&State)>,
    /// Called with the outcome of a submission.
    ///
    /// An unknown outcome can be followed by another call, after the user checks again or retries.
    pub on_end: Box<dyn Fn(&Outcome)>,
    /// Saves or deletes the record of the submission.
    pub save_record: SaveRecord,
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hooks")
    }
}

/// Runs the submissions of one form, one after the other. All clones are the same driver.
#[derive(Clone)]
pub struct Driver(Rc<Inner>);

struct Inner {
    hooks: Hooks,
    machine: RefCell<Machine>,
    client: RefCell<Option<SkillsClient>>,
    baseline_ids: RefCell<Option<Vec<String>>>,
    /// The page's token, until the POST uses it.
    token: RefCell<Option<AccessToken>>,
    cancel: RefCell<Cancel>,
    timer: RefCell<Option<Timeout>>,
    visibility: RefCell<Option<VisibilityListener>>,
    in_flight: RefCell<Option<InFlightGuard>>,
    /// Events that arrive while another is processed, for example because a hook calls the driver.
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
    /// Creates an idle driver.
    pub fn new(hooks: Hooks) -> Self {
        Self(Rc::new(Inner {
            hooks,
            machine: RefCell::default(),
            client: RefCell::default(),
            baseline_ids: RefCell::default(),
            token: RefCell::default(),
            cancel: RefCell::default(),
            timer: RefCell::default(),
            visibility: RefCell::default(),
            in_flight: RefCell::default(),
            events: RefCell::default(),
            is_processing: Cell::default(),
        }))
    }

    /// Claims a skill for this form, until its submission ends. Returns `false` if another form of
    /// the page, or of another tab, is sending it.
    ///
    /// If the profile should not contain two skills with the same name, all skills with the same
    /// name are the same.
    pub fn claim(
        &self,
        client: &SkillsClient,
        skill: &SkillProficiency,
        are_names_unique: bool,
    ) -> bool {
        let name = if are_names_unique {
            fold(skill.display_name.as_deref().unwrap_or_default())
        } else {
            Fingerprint::of(skill).key()
        };
        self.0.in_flight.take();
        let in_flight = InFlightGuard::begin([client.collection(), "\n", &*name].concat());
        let is_claimed = in_flight.is_some();
        self.0.in_flight.replace(in_flight);
        is_claimed
    }

    /// Starts a submission.
    pub fn submit(&self, client: SkillsClient, skill: SkillProficiency, checks: Checks) {
        let target = self.set_client(client, checks);
        self.send(Event::Submit(Box::new(skill), target));
    }

    /// Starts a submission even if the outcome of the previous one is unknown.
    pub fn send_again(&self, client: SkillsClient, skill: SkillProficiency, checks: Checks) {
        let target = self.set_client(client, checks);
        self.send(Event::SendAgain(Box::new(skill), target));
    }

    /// Resumes the submission of an earlier visit from its record.
    pub fn restore(&self, client: SkillsClient, record: Record, checks: Checks) {
        let target = self.set_client(client, checks);
        self.send(Event::Restored(Box::new(record), target));
    }

    /// Detaches from the current submission and keeps its record, because the record belongs to
    /// another user.
    pub fn leave(&self) {
        // The first event turns a POST into a check of the collection, the second ends that check.
        self.send(Event::Stop);
        self.send(Event::Stop);
        self.0.machine.take();
        self.cancel_all();
        (self.0.hooks.on_state)(&State::Idle);
    }

    fn set_client(&self, client: SkillsClient, checks: Checks) -> Target {
        let collection = client.collection().to_owned();
        self.0.client.replace(Some(client));
        Target {
            collection,
            checks,
            baseline_ids: self.0.baseline_ids.borrow().clone(),
        }
    }

    /// Sets the ids of the skills in the collection, which was read for several submissions.
    pub(crate) fn set_baseline(&self, ids: Option<Vec<String>>) {
        self.0.baseline_ids.replace(ids);
    }

    fn scope(&self) -> String {
        let client = self.0.client.borrow();
        client.as_ref().map(SkillsClient::scope).unwrap_or_default()
    }

    /// Sends an event to the machine and performs the resulting effects.
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

    /// Listens for the page becoming visible again while a submission is in progress.
    fn watch(&self, is_busy: bool) {
        if !is_busy {
            self.0.visibility.take();
            self.0.in_flight.take();
        } else if self.0.visibility.borrow().is_none() {
            let driver = Rc::downgrade(&self.0);
            let visibility = VisibilityListener::new(move || {
                if let Some(inner) = driver.upgrade() {
                    Self(inner).send(Event::VisibleAgain);
                }
            });
            self.0.visibility.replace(Some(visibility));
        }
    }

    fn cancel_all(&self) {
        self.0.timer.take();
        self.0.token.take();
        self.0.cancel.take().cancel();
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Cancel => self.cancel_all(),
            Effect::SaveRecord(record) => (self.0.hooks.save_record)(Some(&record)),
            Effect::ForgetRecord => (self.0.hooks.save_record)(None),
            Effect::Emit(outcome) => {
                // Without the question, nothing needs this knowledge.
                let is_asking = self.0.machine.borrow().checks() == Checks::All;
                match &outcome {
                    _ if !is_asking => {}
                    Outcome::Created(created) | Outcome::Updated(created) => {
                        if let Some(skill) = &created.skill {
                            known_skills::share(&self.scope(), skill);
                        }
                    }
                    Outcome::Removed(id) => known_skills::share_removal(&self.scope(), id),
                    Outcome::NotRemoved(_) => {}
                    Outcome::Failed(failure) => {
                        if let (Reason::NotFound, State::NotUpdated(update, _)) =
                            (failure.reason, self.0.machine.borrow().state())
                            && let Some(id) = &update.existing.skill.id
                        {
                            known_skills::share_removal(&self.scope(), id);
                        }
                    }
                }
                (self.0.hooks.on_end)(&outcome);
            }
            Effect::Wait(id, milliseconds) => {
                let driver = Rc::downgrade(&self.0);
                let timer = Timeout::new(milliseconds, move || {
                    if let Some(inner) = driver.upgrade() {
                        Self(inner).send(Event::Timer(id));
                    }
                });
                self.0.timer.replace(Some(timer));
            }
            Effect::AskToken(id, claims) => self.spawn(id, Task::Token(claims)),
            Effect::Post {
                id,
                payload,
                client_request_id,
                retry,
            } => self.write(
                id,
                Write {
                    method: Method::POST,
                    url: None,
                    skill: payload,
                    etag: None,
                    client_request_id,
                    retry,
                },
            ),
            Effect::Patch {
                id,
                url,
                level,
                etag,
                client_request_id,
            } => self.write(
                id,
                Write {
                    method: Method::PATCH,
                    url: Some(url),
                    skill: Box::new(SkillProficiency {
                        proficiency: Some(level),
                        ..SkillProficiency::default()
                    }),
                    etag,
                    client_request_id,
                    retry: 0,
                },
            ),
            Effect::Learn {
                skills,
                is_first_page,
            } => known_skills::learn(&self.scope(), &skills, is_first_page),
            Effect::List(id, url) => self.spawn(id, Task::List(url)),
            Effect::Delete(id, url) => self.spawn(id, Task::Delete(url)),
        }
    }

    /// Sends a request with the token.
    fn write(&self, id: EffectId, write: Write) {
        let token = self.0.token.take();
        self.spawn(id, Task::Write(token, write));
    }

    /// Takes the lock of the claimed skill, before the first request. Returns `false` if another tab
    /// is sending the skill.
    ///
    /// The page has been asked for a token before: it may open a window, which Safari permits only
    /// in the task of the user's click.
    async fn excludes_tabs(&self) -> bool {
        let in_flight = &self.0.in_flight;
        let missing = in_flight
            .borrow()
            .as_ref()
            .and_then(InFlightGuard::missing_lock);
        let Some(name) = missing else {
            return true;
        };
        let Some(lock) = TabLock::take(&name).await else {
            return false;
        };
        // The submission may have ended in the meantime.
        if let Some(guard) = &mut *in_flight.borrow_mut()
            && guard.missing_lock().is_some_and(|missing| missing == name)
        {
            guard.keep(lock);
        }
        true
    }

    /// Starts an asynchronous task, and reports its end. The client is always set before the first
    /// effect.
    fn spawn(&self, id: EffectId, task: Task) {
        let Some(client) = self.0.client.borrow().clone() else {
            return;
        };
        // Each task has a new `Cancel`, because a canceled one cannot be reused.
        let cancel = Cancel::default();
        self.0.cancel.replace(cancel.clone());
        let driver = self.clone();
        // One future for all tasks is smaller than one for each.
        spawn_local(async move {
            let is_token = matches!(task, Task::Token(_));
            let event = match task {
                Task::Token(claims) => match client.token(claims.as_ref(), &cancel).await {
                    Ok(token) => {
                        driver.0.token.replace(Some(token));
                        Event::Token(id)
                    }
                    Err(error) => Event::NoToken(id, error),
                },
                Task::Write(Some(_), _) if !driver.excludes_tabs().await => Event::Taken(id),
                Task::Write(Some(token), write) => {
                    match client.write(&token, write, &cancel).await {
                        Ok(answer) => Event::Answer(id, Box::new(answer)),
                        Err(why) => Event::NoAnswer(id, why),
                    }
                }
                Task::Write(None, _) => Event::NoAnswer(id, NoAnswer::NotSent),
                Task::List(url) => match client.token(None, &cancel).await {
                    Ok(_) if !driver.excludes_tabs().await => Event::Taken(id),
                    Ok(token) => match client.read(&token, &url, &cancel).await {
                        Some(answer) => Event::Listed(id, Box::new(answer)),
                        None => Event::NotListed(id, None),
                    },
                    Err(error) => Event::NotListed(id, Some(error)),
                },
                Task::Delete(url) => match client.delete(&url).await {
                    Some(404) => Event::Missing(id),
                    status => Event::Removed(id, matches!(status, Some(200 | 204))),
                },
            };
            driver.send(event);
            if is_token {
                // If the machine has given up on the token, the token is still here.
                driver.0.token.take();
            }
        });
    }
}

/// An asynchronous task.
enum Task {
    Token(Option<Claims>),
    Write(Option<AccessToken>, Write),
    List(String),
    Delete(String),
}
