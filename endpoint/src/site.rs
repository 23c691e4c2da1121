//! A built site on the same origin, for page tests.

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
    /// Returns a router that serves the folder, and `index.html` for folders.
    pub fn router(self) -> Router {
        Router::new()
            .fallback_service(ServeDir::new(self.folder))
            .layer(from_fn_with_state(self.csp, mark))
    }
}

/// Makes browsers revalidate each file, so that they load a rebuilt site. HTML responses, including
/// 304, have the policy.
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
