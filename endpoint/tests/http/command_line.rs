//! Start and end of the process.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use reqwest::Method;

use crate::server::{SKILLS, Server, run};

#[test]
fn it_listens_on_the_loopback_address_and_says_so_in_one_line() {
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
fn a_port_in_use_is_named_with_the_option_that_chooses_another() {
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
fn a_database_or_a_site_that_cannot_be_opened_is_named() {
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
fn options_that_exclude_each_other_are_refused() {
    for args in [
        &["--memory", "--database", "x"][..],
        &["--csp", "default-src 'self'"],
        &["--port", "70000"],
    ] {
        assert_eq!(Some(2), run(args).status.code(), "{args:?}");
    }
}

#[test]
fn an_idle_connection_does_not_keep_it_from_ending() {
    let mut server = Server::start();
    let mut idle = TcpStream::connect(server.origin.strip_prefix("http://").unwrap()).unwrap();
    idle.write_all(b"GET /beta/me/profile/skills HTTP/1.1\r\n")
        .unwrap();
    server.signal("TERM");
    assert!(server.ends_well());
}

#[tokio::test]
async fn the_verbose_log_has_a_line_a_request_and_never_the_token() {
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
