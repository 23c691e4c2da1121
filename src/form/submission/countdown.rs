//! The time until a busy service is asked again.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::graph::State;
use crate::platform::{Millis, now};

/// The seconds that are left of a wait. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Countdown {
    submission: ArcRwSignal<State>,
    seconds: ArcRwSignal<u32>,
    /// How many there were at first.
    initial: Rc<Cell<u32>>,
}

impl Countdown {
    pub fn new(form: &SkillForm) -> Self {
        Self {
            submission: form.submission(),
            seconds: ArcRwSignal::new(0),
            initial: Rc::default(),
        }
    }

    /// What follows the form's submission, and ticks while it waits.
    pub fn ticking(&self) -> impl FnMut() + use<> {
        let this = self.clone();
        // An interval ends as it is dropped.
        let mut ticking = None::<(Millis, Interval)>;
        move || {
            let until = match &*this.submission.read() {
                State::Waiting(waiting) => Some(waiting.until),
                _ => None,
            };
            if until != ticking.as_ref().map(|(until, _)| *until) {
                ticking = until.map(|until| (until, this.tick(until)));
            }
        }
    }

    fn tick(&self, until: Millis) -> Interval {
        self.initial.set(left(until));
        self.seconds.set(left(until));
        let seconds = self.seconds.clone();
        Interval::new(1000, move || {
            // Once nothing is left, nothing changes.
            if seconds.get_untracked() > 0 {
                seconds.set(left(until));
            }
        })
    }

    /// Whether the skill is sent by itself at the end. Tracked.
    pub fn is_automatic(&self) -> bool {
        matches!(&*self.submission.read(), State::Waiting(waiting) if waiting.is_automatic)
    }

    /// The seconds that are left. Tracked.
    pub fn seconds(&self) -> u32 {
        self.seconds.get()
    }

    /// The same for those who do not see it: at first as it is, then in steps of ten seconds, and
    /// at last of five. Tracked.
    pub fn announced_seconds(&self) -> u32 {
        let seconds = self.seconds.get();
        seconds
            .next_multiple_of(if seconds > 10 { 10 } else { 5 })
            .min(self.initial.get())
    }
}

/// The seconds until a time, rounded up.
pub(crate) fn left(until: Millis) -> u32 {
    let left = until.saturating_sub(now()).max(0);
    u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX)
}
