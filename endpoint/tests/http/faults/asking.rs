//! How a request specifies faults.

use reqwest::Method;
use serde_json::json;

use super::{connect, count, post, receive_answer, requests, send, start, with};
use crate::server::{SKILLS, Server, header, json_of, run};

#[tokio::test]
async fn faults_are_disabled_without_the_faults_option() {
    let server = Server::start();

    let by_query = post(&server, "status:500").await.unwrap();
    let request = server
        .request(Method::POST, SKILLS)
        .header("x-fault", "status:500");
    let by_header = request
        .json(&json!({ "displayName": "Rust" }))
        .send()
        .await
        .unwrap();

    assert_eq!(
        (201, 201),
        (by_query.status().as_u16(), by_header.status().as_u16())
    );
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let response = server
            .anonymous(method, "/faults")
            .json(&json!(["status:500"]))
            .send()
            .await
            .unwrap();
        assert_eq!(404, response.status());
        assert_eq!("ResourceNotFound", json_of(response).await["error"]["code"]);
    }
    assert_eq!(2, count(&server).await);
}

#[tokio::test]
async fn a_request_specifies_a_fault_in_its_query_or_header() {
    let server = start();
    let by_header = server
        .request(Method::GET, SKILLS)
        .header("x-fault", "status:503");
    assert_eq!(503, by_header.send().await.unwrap().status());
    assert_eq!(503, server.get(&with("status:503")).await.status());
    assert_eq!(200, server.get(SKILLS).await.status());
}

#[tokio::test]
async fn a_path_outside_the_service_accepts_faults_only_in_the_header() {
    let server = start();
    assert_eq!(
        404,
        server.get("/page.html?fault=status:503").await.status()
    );
    let by_header = server
        .request(Method::GET, "/page.html")
        .header("x-fault", "status:503");
    assert_eq!(503, by_header.send().await.unwrap().status());
}

#[tokio::test]
async fn a_fault_applies_to_every_request_unless_times_or_after_limit_it() {
    let server = start();
    for _ in 0..3 {
        assert_eq!(429, post(&server, "status:429").await.unwrap().status());
    }
    // The count restarts after the request that passed.
    for expected in [429, 429, 201, 429, 429, 201] {
        assert_eq!(
            expected,
            post(&server, "status:429;times:2").await.unwrap().status()
        );
    }
    for expected in [201, 429, 201, 201, 429, 201] {
        assert_eq!(
            expected,
            post(&server, "status:429;after:1;times:1")
                .await
                .unwrap()
                .status()
        );
    }
}

#[tokio::test]
async fn several_faults_of_one_request_apply_in_order() {
    let server = start();
    let path = format!("{}&fault=status:503;times:1", with("status:429;times:1"));
    for expected in [429, 503, 200, 429] {
        assert_eq!(expected, server.get(&path).await.status());
    }
}

#[tokio::test]
async fn a_fault_for_another_method_applies_once_to_the_next_such_request() {
    let server = start();
    for _ in 0..2 {
        assert_eq!(
            201,
            post(&server, "method:GET;status:500")
                .await
                .unwrap()
                .status()
        );
    }
    assert_eq!(500, server.get(SKILLS).await.status());
    assert_eq!(200, server.get(SKILLS).await.status());
}

#[tokio::test]
async fn a_fault_may_be_limited_to_reused_connections() {
    let server = start();
    let path = with("status:503;on:reused");
    let connection = connect(&server);
    for status in ["201 Created", "503 Service Unavailable"] {
        send(&connection, &path);
        let (head, _) = receive_answer(&connection);
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{head}"
        );
    }
    let another = connect(&server);
    send(&another, &path);
    assert!(receive_answer(&another).0.starts_with("HTTP/1.1 201 "));

    let seen = requests(&server).await;
    assert_eq!(
        (&json!(1), &json!(2)),
        (
            &seen[0]["request-on-connection"],
            &seen[1]["request-on-connection"]
        )
    );
    assert_eq!(seen[0]["connection"], seen[1]["connection"]);
    assert_ne!(seen[0]["connection"], seen[2]["connection"]);
}

#[tokio::test]
async fn the_error_for_an_invalid_fault_contains_the_invalid_part() {
    let server = start();
    for (fault, word) in [
        ("statsu:500", "statsu"),
        ("status:ten", "ten"),
        ("status:100", "100"),
        ("delay:5", "5"),
        ("delay:-1s", "-1s"),
        ("delay:99999999999999999999s", "99999999999999999999s"),
        ("body:big", "big"),
        ("stall:before", "before"),
        ("reset:now", "now"),
        ("times:-1", "-1"),
        ("commit:thrice", "thrice"),
        ("header:a b: c", "a b"),
        ("retry-after:\u{1}", "retry-after"),
        ("store:=1", "store"),
        ("cors:some", "some"),
        ("on:old", "old"),
        ("shift:1s", "1s"),
        ("etags:no", "no"),
    ] {
        let response = post(&server, fault).await.unwrap();
        assert_eq!(400, response.status(), "{fault}");
        let error = json_of(response).await["error"].take();
        assert_eq!("BadRequest", error["code"]);
        assert!(error["message"].as_str().unwrap().contains(word), "{error}");
    }
    assert_eq!(0, count(&server).await);
}

#[test]
fn the_help_text_lists_the_fault_syntax() {
    let help = run(&["--help"]);
    let help = String::from_utf8(help.stdout).unwrap();
    for word in [
        "--faults",
        "PUT /faults",
        "x-fault",
        "status:429",
        "reset:after",
        "late:2",
        "etags",
        "retry-after-date:120s",
    ] {
        assert!(help.contains(word), "{word}");
    }
}

#[tokio::test]
async fn cors_allows_the_fault_header_and_put_only_with_the_faults_option() {
    for (args, is_allowed) in [
        (&["--memory"][..], false),
        (&["--memory", "--faults"], true),
    ] {
        let server = Server::with(args);
        let request = server
            .anonymous(Method::OPTIONS, SKILLS)
            .header("Origin", "https://page.example");
        let response = request
            .header("Access-Control-Request-Method", "POST")
            .send()
            .await
            .unwrap();
        assert_eq!(
            is_allowed,
            header(&response, "access-control-allow-headers").contains("x-fault")
        );
        assert_eq!(
            is_allowed,
            header(&response, "access-control-allow-methods").contains("PUT")
        );
    }
}
