//! The buttons of the list, and the progress of a transfer.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::form::el::{El, Item, el};
use crate::form::isolate;
use crate::i18n::fill;
use crate::several::list::SkillList;
use crate::several::row::Progress;
use crate::several::texts::{CountedText, Text};

pub(super) fn actions(list: &SkillList) -> El {
    let (progress, buttons, errors) = (list.clone(), list.clone(), list.clone());
    el!(div class="list-actions")
        .each(move || transfer(&progress))
        .child(
            el!(p class="hint" part="with-errors" role="status").text(move || {
                let count = with_errors(&errors);
                if count == 0 {
                    String::new()
                } else {
                    errors.counted(CountedText::WithErrors, count)
                }
            }),
        )
        .child(el!(div class="actions" part="actions").each(move || main_buttons(&buttons)))
}

/// Returns the number of selected rows that break a rule. Tracked.
fn with_errors(list: &SkillList) -> usize {
    list.version.track();
    let rows = list.live_rows();
    rows.iter()
        .filter(|row| untrack(|| row.is_chosen()) && !row.is_valid())
        .count()
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
                .text(move || progress_text(&current)),
        )
        .child(el!(p class="hint" part="time-left").text(move || {
            let Some(seconds) = left.seconds_left() else {
                return String::new();
            };
            let when = left.form.intl(|intl| intl.relative_time(seconds));
            fill(&left.text(Text::TimeLeft), "when", &when)
        }))
}

fn progress_text(list: &SkillList) -> String {
    let transfer = list.transfer.read();
    let Some(transfer) = &*transfer else {
        return String::new();
    };
    if transfer.is_stopping {
        return list.text(Text::Stopping);
    }
    let Some(row) = transfer.row.and_then(|number| list.row(number)) else {
        return list.text(Text::LookingUp);
    };
    let count = |count| list.form.intl(|intl| intl.count(count));
    let text = fill(
        &list.text(Text::Progress),
        "name",
        &isolate(&untrack(|| row.name())),
    );
    let text = fill(&text, "index", &count(transfer.done + 1));
    fill(&text, "count", &count(transfer.count))
}

/// Returns the buttons. Tracked.
fn main_buttons(list: &SkillList) -> Vec<Item> {
    list.version.track();
    if list.rows.read().is_empty() {
        return Vec::new();
    }
    if let Some(transfer) = &*list.transfer.read() {
        let is_stopping = transfer.is_stopping;
        let stop = button(list, Text::Stop, "stop", SkillList::stop)
            .attr("aria-disabled", is_stopping.then_some("true"));
        return vec![stop.into()];
    }
    let settled = list.settled();
    let is_started = settled.added + settled.failed + settled.unknown > 0;
    let count = list.next_rows().len();
    let text = if is_started {
        CountedText::Continue
    } else {
        CountedText::Submit
    };
    let submitting = list.clone();
    let submit = el!(button type="button" class="primary" part="submit")
        .attr("disabled", (list.is_locked() || count == 0).then_some(""))
        .text(&list.counted(text, count))
        .on("click", move |_| {
            if !submitting.next_rows().is_empty() {
                submit(&submitting);
            }
        });
    let mut items: Vec<Item> = vec![submit.into()];
    let has_rest = untrack(|| {
        list.live_rows()
            .iter()
            .any(|row| row.progress() != Progress::Added)
    });
    if has_rest {
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
    items.push(button(list, Text::Clear, "clear", SkillList::clear).into());
    items
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
        .on("click", move |_| {
            pressing.form.keep_focus(|| press(&pressing));
        })
}
