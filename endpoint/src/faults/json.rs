//! Parses and changes JSON responses.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::response::Parts;
use axum::response::Response;
use http_body_util::BodyExt as _;
use serde_json::{Map, Value};

/// Returns the whole body of a response of this server.
pub async fn bytes(body: Body) -> Bytes {
    body.collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default()
}

/// Returns the response with another body.
pub fn with_body(mut parts: Parts, body: Body) -> Response {
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, body)
}

/// Changes the JSON object in a response. Other responses are not changed.
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

/// Returns the skills of a list, or the single skill of a response.
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
