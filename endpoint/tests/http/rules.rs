//! The validation of a skill: enumerations, names, and URLs. All errors are reported together.

use serde_json::{Value, json};

use crate::server::{SKILLS, Server, json_of};

/// Posts a skill with this member. Asserts that the error is about this path only.
pub async fn assert_refused(server: &Server, member: &str, value: Value, target: &str) -> String {
    let mut skill = json!({ "displayName": "Rust" });
    skill[member] = value;
    let response = server.post(SKILLS, &skill).await;
    assert_eq!(400, response.status(), "{skill}");
    let error = json_of(response).await["error"].take();
    assert_eq!("invalidRequest", error["code"]);
    let details = error["details"].as_array().unwrap();
    assert_eq!(1, details.len(), "{error}");
    assert_eq!(target, details[0]["target"], "{skill}");
    assert_eq!(error["message"], details[0]["message"]);
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains(&format!(
            "property '{target}' of resource 'skillProficiency'"
        )),
        "{message}"
    );
    message.to_owned()
}

/// Posts a skill with this member. Asserts that it is stored unchanged.
pub async fn assert_taken(server: &Server, member: &str, value: Value) {
    let mut skill = json!({ "displayName": "Rust" });
    skill[member] = value;
    let created = server.add(&skill).await;
    assert_eq!(skill[member], created[member]);
}

#[tokio::test]
async fn only_documented_proficiencies_are_accepted() {
    let server = Server::start();
    for member in [
        "elementary",
        "limitedWorking",
        "generalProfessional",
        "advancedProfessional",
        "expert",
    ] {
        assert_taken(&server, "proficiency", json!(member)).await;
    }
    for value in [
        json!("String"),
        json!("Expert"),
        json!(""),
        json!("elementary,expert"),
        json!(4),
        json!([]),
    ] {
        let message = assert_refused(&server, "proficiency", value, "proficiency").await;
        assert!(message.contains("elementary, limitedWorking"), "{message}");
    }
}

#[tokio::test]
async fn only_documented_audiences_are_accepted_alone_or_comma_separated() {
    let server = Server::start();
    for member in [
        "me",
        "family",
        "contacts",
        "groupMembers",
        "organization",
        "federatedOrganizations",
        "everyone",
    ] {
        assert_taken(&server, "allowedAudiences", json!(member)).await;
    }
    assert_taken(
        &server,
        "allowedAudiences",
        json!("contacts,groupMembers,organization"),
    )
    .await;
    for value in [
        json!("nobody"),
        json!(""),
        json!("me,"),
        json!("me, family"),
        json!("me,nobody"),
        json!(["me"]),
    ] {
        assert_refused(&server, "allowedAudiences", value, "allowedAudiences").await;
    }
}

#[tokio::test]
async fn the_sentinel_is_rejected_with_the_reason() {
    let server = Server::start();
    for (member, value) in [
        ("proficiency", "unknownFutureValue"),
        ("allowedAudiences", "unknownFutureValue"),
        ("allowedAudiences", "me,unknownFutureValue"),
    ] {
        let message = assert_refused(&server, member, json!(value), member).await;
        assert!(message.contains("cannot be written"), "{message}");
    }
}

#[tokio::test]
async fn only_documented_collaboration_tags_are_accepted() {
    let server = Server::start();
    let all = json!([
        "askMeAbout",
        "ableToMentor",
        "wantsToLearn",
        "wantsToImprove"
    ]);
    assert_taken(&server, "collaborationTags", all).await;
    assert_taken(&server, "collaborationTags", json!([])).await;
    for value in [
        json!("askMeAbout"),
        json!(["askMe"]),
        json!([null]),
        json!({}),
    ] {
        assert_refused(&server, "collaborationTags", value, "collaborationTags").await;
    }
}

#[tokio::test]
async fn a_name_is_required_visible_and_limited_in_length() {
    let server = Server::start();
    assert_taken(&server, "displayName", json!("x".repeat(1000))).await;
    assert_taken(&server, "displayName", json!(" C++ & <b>مرحبا</b> ")).await;
    assert_refused(&server, "displayName", Value::Null, "displayName").await;
    let too_long = "👍".repeat(501);
    for value in [
        json!(""),
        json!(" \u{a0}\u{3000}"),
        json!("\u{200b}\u{feff}"),
        json!(too_long),
        json!("a\u{0}b"),
        json!("a\tb"),
        json!("a\u{202e}b"),
        json!(7),
        json!(["Rust"]),
    ] {
        assert_refused(&server, "displayName", value, "displayName").await;
    }
    let response = server.post(SKILLS, &json!({})).await;
    assert_eq!(400, response.status());
    assert_eq!(
        "displayName",
        json_of(response).await["error"]["details"][0]["target"]
    );
}

#[tokio::test]
async fn categories_are_an_array_of_strings() {
    let server = Server::start();
    assert_taken(&server, "categories", json!([])).await;
    assert_taken(
        &server,
        "categories",
        json!(["personal", "a, b", "personal"]),
    )
    .await;
    for value in [
        json!("personal"),
        json!(["personal", 1]),
        json!([null]),
        json!([" "]),
        json!({}),
    ] {
        assert_refused(&server, "categories", value, "categories").await;
    }
}

#[tokio::test]
async fn urls_must_be_absolute_http_urls_without_credentials() {
    let server = Server::start();
    for member in ["webUrl", "thumbnailUrl"] {
        for value in [
            "https://example.com/webUrl/",
            "http://localhost:8080/a?b#c",
            "https://müller.example/ü",
            "https://[::1]/",
        ] {
            assert_taken(&server, member, json!(value)).await;
        }
        for value in [
            json!(""),
            json!("example.com"),
            json!("/webUrl/"),
            json!("//example.com"),
            json!("ftp://example.com"),
            json!("javascript:alert(1)"),
            json!("java\nscript:alert(1)"),
            json!("mailto:a@example.com"),
            json!("https://"),
            json!("https://user@example.com"),
            json!("https://:password@example.com"),
            json!(" https://example.com"),
            json!("https://exam\tple.com"),
            json!(format!("https://example.com/{}", "x".repeat(2048))),
            json!(1),
        ] {
            assert_refused(&server, member, value, member).await;
        }
    }
}

#[tokio::test]
async fn all_errors_are_reported_together_and_nothing_is_stored() {
    let server = Server::start();
    let bad = json!({
        "displayName": " ", "proficiency": "4", "webUrl": "x",
        "inference": { "confidenceScore": "1", "userHasVerifiedAccuracy": 1 },
    });

    let response = server.post(SKILLS, &bad).await;

    assert_eq!(400, response.status());
    let error = json_of(response).await["error"].take();
    let targets: Vec<_> = error["details"]
        .as_array()
        .unwrap()
        .iter()
        .map(|detail| &detail["target"])
        .collect();
    let expected = [
        "displayName",
        "proficiency",
        "webUrl",
        "inference.confidenceScore",
        "inference.userHasVerifiedAccuracy",
    ];
    assert_eq!(expected.to_vec(), targets);
    assert_eq!(0, server.list(SKILLS).await.len());
}
