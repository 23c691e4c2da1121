//! POST: the created skill, and the response.

use serde_json::{Value, json};

use crate::server::{SKILLS, Server, contract_example, header, json_of};

#[tokio::test]
async fn a_post_of_the_contract_example_returns_201_with_the_complete_skill() {
    let server = Server::start();
    let sent = contract_example();

    let response = server.post(SKILLS, &sent).await;

    assert_eq!(201, response.status());
    let location = header(&response, "location").to_owned();
    let created = json_of(response).await;
    let id = created["id"].as_str().unwrap();
    assert_eq!(format!("{}{SKILLS}/{id}", server.origin), location);
    for (name, value) in sent.as_object().unwrap() {
        assert_eq!(value, &created[name], "{name}");
    }
    let context = format!(
        "{}/beta/$metadata#users('me')/profile/skills/$entity",
        server.origin
    );
    assert_eq!(context, created["@odata.context"]);
    assert_eq!(created["createdDateTime"], created["lastModifiedDateTime"]);
}

#[tokio::test]
async fn the_server_sets_ids_and_timestamps_and_ignores_sent_ones() {
    let server = Server::start();
    let mine = json!({
        "displayName": "Rust",
        "id": "mine",
        "createdDateTime": "2016-12-31T23:58:10.4520456+03:00",
        "lastModifiedDateTime": "2017-01-01T00:02:23.471109+03:00",
    });

    let first = server.add(&mine).await;
    let second = server.add(&mine).await;

    assert_eq!(
        "a5ab4a61-4a61-a5ab-614a-aba5614aaba5".len(),
        first["id"].as_str().unwrap().len()
    );
    assert_ne!(first["id"], second["id"]);
    for name in ["createdDateTime", "lastModifiedDateTime"] {
        let instant = first[name].as_str().unwrap();
        assert_eq!(
            "2016-12-31T23:58:10.4520456Z".len(),
            instant.len(),
            "{instant}"
        );
        assert!(instant > "2025" && instant.ends_with('Z'), "{instant}");
    }
}

#[tokio::test]
async fn a_sent_created_by_is_kept_and_a_null_last_modified_by_becomes_the_caller() {
    let server = Server::start();
    let robot =
        json!({ "application": { "id": "robot", "displayName": null }, "phone": { "id": "1" } });

    let created = server
        .add(&json!({ "displayName": "Rust", "createdBy": robot, "lastModifiedBy": null }))
        .await;

    assert_eq!(robot, created["createdBy"]);
    let caller = &created["lastModifiedBy"];
    assert_eq!("Local person", caller["user"]["displayName"]);
    assert_eq!(
        (&Value::Null, &Value::Null),
        (&caller["application"], &caller["device"])
    );
}

#[tokio::test]
async fn a_created_skill_keeps_member_order_number_formats_and_unknown_members() {
    let server = Server::start();
    let sent = r#"{"zeta":[1,1.0,0.1,1e-7,9007199254740993,null],"webUrl":"https://example.com","displayName":"Żółć 👩‍👩‍👧‍👦",
        "inference":{"confidenceScore":1024},"isSearchable":true,"alpha":{"z":null,"a":{}}}"#;

    let response = server.post_text(SKILLS, sent).await;

    assert_eq!(201, response.status());
    let text = response.text().await.unwrap();
    let kept = r#""zeta":[1,1.0,0.1,1e-7,9007199254740993,null],"webUrl":"https://example.com","displayName":"Żółć 👩‍👩‍👧‍👦","inference":{"confidenceScore":1024},"isSearchable":true,"alpha":{"z":null,"a":{}}}"#;
    assert!(text.ends_with(kept), "{text}");
}

#[tokio::test]
async fn null_members_are_omitted_from_the_created_skill() {
    let server = Server::start();
    let nulls = json!({
        "displayName": "Rust", "proficiency": null, "allowedAudiences": null, "categories": null,
        "collaborationTags": null, "webUrl": null, "thumbnailUrl": null, "createdBy": null,
        "createdDateTime": null, "inference": { "confidenceScore": null, "userHasVerifiedAccuracy": false },
    });

    let created = server.add(&nulls).await;

    for name in [
        "proficiency",
        "allowedAudiences",
        "categories",
        "collaborationTags",
        "webUrl",
        "thumbnailUrl",
    ] {
        assert!(created.get(name).is_none(), "{name}");
    }
    assert_eq!(
        json!({ "userHasVerifiedAccuracy": false }),
        created["inference"]
    );
}

#[tokio::test]
async fn posting_a_created_skill_again_creates_a_second_skill() {
    let server = Server::start();
    let first = server.add(&contract_example()).await;

    let second = server.add(&first).await;

    assert_ne!(first["id"], second["id"]);
    assert_eq!(first["@odata.context"], second["@odata.context"]);
    assert_eq!(2, server.list(SKILLS).await.len());
}

#[tokio::test]
async fn a_post_to_ref_adds_the_skill_to_the_collection() {
    let server = Server::start();

    let response = server
        .post(&format!("{SKILLS}/$ref"), &contract_example())
        .await;

    assert_eq!(201, response.status());
    let location = header(&response, "location").to_owned();
    let id = json_of(response).await["id"].as_str().unwrap().to_owned();
    assert_eq!(format!("{}{SKILLS}/{id}", server.origin), location);
    assert_eq!(1, server.list(SKILLS).await.len());
    assert_eq!(1, server.list(&format!("{SKILLS}/$ref")).await.len());
}

#[tokio::test]
async fn each_user_has_a_separate_collection() {
    let server = Server::start();
    let path = "/beta/users/o'neil@example.com/profile/skills";
    server.add_named("Mine").await;

    let response = server.post(path, &json!({ "displayName": "Theirs" })).await;

    assert_eq!(201, response.status());
    let location = header(&response, "location").to_owned();
    let created = json_of(response).await;
    let context = format!(
        "{}/beta/$metadata#users('o%27%27neil@example.com')/profile/skills/$entity",
        server.origin
    );
    assert_eq!(context, created["@odata.context"]);
    assert_eq!(
        200,
        server
            .get(location.strip_prefix(&server.origin).unwrap())
            .await
            .status()
    );
    assert_eq!(1, server.list(path).await.len());
    assert_eq!(
        1,
        server
            .list("/beta/users/o%27neil%40example.com/profile/skills")
            .await
            .len()
    );
    assert_eq!(0, server.list("/beta/users/me/profile/skills").await.len());
    let id = created["id"].as_str().unwrap();
    assert_eq!(404, server.get(&format!("{SKILLS}/{id}")).await.status());
    assert_eq!(404, server.delete(&format!("{SKILLS}/{id}")).await.status());
}

#[tokio::test]
async fn the_location_header_uses_the_host_header_of_the_request() {
    let server = Server::start();
    let request = server
        .request(reqwest::Method::POST, SKILLS)
        .header("Host", "localhost:8080");

    let response = request
        .json(&json!({ "displayName": "Rust" }))
        .send()
        .await
        .unwrap();

    assert!(header(&response, "location").starts_with("http://localhost:8080/beta/me/"));
}
