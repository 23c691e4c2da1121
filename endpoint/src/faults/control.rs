//! The resource `/faults`: the script, and the log of requests.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

use super::spec::Fault;
use super::state::Faults;
use crate::body::{LIMIT, Payload};
use crate::problem::Problem;

/// The path of the resource.
pub const PATH: &str = "/faults";

/// Returns the routes of the resource, which needs no token.
pub fn router<S: Clone + Send + Sync + 'static>(faults: Faults) -> Router<S> {
    Router::new()
        .route(PATH, get(tell).put(begin).delete(forget))
        .with_state(faults)
}

/// `GET /faults`
async fn tell(State(faults): State<Faults>) -> Response {
    let body = faults.lock().to_json();
    (
        [
            (CONTENT_TYPE, "application/json"),
            (CACHE_CONTROL, "no-store"),
        ],
        body.to_string(),
    )
        .into_response()
}

/// `PUT /faults`: replaces the script.
async fn begin(
    State(faults): State<Faults>,
    Extension(payload): Extension<Payload>,
) -> Result<StatusCode, Problem> {
    let Payload::Whole(bytes) = payload else {
        return Err(Problem::body_too_large(LIMIT));
    };
    let script = Fault::script(&bytes).map_err(Problem::bad_request)?;
    faults.lock().begin(script);
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /faults`
async fn forget(State(faults): State<Faults>) -> StatusCode {
    faults.lock().begin(Vec::new());
    StatusCode::NO_CONTENT
}
