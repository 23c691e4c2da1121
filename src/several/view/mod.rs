//! The list, from top to bottom.

mod actions;
mod input;
mod pointer;
mod row;
mod table;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::form::el::{El, Item, NodeRef, el};

use super::list::SkillList;
use super::notice::Notice;
use super::texts::Text;

/// Returns the view of the list.
pub(crate) fn view(list: &SkillList) -> El {
    let reference = NodeRef::default();
    let view = el!(div class="add-skill add-skills" part="form")
        .lang_and_dir(&list.form)
        .child(input::input(list))
        .child(notice(list))
        .child(looking_up(list))
        .child(table::table(list))
        .child(actions::actions(list))
        .child(announcement(list))
        .node_ref(&reference);
    let view = pointer::track_pointer(list, input::with_drop(list, view));
    // The focus stays in this element when a focused button is removed.
    let element = reference.get().cloned().map(JsCast::unchecked_into);
    list.form.set_form_element(element);
    view
}

/// Returns the live region of the progress, which is announced less often than it changes.
fn announcement(list: &SkillList) -> El {
    let text = list.announcement.clone();
    el!(p class="visually-hidden" role="status").text(move || text.get())
}

/// Returns the live region of a lookup. It is not that of the notice, which would be announced again.
fn looking_up(list: &SkillList) -> El {
    let list = list.clone();
    el!(p class="hint" part="looking-up" role="status").text(move || {
        let is_shown = list.is_looking_up.get();
        let text = is_shown.then(|| list.text(Text::LookingUp));
        text.unwrap_or_default()
    })
}

/// Returns the live region with the result of the last action.
fn notice(list: &SkillList) -> El {
    let (shown, list) = (list.notice.clone(), list.clone());
    el!(div class="notice" part="notice" role="status").each(move || {
        let mut items: Vec<Item> = Vec::new();
        if list.is_unsaved.get() {
            items.push(el!(span).text(&list.text(Text::NotSaved)).into());
        }
        let Some(notice) = &*shown.read() else {
            return items;
        };
        items.push(el!(span).text(&list.notice_text(notice)).into());
        match notice {
            Notice::Of(Text::Cleared) => items.push(
                actions::button(
                    &list,
                    Text::RestoreList,
                    "restore-list",
                    SkillList::restore_cleared,
                )
                .into(),
            ),
            Notice::Of(Text::Unreadable) => {
                let save = actions::button(
                    &list,
                    Text::DownloadUnreadable,
                    "download-unreadable",
                    SkillList::download_unreadable,
                );
                items.push(save.into());
            }
            _ => {}
        }
        items
    })
}
