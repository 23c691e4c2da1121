//! A built site on the same origin, for the tests that look at a page.

use std::path::PathBuf;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower_http::services::ServeDir;

/// The site's files and their policy.
#[derive(Clone, Debug)]
pub struct Site {
    pub folder: PathBuf,
    pub csp: Option<HeaderValue>,
}

impl Site {
    /// Serves the folder, with `index.html` where a folder is asked for.
    pub fn router(self) -> Router {
        Router::new()
            .fallback_service(ServeDir::new(self.folder))
            .layer(from_fn_with_state(self.csp, mark))
    }
}

/// A rebuilt site is seen at the next load; its HTML, and an answer that says that it is unchanged,
/// carry the policy.
async fn mark(State(csp): State<Option<HeaderValue>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let content_type = response
        .headers()
        .get(CONTENT_TYPE)
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    let is_html =
        content_type.starts_with(b"text/html") || response.status() == StatusCode::NOT_MODIFIED;
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let (true, Some(csp)) = (is_html, csp) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, csp);
    }
    response
}
