//! Lists that are outdated, wrong, or endless.

use serde_json::{Value, json};

use super::{post, script, start, until_there_are, with};
use crate::server::{SKILLS, Server, json_of, names};

/// Returns the `displayName`s of the list.
async fn listed(server: &Server) -> Vec<String> {
    names(&server.list(SKILLS).await)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_new_skill_may_be_missing_from_the_next_lists() {
    let server = start();
    server.add_named("Ada").await;

    let created: Value = post(&server, "late:2").await.unwrap().json().await.unwrap();

    let counted = json_of(server.get(&format!("{SKILLS}?$count=true")).await).await;
    assert_eq!(
        (json!(1), 1),
        (
            counted["@odata.count"].clone(),
            counted["value"].as_array().unwrap().len()
        )
    );
    assert_eq!(["Ada"].to_vec(), listed(&server).await);
    assert_eq!(["Ada", "Rust"].to_vec(), listed(&server).await);
    assert_eq!(
        200,
        server
            .get(&format!("{SKILLS}/{}", created["id"].as_str().unwrap()))
            .await
            .status()
    );
}

#[tokio::test]
async fn a_new_skill_may_be_missing_from_lists_for_a_specified_time() {
    let server = start();
    assert_eq!(201, post(&server, "late:1h").await.unwrap().status());
    assert_eq!(201, post(&server, "late:100ms").await.unwrap().status());
    until_there_are(&server, 1).await;
}

#[tokio::test]
async fn a_late_skill_is_missing_from_all_pages_of_a_list() {
    let server = start();
    for name in ["Ada", "C"] {
        server.add_named(name).await;
    }
    assert_eq!(201, post(&server, "late:1").await.unwrap().status());
    let mut path = format!("{SKILLS}?$top=1");
    let mut seen = Vec::new();
    loop {
        let page = json_of(server.get(&path).await).await;
        seen.extend(
            names(page["value"].as_array().unwrap())
                .into_iter()
                .map(str::to_owned),
        );
        match page["@odata.nextLink"].as_str() {
            Some(next) => path = next.strip_prefix(&server.origin).unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!(["Ada", "C"].to_vec(), seen);
    assert_eq!(["Ada", "C", "Rust"].to_vec(), listed(&server).await);
}

#[tokio::test]
async fn a_list_may_start_with_pages_of_other_skills() {
    let server = start();
    server.add_named("Rust").await;
    script(&server, json!(["method:GET;pages:2"])).await;
    let mut path = format!("{SKILLS}?$select=id,displayName&$top=3");
    let mut pages = Vec::new();
    loop {
        let page = json_of(server.get(&path).await).await;
        pages.push(page["value"].as_array().unwrap().clone());
        match page["@odata.nextLink"].as_str() {
            Some(next) => path = next.strip_prefix(&server.origin).unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!(
        [3, 3, 1].to_vec(),
        pages.iter().map(Vec::len).collect::<Vec<_>>()
    );
    assert_eq!(["Rust"].to_vec(), names(&pages[2]));
    assert_ne!(pages[0][0]["id"], pages[1][0]["id"]);
    assert_eq!(
        ["id", "displayName"].to_vec(),
        pages[0][0].as_object().unwrap().keys().collect::<Vec<_>>()
    );
    assert_eq!(1, server.list(SKILLS).await.len());
}

#[tokio::test]
async fn a_next_link_may_point_to_itself_or_another_host() {
    let server = start();
    let path = with("next:self");
    let list = json_of(server.get(&path).await).await;
    assert_eq!(format!("{}{path}", server.origin), list["@odata.nextLink"]);
    let list = json_of(server.get(&with("next:https://evil.example/beta")).await).await;
    assert_eq!("https://evil.example/beta", list["@odata.nextLink"]);
    let created: Value = post(&server, "next:self")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(created.get("@odata.nextLink").is_none());
}

#[tokio::test]
async fn a_list_may_contain_dates_shifted_by_days() {
    let server = start();
    let created = server.add(&json!({ "displayName": "Rust" })).await["createdDateTime"]
        .as_str()
        .unwrap()
        .to_owned();
    let (date, time) = created.split_once('T').unwrap();

    let behind = server.list(&with("shift:-400d")).await;
    let ahead = server.list(&with("shift:3d")).await;

    let moved = |list: &[Value]| list[0]["createdDateTime"].as_str().unwrap().to_owned();
    for (moved, is_later) in [(moved(&behind), false), (moved(&ahead), true)] {
        assert!(moved.ends_with(&format!("T{time}")), "{moved}");
        assert_eq!(is_later, moved.as_str() > date, "{moved}");
        assert!(!moved.starts_with(date), "{moved}");
    }
    assert_eq!(
        behind[0]["createdDateTime"],
        behind[0]["lastModifiedDateTime"]
    );
}

#[tokio::test]
async fn a_fault_may_replace_or_remove_a_property_of_every_listed_skill() {
    let server = start();
    for name in ["Ada", "C"] {
        server.add_named(name).await;
    }
    let list = server.list(&with("set:displayName=7;set:id")).await;
    assert_eq!(
        json!([7, 7]),
        json!(
            list.iter()
                .map(|skill| &skill["displayName"])
                .collect::<Vec<_>>()
        )
    );
    assert!(list.iter().all(|skill| skill.get("id").is_none()));
}
