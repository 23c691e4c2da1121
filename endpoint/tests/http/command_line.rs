//! Start and end of the process.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use reqwest::Method;

use crate::server::{SKILLS, Server, run};

#[test]
fn the_server_listens_on_loopback_and_prints_one_line() {
    let mut server = Server::start();
    assert!(
        server.origin.starts_with("http://127.0.0.1:"),
        "{}",
        server.origin
    );
    server.signal("INT");
    assert!(server.ends_well());
    let mut more = String::new();
    server
        .child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut more)
        .unwrap();
    assert_eq!("", more);
}

#[test]
fn the_error_for_a_port_in_use_contains_the_port_and_its_option() {
    let server = Server::start();
    let port = server.origin.rsplit(':').next().unwrap();

    let output = run(&["--memory", "--port", port]);

    assert_eq!(Some(2), output.status.code());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains(port) && message.contains("--port"),
        "{message}"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn the_error_for_an_invalid_database_or_site_contains_the_path_and_its_option() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text");
    std::fs::write(
        &file,
        "this is not a database, and it is long enough to be sure of that".repeat(9),
    )
    .unwrap();
    let file = file.to_str().unwrap();
    for (args, option) in [
        (["--database", file], "--database"),
        (["--site", file], "--site"),
    ] {
        let output = run(&["--port", "0", args[0], args[1]]);
        assert_eq!(Some(2), output.status.code());
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(
            message.contains(file) && message.contains(option),
            "{message}"
        );
    }
}

#[test]
fn invalid_option_combinations_and_values_are_rejected() {
    for args in [
        &["--memory", "--database", "x"][..],
        &["--csp", "default-src 'self'"],
        &["--port", "70000"],
    ] {
        assert_eq!(Some(2), run(args).status.code(), "{args:?}");
    }
}

#[test]
fn an_incomplete_request_does_not_block_shutdown() {
    let mut server = Server::start();
    let mut idle = TcpStream::connect(server.origin.strip_prefix("http://").unwrap()).unwrap();
    idle.write_all(b"GET /beta/me/profile/skills HTTP/1.1\r\n")
        .unwrap();
    server.signal("TERM");
    assert!(server.ends_well());
}

#[tokio::test]
async fn the_verbose_log_has_one_line_per_request_and_no_token() {
    let mut server = Server::with(&["--memory", "--verbose"]);
    server.add_named("Rust").await;
    let request = server
        .anonymous(Method::GET, "/beta/nowhere?token=secret")
        .bearer_auth("secret");
    request.send().await.unwrap();
    server.signal("TERM");
    assert!(server.ends_well());

    let mut log = String::new();
    server
        .child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();

    let lines: Vec<_> = log.lines().collect();
    assert_eq!(2, lines.len(), "{log}");
    assert!(
        lines[0].starts_with(&format!("POST {SKILLS} 201 ")),
        "{log}"
    );
    assert!(lines[1].starts_with("GET /beta/nowhere 404 "), "{log}");
    assert!(!log.contains("secret"), "{log}");
}
