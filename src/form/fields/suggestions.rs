//! Suggestions for the skill name: a combobox with list autocomplete and manual selection ([ARIA
//! Authoring Practices](https://www.w3.org/WAI/ARIA/apg/patterns/combobox/)).
//!
//! A suggestion replaces the input only if the user selects it.

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

/// The pause in typing before the page is asked for suggestions, in milliseconds.
const DEBOUNCE: u32 = 150;
/// The maximum number of displayed suggestions.
const MAX: usize = 10;

/// The list of suggestions. All clones are the same list.
#[derive(Clone)]
pub(crate) struct Combobox {
    form: SkillForm,
    items: ArcRwSignal<Vec<String>>,
    /// The suggestion that Enter selects. The focus stays in the input.
    active: ArcRwSignal<Option<usize>>,
    pending: Arc<Local<Request>>,
}

/// A request to the page that is scheduled or has no result yet.
#[derive(Default)]
struct Request {
    timer: Option<Timeout>,
    cancel: Option<Cancel>,
}

impl Combobox {
    pub fn new(form: &SkillForm) -> Self {
        Self {
            form: form.clone(),
            items: form.inner.view.suggestions.clone(),
            active: ArcRwSignal::default(),
            pending: Arc::default(),
        }
    }

    /// Returns whether the page provides suggestions. Tracked, as are the next three functions.
    pub fn is_available(&self) -> bool {
        self.form.inner.view.has_suggest.get()
    }

    pub fn expanded(&self) -> Option<&'static str> {
        let is_open = !self.items.read().is_empty();
        self.is_available()
            .then_some(if is_open { "true" } else { "false" })
    }

    pub fn controls(&self) -> Option<String> {
        self.is_available().then(|| self.id())
    }

    pub fn active_id(&self) -> Option<String> {
        self.active
            .get()
            .filter(|index| *index < self.items.read().len())
            .map(|index| self.option_id(index))
    }

    /// Requests suggestions for `text` when typing pauses. Cancels an earlier request.
    pub fn request(&self, text: String) {
        self.cancel_request();
        if text.trim().is_empty() || !self.form.inner.view.has_suggest.get_untracked() {
            return self.close();
        }
        let this = self.clone();
        let timer = Timeout::new(DEBOUNCE, move || this.send_request(text));
        self.pending.update(|pending| pending.timer = Some(timer));
    }

    /// Closes the list, and cancels its request.
    pub fn close(&self) {
        self.cancel_request();
        if self.items.with_untracked(|items| !items.is_empty()) {
            self.items.set(Vec::new());
        }
        self.active.set(None);
    }

    fn cancel_request(&self) {
        // Dropping the timer clears it.
        let pending = self.pending.take();
        if let Some(cancel) = pending.cancel {
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
                self.request(text);
            }
            ("ArrowUp", _) if is(event, "altKey") => self.close(),
            // Opens the list without moving into it. The list is open already.
            ("ArrowDown", _) if is(event, "altKey") => {}
            ("ArrowDown", _) => self
                .active
                .set(Some(active.map_or(0, |index| (index + 1) % count))),
            ("ArrowUp", _) => self.active.set(Some(
                active.map_or(count - 1, |index| (index + count - 1) % count),
            )),
            ("Enter", Some(index)) => self.select(index),
            ("Escape", _) if count > 0 => self.close(),
            _ => return,
        }
        event.prevent_default();
        self.scroll_to_active(event);
    }

    /// Scrolls the list, not the page, to the active suggestion.
    fn scroll_to_active(&self, event: &Event) {
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
            // If an ancestor of the form scrolls, both become visible if there is room, and the
            // input in any case.
            scroll_into_view(&item);
            scroll_into_view(&event_target(event));
        }
    }

    /// Appends the list to the input, and its length for screen readers, or whether the entered skill
    /// exists.
    pub fn append_list(&self, input: El) -> El {
        let (this, counting) = (self.clone(), self.clone());
        let status = el!(p class="visually-hidden" role="status").text(move || {
            let count = counting.items.read().len();
            if count > 0 {
                counting.form.counted(Counted::Suggestions, count)
            } else {
                counting.form.known_text()
            }
        });
        input
            .show(move || this.is_available(), self.list())
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
                // The input must keep the focus: on blur, the list would close before the click.
                .on("mousedown", |event| event.prevent_default())
                .on("click", move |_| this.select(index))
                .text(item)
        };
        Item::keyed(format!("{index} {item}"), move || make(&item))
    }

    fn select(&self, index: usize) {
        let item = self.items.with_untracked(|items| items.get(index).cloned());
        self.close();
        if let Some(item) = item {
            self.form.edit(FieldPath::DisplayName, Entry::Text(item));
            self.form.commit_change();
        }
    }

    fn send_request(&self, text: String) {
        let Some(suggest) = self
            .form
            .inner
            .callbacks
            .with(|callbacks| callbacks.suggest.clone())
        else {
            return;
        };
        let cancel = Cancel::default();
        self.pending
            .update(|pending| pending.cancel = Some(cancel.clone()));
        let this = self.clone();
        spawn_local(async move {
            let items = suggest(text, &cancel).await;
            // Canceled means that the user has typed again, or the list was closed.
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
