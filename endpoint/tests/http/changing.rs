//! PATCH: the changed skill, and the response.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::server::{SKILLS, Server, contract_example, json_of};

/// Returns the path of a skill.
fn path_of(skill: &Value) -> String {
    format!("{SKILLS}/{}", skill["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_patch_replaces_the_sent_members_and_keeps_all_others() {
    let server = Server::start();
    let created = server.add(&contract_example()).await;
    let sent = json!({
        "proficiency": "expert",
        "categories": ["Professional", "Hobby"],
        "inference": { "confidenceScore": 1.0, "userHasVerifiedAccuracy": null },
        "collaborationTags": ["ableToMentor"],
    });

    let response = server.patch(&path_of(&created), &sent).await;

    assert_eq!(200, response.status());
    let changed = json_of(response).await;
    let mut expected = created.clone();
    for (name, value) in sent.as_object().unwrap() {
        expected[name] = value.clone();
    }
    // A sent object replaces the stored one, and its nulls are omitted, as after a POST.
    expected["inference"] = json!({ "confidenceScore": 1.0 });
    for name in ["lastModifiedDateTime", "lastModifiedBy"] {
        expected[name] = changed[name].clone();
    }
    assert_eq!(expected, changed);
    assert_eq!(changed, server.find(&path_of(&created)).await);
}

#[tokio::test]
async fn a_patch_updates_the_last_modified_time_and_author() {
    let server = Server::start();
    let robot = json!({ "user": { "id": "robot" } });
    let created = server
        .add(&json!({ "displayName": "Rust", "createdBy": robot, "lastModifiedBy": robot }))
        .await;

    let changed = server
        .patch(&path_of(&created), &json!({ "displayName": "Ada" }))
        .await;

    let changed = json_of(changed).await;
    assert_eq!(created["createdDateTime"], changed["createdDateTime"]);
    assert_eq!(robot, changed["createdBy"]);
    assert_eq!(
        "Local person",
        changed["lastModifiedBy"]["user"]["displayName"]
    );
    let time = |skill: &Value| skill["lastModifiedDateTime"].as_str().unwrap().to_owned();
    assert_eq!("2016-12-31T23:58:10.4520456Z".len(), time(&changed).len());
    assert!(time(&changed) > time(&created));
}

#[tokio::test]
async fn a_null_removes_a_member() {
    let server = Server::start();
    let mut skill = contract_example();
    skill["isSearchable"] = json!(true);
    let created = server.add(&skill).await;
    let removed = [
        "proficiency",
        "allowedAudiences",
        "categories",
        "webUrl",
        "inference",
        "isSearchable",
        "thumbnailUrl",
    ];
    let nulls: Value = removed
        .iter()
        .map(|name| (*name).to_owned())
        .zip(std::iter::repeat(Value::Null))
        .collect::<serde_json::Map<_, _>>()
        .into();

    let response = server.patch(&path_of(&created), &nulls).await;

    assert_eq!(200, response.status());
    let changed = json_of(response).await;
    for name in removed {
        assert!(changed.get(name).is_none(), "{name}");
    }
    assert_eq!(created["displayName"], changed["displayName"]);
    assert_eq!(changed, server.find(&path_of(&created)).await);
}

#[tokio::test]
async fn members_that_the_server_sets_are_ignored() {
    let server = Server::start();
    let created = server.add_path("Rust").await;
    let before = server.find(&created).await;
    let sent = json!({
        "@odata.type": "#microsoft.graph.skillProficiency",
        "@odata.context": "https://other.example/",
        "@odata.etag": "W/\"other\"",
        "id": "mine",
        "createdDateTime": "2016-12-31T23:58:10Z",
        "createdBy": { "user": { "id": "robot" } },
        "lastModifiedDateTime": null,
        "lastModifiedBy": { "user": { "id": "robot" } },
    });

    let response = server.patch(&created, &sent).await;

    assert_eq!(200, response.status());
    // No member is left to change, so the dates do not change either.
    assert_eq!(before, json_of(response).await);
    assert_eq!(before, server.find(&created).await);
}

#[tokio::test]
async fn an_empty_object_is_accepted_and_changes_nothing() {
    let server = Server::start();
    let created = server.add(&contract_example()).await;

    let response = server.patch(&path_of(&created), &json!({})).await;

    assert_eq!(200, response.status());
    assert_eq!(created, json_of(response).await);
    assert_eq!(created, server.find(&path_of(&created)).await);
}

#[tokio::test]
async fn a_patch_accepts_a_complete_edited_skill() {
    let server = Server::start();
    let created = server.add(&contract_example()).await;
    let mut edited = created.clone();
    edited["displayName"] = json!("Żółć");

    let response = server.patch(&path_of(&created), &edited).await;

    assert_eq!(200, response.status());
    let changed = json_of(response).await;
    assert_eq!("Żółć", changed["displayName"]);
    assert_eq!(created["id"], changed["id"]);
    assert_eq!(created["createdBy"], changed["createdBy"]);
    assert_eq!(1, server.list(SKILLS).await.len());
}

#[tokio::test]
async fn a_patch_keeps_member_order_number_formats_and_unknown_members() {
    let server = Server::start();
    let sent = r#"{"zeta":[1,1.0,1e-7,9007199254740993],"displayName":"Rust","webUrl":"https://example.com","alpha":{"z":null}}"#;
    let created = json_of(server.post_text(SKILLS, sent).await).await;

    let response = server
        .patch(
            &path_of(&created),
            &json!({ "displayName": "Ada", "omega": 1 }),
        )
        .await;

    let text = response.text().await.unwrap();
    let kept = r#""zeta":[1,1.0,1e-7,9007199254740993],"displayName":"Ada","webUrl":"https://example.com","alpha":{"z":null},"omega":1}"#;
    assert!(text.ends_with(kept), "{text}");
}

#[tokio::test]
async fn a_changed_skill_keeps_its_position_in_the_list() {
    let server = Server::start();
    let first = server.add_path("First").await;
    server.add_named("Second").await;
    server
        .patch(&first, &json!({ "displayName": "Changed" }))
        .await;
    let skills = server.list(SKILLS).await;
    assert_eq!(["Changed", "Second"], *crate::server::names(&skills));
    let found = server
        .list(&format!("{SKILLS}?$filter=displayName eq 'Changed'"))
        .await;
    assert_eq!(1, found.len());
}

#[tokio::test]
async fn a_patch_is_validated_like_a_post_and_all_errors_are_reported() {
    let server = Server::start();
    let created = server.add(&contract_example()).await;
    for sent in [
        json!({ "displayName": null }),
        json!({ "displayName": "" }),
        json!({ "displayName": "\u{200B} " }),
        json!({ "displayName": 7 }),
        json!({ "displayName": "x".repeat(1001) }),
        json!({ "displayName": "Ada", "@odata.type": "#microsoft.graph.other" }),
        json!({ "displayName": "Ada", "proficiency": "unknownFutureValue" }),
        json!({ "displayName": "Ada", "createdDateTime": "yesterday", "createdBy": 7 }),
        json!({ "displayName": " ", "proficiency": "String", "allowedAudiences": "", "collaborationTags": "ableToMentor",
            "categories": [1], "webUrl": "ftp://example.com", "thumbnailUrl": "x", "inference": { "confidenceScore": "1" } }),
    ] {
        let posted = json_of(server.post(SKILLS, &sent).await).await["error"].take();

        let response = server.patch(&path_of(&created), &sent).await;

        assert_eq!(400, response.status(), "{sent}");
        let error = json_of(response).await["error"].take();
        assert_eq!("invalidRequest", error["code"]);
        assert!(!error["details"].as_array().unwrap().is_empty());
        for name in ["code", "message", "details"] {
            assert_eq!(posted[name], error[name], "{sent}");
        }
    }
    assert_eq!(created, server.find(&path_of(&created)).await);
    assert_eq!(1, server.list(SKILLS).await.len());
}

#[tokio::test]
async fn a_patch_rejects_malformed_oversized_and_non_json_bodies() {
    let server = Server::start();
    let path = server.add_path("Rust").await;
    let send = async |media_type: &str, body: Vec<u8>| {
        let request = server
            .request(Method::PATCH, &path)
            .header("Content-Type", media_type);
        let response = request.body(body).send().await.unwrap();
        let status = response.status().as_u16();
        (status, json_of(response).await["error"]["code"].clone())
    };
    for body in ["", " ", "{", "[]", "null", "{\"displayName\":\"Ada\",}"] {
        assert_eq!(
            (400, json!("BadRequest")),
            send("application/json", body.into()).await,
            "{body}"
        );
    }
    let name = br#"{"displayName":"Ada"}"#.to_vec();
    assert_eq!(
        (415, json!("UnsupportedMediaType")),
        send("text/plain", name.clone()).await
    );
    assert_eq!(
        (413, json!("RequestEntityTooLarge")),
        send("application/json", vec![b' '; 1024 * 1024 + 1]).await
    );
    assert_eq!("Rust", server.find(&path).await["displayName"]);
    assert_eq!(
        (200, Value::Null),
        send("Application/JSON; charset=utf-8", name).await
    );
}

#[tokio::test]
async fn a_patch_requires_a_token() {
    let server = Server::start();
    let path = server.add_path("Rust").await;
    let request = server.anonymous(Method::PATCH, &path);
    let response = request
        .json(&json!({ "displayName": "Ada" }))
        .send()
        .await
        .unwrap();
    assert_eq!(401, response.status());
    assert_eq!("Rust", server.find(&path).await["displayName"]);
}

#[tokio::test]
async fn a_patch_changes_only_a_skill_of_the_addressed_collection() {
    let server = Server::start();
    let theirs = "/beta/users/o'neil@example.com/profile/skills";
    let created = json_of(
        server
            .post(theirs, &json!({ "displayName": "Theirs" }))
            .await,
    )
    .await;
    let id = created["id"].as_str().unwrap();
    let sent = json!({ "displayName": "Changed" });

    for path in [
        format!("{SKILLS}/{id}"),
        format!("{SKILLS}/unknown"),
        format!("{theirs}/unknown"),
    ] {
        let response = server.patch(&path, &sent).await;
        assert_eq!(404, response.status(), "{path}");
        assert_eq!("itemNotFound", json_of(response).await["error"]["code"]);
    }
    for path in [SKILLS.to_owned(), format!("{SKILLS}/$ref")] {
        assert_eq!(405, server.patch(&path, &sent).await.status(), "{path}");
    }

    let response = server.patch(&format!("{theirs}/{id}"), &sent).await;
    assert_eq!(200, response.status());
    let changed = json_of(response).await;
    assert_eq!("Changed", changed["displayName"]);
    assert_eq!(created["@odata.context"], changed["@odata.context"]);
}

#[tokio::test]
async fn concurrent_changes_are_all_stored() {
    const WRITERS: usize = 40;
    let server = Server::start();
    let path = server.add_path("Rust").await;
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let mut sent = json!({ "displayName": format!("from writer {writer}") });
        sent[format!("member{writer}")] = json!(writer);
        writers.spawn(server.request(Method::PATCH, &path).json(&sent).send());
    }
    for response in writers.join_all().await {
        assert_eq!(200, response.unwrap().status());
    }

    let stored = server.find(&path).await;

    for writer in 0..WRITERS {
        assert_eq!(writer, stored[format!("member{writer}")]);
    }
}
