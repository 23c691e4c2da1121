//! Tracks the pointer for all rows: while it is down, no row shows an error. Otherwise, the button
//! under the pointer would move away before the click.

use std::time::Duration;

use leptos::prelude::*;

use crate::form::SkillForm;
use crate::form::el::{El, is_primary};
use crate::several::list::SkillList;

/// Tracks the pointer on the view of a list.
pub(super) fn track_pointer(list: &SkillList, view: El) -> El {
    let pressing = list.clone();
    let view = view.on_capture("pointerdown", move |event| {
        if is_primary(&event) {
            pressing.for_each_form(SkillForm::press);
        }
    });
    let view = ["pointerup", "pointerleave", "pointercancel"]
        .into_iter()
        .fold(view, |view, name| {
            let list = list.clone();
            view.on(name, move |_| {
                // The click has reached its target then.
                let list = list.clone();
                set_timeout(
                    move || list.for_each_form(SkillForm::release),
                    Duration::ZERO,
                );
            })
        });
    // A user who presses a key no longer uses the pointer.
    let typing = list.clone();
    view.on_capture("keydown", move |_| typing.for_each_form(SkillForm::release))
}
