//! While the primary button of a pointer is down on the form, no error appears and no category is
//! added: the button under the pointer would move away from its click.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::Event;

use crate::form::el::{El, is_primary};
use crate::form::state::SkillForm;
use crate::platform::{Millis, now};
use crate::skill::FieldPath;

/// How long a press counts, in milliseconds. Its end is never reported if a browser dialog or
/// another window appears meanwhile.
const AT_MOST: Millis = 5_000;

impl El {
    /// Follows the pointer.
    pub fn track_pointer(self, form: &SkillForm) -> Self {
        let pressing = form.clone();
        let view = self.on("pointerdown", move |event| {
            // A context menu takes the end of a press with another button.
            if is_primary(&event) {
                pressing.inner.view.pointer_down.set(Some(now()));
            }
        });
        // Left or cancelled, no click follows here.
        let view = ["pointerup", "pointerleave", "pointercancel"]
            .into_iter()
            .fold(view, |view, name| {
                let form = form.clone();
                view.on(name, move |_: Event| form.release_soon())
            });
        // A user who presses a key is done with the pointer. This runs first, because Tab leaves a
        // field.
        let typing = form.clone();
        view.on_capture("keydown", move |_| typing.release())
    }
}

impl SkillForm {
    /// Whether the pointer is down.
    pub(crate) fn is_pressed(&self) -> bool {
        self.inner
            .view
            .pointer_down
            .get()
            .is_some_and(|at| (0..AT_MOST).contains(&now().saturating_sub(at)))
    }

    /// Releases after the click that follows has found its target: what was deferred may now move
    /// the page.
    fn release_soon(&self) {
        if self.inner.view.pointer_down.get().is_some() {
            let form = self.clone();
            set_timeout(move || form.release(), Duration::ZERO);
        }
    }

    fn release(&self) {
        self.inner.view.pointer_down.set(None);
        for field in self.inner.view.deferred_blur.take() {
            self.leave(field);
        }
    }

    /// Leaves a field once the pointer is released or the press no longer counts.
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
        set_timeout(end, Duration::from_millis(AT_MOST.unsigned_abs()));
    }
}
