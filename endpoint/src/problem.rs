//! Errors in Graph's format: <https://learn.microsoft.com/graph/errors>

use std::borrow::Cow;

use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::timestamp;

/// An error response. It is an extension of the response, and `frame`, which knows the ids, writes
/// its body.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    message: String,
    details: Vec<Detail>,
}

/// The error of one property.
#[derive(Clone, Debug)]
pub struct Detail {
    pub code: &'static str,
    /// The property's path, such as `inference.confidenceScore`.
    pub target: String,
    pub message: String,
}

impl Problem {
    fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
            details: Vec::new(),
        }
    }

    /// Creates the error of a fault. Missing values are Graph's.
    pub fn of_a_fault(
        status: StatusCode,
        code: Option<String>,
        message: Option<String>,
        target: Option<String>,
    ) -> Self {
        let code = code.map_or_else(|| Cow::Borrowed(usual_code(status)), Cow::Owned);
        let message = message.unwrap_or_else(|| "A fault that was asked for.".to_owned());
        let detail = |target| Detail {
            code: "invalidRequest",
            target,
            message: message.clone(),
        };
        Self {
            details: target.map(detail).into_iter().collect(),
            ..Self::new(status, code, message.clone())
        }
    }

    /// Creates the error for a malformed request.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// Creates the error for a resource with invalid properties. Its message is that of the first
    /// property, and `details` contains all.
    pub fn invalid(details: Vec<Detail>) -> Self {
        let message = details
            .first()
            .map(|detail| detail.message.clone())
            .unwrap_or_default();
        Self {
            details,
            ..Self::new(StatusCode::BAD_REQUEST, "invalidRequest", message)
        }
    }

    pub fn unauthenticated(message: &str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            message,
        )
    }

    pub fn no_such_skill(id: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "itemNotFound",
            format!("There is no skill with the id '{id}'."),
        )
    }

    /// Creates the error for a skill that `If-Match` does not match.
    pub fn precondition_failed(id: &str) -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "preconditionFailed",
            format!("The skill with the id '{id}' has another ETag than If-Match requires."),
        )
    }

    pub fn no_such_route(path: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            format!("Resource not found for the path '{path}'."),
        )
    }

    pub fn method_not_allowed(method: &Method) -> Self {
        let message = format!("The method {method} is not allowed on this resource.");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "notAllowed", message)
    }

    pub fn body_too_large(limit: usize) -> Self {
        let message = format!("The request body is longer than {limit} bytes.");
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "RequestEntityTooLarge",
            message,
        )
    }

    pub fn unsupported_media_type() -> Self {
        let message = "The Content-Type of the request must be application/json.";
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaType",
            message,
        )
    }

    /// Creates the error for a failure of the service.
    pub fn general_exception(message: &str) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "generalException",
            message,
        )
    }

    /// Returns `{"error": …}`, with the ids of the exchange.
    pub fn to_json(&self, request_id: &str, client_request_id: &str) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if !self.details.is_empty() {
            error["details"] = self.details.iter().map(Detail::to_json).collect();
        }
        error["innerError"] = json!({
            "date": timestamp::now_to_the_second(),
            "request-id": request_id,
            "client-request-id": client_request_id,
        });
        json!({ "error": error })
    }
}

impl Detail {
    fn to_json(&self) -> Value {
        json!({ "code": self.code, "target": self.target, "message": self.message })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Returns the usual error code of a status.
fn usual_code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "BadRequest",
        401 => "InvalidAuthenticationToken",
        403 => "accessDenied",
        404 => "itemNotFound",
        409 => "nameAlreadyExists",
        412 => "preconditionFailed",
        413 => "RequestEntityTooLarge",
        415 => "UnsupportedMediaType",
        429 => "TooManyRequests",
        500 => "generalException",
        502 => "BadGateway",
        503 => "serviceNotAvailable",
        504 => "GatewayTimeout",
        507 => "quotaLimitReached",
        509 => "activityLimitReached",
        _ => "UnknownError",
    }
}
