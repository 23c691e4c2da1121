//! Faults: how they are specified, and the effect of each.

mod answering;
mod arriving;
mod asking;
mod bodies;
mod challenging;
mod changing;
mod etags;
mod listing;
mod scripting;
mod sharing;
mod storing;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use crate::server::{SKILLS, Server, json_of};

/// The time limit for conditions.
const PATIENCE: Duration = Duration::from_secs(20);

/// Starts a server with faults.
fn start() -> Server {
    Server::with(&["--memory", "--faults"])
}

/// Returns the path of the skills, with a fault in its query.
fn with(fault: &str) -> String {
    at(SKILLS, fault)
}

/// Returns a path with a fault in its query.
fn at(path: &str, fault: &str) -> String {
    format!(
        "{path}?fault={}",
        byte_serialize(fault.as_bytes()).collect::<String>()
    )
}

/// Posts a skill with a fault. Does not follow redirects.
async fn post(server: &Server, fault: &str) -> reqwest::Result<Response> {
    send_skill(server, Method::POST, &with(fault), "Rust").await
}

/// Changes the name of a skill to "Ada", with a fault. Does not follow redirects.
async fn patch(server: &Server, path: &str, fault: &str) -> reqwest::Result<Response> {
    send_skill(server, Method::PATCH, &at(path, fault), "Ada").await
}

async fn send_skill(
    server: &Server,
    method: Method,
    path: &str,
    name: &str,
) -> reqwest::Result<Response> {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client
        .request(method, format!("{}{path}", server.origin))
        .bearer_auth("a.token");
    request.json(&json!({ "displayName": name })).send().await
}

/// Sets the server's script.
async fn script(server: &Server, script: Value) {
    let response = server
        .anonymous(Method::PUT, "/faults")
        .json(&script)
        .send()
        .await
        .unwrap();
    assert_eq!(204, response.status(), "{}", response.text().await.unwrap());
}

/// Returns the remaining script and the log of requests.
async fn reported(server: &Server) -> Value {
    json_of(
        server
            .anonymous(Method::GET, "/faults")
            .send()
            .await
            .unwrap(),
    )
    .await
}

/// Returns the log of requests.
async fn requests(server: &Server) -> Vec<Value> {
    reported(server).await["requests"]
        .as_array()
        .unwrap()
        .clone()
}

/// Returns the number of skills.
async fn count(server: &Server) -> usize {
    server.list(SKILLS).await.len()
}

/// Waits until there is this number of skills.
async fn until_there_are(server: &Server, wanted: usize) {
    let deadline = Instant::now() + PATIENCE;
    while count(server).await != wanted {
        assert!(Instant::now() < deadline, "there are never {wanted}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Opens a separate connection.
fn connect(server: &Server) -> TcpStream {
    let connection = TcpStream::connect(server.origin.strip_prefix("http://").unwrap()).unwrap();
    connection.set_read_timeout(Some(PATIENCE)).unwrap();
    connection
}

/// Sends a POST of a skill on a connection, in one write, because the server may not read a second
/// one.
fn send(connection: &TcpStream, path: &str) {
    send_as(connection, "POST", path, r#"{"displayName":"Rust"}"#);
}

/// Sends a request with a body on a connection, in one write.
fn send_as(mut connection: &TcpStream, method: &str, path: &str, body: &str) {
    let head = "Host: 127.0.0.1\r\nAuthorization: Bearer t\r\nContent-Type: application/json";
    let request = format!(
        "{method} {path} HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    connection.write_all(request.as_bytes()).unwrap();
}

/// Returns everything that a connection receives, and whether a reset ends it.
fn receive(mut connection: &TcpStream) -> (String, bool) {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    let is_reset = loop {
        match connection.read(&mut buffer) {
            Ok(0) => break false,
            Ok(length) => bytes.extend_from_slice(&buffer[..length]),
            Err(cause) if cause.kind() == std::io::ErrorKind::ConnectionReset => break true,
            Err(cause) => panic!("{cause}"),
        }
    };
    (String::from_utf8(bytes).unwrap(), is_reset)
}

/// Reads a response up to the end of its headers. Returns the received text.
fn receive_head(mut connection: &TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        connection.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    String::from_utf8(bytes).unwrap()
}

/// Reads a whole response on a persistent connection: its head and its body.
fn receive_answer(mut connection: &TcpStream) -> (String, Vec<u8>) {
    let head = receive_head(connection);
    let mut body = vec![0; promised(&head)];
    connection.read_exact(&mut body).unwrap();
    (head, body)
}

/// Returns the `Content-Length` of a head.
fn promised(head: &str) -> usize {
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    line.unwrap().parse().unwrap()
}
