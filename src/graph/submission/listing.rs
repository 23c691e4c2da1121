//! Reading a collection of skills: its requests and its responses.

use crate::graph::outcome::Answer;
use crate::platform;
use crate::skill::{Property, SkillProficiency, Value};

/// A request for a page of a collection.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ListRequest {
    /// Only the ids, as many as the service returns on one page.
    Ids,
    /// The ids, names, and levels, to find an existing skill with the same name.
    Existing,
    /// The newest skills, with the properties that identify them.
    Newest,
    /// The ids and names only, because the service sometimes fails to return the other properties.
    Names,
    /// A further page, whose URL [`follow`] has checked.
    Page(String),
}

impl ListRequest {
    /// Returns the URL of the request.
    pub fn url(&self, collection: &str) -> String {
        let query = match self {
            Self::Ids => "?$select=id",
            Self::Existing => "?$select=id,displayName,proficiency",
            Self::Newest => {
                "?$select=id,displayName,categories,webUrl,createdDateTime&$orderby=createdDateTime%20desc&$top=50"
            }
            Self::Names => "?$select=id,displayName",
            Self::Page(url) => return url.clone(),
        };
        [collection, query].concat()
    }
}

/// One page of a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The skills on the page.
    pub skills: Vec<SkillProficiency>,
    /// The URL of the next page, as the service returned it.
    pub next: Option<String>,
}

/// The reason why a collection cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ListError {
    /// The service does not accept this token, is throttling requests, or is unavailable. An
    /// immediate retry is useless.
    Refused,
    /// The request failed, or the response is unreadable. Another request may succeed.
    Failed,
}

/// Reads a page from a response.
///
/// # Errors
/// See [`ListError`].
pub fn read(answer: Answer) -> Result<Listing, ListError> {
    match answer.status {
        200 => {}
        401 | 403 | 404 | 405 | 429 | 503 => return Err(ListError::Refused),
        _ => return Err(ListError::Failed),
    }
    let Some(Value::Object(mut members)) = answer.body else {
        return Err(ListError::Failed);
    };
    let Some(Value::Array(values)) = members.remove("value") else {
        return Err(ListError::Failed);
    };
    let next = members
        .remove("@odata.nextLink")
        .and_then(|next| String::read(next).ok());
    // Items that are not objects are not skills.
    Ok(Listing {
        skills: values
            .into_iter()
            .filter_map(|value| SkillProficiency::read(value).ok())
            .collect(),
        next,
    })
}

/// Returns the URL of the next page if it has the collection's origin. The token is sent nowhere
/// else.
pub fn follow(next: &str, collection: &str) -> Option<String> {
    let url = platform::url(next, Some(collection))?;
    let collection = platform::url(collection, None)?;
    (url.origin == collection.origin && url.protocol == collection.protocol && !url.has_userinfo)
        .then_some(url.href)
}

/// Returns the URL of one skill of a collection.
///
/// Returns `None` if the id would need escaping, because such an id could name another resource.
/// Graph's ids are GUIDs.
pub fn item(collection: &str, id: &str) -> Option<String> {
    let is_plain = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_plain.then(|| [collection, "/", id].concat())
}
