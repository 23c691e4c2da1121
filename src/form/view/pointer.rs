//! Tracks whether the primary button of a pointer is down on the form.
//!
//! In the meantime, no error appears and no category is added. Otherwise, the button under the
//! pointer would move away before the click.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::Event;

use crate::form::el::{El, is_primary};
use crate::form::state::SkillForm;
use crate::platform::{Millis, now};
use crate::skill::FieldPath;

/// The maximum duration of a press, in milliseconds. Its end is never reported if a browser dialog
/// or another window appears.
const MAX_PRESS: Millis = 5_000;

impl El {
    /// Tracks the pointer.
    pub fn track_pointer(self, form: &SkillForm) -> Self {
        let pressing = form.clone();
        let view = self.on("pointerdown", move |event| {
            // If another button opens a context menu, the release is not reported.
            if is_primary(&event) {
                pressing.press();
            }
        });
        // If the pointer leaves the form or is canceled, no click follows.
        let view = ["pointerup", "pointerleave", "pointercancel"]
            .into_iter()
            .fold(view, |view, name| {
                let form = form.clone();
                view.on(name, move |_: Event| form.release_soon())
            });
        // A user who presses a key no longer uses the pointer. This must run first, because Tab
        // moves the focus away.
        let typing = form.clone();
        view.on_capture("keydown", move |_| typing.release())
    }
}

impl SkillForm {
    /// Handles a press of the pointer.
    pub(crate) fn press(&self) {
        self.inner.view.pointer_down.set(Some(now()));
    }

    /// Returns whether the pointer is down.
    pub(crate) fn is_pressed(&self) -> bool {
        self.inner
            .view
            .pointer_down
            .get()
            .is_some_and(|at| (0..MAX_PRESS).contains(&now().saturating_sub(at)))
    }

    /// Releases the pointer after the click has reached its target. Only then may deferred changes
    /// move elements.
    fn release_soon(&self) {
        if self.inner.view.pointer_down.get().is_some() {
            let form = self.clone();
            set_timeout(move || form.release(), Duration::ZERO);
        }
    }

    /// Handles the release of the pointer.
    pub(crate) fn release(&self) {
        self.inner.view.pointer_down.set(None);
        for field in self.inner.view.deferred_blur.take() {
            self.leave(field);
        }
    }

    /// Handles the blur of a field when the pointer is released or the press times out.
    pub(crate) fn leave_later(&self, field: FieldPath) {
        self.inner
            .view
            .deferred_blur
            .update(|fields| fields.push(field));
        let (form, pressed) = (self.clone(), self.inner.view.pointer_down.get());
        let end = move || {
            if form.inner.view.pointer_down.get() == pressed {
                form.release();
            }
        };
        set_timeout(end, Duration::from_millis(MAX_PRESS.unsigned_abs()));
    }
}
