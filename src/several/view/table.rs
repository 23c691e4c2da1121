//! The table of the skills, and the controls that change all of them.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::{HtmlInputElement, HtmlSelectElement};

use crate::form::el::{El, Item, el};
use crate::i18n::{Key, Ui};
use crate::several::list::SkillList;
use crate::several::row::Row;
use crate::several::texts::Text;
use crate::skill::{Enumeration, FieldPath};

use super::row::row;

/// The columns with a field, in order.
pub(super) const COLUMNS: [FieldPath; 4] = [
    FieldPath::DisplayName,
    FieldPath::LEVEL,
    FieldPath::Categories,
    FieldPath::WebUrl,
];

/// The number of rows of a row group. Its rows are created at the same time, and browsers skip the
/// groups outside of the viewport.
const GROUP: usize = 25;

/// Returns the review of the list, while it has rows.
pub(super) fn table(list: &SkillList) -> El {
    let (has_rows, list) = (list.clone(), list.clone());
    el!(div class="review" part="review").each(move || {
        if has_rows.rows.read().is_empty() {
            return Vec::new();
        }
        let list = list.clone();
        vec![Item::keyed("review", move || review(&list))]
    })
}

fn review(list: &SkillList) -> El {
    let list_of_rows = list.clone();
    // The first rows are visible before the others exist.
    let limit = ArcRwSignal::new(1);
    let groups = move || {
        let count = list_of_rows.rows.read().len().div_ceil(GROUP);
        let shown = limit.get();
        if shown < count {
            let limit = limit.clone();
            set_timeout(move || limit.set(shown + 1), Duration::ZERO);
        }
        let item = |index: usize| {
            let list = list_of_rows.clone();
            Item::keyed(index.to_string(), move || group(&list, index))
        };
        (0..count.min(shown)).map(item).collect()
    };
    let caption = el!(caption part="caption")
        .attr("id", &list.form.id_of("caption"))
        .text(list.bound(Text::Caption));
    el!(div class="review-content").child(for_all(list)).child(
        el!(div class="table-frame").child(
            el!(table role="table" part="table")
                .attr("aria-labelledby", &list.form.id_of("caption"))
                .child(caption)
                .child(el!(thead role="rowgroup").child(header(list)))
                .each(groups),
        ),
    )
}

/// Returns the rows of a group.
fn group(list: &SkillList, index: usize) -> El {
    let (sized, list) = (list.clone(), list.clone());
    let start = index * GROUP;
    el!(tbody role="rowgroup")
        .attr("class", move || {
            (sized.rows.read().len() >= start + GROUP).then_some("full")
        })
        .each(move || {
            let item = |row: &Row| {
                let (list, row) = (list.clone(), row.clone());
                Item::keyed(row.serial.to_string(), move || self::row(&list, &row))
            };
            let rows = list.rows.read();
            rows.iter().skip(start).take(GROUP).map(item).collect()
        })
}

fn header(list: &SkillList) -> El {
    let mut cells = vec![
        cell(list, "number").child(el!(span class="visually-hidden").text_node("#")),
        cell(list, "select").text(list.bound(Text::SelectColumn)),
    ];
    for field in COLUMNS {
        cells.push(cell(list, field.path()).bind_text(&list.form, Key::Label(field)));
    }
    cells.push(cell(list, "status").text(list.bound(Text::StatusColumn)));
    el!(tr role="row" part="header").children(cells)
}

fn cell(list: &SkillList, name: &str) -> El {
    el!(th scope="col" role="columnheader").attr("id", &column_id(list, name))
}

/// Returns the id of a column's heading.
pub(super) fn column_id(list: &SkillList, name: &str) -> String {
    list.form.id_of(&["column-", name].concat())
}

/// Returns the controls that change all selected rows.
fn for_all(list: &SkillList) -> El {
    let (checked, selecting, options, setting) =
        (list.clone(), list.clone(), list.clone(), list.clone());
    let all = el!(input type="checkbox" part="select-all")
        .bind_locked(&list.form)
        .checked(move || checked.counts.read().is_all_selected())
        .on("change", move |event| {
            selecting.select_all(event_target::<HtmlInputElement>(&event).checked());
        });
    let level = el!(select)
        .attr("id", &list.form.id_of("set-level"))
        .attr("part", "control set-level")
        .bind_locked(&list.form)
        .each(move || level_options(&options))
        .on("change", move |event| {
            let select: HtmlSelectElement = event_target(&event);
            let level = select.value();
            select.set_selected_index(0);
            setting.set_level(if level == NONE { "" } else { &level });
        });
    el!(div class="for-all" part="for-all")
        .child(
            el!(label part="label")
                .child(all)
                .child(el!(span).text(list.bound(Text::SelectAll))),
        )
        .child(
            el!(div class="set-level")
                .child(
                    el!(label part="label")
                        .attr("for", &list.form.id_of("set-level"))
                        .text(list.bound(Text::SetLevel)),
                )
                .child(level),
        )
}

/// The option that removes the level.
const NONE: &str = "none";

fn level_options(list: &SkillList) -> Vec<Item> {
    let option = |value: &str, label: &str| el!(option).attr("value", value).text(label).into();
    let mut options = vec![
        option("", &list.text(Text::SetLevelPrompt)),
        option(NONE, &list.form.text(&Key::Ui(Ui::NotSpecified))),
    ];
    for member in list.form.selectable(Enumeration::LEVEL) {
        options.push(option(member.name(), &list.form.text(&Key::Member(member))));
    }
    options
}
