//! What pages of other origins can do.

use reqwest::{Method, Response};

use super::{count, post, start, with};
use crate::server::{Server, header};

async fn preflight(server: &Server, path: &str) -> Response {
    let request = server
        .anonymous(Method::OPTIONS, path)
        .header("Origin", "https://page.example");
    request
        .header("Access-Control-Request-Method", "POST")
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_preflight_ignores_faults_that_do_not_specify_its_method() {
    let server = start();
    let path = with("status:500");
    let response = preflight(&server, &path).await;
    assert_eq!(
        (200, "*"),
        (
            response.status().as_u16(),
            header(&response, "access-control-allow-origin")
        )
    );
    assert_eq!(500, server.get(&path).await.status());
}

#[tokio::test]
async fn a_preflight_may_be_rejected() {
    let server = start();
    let path = with("method:OPTIONS;cors:none");
    let response = preflight(&server, &path).await;
    for name in [
        "access-control-allow-origin",
        "access-control-allow-methods",
        "access-control-allow-headers",
    ] {
        assert_eq!("", header(&response, name));
    }
    assert_eq!(
        "*",
        header(&server.get(&path).await, "access-control-allow-origin")
    );
    assert_eq!(
        403,
        preflight(&server, &with("method:OPTIONS;status:403"))
            .await
            .status()
    );
}

#[tokio::test]
async fn a_response_may_have_no_cors_header_although_the_skill_was_stored() {
    let server = start();
    let response = post(&server, "cors:none").await.unwrap();
    assert_eq!(201, response.status());
    assert_eq!("", header(&response, "access-control-allow-origin"));
    assert_eq!(1, count(&server).await);
}

#[tokio::test]
async fn a_header_may_be_hidden_from_pages() {
    let server = start();
    let response = post(
        &server,
        "status:429;retry-after:5;hide:Retry-After;hide:etag",
    )
    .await
    .unwrap();
    let exposed = header(&response, "access-control-expose-headers").to_ascii_lowercase();
    assert!(
        !exposed.contains("retry-after") && !exposed.contains("etag"),
        "{exposed}"
    );
    assert!(
        exposed.contains("www-authenticate") && exposed.contains("client-request-id"),
        "{exposed}"
    );
    assert_eq!("5", header(&response, "retry-after"));
}
