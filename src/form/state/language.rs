//! The language that the form speaks: the page's, in its own words where it has some.

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
use crate::skill::Value;

use super::SkillForm;

/// How long the words of a language may take, in milliseconds: then the form speaks English rather
/// than not at all.
const WITHIN: u32 = 8_000;

thread_local! {
    /// The words that have come, for all forms.
    static LOADED: RefCell<OrderedMap<Language, Arc<Catalog>>> = const { RefCell::new(OrderedMap::new()) };
    /// Those that are on their way.
    static PENDING: RefCell<OrderedMap<Language, Promise>> = const { RefCell::new(OrderedMap::new()) };
    /// The languages whose words did not come. The console tells of each once, however many forms
    /// ask for it.
    static MISSED: RefCell<Vec<Language>> = const { RefCell::new(Vec::new()) };
}

/// What a form is asked to speak.
#[derive(Clone, Debug, Default, PartialEq)]
struct LanguageRequest {
    tag: String,
    /// The direction in which the page says itself that the form is read.
    direction: Option<Direction>,
    own: CustomMessages,
}

/// The language of the form.
#[derive(Default)]
pub(crate) struct LanguageState {
    pub messages: ArcRwSignal<Messages>,
    /// The direction of the form, once its language is known.
    pub direction: ArcRwSignal<Option<Direction>>,
    /// What the page has asked for.
    request: Mutex<LanguageRequest>,
}

impl LanguageState {
    fn request(&self) -> MutexGuard<'_, LanguageRequest> {
        // A request is complete at any time.
        self.request.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn unsubscribe(&self) {
        self.messages.clear_subscribers();
        self.direction.clear_subscribers();
    }
}

impl SkillForm {
    /// Speaks the language of a tag such as `de-AT` from now on, or, if its words must be fetched
    /// first, once they are here. Returns whether they are. A language that there are no words in
    /// is English, unless the page's own words are in it.
    ///
    /// Without a `direction` of the page's the form is read in its language's.
    pub fn set_language(&self, tag: &str, direction: Option<Direction>) -> bool {
        self.set_request(|request| {
            tag.clone_into(&mut request.tag);
            request.direction = direction;
        })
    }

    /// Changes the page's own words.
    pub fn set_messages(&self, own: CustomMessages) {
        self.set_request(|request| request.own = own);
    }

    fn set_request(&self, change: impl FnOnce(&mut LanguageRequest)) -> bool {
        change(&mut self.inner.language.request());
        let is_here = self.missing().is_none();
        if is_here {
            self.apply_catalog();
        } else {
            let form = self.clone();
            // Not by Leptos, which has no executor before the first view.
            spawn_local(async move { form.language().await });
        }
        is_here
    }

    /// Ends once the form speaks the language that it was last told, or English because the words
    /// did not come.
    pub async fn language(&self) {
        // Another language may be asked for while the words of one are on their way.
        while let Some(language) = self.missing() {
            if catalogue(language).await.is_none() {
                break;
            }
        }
        self.apply_catalog();
    }

    /// The language whose words are not here yet.
    fn missing(&self) -> Option<Language> {
        let language = Language::of(&self.inner.language.request().tag)?;
        #[cfg(feature = "ssr")]
        load_embedded(language);
        let is_here =
            language == Language::En || LOADED.with_borrow(|here| here.get(&language).is_some());
        (!is_here).then_some(language)
    }

    fn apply_catalog(&self) {
        let request = self.inner.language.request().clone();
        let language = Language::of(&request.tag);
        let words = language.and_then(|language| {
            Some((
                language,
                LOADED.with_borrow(|here| here.get(&language).cloned())?,
            ))
        });
        let is_spoken = language == Some(Language::En)
            || words.is_some()
            || request.own.has_language(&request.tag);
        let tag = if is_spoken {
            &*request.tag
        } else {
            Language::En.tag()
        };
        let direction = request.direction.unwrap_or_else(|| Direction::of(tag));
        let messages = Messages::new(tag, words, request.own);
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

    /// The words of a message, tracked: a view follows a change of language.
    pub(crate) fn text(&self, key: &Key) -> String {
        self.inner.language.messages.read().text(key).into_owned()
    }

    /// The words of a message with a count. Tracked.
    pub(crate) fn counted(&self, counted: Counted, count: usize) -> String {
        self.inner.language.messages.read().counted(counted, count)
    }

    /// What the platform's formats of the language make of something. Tracked.
    pub(crate) fn intl<T>(&self, format: impl FnOnce(Intl) -> T) -> T {
        format(self.inner.language.messages.read().intl())
    }
}

/// A server waits for no catalog: it has them all.
#[cfg(feature = "ssr")]
fn load_embedded(language: Language) {
    let is_loaded = LOADED.with_borrow(|loaded| loaded.get(&language).is_some());
    let text = language.embedded().filter(|_| !is_loaded);
    if let Some(Value::Object(strings)) = text.and_then(crate::platform::parse_json) {
        LOADED.with_borrow_mut(|loaded| loaded.insert(language, Arc::new(string_values(strings))));
    }
}

/// The words of a language, fetched once for all forms. One that failed may be asked for again.
async fn catalogue(language: Language) -> Option<Arc<Catalog>> {
    let pending = PENDING.with_borrow(|pending| pending.get(&language).cloned());
    let pending = pending.unwrap_or_else(|| {
        let promise = future_to_promise(fetch(language));
        PENDING.with_borrow_mut(|pending| pending.insert(language, promise.clone()));
        promise
    });
    // `fetch` below never rejects.
    let _ = JsFuture::from(pending).await;
    LOADED.with_borrow(|here| here.get(&language).cloned())
}

async fn fetch(language: Language) -> Result<JsValue, JsValue> {
    let fetched = match language.url() {
        Some(url) => fetch_json(&url, WITHIN).await,
        None => None,
    };
    if let Some(Value::Object(words)) = fetched {
        LOADED.with_borrow_mut(|here| here.insert(language, Arc::new(string_values(words))));
    } else if !MISSED.with_borrow(|missed| missed.contains(&language)) {
        MISSED.with_borrow_mut(|missed| missed.push(language));
        leptos::logging::warn!(
            "<add-skill>: its words in {} could not be loaded; it speaks English",
            language.tag()
        );
    }
    PENDING.with_borrow_mut(|pending| pending.remove(&language));
    Ok(JsValue::UNDEFINED)
}
