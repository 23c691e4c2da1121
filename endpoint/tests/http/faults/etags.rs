//! The fault `etags`, which adds `ETags` to responses.

use serde_json::{Value, json};

use super::{at, patch, post, requests, script, start};
use crate::server::{SKILLS, header, json_of};

#[tokio::test]
async fn every_response_with_a_skill_contains_its_etag() {
    let server = start();
    script(&server, json!(["etags;times:always"])).await;

    let created = server.post(SKILLS, &json!({ "displayName": "Rust" })).await;
    assert_eq!(201, created.status());
    let of_header = header(&created, "etag").to_owned();
    let created = json_of(created).await;
    let etag = created["@odata.etag"].as_str().unwrap().to_owned();
    assert_eq!(of_header, etag);
    assert!(etag.starts_with("W/\"") && etag.ends_with('"'), "{etag}");

    let path = format!("{SKILLS}/{}", created["id"].as_str().unwrap());
    let found = server.get(&path).await;
    assert_eq!(etag, header(&found, "etag"));
    assert_eq!(created, json_of(found).await);

    let list = server.get(&format!("{SKILLS}?$select=displayName")).await;
    assert!(header(&list, "etag").starts_with("W/\""));
    let list = json_of(list).await;
    assert_eq!(
        json!([{ "@odata.etag": etag, "id": created["id"], "displayName": "Rust" }]),
        list["value"]
    );

    let changed = server.patch(&path, &json!({ "displayName": "Ada" })).await;
    assert_eq!(200, changed.status());
    let of_header = header(&changed, "etag").to_owned();
    let changed = json_of(changed).await;
    assert_eq!(of_header, changed["@odata.etag"]);
    assert_ne!(etag, of_header);
    assert_eq!(changed, server.find(&path).await);
}

#[tokio::test]
async fn a_fault_in_the_query_adds_etags_only_to_that_response() {
    let server = start();
    let path = server.add_path("Rust").await;
    let tagged = server.find(&at(&path, "etags")).await;
    assert!(tagged["@odata.etag"].is_string());
    assert!(server.find(&path).await.get("@odata.etag").is_none());
    let changed = patch(&server, &path, "etags").await.unwrap();
    assert_ne!("", header(&changed, "etag"));
}

#[tokio::test]
async fn a_response_contains_the_etag_of_the_stored_values() {
    let server = start();
    let created = post(&server, "etags;store:proficiency=\"4\"")
        .await
        .unwrap();
    let of_header = header(&created, "etag").to_owned();
    let created = json_of(created).await;
    let path = format!("{SKILLS}/{}", created["id"].as_str().unwrap());
    assert_eq!(of_header, created["@odata.etag"]);
    assert_eq!(created, server.find(&at(&path, "etags")).await);

    let changed = patch(&server, &path, "etags;store:proficiency=\"5\"")
        .await
        .unwrap();
    let changed = json_of(changed).await;
    assert_eq!("5", changed["proficiency"]);
    assert_eq!(changed, server.find(&at(&path, "etags")).await);
}

#[tokio::test]
async fn a_fault_may_replace_the_etags_of_the_header_and_the_body() {
    let server = start();
    let path = server.add_path("Rust").await;
    let found = server
        .get(&at(
            &path,
            "etags;set:@odata.etag=W/\"1\";header:ETag: W/\"2\"",
        ))
        .await;
    assert_eq!("W/\"2\"", header(&found, "etag"));
    assert_eq!("W/\"1\"", json_of(found).await["@odata.etag"]);
}

#[tokio::test]
async fn a_repeated_change_with_an_etag_is_rejected_the_second_time() {
    let server = start();
    let path = server.add_path("Rust").await;
    let skill = server.find(&at(&path, "etags")).await;
    let request = server
        .request(reqwest::Method::PATCH, &at(&path, "commit:twice"))
        .header("If-Match", skill["@odata.etag"].as_str().unwrap());

    let response = request
        .json(&json!({ "displayName": "Ada" }))
        .send()
        .await
        .unwrap();

    assert_eq!(412, response.status());
    assert_eq!("Ada", server.find(&path).await["displayName"]);
    let seen = requests(&server).await;
    let seen = seen
        .iter()
        .find(|request| request["method"] == "PATCH")
        .unwrap();
    assert_eq!(json!([skill["id"]]), seen["committed"]);
    assert_eq!(skill["@odata.etag"], seen["if-match"]);
    assert_ne!(Value::Null, seen["body"]);
}
