//! One row of the table.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::form::el::{El, Item, NodeRef, el};
use crate::form::{
    Countdown, Status, button, duplicates, error, isolate, named, reference, row_steps, undone,
    with_options,
};
use crate::i18n::{Key, Ui, fill};
use crate::several::focus::{REMOVAL, replace_focused};
use crate::several::list::SkillList;
use crate::several::row::{Mark, Progress, Row};
use crate::several::texts::Text;
use crate::skill::{Entry, Enumeration, FieldPath, Kind};

use super::table::{COLUMNS, column_id};

/// Returns a row. It subscribes to its skill itself, so that input in one row does not update the
/// others. The cells that render elements from their values do so too, apart from the row: a key in
/// a text does not render them again.
pub(super) fn row(list: &SkillList, row: &Row) -> El {
    let reference = NodeRef::default();
    let (hidden, busy) = (row.clone(), row.clone());
    let number = el!(th scope="row" role="rowheader")
        .attr("id", &row.form.id_of("row"))
        .text(&row.number.to_string());
    let view = el!(tr role="row")
        .attr("part", move || {
            if hidden.is_removed.get() {
                "row removed"
            } else {
                "row"
            }
        })
        .attr("aria-busy", move || {
            (busy.progress() == Progress::Busy).then_some("true")
        })
        .delegate_field_events(&row.form)
        .child(number)
        .child(el!(td role="cell" class="select").child(checkbox(list, row)))
        .children(COLUMNS.iter().map(|field| cell(list, row, *field)))
        .child(el!(td role="cell" class="state").child(status(list, row)))
        .node_ref(&reference);
    row.form
        .set_form_element(reference.get().cloned().map(JsCast::unchecked_into));
    view
}

/// Returns the ids of the headings of a cell, which are the name of its control.
fn headings(list: &SkillList, row: &Row, column: &str) -> String {
    [&*column_id(list, column), " ", &row.form.id_of("row")].concat()
}

fn checkbox(list: &SkillList, row: &Row) -> El {
    let (checked, locked, selecting) = (row.clone(), row.clone(), (list.clone(), row.clone()));
    let disabled = list.form.inner.view.disabled.clone();
    el!(input type="checkbox" part="select")
        .attr("aria-labelledby", &headings(list, row, "select"))
        .attr("disabled", move || {
            disabled.get() || !locked.is_selectable()
        })
        .checked(move || checked.is_selected.get())
        .on("change", move |event| {
            let (list, row) = &selecting;
            row.choose(event_target::<HtmlInputElement>(&event).checked());
            list.schedule_refresh();
            list.schedule_save();
        })
}

fn cell(list: &SkillList, row: &Row, field: FieldPath) -> El {
    let control = match field.kind() {
        Kind::One(enumeration) => level(list, row, field, enumeration),
        Kind::StringList => categories(row),
        _ => text(row, field),
    };
    let described = row.form.error(field);
    let (id, label) = (
        row.form.id(field, "-error"),
        headings(list, row, field.path()),
    );
    let control = control
        .attr("id", &row.form.id(field, ""))
        .attr("aria-labelledby", &label)
        .attr("aria-describedby", move || {
            described.read().as_ref().map(|_| id.clone())
        });
    // On narrow screens, where the headings are hidden, the cell shows its own.
    let heading = el!(span class="cell-label" part="label" aria-hidden="true")
        .bind_text(&list.form, Key::Label(field));
    el!(td role="cell")
        .attr("data-field", field.path())
        .child(heading)
        .child(control)
        .child(error(&row.form, field))
}

