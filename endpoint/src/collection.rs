//! The collection of a request: its user and its URL.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::app::App;
use crate::problem::Problem;

/// The characters that need no escape in a path segment (RFC 3986, `pchar`), as far as user names
/// contain them.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// The skills of one user.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The user: `me`, or `users/` and an id. No id can be confused with `me`.
    pub person: String,
    /// Scheme and authority as the client sent them.
    pub origin: String,
    /// Returns the absolute URL, without `/$ref`.
    pub url: String,
    /// Returns the URL of the metadata.
    pub context: String,
}

impl Collection {
    fn new(origin: String, user: Option<&str>) -> Self {
        let encode = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
        let (person, path) = match user {
            None => ("me".to_owned(), "me".to_owned()),
            Some(user) => (format!("users/{user}"), format!("users/{}", encode(user))),
        };
        // A quote in an OData string is doubled.
        let key = encode(&user.unwrap_or("me").replace('\'', "''"));
        Self {
            url: format!("{origin}/beta/{path}/profile/skills"),
            context: format!("{origin}/beta/$metadata#users('{key}')/profile/skills"),
            person,
            origin,
        }
    }
}

impl FromRequestParts<App> for Collection {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let origin = origin(parts, app);
        let path = path(parts, app).await?;
        Ok(Self::new(origin, path.get("user").map(String::as_str)))
    }
}

/// Returns the id at the end of a skill's path.
#[derive(Clone, Debug)]
pub struct SkillId(pub String);

impl FromRequestParts<App> for SkillId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(
            path(parts, app).await?.remove("skill").unwrap_or_default(),
        ))
    }
}

async fn path(parts: &mut Parts, app: &App) -> Result<HashMap<String, String>, Problem> {
    let path = Path::from_request_parts(parts, app).await;
    path.map(|Path(path)| path)
        .map_err(|_| Problem::bad_request("The path of the request is not UTF-8."))
}

/// Returns the origin for links: the host that the client sent, which can be a proxy's.
fn origin(parts: &Parts, app: &App) -> String {
    let host = parts
        .headers
        .get(HOST)
        .and_then(|host| Authority::try_from(host.as_bytes()).ok());
    match host {
        Some(host) if !host.as_str().contains('@') => format!("http://{host}"),
        _ => app.own_origin.to_string(),
    }
}
