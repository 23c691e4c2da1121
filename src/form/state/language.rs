//! The language of the form: that of the page, with the page's custom messages.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use js_sys::Promise;
use leptos::prelude::*;
use leptos::reactive::graph::Source;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use crate::i18n::{
    Catalog, Counted, CustomMessages, Direction, Intl, Key, Language, Messages, string_values,
};
use crate::platform::{OrderedMap, fetch_json};
use crate::skill::{Map, Value};

use super::SkillForm;

/// The time limit for loading a catalog, in milliseconds. After that, the form uses English.
const TIMEOUT: u32 = 8_000;

thread_local! {
    /// The loaded catalogs, for all forms.
    static LOADED: RefCell<OrderedMap<Language, Arc<Catalog>>> = const { RefCell::new(OrderedMap::new()) };
    /// The catalogs that are being loaded.
    static PENDING: RefCell<OrderedMap<Language, Promise>> = const { RefCell::new(OrderedMap::new()) };
    /// The languages whose catalogs failed to load. The console reports each once, even if several
    /// forms request it.
    static FAILED: RefCell<Vec<Language>> = const { RefCell::new(Vec::new()) };
}

/// The language and messages that the page requests.
#[derive(Clone, Debug, Default, PartialEq)]
struct LanguageRequest {
    tag: String,
    /// The direction that the page sets, if any.
    direction: Option<Direction>,
    custom: CustomMessages,
}

/// The language of the form.
#[derive(Default)]
pub(crate) struct LanguageState {
    pub messages: ArcRwSignal<Messages>,
    /// The direction of the form, once its language is known.
    pub direction: ArcRwSignal<Option<Direction>>,
    /// The last request of the page.
    request: Mutex<LanguageRequest>,
}

impl LanguageState {
    fn request(&self) -> MutexGuard<'_, LanguageRequest> {
        // A request is consistent at any time, even after a panic.
        self.request.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn unsubscribe(&self) {
        self.messages.clear_subscribers();
        self.direction.clear_subscribers();
    }
}

impl SkillForm {
    /// Sets the language to a tag such as `de-AT`, and returns whether its catalog is loaded.
    ///
    /// If the catalog is not loaded, the form fetches it and then changes the language. If there is
    /// no catalog for the language, the form uses English, unless the custom messages are in that
    /// language.
    ///
    /// If `direction` is `None`, the form uses the direction of the language.
    pub fn set_language(&self, tag: &str, direction: Option<Direction>) -> bool {
        self.set_request(|request| {
            tag.clone_into(&mut request.tag);
            request.direction = direction;
        })
    }

    /// Uses the language and the messages of another form.
    pub(crate) fn copy_language(&self, other: &Self) {
        let (own, other) = (&self.inner.language, &other.inner.language);
        *own.request() = other.request().clone();
        own.messages.set(other.messages.get_untracked());
        own.direction.set(other.direction.get_untracked());
    }

    /// Sets the custom messages.
    pub fn set_messages(&self, custom: CustomMessages) {
        self.set_request(|request| request.custom = custom);
    }

    fn set_request(&self, change: impl FnOnce(&mut LanguageRequest)) -> bool {
        change(&mut self.inner.language.request());
        let is_loaded = self.missing_language().is_none();
        if is_loaded {
            self.apply_catalog();
        } else {
            let form = self.clone();
            // Leptos has no executor before the first view.
            spawn_local(async move { form.language().await });
        }
        is_loaded
    }

    /// Resolves when the form uses the last requested language, or English because the catalog
    /// failed to load.
    pub async fn language(&self) {
        // The page may request another language while a catalog is loading.
        while let Some(language) = self.missing_language() {
            if load_catalog(language).await.is_none() {
                break;
            }
        }
        self.apply_catalog();
    }

    /// Returns the requested language if its catalog is not loaded yet.
    fn missing_language(&self) -> Option<Language> {
        let language = Language::of(&self.inner.language.request().tag)?;
        #[cfg(feature = "ssr")]
        load_embedded(language);
        let is_loaded = language == Language::En
            || LOADED.with_borrow(|loaded| loaded.get(&language).is_some());
        (!is_loaded).then_some(language)
    }

