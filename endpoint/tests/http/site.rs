//! A built site on the same origin.

use std::fs;

use reqwest::Method;
use tempfile::TempDir;

use crate::server::{SKILLS, Server, header};

const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

fn site() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("hosts")).unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html>"),
        ("hosts/react.html", "<!doctype html>"),
        ("add-skill.js", "export {}"),
        ("add-skill_bg.wasm", "\0asm"),
        ("add-skill.css", ":root {}"),
        ("manifest.json", "{}"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

#[tokio::test]
async fn site_files_have_the_media_types_that_browsers_require() {
    let folder = site();
    let server = Server::with(&["--memory", "--site", folder.path().to_str().unwrap()]);
    for (path, media_type) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/hosts/react.html?endpoint=x", "text/html"),
        ("/add-skill.js", "text/javascript"),
        ("/add-skill_bg.wasm", "application/wasm"),
        ("/add-skill.css", "text/css"),
        ("/manifest.json", "application/json"),
    ] {
        let response = server.anonymous(Method::GET, path).send().await.unwrap();
        assert_eq!(200, response.status(), "{path}");
        assert_eq!(media_type, header(&response, "content-type"), "{path}");
        assert_eq!("no-cache", header(&response, "cache-control"), "{path}");
        assert_eq!("", header(&response, "content-security-policy"), "{path}");
    }
}

#[tokio::test]
async fn only_html_responses_have_the_content_security_policy() {
    let folder = site();
    let server = Server::with(&[
        "--memory",
        "--site",
        folder.path().to_str().unwrap(),
        "--csp",
        POLICY,
    ]);
    for (path, policy) in [
        ("/", POLICY),
        ("/hosts/react.html", POLICY),
        ("/add-skill.js", ""),
    ] {
        let response = server.anonymous(Method::GET, path).send().await.unwrap();
        assert_eq!(
            policy,
            header(&response, "content-security-policy"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_api_stays_available_and_files_outside_the_site_are_not_served() {
    let folder = site();
    fs::write(folder.path().join("hosts/secret"), "").unwrap();
    let inner = folder.path().join("hosts");
    let server = Server::with(&["--memory", "--site", inner.to_str().unwrap()]);
    server.add_named("Rust").await;
    assert_eq!(1, server.list(SKILLS).await.len());
    assert_eq!(
        401,
        server
            .anonymous(Method::GET, "/beta/nowhere")
            .send()
            .await
            .unwrap()
            .status()
    );
    for path in [
        "/index.html",
        "/%2e%2e/index.html",
        "/..%2findex.html",
        "/nothing",
    ] {
        let response = server.anonymous(Method::GET, path).send().await.unwrap();
        assert_eq!(404, response.status(), "{path}");
    }
}
