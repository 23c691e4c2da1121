//! The callbacks from the form to the page.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use crate::graph::{Created, Failure, GetAccessToken};
use crate::i18n::Messages;
use crate::platform::Cancel;
use crate::skill::{FieldPath, SkillProficiency};

/// The future suggestions for a skill name.
pub type Suggestions = Pin<Box<dyn Future<Output = Vec<String>>>>;

/// Fetches suggestions for the text of the name field.
///
/// When the user types again or leaves the field, [`Cancel`] is canceled, and the result is
/// ignored.
pub type Suggest = Rc<dyn Fn(String, &Cancel) -> Suggestions>;

/// The future messages of the page's validation, or `None` if it fails.
pub type Validation = Pin<Box<dyn Future<Output = Option<Vec<(FieldPath, String)>>>>>;

/// Validates a skill that breaks no rule. Returns `None` if the page has no validation.
///
/// When the submission is stopped or the time limit is reached, [`Cancel`] is canceled, and the
/// result is ignored.
pub type Validate = Rc<dyn Fn(&SkillProficiency, &Cancel) -> Option<Validation>>;

/// Handles a skill that was added or changed.
pub type OnAdded = Rc<dyn Fn(&SkillProficiency, &Created)>;

/// Decides whether the form asks the user, with the submitted skill and the existing one with the
/// same name, as the collection lists it: its id, name, and level.
pub type OnExists = Rc<dyn Fn(&SkillProficiency, &SkillProficiency) -> bool>;

/// Handles a failure.
pub type OnFailed = Rc<dyn Fn(&Failure, &str)>;

/// The callbacks from the form to the page. All but [`Callbacks::get_access_token`] are optional.
#[derive(Clone)]
#[non_exhaustive]
pub struct Callbacks {
    /// Called once per request for an access token.
    pub get_access_token: GetAccessToken,
    /// Called with a skill that breaks no rule, before [`Callbacks::on_submit`]. Its messages are
    /// shown at their fields, and the form sends nothing. If it fails or takes longer than 5
    /// seconds, the submission continues.
    pub validate: Option<Validate>,
    /// Called with a valid skill before it is sent. If it returns `false`, the form sends nothing,
    /// because the page handles the skill itself.
    pub on_submit: Rc<dyn Fn(&SkillProficiency) -> bool>,
    /// Called with a skill that was added, as in the response, or as it was sent if the response
    /// was unreadable.
    pub on_added: OnAdded,
    /// Called before the form asks the user what to do, because the profile already contains a skill
    /// with this name. If it returns `false`, the form sends nothing and does not ask, because the
    /// page handles the skill itself.
    pub on_exists: OnExists,
    /// Called with an existing skill after the user has changed it.
    pub on_updated: OnAdded,
    /// Called with the id of an added skill after the user has removed it again.
    pub on_removed: Rc<dyn Fn(&str)>,
    /// Called with a failure, and the message that the user sees.
    pub on_failed: OnFailed,
    /// Called for suggestions for the skill name, if the page provides any.
    pub suggest: Option<Suggest>,
    /// Called when the values or the displayed state of the form change.
    pub on_change: Rc<dyn Fn()>,
    /// Called when the user changes the value without an `input` event of a control: by adding or
    /// removing a category, or by selecting a suggestion.
    pub on_input: Rc<dyn Fn()>,
    /// Called when the user commits the value, like HTML's `change` event ([events of
    /// controls](https://html.spec.whatwg.org/multipage/input.html#common-input-element-events)).
    pub on_commit: Rc<dyn Fn()>,
    /// Called with the messages when the form's language or its custom messages change.
    pub on_messages: Rc<dyn Fn(&Messages)>,
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Callbacks")
    }
}

impl Callbacks {
    /// Creates callbacks that provide access tokens and do nothing else.
    pub fn new(get_access_token: GetAccessToken) -> Self {
        Self {
            get_access_token,
            validate: None,
            on_submit: Rc::new(|_| true),
            on_added: Rc::new(|_, _| ()),
            on_exists: Rc::new(|_, _| true),
            on_updated: Rc::new(|_, _| ()),
            on_removed: Rc::new(|_| ()),
            on_failed: Rc::new(|_, _| ()),
            suggest: None,
            on_change: Rc::new(|| ()),
            on_input: Rc::new(|| ()),
            on_commit: Rc::new(|| ()),
            on_messages: Rc::new(|_| ()),
        }
    }
}
