//! What the form asks and tells the page.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use crate::graph::{Created, Failure, GetAccessToken};
use crate::i18n::Messages;
use crate::platform::Cancel;
use crate::skill::SkillProficiency;

/// Completions of a skill's name, being fetched.
pub type Suggestions = Pin<Box<dyn Future<Output = Vec<String>>>>;

/// The page's way to completions of what was typed; [`Cancel`] tells that more was typed, and
/// nobody waits for them.
pub type Suggest = Rc<dyn Fn(String, &Cancel) -> Suggestions>;

/// What is done when a skill was added.
pub type OnAdded = Rc<dyn Fn(&SkillProficiency, &Created)>;

/// What is done after a failure.
pub type OnFailed = Rc<dyn Fn(&Failure, &str)>;

/// The page's side of the form. All but the way to a token are optional.
#[derive(Clone)]
#[non_exhaustive]
pub struct Callbacks {
    /// Asked for a token before each request.
    pub get_access_token: GetAccessToken,
    /// Told of a valid skill before it is sent; `false` keeps it from being sent, and the page
    /// takes over.
    pub on_submit: Rc<dyn Fn(&SkillProficiency) -> bool>,
    /// Told of a skill that was added, as the service answered it, or as it was sent where the
    /// answer could not be read.
    pub on_added: OnAdded,
    /// Told of a failure, with the words that the person sees.
    pub on_failed: OnFailed,
    /// Asked for completions of the skill's name, if the page has any.
    pub suggest: Option<Suggest>,
    /// Told of changes to what the form holds or shows.
    pub on_change: Rc<dyn Fn()>,
    /// Told that the user has changed the value otherwise than by an event of a control, which
    /// tells of it itself: a category is added or removed, a suggestion is chosen.
    pub on_input: Rc<dyn Fn()>,
    /// Told that the user has committed the value, as HTML's `change` event ([events of
    /// controls](https://html.spec.whatwg.org/multipage/input.html#common-input-element-events)).
    pub on_commit: Rc<dyn Fn()>,
    /// Told of the words that the form speaks from now on.
    pub on_messages: Rc<dyn Fn(&Messages)>,
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Callbacks")
    }
}

impl Callbacks {
    /// Callbacks that only know the way to a token.
    pub fn new(get_access_token: GetAccessToken) -> Self {
        Self {
            get_access_token,
            on_submit: Rc::new(|_| true),
            on_added: Rc::new(|_, _| ()),
            on_failed: Rc::new(|_, _| ()),
            suggest: None,
            on_change: Rc::new(|| ()),
            on_input: Rc::new(|| ()),
            on_commit: Rc::new(|| ()),
            on_messages: Rc::new(|_| ()),
        }
    }
}
