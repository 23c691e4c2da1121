//! A skill with the response 201 is stored permanently.

use std::path::PathBuf;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::server::{SKILLS, Server, contract_example, json_of};

/// Returns the path of a file in a folder that does not exist yet.
fn database(folder: &TempDir) -> PathBuf {
    folder.path().join("not/yet/skills.sqlite")
}

fn start(folder: &TempDir) -> Server {
    Server::with(&["--database", database(folder).to_str().unwrap()])
}

#[tokio::test]
async fn a_created_skill_survives_a_restart() {
    let folder = TempDir::new().unwrap();
    let mut server = start(&folder);
    let created = server.add(&contract_example()).await;
    server.signal("TERM");
    assert!(server.ends_well());

    let found = start(&folder).list(SKILLS).await;

    assert_eq!(created["id"], found[0]["id"]);
    assert_eq!(created["inference"], found[0]["inference"]);
}

#[tokio::test]
async fn a_created_skill_survives_sigkill() {
    let folder = TempDir::new().unwrap();
    let mut server = start(&folder);
    let id = server.add_named("Rust").await;
    server.signal("KILL");
    assert!(!server.ends_well());

    let server = start(&folder);

    let found = server.get(&format!("{SKILLS}/{id}")).await;
    assert_eq!(200, found.status());
    assert_eq!("Rust", json_of(found).await["displayName"]);
}

#[tokio::test]
async fn a_changed_skill_survives_sigkill() {
    let folder = TempDir::new().unwrap();
    let mut server = start(&folder);
    let path = server.add_path("Rust").await;
    let changed = server.patch(&path, &json!({ "displayName": "Ada" })).await;
    assert_eq!(200, changed.status());
    server.signal("KILL");
    assert!(!server.ends_well());

    assert_eq!("Ada", start(&folder).find(&path).await["displayName"]);
}

#[tokio::test]
async fn sigkill_during_concurrent_posts_loses_no_acknowledged_skill() {
    let folder = TempDir::new().unwrap();
    let mut server = start(&folder);
    let (answered, mut answers) = tokio::sync::mpsc::unbounded_channel();
    for writer in 0..4 {
        let (answered, url) = (answered.clone(), format!("{}{SKILLS}", server.origin));
        tokio::spawn(async move {
            let client = Client::new();
            loop {
                let skill = json!({ "displayName": format!("from writer {writer}") });
                let Ok(response) = client.post(&url).bearer_auth("t").json(&skill).send().await
                else {
                    break;
                };
                assert_eq!(StatusCode::CREATED, response.status());
                let Ok(created) = response.json::<Value>().await else {
                    break;
                };
                answered
                    .send(created["id"].as_str().unwrap().to_owned())
                    .unwrap();
            }
        });
    }
    drop(answered);
    let mut ids = Vec::new();
    while let Some(id) = answers.recv().await {
        ids.push(id);
        if ids.len() == 40 {
            server.child.kill().unwrap();
        }
    }
    assert!(ids.len() >= 40);

    let server = start(&folder);

    for id in ids {
        assert_eq!(
            200,
            server.get(&format!("{SKILLS}/{id}")).await.status(),
            "{id}"
        );
    }
}

#[tokio::test]
async fn an_in_memory_skill_is_lost_when_the_server_stops() {
    let server = Server::start();
    server.add_named("Rust").await;
    drop(server);
    assert_eq!(0, Server::start().list(SKILLS).await.len());
}
