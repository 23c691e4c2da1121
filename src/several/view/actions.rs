//! The buttons of the list, and the progress of a transfer.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::form::el::{El, Item, el};
use crate::i18n::fill;
use crate::several::list::SkillList;
use crate::several::texts::{CountedText, Text};

pub(super) fn actions(list: &SkillList) -> El {
    let (progress, buttons, errors) = (list.clone(), list.clone(), list.clone());
    el!(div class="list-actions" tabindex="-1")
        .each(move || transfer(&progress))
        .child(
            el!(p class="hint" part="with-errors" role="status").text(move || {
                match errors.counts.read().with_errors {
                    0 => String::new(),
                    count => errors.counted(CountedText::WithErrors, count),
                }
            }),
        )
        .child(el!(div class="actions" part="actions").each(move || main_buttons(&buttons)))
}

/// Returns the progress bar and its texts. Tracked.
fn transfer(list: &SkillList) -> Vec<Item> {
    if list.transfer.read().is_none() {
        return Vec::new();
    }
    let list = list.clone();
    vec![Item::keyed("transfer", move || progress(&list))]
}

fn progress(list: &SkillList) -> El {
    let (value, max, current, left) = (list.clone(), list.clone(), list.clone(), list.clone());
    let of = |list: &SkillList, read: fn(&crate::several::progress::Transfer) -> usize| {
        list.transfer.read().as_ref().map_or(0, read).to_string()
    };
    el!(div class="transfer" part="transfer")
        .child(
            el!(progress part="progress")
                .attr("aria-labelledby", &list.form.id_of("progress"))
                .attr("max", move || of(&max, |transfer| transfer.count))
                .attr("value", move || of(&value, |transfer| transfer.done)),
        )
        .child(
            el!(p part="progress-text")
                .attr("id", &list.form.id_of("progress"))
                .text(move || current.progress_text()),
        )
        .child(el!(p class="hint" part="time-left").text(move || {
            let Some(seconds) = left.seconds_left() else {
                return String::new();
            };
            let when = left.form.intl(|intl| intl.relative_time(seconds));
            fill(&left.text(Text::TimeLeft), "when", &when)
        }))
}

/// Returns the buttons. Tracked.
fn main_buttons(list: &SkillList) -> Vec<Item> {
    let counts = list.counts.get();
    if list.rows.read().is_empty() {
        return Vec::new();
    }
    if list.transfer.read().is_some() {
        let list = list.clone();
        // The button is not replaced when the progress changes, because it has the focus.
        return vec![Item::keyed("stop", move || stop_button(&list))];
    }
    let mut items: Vec<Item> = Vec::new();
    if counts.rest > 0 {
        let submitted = list.clone();
        // The button is not replaced when its label changes, because it may be pressed.
        items.push(Item::keyed("submit", move || submit_button(&submitted)));
        items.push(button(list, Text::Download, "download", SkillList::download_csv).into());
        items.push(
            button(
                list,
                Text::DownloadJson,
                "download-json",
                SkillList::download_json,
            )
            .into(),
        );
    }
    let is_locked = list.form.inner.view.is_locked();
    let clear = button(list, Text::Clear, "clear", SkillList::clear);
    items.push(
        clear
            .attr("disabled", (counts.busy > 0 || is_locked).then_some(""))
            .into(),
    );
    items
}

fn stop_button(list: &SkillList) -> El {
    let (label, stopping, pressing) = (list.clone(), list.transfer.clone(), list.clone());
    el!(button type="button" class="secondary" part="stop")
        .attr("aria-disabled", move || {
            let transfer = stopping.read();
            let is_stopping = transfer.as_ref().is_some_and(|it| it.is_stopping);
            is_stopping.then_some("true")
        })
        .text(label.bound(Text::Stop))
        .on("click", move |_| pressing.stop())
}

fn submit_button(list: &SkillList) -> El {
    let (label, locked, submitting) = (list.clone(), list.clone(), list.clone());
    el!(button type="button" class="primary" part="submit")
        .attr("disabled", move || {
            locked.form.inner.view.is_locked() || locked.counts.read().next == 0
        })
        .text(move || {
            let counts = label.counts.get();
            let text = if counts.with_results > 0 {
                CountedText::Continue
            } else {
                CountedText::Submit
            };
            label.counted(text, counts.next)
        })
        .on("click", move |_| {
            if !submitting.next_rows().is_empty() {
                submit(&submitting);
            }
        })
}

fn submit(list: &SkillList) {
    if let Ok(transfer) = list.submit() {
        // The list shows the result.
        spawn_local(async move {
            transfer.await;
        });
    }
}

/// Returns a button of the list, with its label in the current language. Tracked.
pub(super) fn button(list: &SkillList, text: Text, part: &str, press: fn(&SkillList)) -> El {
    let pressing = list.clone();
    el!(button type="button" class="secondary")
        .attr("part", part)
        .text(&list.text(text))
        .on("click", move |_| press(&pressing))
}
