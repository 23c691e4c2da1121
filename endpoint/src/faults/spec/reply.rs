//! The response to a request with a fault.

use std::time::{Duration, SystemTime};

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;

use super::values::{self, Wrong};
use crate::faults::body::Kind;

/// The claims of the documentation's example, in base64.
const CLAIMS: &str =
    "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTY1MjgxMzUwOCJ9fX0=";

/// Changes of a response.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    status: Option<StatusCode>,
    pub code: Option<String>,
    pub message: Option<String>,
    pub target: Option<String>,
    pub headers: Vec<(HeaderName, Header)>,
    pub body: Option<Kind>,
    pub media_type: MediaType,
    /// The changed members of each skill in the response.
    pub set: Vec<(String, Option<Value>)>,
    /// The number of days by which the skills' dates are shifted.
    pub shift: i64,
    pub next: Option<Link>,
    /// The number of pages of other skills before a list.
    pub pages: u32,
    /// The headers that are hidden from the page's scripts.
    pub hide: Vec<HeaderName>,
    /// Whether the response is hidden from pages of other origins.
    pub is_foreign: bool,
}

/// The Content-Type of a response.
#[derive(Clone, Debug, Default)]
pub enum MediaType {
    #[default]
    Usual,
    Absent,
    Is(HeaderValue),
}

/// The value of a header.
#[derive(Clone, Debug)]
pub enum Header {
    Is(HeaderValue),
    /// A date, relative to now.
    Date {
        is_past: bool,
        distance: Duration,
    },
    /// The URL of the request.
    Itself,
}

/// The target of a link.
#[derive(Clone, Debug)]
pub enum Link {
    Itself,
    To(String),
}

impl Reply {
    pub fn word(&mut self, name: &str, value: &str) -> Result<bool, Wrong> {
        match name {
            "status" => self.status = Some(status(name, value)?),
            "code" => self.code = Some(value.to_owned()),
            "message" => self.message = Some(value.to_owned()),
            "target" => self.target = Some(value.to_owned()),
            "header" => {
                let (header, value) = value.split_once(':').unwrap_or((value, ""));
                self.headers.push((
                    header_name(name, header.trim())?,
                    Header::Is(header_value(name, value.trim())?),
                ));
            }
            "retry-after" => self
                .headers
                .push((header::RETRY_AFTER, Header::Is(header_value(name, value)?))),
            "retry-after-date" => {
                let (is_past, distance) = values::signed(name, value)?;
                self.headers
                    .push((header::RETRY_AFTER, Header::Date { is_past, distance }));
            }
            "claims" => self.headers.push((
                header::WWW_AUTHENTICATE,
                Header::Is(challenge(name, value)?),
            )),
            "redirect" if value == "self" => self.headers.push((header::LOCATION, Header::Itself)),
            "redirect" => self
                .headers
                .push((header::LOCATION, Header::Is(header_value(name, value)?))),
            "body" => {
                self.body = Some(
                    Kind::named(value).ok_or_else(|| values::wrong(name, value, Kind::NAMES))?,
                );
            }
            "text" => self.body = Some(Kind::Text(value.to_owned())),
            "type" if value == "none" => self.media_type = MediaType::Absent,
            "type" => self.media_type = MediaType::Is(header_value(name, value)?),
            "set" => self.set.push(values::assignment(name, value)?),
            "shift" => self.shift = days(name, value)?,
            "next" => {
                self.next = Some(if value == "self" {
                    Link::Itself
                } else {
                    Link::To(value.to_owned())
                });
            }
            "pages" => self.pages = values::number(name, value)?,
            "hide" => self.hide.push(header_name(name, value)?),
            "cors" if value == "none" => self.is_foreign = true,
            "cors" => return Err(values::wrong(name, value, "none")),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Returns the status, specified or implied by another word.
    pub fn status(&self) -> Option<StatusCode> {
        let has = |name| self.headers.iter().any(|(header, _)| header == name);
        let is_error = self.code.is_some() || self.message.is_some() || self.target.is_some();
        self.status
            .or(has(header::LOCATION).then_some(StatusCode::FOUND))
            .or(has(header::WWW_AUTHENTICATE).then_some(StatusCode::UNAUTHORIZED))
            .or(is_error.then_some(StatusCode::BAD_REQUEST))
    }
}

impl Header {
    /// Returns the value for a request with this URL.
    pub fn value(&self, url: &str) -> Option<HeaderValue> {
        match self {
            Self::Is(value) => Some(value.clone()),
            Self::Itself => HeaderValue::try_from(url).ok(),
            Self::Date { is_past, distance } => {
                let now = SystemTime::now();
                let date = if *is_past {
                    now.checked_sub(*distance)
                } else {
                    now.checked_add(*distance)
                };
                HeaderValue::try_from(httpdate::fmt_http_date(date?)).ok()
            }
        }
    }
}

fn status(name: &str, value: &str) -> Result<StatusCode, Wrong> {
    let status = value
        .parse()
        .ok()
        .filter(|status: &StatusCode| !status.is_informational());
    status.ok_or_else(|| values::wrong(name, value, "a status from 200 to 999"))
}

fn header_name(name: &str, value: &str) -> Result<HeaderName, Wrong> {
    HeaderName::try_from(value).map_err(|_| values::wrong(name, value, "the name of a header"))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, Wrong> {
    HeaderValue::try_from(value)
        .map_err(|_| values::wrong(name, value, "what can be the value of a header"))
}

/// Returns a claims challenge in Entra's format:
/// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
fn challenge(name: &str, claims: &str) -> Result<HeaderValue, Wrong> {
    let claims = if claims.is_empty() { CLAIMS } else { claims };
    let challenge = format!(
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
         error=\"insufficient_claims\", claims=\"{claims}\""
    );
    header_value(name, &challenge)
}

fn days(name: &str, value: &str) -> Result<i64, Wrong> {
    let (is_past, distance) = values::signed(name, value)?;
    let days = i64::try_from(distance.as_secs() / 86_400).unwrap_or_default();
    match days {
        1..=36_500 => Ok(if is_past { -days } else { days }),
        _ => Err(values::wrong(name, value, "whole days: 3d, or -3d")),
    }
}