fn text(row: &Row, field: FieldPath) -> El {
    let input = if matches!(field.kind(), Kind::Url) {
        el!(input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="ltr" inputmode="url")
    } else {
        el!(input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto")
    };
    let (entry, locked) = (row.form.entry(field), row.clone());
    named(&row.form, field, input)
        .bind_disabled(&row.form)
        .attr("readonly", move || is_fixed(&locked))
        .value(move || entry.read().text().to_owned())
}

fn categories(row: &Row) -> El {
    let (shown, locked, typing, error) = (
        row.categories.clone(),
        row.clone(),
        row.clone(),
        row.form.error(FieldPath::Categories),
    );
    // Without a name: the text is not a single category.
    el!(input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto")
        .attr("part", "control categories")
        .attr("aria-invalid", move || {
            error.read().is_some().then_some("true")
        })
        .bind_disabled(&row.form)
        .attr("readonly", move || is_fixed(&locked))
        .value(move || shown.get())
        .on("input", move |event| {
            typing.set_categories(event_target::<HtmlInputElement>(&event).value());
        })
}

fn level(list: &SkillList, row: &Row, field: FieldPath, enumeration: Enumeration) -> El {
    let (list, locked) = (list.clone(), row.clone());
    let select = named(&row.form, field, el!(select)).attr("disabled", move || {
        list.form.inner.view.is_locked() || is_fixed(&locked)
    });
    with_options(&row.form, field, enumeration, select).activate()
}

/// Returns whether the values cannot be changed. Tracked.
fn is_fixed(row: &Row) -> bool {
    row.form.inner.view.readonly.get()
        || row.is_removed.get()
        || matches!(row.progress(), Progress::Added | Progress::Busy)
}

/// Returns what has become of the row, what the user can do, and the fields without a column.
fn status(list: &SkillList, row: &Row) -> El {
    let countdown = Countdown::new(&row.form);
    let ticking = countdown.ticking();
    let (texts, shown) = (list.clone(), row.clone());
    let (steps, stepping) = (list.clone(), row.clone());
    let (others, other) = (list.clone(), row.clone());
    let (followed, state) = ((list.clone(), row.clone()), row.form.submission());
    el!(div part="row-status")
        .attr("id", &row.form.id_of("status"))
        .effect(ticking)
        .effect(move || followed.0.on_submission_change(&followed.1, &state.read()))
        .each(move || messages(&texts, &shown))
        .each(move || other_fields(&others, &other))
        .each(move || Vec::from_iter(buttons(&steps, &stepping, &countdown)))
        .activate()
}

fn messages(list: &SkillList, row: &Row) -> Vec<Item> {
    let form = &row.form;
    let line = |text: &str| Item::from(el!(p).text(text));
    if row.is_removed.get() {
        return vec![line(&list.text(Text::Removed))];
    }
    match (row.progress(), form.status()) {
        (Progress::Busy, _) => vec![line(&list.busy_text(row))],
        (Progress::Added, status) => {
            let added = el!(p class="added" part="row-added").text(&list.text(Text::Added));
            let more = matches!(status, Status::Added { .. })
                .then(|| duplicates(form))
                .flatten();
            [Some(added), more]
                .into_iter()
                .flatten()
                .map(Item::from)
                .collect()
        }
        (_, Status::Failed(failure)) => {
            let text = el!(p class="failed").text(&form.outcome(&failure));
            // For example, a browser has sent the skill twice, and the second response was an error.
            let is_there = matches!(&*row.mark.read(), Some(Mark::Exists(_)));
            let there = is_there.then(|| el!(p).text(&open_text(list, row, false)));
            [Some(text), reference(form, &failure), there]
                .into_iter()
                .flatten()
                .map(Item::from)
                .collect()
        }
        (_, Status::Added { name, .. }) => [Some(undone(form, &name)), duplicates(form)]
            .into_iter()
            .flatten()
            .map(Item::from)
            .collect(),
        _ if row.is_taken_over.get() => vec![line(&list.text(Text::Skipped))],
        _ => open(list, row),
    }
}

/// Returns the status of a row that was not sent. Tracked.
fn open(list: &SkillList, row: &Row) -> Vec<Item> {
    let is_selected = row.is_selected.get();
    let failure = row.last_failure.get().filter(|_| !is_selected);
    let text = failure.unwrap_or_else(|| open_text(list, row, is_selected));
    vec![el!(p).text(&text).into()]
}

fn open_text(list: &SkillList, row: &Row, is_selected: bool) -> String {
    match &*row.mark.read() {
        Some(Mark::Exists(Some(level))) => {
            let member = Enumeration::LEVEL.member(level);
            let level = member.map_or_else(|| level.clone(), |it| list.form.text(&Key::Member(it)));
            fill(&list.text(Text::Exists), "level", &level)
        }
        Some(Mark::Exists(None)) => list.text(Text::ExistsWithoutLevel),
        Some(Mark::SameName(number)) => {
            fill(&list.text(Text::SameName), "row", &number.to_string())
        }
        None if row.shows_errors() => list.text(Text::HasErrors),
        None if is_selected => list.text(Text::Ready),
        None => list.text(Text::NotSelected),
    }
}

/// Returns the values and the errors of the fields without a column. Tracked.
fn other_fields(list: &SkillList, row: &Row) -> Vec<Item> {
    let form = &row.form;
    let others = FieldPath::ALL
        .iter()
        .filter(|field| !COLUMNS.contains(field));
    others
        .filter_map(|field| {
            let entry = form.entry(*field);
            let entry = entry.read();
            let error = form.error(*field);
            let error = error.read().as_ref().map(|error| form.error_text(error));
            let value = match &*entry {
                Entry::Text(text) => value_text(list, *field, text),
                Entry::List(items) => items.join(", "),
            };
            if value.is_empty() && error.is_none() {
                return None;
            }
            let text = fill(
                &list.form.text(&Key::Ui(Ui::FieldValue)),
                "field",
                &form.label(*field),
            );
            let line = el!(p class="other" part="other-field").text(&fill(
                &text,
                "value",
                &isolate(&value),
            ));
            let error = error.map(|error| el!(p class="error" part="error").text(&error));
            Some([Some(line), error])
        })
        .flatten()
        .flatten()
        .map(Item::from)
        .collect()
}

fn value_text(list: &SkillList, field: FieldPath, text: &str) -> String {
    let member = match field.kind() {
        Kind::One(enumeration) => enumeration.member(text.trim()),
        _ => None,
    };
    member.map_or_else(
        || text.to_owned(),
        |member| list.form.text(&Key::Member(member)),
    )
}

/// Returns the actions of the row. Tracked.
fn buttons(list: &SkillList, row: &Row, countdown: &Countdown) -> Option<Item> {
    let progress = row.progress();
    let is_running = list.transfer.read().is_some();
    let is_removed = row.is_removed.get();
    // While other rows are being added, only the current one has actions.
    let steps = if (!is_running || progress == Progress::Busy) && !is_removed {
        row_steps(&row.form, countdown)
    } else {
        Vec::new()
    };
    let has_removal =
        progress != Progress::Busy && (progress != Progress::Added || row.is_undone());
    if steps.is_empty() && !has_removal {
        return None;
    }
    // A changed name, which only labels a button, does not render the actions again.
    let mut key = String::new();
    for (label, part, _) in &steps {
        key.extend([part, " ", &row.form.text(&Key::Ui(*label)), " "]);
    }
    if has_removal {
        key += if is_removed { "restore" } else { "remove" };
    }
    let (list, row) = (list.clone(), row.clone());
    Some(Item::keyed(key, move || {
        // The buttons of all rows have the same names.
        let name = row.form.id(FieldPath::DisplayName, "");
        let steps = steps
            .into_iter()
            .map(|step| button(&row.form, step).attr("aria-describedby", &name));
        let removal = has_removal.then(|| removal(&list, &row, is_removed));
        el!(div class="actions" part="row-actions").children(steps.chain(removal))
    }))
}

/// Returns the button that removes the row from the list, or restores it.
fn removal(list: &SkillList, row: &Row, is_removed: bool) -> El {
    let (part, text) = if is_removed {
        ("restore", Text::Restore)
    } else {
        ("remove", Text::Remove)
    };
    let (texts, named, removing) = (list.clone(), row.clone(), (list.clone(), row.clone()));
    el!(button type="button" class="secondary")
        .attr("part", part)
        .attr("aria-label", move || {
            let name = if is_removed {
                texts.text(Text::RestoreItem)
            } else {
                texts.form.text(&Key::Ui(Ui::Remove))
            };
            fill(&name, "item", &isolate(&named.name()))
        })
        .bind_locked(&row.form)
        .text(list.bound(text))
        .on("click", move |_| {
            let (list, row) = &removing;
            if !list.is_locked() {
                replace_focused(&row.form, REMOVAL, || list.set_removed(row, !is_removed));
            }
        })
}
