//! Responses that arrive late, slowly, partially, or never.

use std::io::{ErrorKind, Read as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{
    connect, count, post, promised, receive, receive_answer, receive_head, requests, script, send,
    start, until_there_are, with,
};
use crate::server::SKILLS;

/// Returns whether a connection is open and has received nothing.
fn is_silent(mut connection: &TcpStream) -> bool {
    connection.set_nonblocking(true).unwrap();
    connection
        .read(&mut [0])
        .is_err_and(|cause| cause.kind() == ErrorKind::WouldBlock)
}

#[tokio::test]
async fn a_connection_may_be_reset_before_or_after_the_skill_is_stored() {
    let server = start();
    for (fault, stored) in [("reset:unread", 0), ("reset:before", 0), ("reset:after", 1)] {
        let connection = connect(&server);
        send(&connection, &with(fault));
        assert_eq!((String::new(), true), receive(&connection), "{fault}");
        assert_eq!(stored, count(&server).await, "{fault}");
    }
}

#[tokio::test]
async fn a_connection_may_close_gracefully_before_or_after_the_skill_is_stored() {
    let server = start();
    for (fault, stored) in [("close:before", 0), ("close:after", 1)] {
        let connection = connect(&server);
        send(&connection, &with(fault));
        assert_eq!((String::new(), false), receive(&connection), "{fault}");
        assert_eq!(stored, count(&server).await, "{fault}");
    }
}

#[tokio::test]
async fn a_response_may_be_truncated_after_the_headers_or_within_the_body() {
    let server = start();
    for (fault, is_reset) in [
        ("reset:headers", true),
        ("close:headers", false),
        ("reset:body", true),
        ("close:body", false),
    ] {
        let connection = connect(&server);
        send(&connection, &with(fault));
        let (answer, ended_by_reset) = receive(&connection);
        assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let part = if fault.ends_with("headers") {
            0
        } else {
            promised(head) / 2
        };
        assert_eq!((part, is_reset), (body.len(), ended_by_reset), "{fault}");
    }
    assert_eq!(4, count(&server).await);
}

#[tokio::test]
async fn a_response_may_stall_after_the_headers_or_within_the_body() {
    let server = start();
    for fault in ["stall:headers", "stall:body"] {
        let connection = connect(&server);
        send(&connection, &with(fault));
        let head = receive_head(&connection);
        assert!(head.starts_with("HTTP/1.1 201 Created\r\n"), "{head}");
        let half = if fault == "stall:body" {
            promised(&head) / 2
        } else {
            0
        };
        (&connection).read_exact(&mut vec![0; half]).unwrap();
        assert!(is_silent(&connection), "{fault}");
    }
    assert_eq!(2, count(&server).await);
}

#[tokio::test]
async fn a_reset_may_be_limited_to_reused_connections() {
    let server = start();
    let connection = connect(&server);
    let path = with("reset:after;on:reused");
    send(&connection, &path);
    let (_, body) = receive_answer(&connection);
    assert_eq!(
        "Rust",
        serde_json::from_slice::<Value>(&body).unwrap()["displayName"]
    );

    send(&connection, &path);

    assert_eq!((String::new(), true), receive(&connection));
    assert_eq!(2, count(&server).await);
}

#[tokio::test]
async fn the_skill_is_stored_before_a_delayed_response() {
    let server = start();
    let start = Instant::now();
    assert_eq!(201, post(&server, "delay:300ms").await.unwrap().status());
    assert!(start.elapsed() >= Duration::from_millis(300));

    let connection = connect(&server);
    send(&connection, &with("delay:ever"));
    until_there_are(&server, 2).await;
    // The log names the skill after it is stored.
    let waiting = loop {
        let seen = requests(&server).await;
        let is_waiting = |request: &&Value| {
            request["fault"] == "delay:ever" && request["committed"] != Value::Array(Vec::new())
        };
        if let Some(waiting) = seen.iter().find(is_waiting) {
            break waiting.clone();
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert_eq!(
        (Value::Null, 1),
        (
            waiting["status"].clone(),
            waiting["committed"].as_array().unwrap().len()
        )
    );
    assert!(is_silent(&connection));
}

#[tokio::test]
async fn a_held_response_is_sent_after_the_script_is_replaced() {
    let server = start();
    let connection = connect(&server);
    send(&connection, &with("delay:held"));
    until_there_are(&server, 1).await;
    assert!(is_silent(&connection));
    script(&server, json!([])).await;
    connection.set_nonblocking(false).unwrap();
    let answer = receive_head(&connection);
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

#[tokio::test]
async fn a_body_may_arrive_one_byte_at_a_time() {
    let server = start();
    let start = Instant::now();
    let response = post(&server, "text:{\"id\":\"slow\"};drip:20ms")
        .await
        .unwrap();
    assert_eq!(201, response.status());
    assert_eq!("slow", response.json::<Value>().await.unwrap()["id"]);
    // Thirteen bytes, twelve gaps.
    assert!(start.elapsed() >= Duration::from_millis(240));
}

#[tokio::test]
async fn the_server_keeps_running_after_connection_faults_and_exits_on_sigterm() {
    let mut server = start();
    for fault in [
        "reset:unread",
        "reset:after",
        "close:body",
        "delay:ever",
        "stall:headers",
    ] {
        script(&server, json!([format!("method:POST;{fault}")])).await;
        let connection = connect(&server);
        send(&connection, SKILLS);
        if fault.starts_with("reset") || fault.starts_with("close") {
            receive(&connection);
        }
        drop(connection);
        assert_eq!(
            200,
            server
                .get("/beta/users/other/profile/skills")
                .await
                .status(),
            "{fault}"
        );
    }
    server.signal("TERM");
    assert!(server.ends_well());
}
