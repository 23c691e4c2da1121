//! The text area, the file, and the button that imports them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, FileList, HtmlInputElement, HtmlTextAreaElement};

use crate::form::el::{El, NodeRef, el, forget_written};
use crate::platform::text_file;
use crate::several::list::SkillList;
use crate::several::notice::{Notice, Problem};
use crate::several::texts::Text;

pub(super) fn input(list: &SkillList) -> El {
    let id = |part: &str| list.form.id_of(part);
    let label = el!(label part="label")
        .attr("for", &id("text"))
        .text(list.bound(Text::Input));
    let hint = el!(p class="hint" part="hint")
        .attr("id", &id("hint"))
        .text(list.bound(Text::InputHint));
    let (shown, invalid, described, typing) =
        (list.clone(), list.clone(), list.clone(), list.clone());
    let (hint_id, error_id) = (id("hint"), id("error"));
    let reference = NodeRef::default();
    let area = el!(textarea rows="6" dir="auto" spellcheck="false")
        .attr("id", &id("text"))
        .attr("part", "control text")
        .attr("aria-invalid", move || {
            invalid.problem.read().is_some().then_some("true")
        })
        .attr("aria-describedby", move || {
            let error = described.problem.read().as_ref().map(|_| &*error_id);
            [Some(&*hint_id), error]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .bind_disabled(&list.form)
        .bind_readonly(&list.form)
        .value(move || shown.text.get())
        .node_ref(&reference)
        .on("input", move |event| {
            typing
                .text
                .set(event_target::<HtmlTextAreaElement>(&event).value());
            typing.schedule_save();
        });
    el!(div class="field input" part="field")
        .child(label)
        .child(hint)
        .child(area)
        .child(problem(list))
        .child(buttons(list, &reference))
}

/// Makes the list accept files that are dropped anywhere on it.
pub(super) fn with_drop(list: &SkillList, view: El) -> El {
    let (dropping, dropped) = (list.clone(), list.clone());
    view.on("dragover", move |event| {
        if !dropping.is_locked() && files_of(&event).is_some() {
            event.prevent_default();
        }
    })
    .on("drop", move |event| {
        if let Some(files) = files_of(&event).filter(|files| files.length() > 0) {
            event.prevent_default();
            import_files(&dropped, &files);
        }
    })
}

/// Returns the files of a drag, or `None` if it has none. While the pointer moves, the list is empty.
fn files_of(event: &web_sys::Event) -> Option<FileList> {
    let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    let has_files = data.types().iter().any(|kind| kind == "Files");
    data.files().filter(|_| has_files)
}

fn problem(list: &SkillList) -> El {
    let (shown, list) = (list.problem.clone(), list.clone());
    el!(p class="error" part="error" role="alert")
        .attr("id", &list.form.id_of("error"))
        .text(move || {
            shown
                .read()
                .as_ref()
                .map(|problem| list.problem_text(problem))
                .unwrap_or_default()
        })
}

fn buttons(list: &SkillList, area: &NodeRef) -> El {
    let file = NodeRef::default();
    let (choosing, chosen, importing) = (file.clone(), list.clone(), list.clone());
    let area = area.clone();
    let input = el!(input type="file" accept=".csv,.tsv,.txt,.json,.jsonl,text/csv,text/plain,application/json" tabindex="-1")
        .attr("hidden", "")
        .attr("part", "file-input")
        .bind_locked(&list.form)
        .node_ref(&file)
        .on("change", move |event| {
            let input: HtmlInputElement = event_target(&event);
            if let Some(files) = input.files() {
                import_files(&chosen, &files);
            }
            // The same file can be selected again.
            input.set_value("");
        });
    el!(div class="actions" part="import-actions")
        .child(
            el!(button type="button" class="secondary" part="import")
                .bind_locked(&list.form)
                .text(list.bound(Text::Import))
                .on("click", move |_| import_text(&importing, &area)),
        )
        .child(
            el!(button type="button" class="secondary" part="choose-file")
                .attr("aria-describedby", &list.form.id_of("file-hint"))
                .bind_locked(&list.form)
                .text(list.bound(Text::ChooseFile))
                .on("click", move |_| {
                    if let Some(input) = choosing.get() {
                        input.unchecked_ref::<HtmlInputElement>().click();
                    }
                }),
        )
        .child(input)
        .child(
            el!(span class="hint" part="hint")
                .attr("id", &list.form.id_of("file-hint"))
                .text(list.bound(Text::FileHint)),
        )
}

/// Imports the text of the text area. It stays there if that fails.
fn import_text(list: &SkillList, area: &NodeRef) {
    let Some(area) = area.get() else { return };
    // A script may have set it without an event.
    let text = area.unchecked_ref::<HtmlTextAreaElement>().value();
    if list.is_locked() {
        return;
    }
    if let Some(count) = list.import(&text) {
        forget_written(area);
        list.text.set(String::new());
        list.save();
        after_import(list, count);
    }
}

/// Imports files, one after the other, up to the first one that cannot be imported.
fn import_files(list: &SkillList, files: &FileList) {
    if list.is_locked() {
        return;
    }
    let files: Vec<_> = (0..files.length())
        .filter_map(|index| files.get(index))
        .collect();
    let list = list.clone();
    spawn_local(async move {
        let mut imported = 0;
        for file in files {
            let Some(text) = text_file::read(&file).await else {
                list.problem.set(Some(Problem::Unreadable(file.name())));
                break;
            };
            let Some(count) = list.import(&text) else {
                break;
            };
            imported += count;
        }
        if imported > 0 {
            after_import(&list, imported);
        }
    });
}

/// Shows how many skills were imported, and marks those that the profile has.
fn after_import(list: &SkillList, count: usize) {
    list.notice.set(Some(Notice::Imported(count)));
    if !list.form.options().asks_about_existing() {
        return;
    }
    let list = list.clone();
    spawn_local(async move {
        // If it fails, the list shows that.
        let _ = list.look_up(None).await;
    });
}
