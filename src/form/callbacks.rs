//! What the form asks and tells the page.

use std::fmt;
use std::rc::Rc;

use crate::graph::{Created, Failure, GetAccessToken};
use crate::skill::SkillProficiency;

/// The page's side of the form. All but the way to a token are optional.
#[derive(Clone)]
#[non_exhaustive]
pub struct Callbacks {
    /// Asked for a token before each request.
    pub get_access_token: GetAccessToken,
    /// Told of a valid skill before it is sent; `false` keeps it from being sent, and the page takes over.
    pub on_submit: Rc<dyn Fn(&SkillProficiency) -> bool>,
    /// Told of a skill that was added, as the service answered it, or as it was sent where the answer could not be read.
    pub on_added: Rc<dyn Fn(&SkillProficiency, &Created)>,
    /// Told of a failure, with the words that the person sees.
    pub on_failed: Rc<dyn Fn(&Failure, &str)>,
    /// Told of changes to what the form holds or shows.
    pub on_change: Rc<dyn Fn()>,
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
            on_change: Rc::new(|| ()),
        }
    }
}
