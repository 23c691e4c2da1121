//! `If-Match`, with and without `ETags` in the responses.

use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::server::{SKILLS, Server, header, json_of};

/// Returns the `ETag` of a skill on a server with faults.
async fn etag_of(server: &Server, path: &str) -> String {
    let skill = server.find(&format!("{path}?fault=etags")).await;
    skill["@odata.etag"].as_str().unwrap().to_owned()
}

/// Changes a skill to this name, with `If-Match` headers.
async fn patch(server: &Server, path: &str, if_match: &[&str], name: &str) -> Response {
    let mut request = server.request(Method::PATCH, path);
    for value in if_match {
        request = request.header("If-Match", *value);
    }
    request
        .json(&json!({ "displayName": name }))
        .send()
        .await
        .unwrap()
}

fn start() -> Server {
    Server::with(&["--memory", "--faults"])
}

#[tokio::test]
async fn no_response_contains_an_etag_by_default() {
    for server in [Server::start(), start()] {
        let created = server.post(SKILLS, &json!({ "displayName": "Rust" })).await;
        let path = header(&created, "location")
            .strip_prefix(&server.origin)
            .unwrap()
            .to_owned();
        for response in [
            created,
            server.get(SKILLS).await,
            server.get(&path).await,
            server.patch(&path, &json!({ "displayName": "Ada" })).await,
        ] {
            assert!(response.status().is_success());
            assert_eq!("", header(&response, "etag"));
            let body = response.text().await.unwrap();
            assert!(!body.contains("@odata.etag"), "{body}");
        }
    }
}

#[tokio::test]
async fn if_match_accepts_the_current_etag_and_the_asterisk() {
    let server = start();
    let path = server.add_path("Rust").await;
    for number in 0..5 {
        let etag = etag_of(&server, &path).await;
        let strong = etag.strip_prefix("W/").unwrap();
        let list = format!("\"other\", {etag} ,W/\"third\"");
        let if_match: &[&str] = match number {
            0 => &[&etag],
            1 => &[strong],
            2 => &["*"],
            3 => &[&list],
            _ => &["\"other\"", &etag],
        };
        let name = format!("Name {number}");
        let response = patch(&server, &path, if_match, &name).await;
        assert_eq!(200, response.status(), "{if_match:?}");
        assert_eq!(name, server.find(&path).await["displayName"]);
        assert_ne!(etag, etag_of(&server, &path).await);
    }
}

#[tokio::test]
async fn an_outdated_or_invalid_if_match_is_rejected_and_changes_nothing() {
    let server = start();
    let path = server.add_path("Rust").await;
    let outdated = etag_of(&server, &path).await;
    patch(&server, &path, &[], "Ada").await;
    let before = server.find(&path).await;
    for if_match in [
        &outdated,
        "W/\"other\"",
        "\"a\", \"b\"",
        "",
        "nonsense",
        "W/*",
    ] {
        let response = patch(&server, &path, &[if_match], "Zig").await;
        assert_eq!(412, response.status(), "{if_match}");
        let error = json_of(response).await["error"].take();
        assert_eq!("preconditionFailed", error["code"]);
        assert!(!error["message"].as_str().unwrap().is_empty());
        assert!(error["innerError"]["request-id"].is_string());

        let request = server.request(Method::DELETE, &path);
        let removed = request.header("If-Match", if_match).send().await.unwrap();
        assert_eq!(412, removed.status(), "{if_match}");
    }
    let empty = server
        .request(Method::PATCH, &path)
        .header("If-Match", &outdated);
    let empty = empty.json(&json!({})).send().await.unwrap();
    assert_eq!(412, empty.status());
    assert_eq!(before, server.find(&path).await);
}

#[tokio::test]
async fn a_precondition_is_evaluated_after_all_other_checks() {
    let server = Server::start();
    let path = server.add_path("Rust").await;
    let unknown = format!("{SKILLS}/unknown");
    for if_match in ["*", "W/\"other\""] {
        let response = patch(&server, &unknown, &[if_match], "Ada").await;
        assert_eq!(404, response.status(), "{if_match}");
        let response = patch(&server, &path, &[if_match], " ").await;
        assert_eq!(400, response.status(), "{if_match}");
    }
    assert_eq!(412, patch(&server, &path, &["\"1\""], "Ada").await.status());
    assert_eq!("Rust", server.find(&path).await["displayName"]);
}

#[tokio::test]
async fn a_skill_is_deleted_if_its_etag_is_current() {
    let server = start();
    for if_match in [None, Some("*")] {
        let path = server.add_path("Rust").await;
        let etag = etag_of(&server, &path).await;
        let request = server.request(Method::DELETE, &path);
        let request = request.header("If-Match", if_match.unwrap_or(&etag));
        assert_eq!(204, request.send().await.unwrap().status());
        assert_eq!(404, server.get(&path).await.status());
    }
}

#[tokio::test]
async fn only_one_of_simultaneous_changes_with_the_same_etag_succeeds() {
    const WRITERS: usize = 20;
    let server = start();
    let path = server.add_path("Rust").await;
    let etag = etag_of(&server, &path).await;
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let request = server
            .request(Method::PATCH, &path)
            .header("If-Match", &etag);
        writers.spawn(
            request
                .json(&json!({ "displayName": format!("from writer {writer}") }))
                .send(),
        );
    }

    let mut statuses: Vec<_> = writers
        .join_all()
        .await
        .into_iter()
        .map(|response| response.unwrap().status().as_u16())
        .collect();

    statuses.sort_unstable();
    assert_eq!(200, statuses[0]);
    assert_eq!([412; WRITERS - 1], statuses[1..]);
}

#[tokio::test]
async fn a_skill_that_was_not_changed_keeps_its_etag() {
    let server = start();
    let path = server.add_path("Rust").await;
    let etag = etag_of(&server, &path).await;
    server.patch(&path, &json!({})).await;
    let selected = server
        .find(&format!("{path}?$select=displayName&fault=etags"))
        .await;
    assert_eq!(etag, selected["@odata.etag"]);
    assert_eq!(Value::Null, selected["createdDateTime"]);
}
