//! Cross-origin access like Graph's: any page can send requests, and read the headers below.

use std::time::Duration;

use axum::http::Method;
use axum::http::header::{
    AUTHORIZATION, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, LOCATION, RETRY_AFTER,
    WWW_AUTHENTICATE,
};
use tower_http::cors::{Any, CorsLayer};

use crate::faults;
use crate::frame::{CLIENT_REQUEST_ID, REQUEST_ID};

/// How long a browser can cache a preflight.
const MAX_AGE: Duration = Duration::from_secs(600);

/// Responds to preflights, before the bearer check because they contain no token, and adds the
/// headers to all responses, including errors.
///
/// The first six exposed headers are in the documentation of "Get photo". Later captures of the
/// live service also contain `Retry-After` and `WWW-Authenticate`. With faults, pages can send the
/// header `x-fault`.
pub fn layer(has_faults: bool) -> CorsLayer {
    let mut methods = vec![
        Method::GET,
        Method::POST,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    let mut headers = vec![
        AUTHORIZATION,
        CONTENT_TYPE,
        IF_MATCH,
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
