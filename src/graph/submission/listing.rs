//! Reading a collection of skills: what is asked for, and what is taken of the answer.

use crate::graph::outcome::Answer;
use crate::platform;
use crate::skill::{Property, SkillProficiency, Value};

/// What is asked of a collection.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ListRequest {
    /// Only the ids, as many as come at once.
    Ids,
    /// The newest skills, and of them what they are known by.
    Newest,
    /// The names only. The service has been seen to fail at the others.
    Names,
    /// A further page, whose address [`follow`] has checked.
    Page(String),
}

impl ListRequest {
    /// Where it is asked.
    pub fn url(&self, collection: &str) -> String {
        let query = match self {
            Self::Ids => "?$select=id",
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
    /// The skills on it.
    pub skills: Vec<SkillProficiency>,
    /// The address of the next page, as the service gave it.
    pub next: Option<String>,
}

/// Why a collection cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ListError {
    /// The service does not let this token read it, or wants to be left alone: asking again soon is
    /// of no use.
    Refused,
    /// It failed, or what it answered cannot be read: another question may do.
    Failed,
}

/// The page in an answer.
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
    // What is not an object is not a skill.
    Ok(Listing {
        skills: values
            .into_iter()
            .filter_map(|value| SkillProficiency::read(value).ok())
            .collect(),
        next,
    })
}

/// The address of a next page, if it is on the collection's own origin: the token goes nowhere
/// else.
pub fn follow(next: &str, collection: &str) -> Option<String> {
    let url = platform::url(next, Some(collection))?;
    let own = platform::url(collection, None)?;
    (url.origin == own.origin && url.protocol == own.protocol && !url.has_userinfo)
        .then_some(url.href)
}

/// Where one skill of a collection stands. `None` for an id that would need escaping: Graph's are
/// GUIDs, and one that is not plain could name another resource.
pub fn item(collection: &str, id: &str) -> Option<String> {
    let is_plain = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_plain.then(|| [collection, "/", id].concat())
}
