//! The lookup of a whole collection, which serves several submissions.

use gloo_timers::callback::Timeout;

use crate::platform::Cancel;
use crate::skill::SkillProficiency;

use super::client::SkillsClient;
use super::known_skills;
use super::submission::{ListRequest, MAX_PAGES, follow, read_listing};
use super::timeouts::{PREPARING_WATCH, TOKEN};
use super::token::{AccessToken, TokenError};

/// The skills of a collection: the id, the name, and the level of each.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    /// The skills that were read.
    pub skills: Vec<SkillProficiency>,
    /// Whether these are all. A lookup reads at most ten pages.
    pub is_complete: bool,
}

/// Why a collection could not be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum LookupError {
    /// The page provided no token.
    NoToken(TokenError),
    /// The request failed, or the service did not accept it.
    NotListed,
}

impl SkillsClient {
    /// Asks the page for a token for [`look_up`](Self::look_up).
    ///
    /// # Errors
    /// See [`TokenError`].
    pub(crate) async fn lookup_token(&self, cancel: &Cancel) -> Result<AccessToken, TokenError> {
        let late = cancel.clone();
        let _timer = Timeout::new(TOKEN, move || late.cancel());
        self.token(None, cancel).await
    }

    /// Reads the collection, the first page with the specified token. The form then recognizes its
    /// skills.
    ///
    /// # Errors
    /// See [`LookupError`].
    pub(crate) async fn look_up(
        &self,
        mut first_token: Option<AccessToken>,
        cancel: &Cancel,
    ) -> Result<Collection, LookupError> {
        let late = cancel.clone();
        let _timer = Timeout::new(PREPARING_WATCH, move || late.cancel());
        let mut collection = Collection::default();
        let mut url = ListRequest::Existing.url(self.collection());
        for page in 1..=MAX_PAGES {
            let token = match first_token.take() {
                Some(token) => token,
                None => self
                    .token(None, cancel)
                    .await
                    .map_err(LookupError::NoToken)?,
            };
            let answer = self.read(&token, &url, cancel).await;
            let listing = answer.and_then(|answer| read_listing(answer).ok());
            let listing = listing.ok_or(LookupError::NotListed)?;
            known_skills::learn(&self.scope(), &listing.skills, page == 1);
            collection.skills.extend(listing.skills);
            let Some(next) = listing.next else {
                collection.is_complete = true;
                break;
            };
            match follow(&next, self.collection()) {
                Some(next) => url = next,
                None => break,
            }
        }
        Ok(collection)
    }
}
