//! Claims challenges.

use super::{post, start};
use crate::server::{header, json_of};

const CLAIMS: &str =
    "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTY1MjgxMzUwOCJ9fX0=";

#[tokio::test]
async fn a_claims_challenge_returns_401_or_the_specified_status() {
    let server = start();
    for (fault, status, claims) in [
        ("claims", 401, CLAIMS),
        ("claims:e30=", 401, "e30="),
        ("status:403;claims", 403, CLAIMS),
    ] {
        let response = post(&server, fault).await.unwrap();
        assert_eq!(status, response.status());
        let challenge = header(&response, "www-authenticate");
        assert!(
            challenge.starts_with("Bearer realm=\"\", authorization_uri="),
            "{challenge}"
        );
        assert!(
            challenge.ends_with(&format!(
                "error=\"insufficient_claims\", claims=\"{claims}\""
            )),
            "{challenge}"
        );
        assert!(json_of(response).await["error"]["code"].is_string());
    }
}

#[tokio::test]
async fn a_www_authenticate_header_returns_401_and_a_plain_401_has_no_challenge() {
    let server = start();
    let response = post(&server, "header:WWW-Authenticate: Basic realm=\"x\"")
        .await
        .unwrap();
    assert_eq!(
        (401, "Basic realm=\"x\""),
        (
            response.status().as_u16(),
            header(&response, "www-authenticate")
        )
    );
    let expired = post(&server, "status:401").await.unwrap();
    assert_eq!(
        (401, ""),
        (
            expired.status().as_u16(),
            header(&expired, "www-authenticate")
        )
    );
}
