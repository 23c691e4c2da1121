//! Pages of any origin can send requests, and read the headers that Graph exposes.

use reqwest::{Method, Response};

use crate::server::{SKILLS, Server, header};

async fn preflight(server: &Server, method: &str) -> Response {
    let request = server
        .anonymous(Method::OPTIONS, SKILLS)
        .header("Origin", "https://page.example")
        .header("Access-Control-Request-Method", method)
        .header(
            "Access-Control-Request-Headers",
            "authorization,client-request-id,content-type",
        );
    request.send().await.unwrap()
}

/// Returns the items of a header, in lower case.
fn words(response: &Response, name: &str) -> Vec<String> {
    header(response, name)
        .split(',')
        .map(|word| word.trim().to_ascii_lowercase())
        .collect()
}

#[tokio::test]
async fn a_preflight_needs_no_token_and_allows_the_elements_methods_and_headers() {
    let server = Server::start();
    for method in ["GET", "POST", "PATCH", "DELETE"] {
        let response = preflight(&server, method).await;
        assert_eq!(200, response.status());
        assert_eq!("*", header(&response, "access-control-allow-origin"));
        assert_eq!("", header(&response, "access-control-allow-credentials"));
        assert!(
            words(&response, "access-control-allow-methods").contains(&method.to_ascii_lowercase())
        );
        let headers = words(&response, "access-control-allow-headers");
        for name in [
            "authorization",
            "content-type",
            "if-match",
            "client-request-id",
            "retry-attempt",
            "prefer",
        ] {
            assert!(headers.contains(&name.to_owned()), "{name}");
        }
        assert!(!headers.contains(&"idempotency-key".to_owned()));
        assert!(
            header(&response, "access-control-max-age")
                .parse::<u32>()
                .unwrap()
                > 0
        );
        assert_eq!(36, header(&response, "request-id").len());
    }
}

#[tokio::test]
async fn successes_and_errors_expose_the_headers_that_graph_exposes() {
    let server = Server::start();
    let unauthorized = server.anonymous(Method::GET, SKILLS).send().await.unwrap();
    assert_eq!(401, unauthorized.status());
    for response in [
        server.get(SKILLS).await,
        server.get("/beta/nowhere").await,
        unauthorized,
    ] {
        assert_eq!("*", header(&response, "access-control-allow-origin"));
        let exposed = words(&response, "access-control-expose-headers");
        for name in [
            "etag",
            "location",
            "preference-applied",
            "content-range",
            "request-id",
            "client-request-id",
            "retry-after",
            "www-authenticate",
        ] {
            assert!(exposed.contains(&name.to_owned()), "{name}");
        }
    }
}
