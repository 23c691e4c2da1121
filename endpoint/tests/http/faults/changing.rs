//! The faults of PATCH and DELETE.

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    at, connect, patch, promised, receive, requests, script, send_as, start, until_there_are,
};
use crate::server::{SKILLS, Server, header, json_of};

const ADA: &str = r#"{"displayName":"Ada"}"#;

/// Returns the name of a skill.
async fn name_of(server: &Server, path: &str) -> String {
    let skill = server.find(path).await;
    skill["displayName"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_error_status_stores_the_change_only_with_commit() {
    let server = start();
    for (status, code) in [
        (400, "BadRequest"),
        (401, "InvalidAuthenticationToken"),
        (403, "accessDenied"),
        (404, "itemNotFound"),
        (409, "nameAlreadyExists"),
        (412, "preconditionFailed"),
        (429, "TooManyRequests"),
        (500, "generalException"),
        (503, "serviceNotAvailable"),
        (504, "GatewayTimeout"),
    ] {
        let path = server.add_path("Rust").await;
        for (fault, name) in [
            (format!("status:{status};retry-after:5"), "Rust"),
            (format!("status:{status};retry-after:5;commit"), "Ada"),
        ] {
            let response = patch(&server, &path, &fault).await.unwrap();
            assert_eq!(status, response.status());
            assert_eq!("5", header(&response, "retry-after"));
            assert_eq!(code, json_of(response).await["error"]["code"]);
            assert_eq!(name, name_of(&server, &path).await, "{fault}");
        }
    }
}

#[tokio::test]
async fn an_error_may_name_a_property_or_contain_a_claims_challenge() {
    let server = start();
    let path = server.add_path("Rust").await;
    let rejected = patch(&server, &path, "target:webUrl").await.unwrap();
    assert_eq!(400, rejected.status());
    assert_eq!(
        "webUrl",
        json_of(rejected).await["error"]["details"][0]["target"]
    );
    let challenged = patch(&server, &path, "claims").await.unwrap();
    assert_eq!(401, challenged.status());
    assert!(header(&challenged, "www-authenticate").contains("insufficient_claims"));
    assert_eq!("Rust", name_of(&server, &path).await);
}

#[tokio::test]
async fn a_change_is_stored_only_with_its_success_status_or_commit() {
    let server = start();
    let path = server.add_path("Rust").await;
    for status in [201, 202, 204] {
        let response = patch(&server, &path, &format!("status:{status}"))
            .await
            .unwrap();
        assert_eq!(status, response.status());
        assert_eq!("", response.text().await.unwrap());
        assert_eq!("Rust", name_of(&server, &path).await);
    }
    let response = patch(&server, &path, "status:200;commit:no").await.unwrap();
    assert_eq!(200, response.status());
    assert_eq!("", response.text().await.unwrap());
    assert_eq!("Rust", name_of(&server, &path).await);

    let response = patch(&server, &path, "status:202;commit").await.unwrap();
    assert_eq!(202, response.status());
    assert_eq!("Ada", json_of(response).await["displayName"]);

    let path = server.add_path("Rust").await;
    let response = patch(&server, &path, "status:200").await.unwrap();
    assert_eq!("Ada", json_of(response).await["displayName"]);
    assert_eq!("Ada", name_of(&server, &path).await);

    assert_eq!(
        204,
        server
            .delete(&at(&path, "status:204;commit:no"))
            .await
            .status()
    );
    assert_eq!(200, server.get(&path).await.status());
    assert_eq!(204, server.delete(&at(&path, "status:204")).await.status());
    assert_eq!(404, server.get(&path).await.status());
}

#[tokio::test]
async fn a_redirect_changes_nothing() {
    let server = start();
    let path = server.add_path("Rust").await;
    let fault = "status:307;redirect:self";
    let response = patch(&server, &path, fault).await.unwrap();
    assert_eq!(307, response.status());
    assert_eq!(
        format!("{}{}", server.origin, at(&path, fault)),
        header(&response, "location")
    );
    assert_eq!("Rust", name_of(&server, &path).await);
}

#[tokio::test]
async fn a_response_may_be_lost_before_or_after_the_change() {
    let server = start();
    for (fault, is_reset, name) in [
        ("reset:unread", true, "Rust"),
        ("reset:before", true, "Rust"),
        ("close:before", false, "Rust"),
        ("reset:after", true, "Ada"),
        ("close:after", false, "Ada"),
    ] {
        let path = server.add_path("Rust").await;
        let connection = connect(&server);
        send_as(&connection, "PATCH", &at(&path, fault), ADA);
        assert_eq!((String::new(), is_reset), receive(&connection), "{fault}");
        assert_eq!(name, name_of(&server, &path).await, "{fault}");

        let connection = connect(&server);
        send_as(&connection, "DELETE", &at(&path, fault), "");
        assert_eq!((String::new(), is_reset), receive(&connection), "{fault}");
        let status = if name == "Ada" { 404 } else { 200 };
        assert_eq!(status, server.get(&path).await.status(), "{fault}");
    }
}

#[tokio::test]
async fn a_body_may_be_truncated_or_unexpected_although_the_change_was_stored() {
    let server = start();
    for (fault, part) in [("reset:headers", 0), ("reset:body", 2), ("close:body", 2)] {
        let path = server.add_path("Rust").await;
        let connection = connect(&server);
        send_as(&connection, "PATCH", &at(&path, fault), ADA);
        let (answer, _) = receive(&connection);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let expected = promised(head).checked_div(part).unwrap_or_default();
        assert_eq!(expected, body.len(), "{fault}");
        assert_eq!("Ada", name_of(&server, &path).await, "{fault}");
    }
    for (fault, start_of_body) in [
        ("body:empty", ""),
        ("body:html", "<!doctype html>"),
        ("body:array", "[]"),
        ("text:{\"id\":7}", "{\"id\":7}"),
        ("body:cut", "{\"@odata.context\""),
        ("drip:1ms;body:object", "{}"),
    ] {
        let path = server.add_path("Rust").await;
        let response = patch(&server, &path, fault).await.unwrap();
        assert_eq!(200, response.status());
        let body = response.text().await.unwrap();
        assert!(body.starts_with(start_of_body), "{body}");
        assert_eq!("Ada", name_of(&server, &path).await, "{fault}");
    }
}

#[tokio::test]
async fn a_response_may_contain_other_values_than_the_stored_ones() {
    let server = start();
    let path = server.add_path("Rust").await;
    let fault = "set:displayName=Other;set:id;shift:-3d;cors:none";
    let response = patch(&server, &path, fault).await.unwrap();
    assert_eq!("", header(&response, "access-control-allow-origin"));
    let reported = json_of(response).await;
    let stored = server.find(&path).await;
    assert_eq!(
        ("Other", None),
        (
            reported["displayName"].as_str().unwrap(),
            reported.get("id")
        )
    );
    assert!(
        reported["lastModifiedDateTime"].as_str().unwrap()
            < stored["lastModifiedDateTime"].as_str().unwrap()
    );
    assert_eq!("Ada", stored["displayName"]);
}

#[tokio::test]
async fn a_change_may_be_stored_with_other_values() {
    let server = start();
    let path = server.add_path("Rust").await;
    let fault = "store:displayName=Normalized;store:proficiency=\"4\"";
    let response = patch(&server, &path, fault).await.unwrap();
    assert_eq!(200, response.status());
    let reported = json_of(response).await;
    assert_eq!(
        json!(["Normalized", "4"]),
        json!([reported["displayName"], reported["proficiency"]])
    );
    assert_eq!(reported, server.find(&path).await);
}

#[tokio::test]
async fn a_change_may_be_stored_twice_or_after_the_response() {
    let server = start();
    let id = server.add_named("Rust").await;
    let path = format!("{SKILLS}/{id}");
    let response = patch(&server, &path, "commit:twice").await.unwrap();
    assert_eq!(200, response.status());
    let committed = requests(&server).await.pop().unwrap()["committed"].take();
    assert_eq!(json!([id, id]), committed);

    let path = server.add_path("Rust").await;
    let response = patch(&server, &path, "commit:1h").await.unwrap();
    assert_eq!(504, response.status());
    assert_eq!("Rust", name_of(&server, &path).await);
    let response = patch(&server, &path, "status:202;commit:100ms")
        .await
        .unwrap();
    assert_eq!(202, response.status());
    let deadline = std::time::Instant::now() + super::PATIENCE;
    while name_of(&server, &path).await != "Ada" {
        assert!(std::time::Instant::now() < deadline, "it is never changed");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    until_there_are(&server, 2).await;
}

#[tokio::test]
async fn reads_may_return_the_earlier_version_for_a_time() {
    let server = start();
    let path = server.add_path("Rust").await;
    server.add_named("Another").await;
    let before = server.find(&path).await;

    let response = patch(&server, &path, "late:3").await.unwrap();
    assert_eq!("Ada", json_of(response).await["displayName"]);

    let listed = server.list(&format!("{SKILLS}?$select=displayName")).await;
    assert_eq!(
        json!({ "id": before["id"], "displayName": "Rust" }),
        listed[0]
    );
    assert_eq!("Another", listed[1]["displayName"]);
    assert_eq!(before, server.find(&path).await);
    let selected = server.find(&format!("{path}?$select=displayName")).await;
    assert_eq!(
        json!({ "@odata.context": before["@odata.context"], "id": before["id"], "displayName": "Rust" }),
        selected
    );
    assert_eq!("Ada", name_of(&server, &path).await);
    assert_eq!("Ada", server.list(SKILLS).await[0]["displayName"]);

    patch(&server, &path, "late:1h;store:displayName=Zig")
        .await
        .unwrap();
    for _ in 0..3 {
        assert_eq!("Ada", name_of(&server, &path).await);
        assert_eq!("Ada", server.list(SKILLS).await[0]["displayName"]);
    }
}

#[tokio::test]
async fn an_outdated_read_returns_the_earlier_etag() {
    let server = start();
    let path = server.add_path("Rust").await;
    let before = server.find(&at(&path, "etags")).await;
    patch(&server, &path, "late:2").await.unwrap();

    let found = server.get(&at(&path, "etags")).await;
    assert_eq!(
        before["@odata.etag"].as_str().unwrap(),
        header(&found, "etag")
    );
    assert_eq!(before, json_of(found).await);
    let listed = server.list(&super::with("etags")).await;
    assert_eq!(before["@odata.etag"], listed[0]["@odata.etag"]);

    let request = server
        .request(Method::PATCH, &path)
        .header("If-Match", before["@odata.etag"].as_str().unwrap());
    let response = request
        .json(&json!({ "displayName": "Zig" }))
        .send()
        .await
        .unwrap();
    assert_eq!(412, response.status());
}

#[tokio::test]
async fn a_script_selects_changes_and_removals_by_method_path_and_number() {
    let server = start();
    let path = server.add_path("Rust").await;
    let other = server.add_path("Other").await;
    let end = path.strip_prefix(SKILLS).unwrap();
    script(
        &server,
        json!([
            { "method": "PATCH", "path": end, "after": 1, "status": 503 },
            "method:PATCH;status:429;retry-after:1;after:2",
            "method:DELETE;times:2;status:403",
            "method:GET;path:/skills/*;status:500",
        ]),
    )
    .await;

    let changes = json!({ "displayName": "Ada" });
    // The second fault skips the first two changes that the first one does not apply to.
    for (path, status) in [(&path, 200), (&path, 503), (&other, 200), (&other, 429)] {
        assert_eq!(status, server.patch(path, &changes).await.status());
    }
    assert_eq!(200, server.get(SKILLS).await.status());
    assert_eq!(500, server.get(&path).await.status());
    assert_eq!(200, server.get(&path).await.status());
    for status in [403, 403, 204] {
        assert_eq!(status, server.delete(&path).await.status());
    }
}

#[tokio::test]
async fn a_fault_for_a_change_may_be_requested_by_another_request() {
    let server = start();
    let path = server.add_path("Rust").await;
    for method in ["PATCH", "DELETE"] {
        let fault = format!("method:{method};status:503");
        assert_eq!(200, server.get(&at(&path, &fault)).await.status());
    }
    let changes = json!({ "displayName": "Ada" });
    assert_eq!(503, server.patch(&path, &changes).await.status());
    assert_eq!(503, server.delete(&path).await.status());
    assert_eq!(200, server.patch(&path, &changes).await.status());
    assert_eq!(204, server.delete(&path).await.status());
}

#[tokio::test]
async fn a_change_is_logged_with_its_headers_body_and_result() {
    let server = start();
    let id = server.add_named("Rust").await;
    let request = server
        .request(Method::PATCH, &format!("{SKILLS}/{id}"))
        .header("If-Match", "*")
        .header("client-request-id", "mine");
    let body = r#"{ "displayName": "Żółć" }"#;
    let request = request
        .header("Content-Type", "application/json")
        .body(body);
    assert_eq!(200, request.send().await.unwrap().status());
    let rejected = server
        .patch(&format!("{SKILLS}/{id}"), &json!({ "displayName": " " }))
        .await;
    assert_eq!(400, rejected.status());

    let seen = requests(&server).await;

    let (changed, rejected) = (&seen[1], &seen[2]);
    assert_eq!("PATCH", changed["method"]);
    assert_eq!(format!("{SKILLS}/{id}"), changed["url"]);
    assert_eq!(body, changed["body"]);
    assert_eq!("*", changed["if-match"]);
    assert_eq!("mine", changed["client-request-id"]);
    assert_eq!("application/json", changed["content-type"]);
    assert!(
        changed["headers"]
            .as_array()
            .unwrap()
            .contains(&json!("if-match"))
    );
    assert_eq!(200, changed["status"]);
    assert_eq!(json!([id]), changed["committed"]);
    assert_eq!(
        (&json!(400), &json!([])),
        (&rejected["status"], &rejected["committed"])
    );
    assert_eq!(Value::Null, rejected["if-match"]);
}
