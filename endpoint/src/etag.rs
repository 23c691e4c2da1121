//! `ETags` of skills, and the precondition `If-Match`:
//! <https://www.rfc-editor.org/rfc/rfc9110#name-if-match>
//!
//! The live service returns no `ETags` for profiles, so responses contain them only if a fault
//! requests them. Preconditions are always evaluated.

use std::convert::Infallible;
use std::fmt;

use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use serde_json::{Map, Value};

/// The member that contains the `ETag` of a skill.
pub const MEMBER: &str = "@odata.etag";

/// An `ETag`. It is weak, like Graph's, because responses with other selected members have the same
/// one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Etag(u64);

impl Etag {
    /// Returns the `ETag` of a stored skill: a hash of all members, which differs after each change
    /// because of `lastModifiedDateTime`.
    pub fn of(skill: &Map<String, Value>) -> Self {
        let json = serde_json::to_vec(skill).unwrap_or_default();
        Self(fnv(&json))
    }

    /// Returns the value of the header `ETag`.
    pub fn to_header(&self) -> Option<HeaderValue> {
        HeaderValue::try_from(self.to_string()).ok()
    }
}

impl fmt::Display for Etag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "W/\"{:016x}\"", self.0)
    }
}

/// Returns the FNV-1a hash. Unlike that of the standard library, it is the same in all versions of
/// the compiler, so that a client's `ETags` remain valid.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Whether the response to a request contains `ETags`. An extension of the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Etags {
    #[default]
    Absent,
    Included,
}

impl Etags {
    /// Returns the `ETag` that a response contains for this skill.
    pub fn of(self, skill: &Map<String, Value>) -> Option<Etag> {
        match self {
            Self::Absent => None,
            Self::Included => Some(Etag::of(skill)),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Etags {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

/// The `If-Match` headers of a request.
#[derive(Clone, Debug, Default)]
pub struct IfMatch(Vec<HeaderValue>);

impl IfMatch {
    /// Returns whether an existing skill matches: `*` matches any, and a list those with one of its
    /// `ETags`. The comparison is weak, as in Graph. Without the header, all skills match.
    pub fn matches(&self, skill: &Map<String, Value>) -> bool {
        let current = Etag::of(skill).to_string();
        let is_current = |tag: &str| tag == "*" || opaque(tag) == opaque(&current);
        self.0.is_empty()
            || self
                .0
                .iter()
                .filter_map(|line| line.to_str().ok())
                .flat_map(|line| line.split(','))
                .any(|tag| is_current(tag.trim()))
    }
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(
            parts.headers.get_all(IF_MATCH).iter().cloned().collect(),
        ))
    }
}

/// Returns the part that a weak comparison uses.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}