    fn apply_catalog(&self) {
        let request = self.inner.language.request().clone();
        let language = Language::of(&request.tag);
        let catalog = language.and_then(|language| {
            Some((
                language,
                LOADED.with_borrow(|loaded| loaded.get(&language).cloned())?,
            ))
        });
        let is_available = language == Some(Language::En)
            || catalog.is_some()
            || request.custom.has_language(&request.tag);
        let tag = if is_available {
            &*request.tag
        } else {
            Language::En.tag()
        };
        let direction = request.direction.unwrap_or_else(|| Direction::of(tag));
        let messages = Messages::new(tag, catalog, request.custom);
        if self
            .inner
            .language
            .messages
            .with_untracked(|now| *now != messages)
        {
            self.inner
                .callbacks
                .with(|callbacks| (callbacks.on_messages)(&messages));
            self.inner.language.messages.set(messages);
            self.notify();
        }
        self.inner.language.direction.set(Some(direction));
    }

    /// Returns the text of a message. Tracked, so views follow the language.
    pub(crate) fn text(&self, key: &Key) -> String {
        self.inner.language.messages.read().text(key).into_owned()
    }

    /// Returns the text of a message with a count. Tracked.
    pub(crate) fn counted(&self, counted: Counted, count: usize) -> String {
        self.inner.language.messages.read().counted(counted, count)
    }

    /// Formats a value with the `Intl` API in the form's language. Tracked.
    pub(crate) fn intl<T>(&self, format: impl FnOnce(Intl) -> T) -> T {
        format(self.inner.language.messages.read().intl())
    }
}

/// Loads the messages of a language by its tag, such as `de-AT`. Forms that are made then use them
/// immediately.
///
/// Await it before you hydrate a form that a server has rendered in that language: until its
/// messages are loaded, a form is in English. If they cannot be loaded, it stays in English.
pub async fn load_messages(tag: &str) {
    let language = Language::of(tag).filter(|language| *language != Language::En);
    let is_loaded =
        |language: &Language| LOADED.with_borrow(|loaded| loaded.get(language).is_some());
    if let Some(language) = language.filter(|language| !is_loaded(language)) {
        load_catalog(language).await;
    }
}

/// Loads the embedded catalog of a language. A server contains all catalogs, so it waits for none.
#[cfg(feature = "ssr")]
fn load_embedded(language: Language) {
    let is_loaded = LOADED.with_borrow(|loaded| loaded.get(&language).is_some());
    let text = language.embedded().filter(|_| !is_loaded);
    if let Some(Value::Object(strings)) = text.and_then(crate::platform::parse_json) {
        LOADED.with_borrow_mut(|loaded| loaded.insert(language, Arc::new(string_values(strings))));
    }
}

/// Loads a catalog, once for all forms. After a failure, it can be requested again.
async fn load_catalog(language: Language) -> Option<Arc<Catalog>> {
    let pending = PENDING.with_borrow(|pending| pending.get(&language).cloned());
    let pending = pending.unwrap_or_else(|| {
        let promise = future_to_promise(fetch(language));
        PENDING.with_borrow_mut(|pending| pending.insert(language, promise.clone()));
        promise
    });
    // `fetch` below never rejects.
    let _ = JsFuture::from(pending).await;
    LOADED.with_borrow(|loaded| loaded.get(&language).cloned())
}

async fn fetch(language: Language) -> Result<JsValue, JsValue> {
    let mut strings = Some(Map::new());
    for url in language.urls() {
        strings = match (strings, fetch_json(&url, TIMEOUT).await) {
            (Some(mut strings), Some(Value::Object(more))) => {
                strings.extend(more);
                Some(strings)
            }
            _ => None,
        };
    }
    if let Some(strings) = strings {
        LOADED.with_borrow_mut(|loaded| loaded.insert(language, Arc::new(string_values(strings))));
    } else if !FAILED.with_borrow(|failed| failed.contains(&language)) {
        FAILED.with_borrow_mut(|failed| failed.push(language));
        leptos::logging::warn!(
            "<add-skill>: the messages in {} could not be loaded, so the form is in English.",
            language.tag()
        );
    }
    PENDING.with_borrow_mut(|pending| pending.remove(&language));
    Ok(JsValue::UNDEFINED)
}
