//! The validation of a skill's facets: inference, identities, timestamps, and types.

use serde_json::json;

use crate::rules::{assert_refused, assert_taken};
use crate::server::Server;

#[tokio::test]
async fn a_score_must_be_a_number_and_a_verification_a_boolean() {
    let server = Server::start();
    for score in [
        json!(0),
        json!(-0.5),
        json!(1024),
        json!(1e300),
        json!(null),
    ] {
        server
            .add(&json!({ "displayName": "Rust", "inference": { "confidenceScore": score } }))
            .await;
    }
    for score in [
        json!("Double"),
        json!("0.5"),
        json!("NaN"),
        json!(true),
        json!([]),
    ] {
        assert_refused(
            &server,
            "inference",
            json!({ "confidenceScore": score }),
            "inference.confidenceScore",
        )
        .await;
    }
    let verified = json!({ "userHasVerifiedAccuracy": "true" });
    assert_refused(
        &server,
        "inference",
        verified,
        "inference.userHasVerifiedAccuracy",
    )
    .await;
    assert_refused(&server, "inference", json!("high"), "inference").await;
}

#[tokio::test]
async fn identities_may_have_unknown_members_but_ids_and_names_must_be_strings() {
    let server = Server::start();
    for member in ["createdBy", "lastModifiedBy"] {
        let open = json!({ "user": { "id": null, "email": 7 }, "device": null, "phone": { "id": 1 }, "x": [] });
        assert_taken(&server, member, open).await;
        assert_refused(&server, member, json!("me"), member).await;
        assert_refused(
            &server,
            member,
            json!({ "user": "me" }),
            &format!("{member}.user"),
        )
        .await;
        for (identity, property) in [
            ("application", "id"),
            ("device", "displayName"),
            ("user", "id"),
        ] {
            let set = json!({ identity: { property: 1 } });
            assert_refused(
                &server,
                member,
                set,
                &format!("{member}.{identity}.{property}"),
            )
            .await;
        }
    }
}

#[tokio::test]
async fn timestamps_are_validated_although_the_server_sets_them() {
    let server = Server::start();
    for member in ["createdDateTime", "lastModifiedDateTime"] {
        for value in [
            json!("2023-02-29T00:00:00Z"),
            json!("2023-01-01"),
            json!("now"),
            json!(0),
        ] {
            assert_refused(&server, member, value, member).await;
        }
    }
}

#[tokio::test]
async fn only_documented_odata_types_are_accepted() {
    let server = Server::start();
    assert_taken(
        &server,
        "inference",
        json!({ "@odata.type": "#microsoft.graph.inferenceData" }),
    )
    .await;
    for value in [
        json!("microsoft.graph.skillProficiency"),
        json!("#microsoft.graph.personInterest"),
        json!(null),
    ] {
        assert_refused(&server, "@odata.type", value, "@odata.type").await;
    }
    for (member, value, target) in [
        (
            "inference",
            json!({ "@odata.type": "inferenceData" }),
            "inference.@odata.type",
        ),
        (
            "createdBy",
            json!({ "@odata.type": "##microsoft.graph.identitySet" }),
            "createdBy.@odata.type",
        ),
        (
            "createdBy",
            json!({ "user": { "@odata.type": 1 } }),
            "createdBy.user.@odata.type",
        ),
    ] {
        assert_refused(&server, member, value, target).await;
    }
}
