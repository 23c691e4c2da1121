//! What is stored, when, and how often.

use serde_json::{Value, json};

use super::{count, post, requests, start, until_there_are};
use crate::server::{SKILLS, json_of};

#[tokio::test]
async fn an_error_may_be_returned_although_the_skill_was_stored() {
    let server = start();
    for (index, status) in [500, 502, 504].into_iter().enumerate() {
        let response = post(&server, &format!("status:{status};commit"))
            .await
            .unwrap();
        assert_eq!(status, response.status());
        assert!(json_of(response).await["error"]["code"].is_string());
        assert_eq!(index + 1, count(&server).await);
    }
}

#[tokio::test]
async fn a_200_response_may_contain_the_skill() {
    let server = start();
    let response = post(&server, "status:200;commit").await.unwrap();
    assert_eq!(200, response.status());
    let skill = json_of(response).await;
    assert_eq!(skill["id"], server.list(SKILLS).await[0]["id"]);
}

#[tokio::test]
async fn a_201_may_be_returned_although_nothing_was_stored() {
    let server = start();
    assert_eq!(
        201,
        post(&server, "status:201;commit:no")
            .await
            .unwrap()
            .status()
    );
    assert_eq!(0, count(&server).await);
}

#[tokio::test]
async fn commit_no_returns_204_and_commit_deletes_the_skill_despite_an_error() {
    let server = start();
    assert_eq!(204, post(&server, "commit:no").await.unwrap().status());
    let id = server.add_named("Rust").await;
    let path = format!("{SKILLS}/{id}");
    assert_eq!(
        204,
        server
            .delete(&format!("{path}?fault=commit:no"))
            .await
            .status()
    );
    assert_eq!(200, server.get(&path).await.status());
    assert_eq!(
        503,
        server
            .delete(&format!("{path}?fault=status:503;commit"))
            .await
            .status()
    );
    assert_eq!(404, server.get(&path).await.status());
}

#[tokio::test]
async fn a_skill_may_be_stored_twice() {
    let server = start();
    let response = post(&server, "commit:twice").await.unwrap();
    assert_eq!(201, response.status());
    let answered = json_of(response).await["id"].clone();

    let skills = server.list(SKILLS).await;
    assert_eq!(2, skills.len());
    assert_ne!(skills[0]["id"], skills[1]["id"]);
    assert_eq!(answered, skills[1]["id"]);
    assert_eq!(
        json!([skills[0]["id"], skills[1]["id"]]),
        requests(&server).await[0]["committed"]
    );
}

#[tokio::test]
async fn a_skill_may_be_stored_after_the_response() {
    let server = start();
    for (fault, status) in [
        ("commit:1h", 504),
        ("status:202;commit:1h", 202),
        ("commit:100ms", 504),
    ] {
        assert_eq!(status, post(&server, fault).await.unwrap().status());
    }
    until_there_are(&server, 1).await;
    let committed: Vec<_> = requests(&server)
        .await
        .iter()
        .map(|seen| seen["committed"].as_array().unwrap().len())
        .collect();
    assert_eq!([0, 0, 1], committed[..3]);
}

#[tokio::test]
async fn a_skill_may_be_stored_with_other_values() {
    let server = start();
    server.add_named("Newer").await;
    let fault = r#"store:proficiency="4";store:allowedAudiences="8";store:webUrl=null;store:createdDateTime=2016-12-31T23:58:10Z"#;

    let answered: Value = post(&server, fault).await.unwrap().json().await.unwrap();

    let stored = &server.list(SKILLS).await[0];
    for reported in [&answered, stored] {
        assert_eq!(
            json!(["4", "8"]),
            json!([reported["proficiency"], reported["allowedAudiences"]])
        );
        assert!(reported.as_object().unwrap()["webUrl"].is_null());
        assert_eq!("2016-12-31T23:58:10Z", reported["createdDateTime"]);
    }
    assert_eq!(answered["id"], stored["id"]);
}
