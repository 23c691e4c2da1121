//! The countdown to a retry.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::form::state::SkillForm;
use crate::graph::State;
use crate::platform::{Millis, now};

/// The remaining seconds of a wait. All clones are the same countdown.
#[derive(Clone)]
pub(crate) struct Countdown {
    submission: ArcRwSignal<State>,
    seconds: ArcRwSignal<u32>,
    /// The number of seconds at the start.
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

    /// Returns an effect that follows the form's submission, and ticks during a wait.
    pub fn ticking(&self) -> impl FnMut() + use<> {
        let this = self.clone();
        // Dropping an interval clears it.
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
        self.initial.set(seconds_until(until));
        self.seconds.set(seconds_until(until));
        let seconds = self.seconds.clone();
        Interval::new(1000, move || {
            // At zero, the value no longer changes.
            if seconds.get_untracked() > 0 {
                seconds.set(seconds_until(until));
            }
        })
    }

    /// Returns whether the form retries automatically after the wait. Tracked.
    pub fn is_automatic(&self) -> bool {
        matches!(&*self.submission.read(), State::Waiting(waiting) if waiting.is_automatic)
    }

    /// Returns the remaining seconds. Tracked.
    pub fn seconds(&self) -> u32 {
        self.seconds.get()
    }

    /// Returns the seconds to announce: the number at the start, then multiples of ten, and finally
    /// of five. Tracked.
    pub fn announced_seconds(&self) -> u32 {
        let seconds = self.seconds.get();
        seconds
            .next_multiple_of(if seconds > 10 { 10 } else { 5 })
            .min(self.initial.get())
    }
}

/// Returns the seconds until a time, rounded up.
pub(crate) fn seconds_until(until: Millis) -> u32 {
    let left = until.saturating_sub(now()).max(0);
    u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX)
}
