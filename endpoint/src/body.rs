//! Reads request bodies, once for each request.

use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;
use serde_json::{Map, Value};

use crate::problem::Problem;

/// The maximum size of a body.
pub const LIMIT: usize = 1024 * 1024;

/// The size up to which a longer body is read and discarded. If a server responds and closes the
/// connection in the middle of a body, a browser reports a network error instead of the 413.
const DRAIN: usize = 64 * LIMIT;

/// The body of a request.
#[derive(Clone, Debug)]
pub enum Payload {
    Whole(Vec<u8>),
    TooLarge,
}

/// Reads the whole body and adds it to the request as a [`Payload`], before anything can respond.
pub async fn read(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match drain(body).await {
        Ok(payload) => {
            parts.extensions.insert(payload);
            next.run(Request::from_parts(parts, Body::empty())).await
        }
        Err(_) => {
            Problem::bad_request("The request body could not be read to its end.").into_response()
        }
    }
}

async fn drain(mut body: Body) -> Result<Payload, axum::Error> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        length += data.len();
        if length <= LIMIT {
            bytes.extend_from_slice(&data);
        } else if length > DRAIN {
            break;
        }
    }
    Ok(if length <= LIMIT {
        Payload::Whole(bytes)
    } else {
        Payload::TooLarge
    })
}

/// Returns the body as a JSON object, the only type of body that POST and PATCH
/// accept.
pub fn json_object(headers: &HeaderMap, payload: Payload) -> Result<Map<String, Value>, Problem> {
    if !is_json(headers) {
        return Err(Problem::unsupported_media_type());
    }
    let Payload::Whole(bytes) = payload else {
        return Err(Problem::body_too_large(LIMIT));
    };
    if bytes.trim_ascii().is_empty() {
        return Err(Problem::bad_request(
            "Empty Payload. JSON content expected.",
        ));
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Problem::bad_request(
            "Unable to read JSON request payload: it must be an object.",
        )),
        Err(cause) => Err(Problem::bad_request(format!(
            "Unable to read JSON request payload: {cause}."
        ))),
    }
}

/// Returns whether the type is `application/json`, with or without parameters.
fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}
