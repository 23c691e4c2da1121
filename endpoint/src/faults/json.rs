//! Answers that are JSON, read and written again.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::response::Parts;
use axum::response::Response;
use http_body_util::BodyExt as _;
use serde_json::{Map, Value};

/// The whole body of an answer, which the server itself has made.
pub async fn bytes(body: Body) -> Bytes {
    body.collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default()
}

/// The answer with another body.
pub fn with_body(mut parts: Parts, body: Body) -> Response {
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, body)
}

/// The answer with its JSON object changed. What is none stays as it is.
pub async fn edit(response: Response, change: impl FnOnce(&mut Map<String, Value>)) -> Response {
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value == "application/json");
    if !is_json {
        return response;
    }
    let (parts, body) = response.into_parts();
    let bytes = bytes(body).await;
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(mut object)) => {
            change(&mut object);
            with_body(parts, Body::from(Value::Object(object).to_string()))
        }
        _ => with_body(parts, Body::from(bytes)),
    }
}

/// The skills of a list, or the one skill that the answer is.
pub fn each_skill(
    answer: &mut Map<String, Value>,
    mut change: impl FnMut(&mut Map<String, Value>),
) {
    match answer.get_mut("value") {
        Some(Value::Array(skills)) => skills
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(change),
        _ => change(answer),
    }
}
