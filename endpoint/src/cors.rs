//! Cross-origin access, as Graph gives it: any page may call, and may read the headers below.

use std::time::Duration;

use axum::http::Method;
use axum::http::header::{
    AUTHORIZATION, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName, LOCATION, RETRY_AFTER,
    WWW_AUTHENTICATE,
};
use tower_http::cors::{Any, CorsLayer};

use crate::faults;
use crate::frame::{CLIENT_REQUEST_ID, REQUEST_ID};

/// How long a browser may remember a preflight.
const MAX_AGE: Duration = Duration::from_secs(600);

/// Answers preflights (before the bearer check: a preflight carries no token) and marks every
/// answer, errors included.
///
/// The first six exposed headers are in the documentation of "Get photo"; later captures of the
/// live service also have `Retry-After` and `WWW-Authenticate`. With faults, a page may ask for
/// them.
pub fn layer(has_faults: bool) -> CorsLayer {
    let mut methods = vec![Method::GET, Method::POST, Method::DELETE, Method::OPTIONS];
    let mut headers = vec![
        AUTHORIZATION,
        CONTENT_TYPE,
        CLIENT_REQUEST_ID,
        HeaderName::from_static("retry-attempt"),
        HeaderName::from_static("prefer"),
    ];
    if has_faults {
        methods.push(Method::PUT);
        headers.push(faults::HEADER);
    }
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods(methods)
        .allow_headers(headers)
        .expose_headers([
            ETAG,
            LOCATION,
            HeaderName::from_static("preference-applied"),
            CONTENT_RANGE,
            REQUEST_ID,
            CLIENT_REQUEST_ID,
            RETRY_AFTER,
            WWW_AUTHENTICATE,
        ])
        .max_age(MAX_AGE)
}
