//! Errors have one format, and each response has ids.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::server::{SKILLS, Server, header, json_of};

/// Asserts an error's format, ids, and headers. Returns the error.
async fn error(response: Response, status: u16, code: &str) -> Value {
    assert_eq!(status, response.status().as_u16());
    assert_eq!("*", header(&response, "access-control-allow-origin"));
    let request_id = header(&response, "request-id").to_owned();
    let error = json_of(response).await["error"].take();
    assert_eq!(code, error["code"], "{error}");
    assert!(!error["message"].as_str().unwrap().is_empty());
    assert_eq!(request_id, error["innerError"]["request-id"]);
    assert_eq!(
        "2016-12-31T23:58:10".len(),
        error["innerError"]["date"].as_str().unwrap().len()
    );
    assert!(error["innerError"]["client-request-id"].is_string());
    error
}

#[tokio::test]
async fn bodies_that_are_not_valid_json_objects_are_rejected() {
    let server = Server::start();
    for body in [
        &b""[..],
        b"  ",
        b"{",
        b"{\"displayName\":\"Rust\"",
        b"[]",
        b"null",
        b"\"Rust\"",
        b"{\"displayName\":\"Rust\",}",
        b"{\"displayName\":\"\\ud800\"}",
        b"{\"displayName\":\"\xff\"}",
        b"{\"displayName\":\"Rust\",\"inference\":{\"confidenceScore\":1e400}}",
        b"{\"displayName\":\"Rust\",\"inference\":{\"confidenceScore\":NaN}}",
    ] {
        error(server.post_text(SKILLS, body).await, 400, "BadRequest").await;
    }
    let deep = format!("{{\"displayName\":\"Rust\",\"x\":{}", "[".repeat(100_000));
    error(server.post_text(SKILLS, deep).await, 400, "BadRequest").await;
}

#[tokio::test]
async fn only_the_json_media_type_is_accepted() {
    let server = Server::start();
    let post = async |media_type: Option<&str>| {
        let request = server
            .request(Method::POST, SKILLS)
            .body(r#"{"displayName":"Rust"}"#);
        let request = match media_type {
            Some(media_type) => request.header("Content-Type", media_type),
            None => request,
        };
        request.send().await.unwrap()
    };
    for good in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;odata.metadata=minimal",
    ] {
        assert_eq!(201, post(Some(good)).await.status(), "{good}");
    }
    for bad in [
        None,
        Some("text/plain"),
        Some("application/jsonp"),
        Some("application/x-www-form-urlencoded"),
    ] {
        error(post(bad).await, 415, "UnsupportedMediaType").await;
    }
}

#[tokio::test]
async fn a_body_of_one_mebibyte_is_accepted_and_one_byte_more_is_rejected() {
    let server = Server::start();
    let body = |length: usize| {
        let start = r#"{"displayName":"Rust","note":""#;
        format!("{start}{}\"}}", "x".repeat(length - start.len() - 2))
    };
    assert_eq!(
        201,
        server.post_text(SKILLS, body(1024 * 1024)).await.status()
    );
    error(
        server.post_text(SKILLS, body(1024 * 1024 + 1)).await,
        413,
        "RequestEntityTooLarge",
    )
    .await;
}

#[tokio::test]
async fn a_body_far_above_the_limit_gets_a_413_response() {
    let server = Server::start();
    for _ in 0..3 {
        let response = server.post_text(SKILLS, vec![b'x'; 32 * 1024 * 1024]).await;
        error(response, 413, "RequestEntityTooLarge").await;
    }
}

#[tokio::test]
async fn unknown_routes_return_a_404_error() {
    let server = Server::start();
    for path in [
        "/",
        "/beta",
        "/beta/",
        "/beta/me",
        "/v1.0/me/profile/skills",
        "/beta/me/profile/skills/1/2",
    ] {
        error(server.get(path).await, 404, "ResourceNotFound").await;
    }
}

#[tokio::test]
async fn an_unsupported_method_returns_405_with_the_allowed_methods() {
    let server = Server::start();
    for (path, methods) in [
        (SKILLS, &["GET", "POST"][..]),
        ("/beta/me/profile/skills/1", &["GET", "PATCH", "DELETE"]),
    ] {
        let response = server.request(Method::PUT, path).send().await.unwrap();
        let allow = header(&response, "allow").to_owned();
        error(response, 405, "notAllowed").await;
        let allowed: Vec<_> = allow.split(',').map(str::trim).collect();
        assert!(
            methods.iter().all(|method| allowed.contains(method)),
            "{allow}"
        );
    }
}

#[tokio::test]
async fn every_response_has_a_date_and_a_unique_request_id() {
    let server = Server::start();
    let mut ids = Vec::new();
    let created = server.post(SKILLS, &json!({ "displayName": "Rust" })).await;
    for response in [
        created,
        server.get(SKILLS).await,
        server.get("/nowhere").await,
    ] {
        assert!(header(&response, "date").ends_with("GMT"));
        assert_eq!("", header(&response, "client-request-id"));
        ids.push(header(&response, "request-id").to_owned());
    }
    assert!(ids.iter().all(|id| id.len() == 36), "{ids:?}");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(3, ids.len());
}

#[tokio::test]
async fn a_valid_client_request_id_is_returned_and_an_invalid_one_is_ignored() {
    let server = Server::start();
    let with_id = async |id: &str| {
        let request = server
            .request(Method::GET, "/beta/nowhere")
            .header("client-request-id", id);
        request.send().await.unwrap()
    };
    let mine = "7b2d4a52-7a0e-4c0e-9d2b-0a4a3f5f6b11";
    let response = with_id(mine).await;
    assert_eq!(mine, header(&response, "client-request-id"));
    assert_eq!(
        mine,
        error(response, 404, "ResourceNotFound").await["innerError"]["client-request-id"]
    );
    for odd in ["", "a b", "é", &"x".repeat(129)] {
        let response = with_id(odd).await;
        assert_eq!("", header(&response, "client-request-id"));
        error(response, 404, "ResourceNotFound").await;
    }
}
