//! Completions of the skill's name: the ARIA Authoring Practices' combobox with list autocomplete
//! and manual selection (<https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>). What is typed is
//! never replaced unless a person chooses.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::form::el::{El, Item, el, is, is_composing, key};
use crate::form::state::SkillForm;
use crate::form::view::{scroll_into_view, scroll_list_to};
use crate::i18n::Counted;
use crate::platform::{Cancel, Local};
use crate::skill::{Entry, FieldPath};

/// How long typing must pause before the page is asked, in milliseconds.
const ASK_AFTER: u32 = 150;
/// The most completions that are shown.
const MAX: usize = 10;

/// The list of completions. Clones are the same list.
#[derive(Clone)]
pub(crate) struct Combobox {
    form: SkillForm,
    items: ArcRwSignal<Vec<String>>,
    /// The item that Enter chooses; the focus stays in the input.
    active: ArcRwSignal<Option<usize>>,
    asking: Arc<Local<Asking>>,
}

/// A question to the page that is about to be asked, or to be answered.
#[derive(Default)]
struct Asking {
    timer: Option<Timeout>,
    cancel: Option<Cancel>,
}

impl Combobox {
    pub fn new(form: &SkillForm) -> Self {
        Self {
            form: form.clone(),
            items: form.inner.view.suggestions.clone(),
            active: ArcRwSignal::default(),
            asking: Arc::default(),
        }
    }

    /// Whether the page has completions. Tracked, as all that follows.
    pub fn is_there(&self) -> bool {
        self.form.inner.view.has_suggest.get()
    }

    pub fn expanded(&self) -> Option<&'static str> {
        let is_open = !self.items.read().is_empty();
        self.is_there()
            .then_some(if is_open { "true" } else { "false" })
    }

    pub fn controls(&self) -> Option<String> {
        self.is_there().then(|| self.id())
    }

    pub fn active_id(&self) -> Option<String> {
        self.active
            .get()
            .filter(|index| *index < self.items.read().len())
            .map(|index| self.option_id(index))
    }

    /// Asks the page for completions of `text`, once typing pauses. An earlier question is taken
    /// back.
    pub fn ask(&self, text: String) {
        self.take_back();
        if text.trim().is_empty() || !self.form.inner.view.has_suggest.get_untracked() {
            return self.close();
        }
        let this = self.clone();
        let timer = Timeout::new(ASK_AFTER, move || this.ask_now(text));
        self.asking.update(|asking| asking.timer = Some(timer));
    }

    /// Closes the list and takes back the question behind it.
    pub fn close(&self) {
        self.take_back();
        if self.items.with_untracked(|items| !items.is_empty()) {
            self.items.set(Vec::new());
        }
        self.active.set(None);
    }

    fn take_back(&self) {
        // The timer ends as it is dropped.
        let asking = self.asking.take();
        if let Some(cancel) = asking.cancel {
            cancel.cancel();
        }
    }

    pub fn press(&self, event: &Event) {
        if is_composing(event) {
            return;
        }
        let count = self.items.with_untracked(Vec::len);
        let active = self.active.get_untracked();
        match (&*key(event), active) {
            _ if !self.form.inner.view.has_suggest.get_untracked() => return,
            ("Enter", None) => return self.close(),
            ("ArrowUp", _) if count == 0 && is(event, "altKey") => return,
            ("ArrowDown" | "ArrowUp", _) if count == 0 => {
                let text = self
                    .form
                    .entry(FieldPath::DisplayName)
                    .with_untracked(|entry| entry.text().to_owned());
                self.ask(text);
            }
            ("ArrowUp", _) if is(event, "altKey") => self.close(),
            // Opened without moving into it: it is open already.
            ("ArrowDown", _) if is(event, "altKey") => {}
            ("ArrowDown", _) => self
                .active
                .set(Some(active.map_or(0, |index| (index + 1) % count))),
            ("ArrowUp", _) => self.active.set(Some(
                active.map_or(count - 1, |index| (index + count - 1) % count),
            )),
            ("Enter", Some(index)) => self.choose(index),
            ("Escape", _) if count > 0 => self.close(),
            _ => return,
        }
        event.prevent_default();
        self.bring_into_view(event);
    }

    /// Scrolls the list, not the page, to the item that Enter chooses.
    fn bring_into_view(&self, event: &Event) {
        let Some(index) = self.active.get_untracked() else {
            return;
        };
        let Some(list) = event_target::<Element>(event).next_element_sibling() else {
            return;
        };
        if let Some(item) = list
            .children()
            .item(u32::try_from(index).unwrap_or_default())
        {
            scroll_list_to(&list, item.unchecked_ref());
            // Where something around the form scrolls, both are shown if there is room, and the
            // input in any case.
            scroll_into_view(&item);
            scroll_into_view(&event_target(event));
        }
    }

    /// Puts the list, and how many completions there are for those who do not see it, behind the
    /// input.
    pub fn put_behind(&self, input: El) -> El {
        let (this, said) = (self.clone(), self.clone());
        let status = el!(p class="visually-hidden" role="status").text(move || {
            let count = said.items.read().len();
            if count > 0 {
                said.form.counted(Counted::Suggestions, count)
            } else {
                String::new()
            }
        });
        input
            .show(move || this.is_there(), self.list())
            .child(status)
    }

    fn list(&self) -> El {
        let (this, open) = (self.clone(), self.items.clone());
        let options = move || {
            this.items
                .get()
                .into_iter()
                .enumerate()
                .map(|(index, item)| this.option(index, item))
                .collect()
        };
        el!(ul class="suggestions" part="suggestions" role="listbox")
            .attr("id", &self.id())
            .attr(
                "aria-labelledby",
                &self.form.id(FieldPath::DisplayName, "-label"),
            )
            .attr("hidden", move || open.read().is_empty())
            .each(options)
    }

    fn option(&self, index: usize, item: String) -> Item {
        let (this, active) = (self.clone(), self.active.clone());
        let make = move |item: &str| {
            el!(li role="option" part="suggestion" dir="auto")
                .attr("id", &this.option_id(index))
                .attr("aria-selected", move || {
                    if active.get() == Some(index) {
                        "true"
                    } else {
                        "false"
                    }
                })
                // The focus stays in the input, or its loss would close the list before the click.
                .on("mousedown", |event| event.prevent_default())
                .on("click", move |_| this.choose(index))
                .text(item)
        };
        Item::keyed(format!("{index} {item}"), move || make(&item))
    }

    fn choose(&self, index: usize) {
        let item = self.items.with_untracked(|items| items.get(index).cloned());
        self.close();
        if let Some(item) = item {
            self.form.edit(FieldPath::DisplayName, Entry::Text(item));
            self.form.commit_change();
        }
    }

    fn ask_now(&self, text: String) {
        let Some(suggest) = self
            .form
            .inner
            .callbacks
            .with(|callbacks| callbacks.suggest.clone())
        else {
            return;
        };
        let cancel = Cancel::default();
        self.asking
            .update(|asking| asking.cancel = Some(cancel.clone()));
        let this = self.clone();
        spawn_local(async move {
            let items = suggest(text, &cancel).await;
            // More was typed meanwhile: another question is on its way.
            if !cancel.is_cancelled() {
                this.active.set(None);
                this.items.set(items.into_iter().take(MAX).collect());
            }
        });
    }

    fn id(&self) -> String {
        self.form.id(FieldPath::DisplayName, "-suggestions")
    }

    fn option_id(&self, index: usize) -> String {
        format!("{}-{index}", self.id())
    }
}
