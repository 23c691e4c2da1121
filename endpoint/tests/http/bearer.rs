//! Requests without a token are rejected.

use reqwest::Method;
use serde_json::json;

use crate::server::{SKILLS, Server, header, json_of};

#[tokio::test]
async fn every_request_below_beta_requires_a_token() {
    let server = Server::start();
    for (method, path) in [
        (Method::GET, SKILLS),
        (Method::POST, SKILLS),
        (Method::POST, "/beta/me/profile/skills/$ref"),
        (Method::DELETE, "/beta/me/profile/skills/1"),
        (Method::GET, "/beta/users/1/profile/skills"),
        (Method::GET, "/beta/nowhere"),
    ] {
        let response = server
            .anonymous(method, path)
            .json(&json!({ "displayName": "Rust" }))
            .send()
            .await
            .unwrap();
        assert_eq!(401, response.status(), "{path}");
        assert_eq!(
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
             error=\"invalid_token\"",
            header(&response, "www-authenticate")
        );
        assert_eq!(
            "InvalidAuthenticationToken",
            json_of(response).await["error"]["code"]
        );
    }
}

#[tokio::test]
async fn only_a_bearer_token_of_visible_ascii_is_accepted() {
    let server = Server::start();
    let status = async |authorization: &[u8]| {
        let request = server
            .anonymous(Method::GET, SKILLS)
            .header("Authorization", authorization);
        request.send().await.unwrap().status()
    };
    for good in ["Bearer x", "bearer eyJ0eXAi.e30.a-b_c~/+=", "Bearer  x"] {
        assert_eq!(200, status(good.as_bytes()).await, "{good}");
    }
    for bad in [
        "Bearer",
        "Bearer ",
        "Basic dTpw",
        "token",
        "Bearer a b",
        "Bearerx",
        "Bearer tökén",
    ] {
        assert_eq!(401, status(bad.as_bytes()).await, "{bad}");
    }
}

#[tokio::test]
async fn a_request_with_two_tokens_is_rejected() {
    let server = Server::start();
    let request = server
        .request(Method::GET, SKILLS)
        .header("Authorization", "Bearer another");
    assert_eq!(401, request.send().await.unwrap().status());
}
