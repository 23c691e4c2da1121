//! The time until a busy service is asked again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Interval;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::graph::retry::Millis;
use crate::graph::{State, now};

use super::model::SkillForm;

/// The seconds that are left of a wait. Clones are the same one.
#[derive(Clone)]
pub(super) struct Countdown {
    seconds: ArcRwSignal<u32>,
    /// How many there were at first.
    whole: SendWrapper<Rc<Cell<u32>>>,
    is_automatic: Memo<bool>,
}

impl Countdown {
    /// Follows the form's submission while the view is there.
    pub fn new(form: &SkillForm) -> Self {
        let submission = form.inner.submission.clone();
        let is_automatic = {
            let submission = submission.clone();
            Memo::new(move |_| matches!(&*submission.read(), State::Waiting(waiting) if waiting.is_automatic))
        };
        let seconds = ArcRwSignal::new(0);
        let ticking = Rc::new(RefCell::new(None::<Interval>));
        let whole = Rc::new(Cell::new(0));
        let (shown, held, first) = (seconds.clone(), ticking.clone(), whole.clone());
        Effect::new(move |_| {
            // An interval ends as it is dropped.
            held.replace(None);
            if let State::Waiting(waiting) = &*submission.read() {
                let (until, shown) = (waiting.until, shown.clone());
                first.set(left(until));
                shown.set(first.get());
                held.replace(Some(Interval::new(1000, move || {
                    // Once nothing is left, nothing changes.
                    if shown.get_untracked() > 0 {
                        shown.set(left(until));
                    }
                })));
            }
        });
        let ticking = SendWrapper::new(ticking);
        on_cleanup(move || drop(ticking.replace(None)));
        Self { seconds, whole: SendWrapper::new(whole), is_automatic }
    }

    /// Whether the skill is sent by itself at the end. Tracked.
    pub fn is_automatic(&self) -> bool {
        self.is_automatic.get()
    }

    /// The seconds that are left. Tracked.
    pub fn seconds(&self) -> u32 {
        self.seconds.get()
    }

    /// The same for those who do not see it: at first as it is, then in steps of ten seconds, and at last of five. Tracked.
    pub fn told(&self) -> u32 {
        let seconds = self.seconds.get();
        seconds.next_multiple_of(if seconds > 10 { 10 } else { 5 }).min(self.whole.get())
    }
}

/// The seconds until a time, rounded up.
pub(super) fn left(until: Millis) -> u32 {
    let left = until.saturating_sub(now()).max(0);
    u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX)
}
