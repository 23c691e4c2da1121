//! The ids, the format of errors, and the log line of each exchange. Ids:
//! <https://learn.microsoft.com/graph/best-practices-concept#reliability-and-support>

use std::time::Instant;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::problem::Problem;

/// The header with the service's id of an exchange.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
/// The header with the client's id of an exchange.
pub const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

const LONGEST_CLIENT_REQUEST_ID: usize = 128;

/// The outermost layer: adds the ids to the response, writes the body of a [`Problem`], and logs
/// the request if `--verbose` is set.
pub async fn frame(State(app): State<App>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let request_id = Uuid::new_v4().to_string();
    let client_request_id = client_request_id(request.headers());
    // The log contains the path only, without headers and query.
    let line = app
        .verbose
        .then(|| format!("{} {}", request.method(), request.uri().path()));

    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let client = client_request_id
            .as_ref()
            .and_then(|id| id.to_str().ok())
            .unwrap_or(&request_id);
        write(
            &mut response,
            problem.to_json(&request_id, client).to_string(),
        );
    }
    if let Some(line) = line {
        eprintln!(
            "{line} {} {}ms {request_id}",
            response.status().as_u16(),
            start.elapsed().as_millis()
        );
    }
    if let Ok(id) = HeaderValue::try_from(request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    if let Some(id) = client_request_id {
        response.headers_mut().insert(CLIENT_REQUEST_ID, id);
    }
    response
}

/// Returns the client's id if it can be returned: visible ASCII of limited length.
fn client_request_id(headers: &HeaderMap) -> Option<HeaderValue> {
    let id = headers.get(CLIENT_REQUEST_ID)?;
    let sane = (1..=LONGEST_CLIENT_REQUEST_ID).contains(&id.len())
        && id.as_bytes().iter().all(u8::is_ascii_graphic);
    sane.then(|| id.clone())
}

fn write(response: &mut Response, json: String) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(json.len()));
    *response.body_mut() = Body::from(json);
}
