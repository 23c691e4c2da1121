//! The bearer check. It accepts any well-formed token, because this server cannot verify tokens.

use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::problem::Problem;

/// The challenge that Graph sends with a 401.
const CHALLENGE: &str = "Bearer realm=\"\", \
    authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", error=\"invalid_token\"";

/// Rejects requests without a bearer token.
pub async fn require_bearer(request: Request, next: Next) -> Response {
    match check(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => {
            let mut response = problem.into_response();
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
            response
        }
    }
}

fn check(headers: &HeaderMap) -> Result<(), Problem> {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    let Some(credentials) = sent.next() else {
        return Err(Problem::unauthenticated("Access token is empty."));
    };
    if sent.next().is_some() {
        return Err(Problem::unauthenticated(
            "More than one Authorization header was sent.",
        ));
    }
    let (scheme, token) = split(credentials.as_bytes());
    if !scheme.eq_ignore_ascii_case(b"Bearer") {
        return Err(Problem::unauthenticated(
            "The authorization scheme must be Bearer.",
        ));
    }
    match token {
        [] => Err(Problem::unauthenticated("Access token is empty.")),
        token if token.iter().all(u8::is_ascii_graphic) => Ok(()),
        _ => Err(Problem::unauthenticated("Access token is malformed.")),
    }
}

/// Returns the token of `scheme SP token` (RFC 9110, section 11.4).
fn split(credentials: &[u8]) -> (&[u8], &[u8]) {
    match credentials.iter().position(|&byte| byte == b' ') {
        Some(space) => (&credentials[..space], credentials[space..].trim_ascii()),
        None => (credentials, &[]),
    }
}
