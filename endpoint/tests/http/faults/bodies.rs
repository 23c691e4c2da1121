//! Unexpected bodies.

use serde_json::{Value, json};

use super::{count, post, requests, start};
use crate::server::header;

/// Returns the body of the response after a skill was added with this fault.
async fn added(fault: &str) -> Vec<u8> {
    let server = start();
    let response = post(&server, fault).await.unwrap();
    assert_eq!(201, response.status());
    let bytes = response.bytes().await.unwrap().to_vec();
    assert_eq!(1, count(&server).await);
    bytes
}

#[tokio::test]
async fn a_fault_may_replace_the_body_of_a_201_response() {
    for (fault, body) in [
        ("body:empty", ""),
        ("body:object", "{}"),
        ("body:array", "[]"),
        ("body:null", "null"),
        ("text:\"x\"", "\"x\""),
        ("text:{\"error\":[1]}", "{\"error\":[1]}"),
    ] {
        assert_eq!(body, String::from_utf8(added(fault).await).unwrap());
    }
}

#[tokio::test]
async fn the_sample_body_has_the_values_of_the_contract_example() {
    let sample: Value = serde_json::from_slice(&added("body:sample").await).unwrap();
    assert_eq!("a5ab4a61-4a61-a5ab-614a-aba5614aaba5", sample["id"]);
    assert_eq!(
        ("Double", "String"),
        (
            sample["inference"]["confidenceScore"].as_str().unwrap(),
            sample["proficiency"].as_str().unwrap()
        )
    );
    assert_eq!(
        "2016-12-31T23:58:10.4520456+03:00",
        sample["createdDateTime"]
    );
}

#[tokio::test]
async fn a_cut_body_is_received_without_error_but_is_not_valid_json() {
    let half = added("body:cut").await;
    assert!(half.starts_with(b"{\"@odata.context\":"));
    assert!(serde_json::from_slice::<Value>(&half).is_err());
}

#[tokio::test]
async fn a_huge_body_is_larger_than_100_megabytes() {
    let server = start();
    let mut response = post(&server, "body:huge").await.unwrap();
    assert_eq!(201, response.status());
    let promised: usize = header(&response, "content-length").parse().unwrap();
    assert!(promised > 100_000_000);
    let (mut received, mut last) = (0, None);
    while let Some(chunk) = response.chunk().await.unwrap() {
        received += chunk.len();
        last = chunk.last().copied();
    }
    assert_eq!((promised, Some(b'}')), (received, last));
}

#[tokio::test]
async fn a_deep_body_nests_100_000_arrays() {
    let deep = String::from_utf8(added("body:deep").await).unwrap();
    assert_eq!(100_000, deep.matches('[').count());
    assert!(deep.ends_with("]]}") && serde_json::from_str::<Value>(&deep).is_err());
}

#[tokio::test]
async fn a_body_may_contain_many_members_duplicates_or_a_proto_member() {
    let wide: Value = serde_json::from_slice(&added("body:wide").await).unwrap();
    assert!(wide.as_object().unwrap().len() > 10_000 && wide["displayName"] == "Rust");

    let proto: Value = serde_json::from_slice(&added("body:proto").await).unwrap();
    assert_eq!(
        (&json!(true), &json!("Rust")),
        (&proto["__proto__"]["polluted"], &proto["displayName"])
    );

    let duplicate = String::from_utf8(added("body:duplicate").await).unwrap();
    assert!(duplicate.contains(r#""displayName":"Rust""#), "{duplicate}");
    assert!(duplicate.ends_with(r#""id":"second","displayName":"Second"}"#));
}

#[tokio::test]
async fn a_body_may_contain_invalid_utf_8() {
    let bytes = added("body:utf8").await;
    assert!(bytes.ends_with(b"\"bytes\":\"\xff\xfe\"}"));
    assert!(std::str::from_utf8(&bytes).is_err());
}

#[tokio::test]
async fn errors_and_lists_may_have_unexpected_bodies() {
    let server = start();
    let gateway = post(&server, "status:503;body:html").await.unwrap();
    assert_eq!(
        (503, "text/html"),
        (gateway.status().as_u16(), header(&gateway, "content-type"))
    );
    let error: Value = post(&server, "status:400;body:wide")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(error.as_object().unwrap().len() > 10_000 && error["error"]["code"] == "BadRequest");
    let nothing = post(&server, "status:502;body:empty").await.unwrap();
    assert_eq!(
        (502, ""),
        (
            nothing.status().as_u16(),
            nothing.text().await.unwrap().as_str()
        )
    );
    let list = server
        .get(&super::with("body:cut"))
        .await
        .text()
        .await
        .unwrap();
    assert!(list.starts_with('{') && serde_json::from_str::<Value>(&list).is_err());
}

#[tokio::test]
async fn a_201_response_may_contain_other_values_than_the_stored_ones() {
    let server = start();
    let fault = r#"set:displayName=Other;set:proficiency="4";set:allowedAudiences="8";set:inference=null;set:categories"#;
    let reported: Value = post(&server, fault).await.unwrap().json().await.unwrap();
    assert_eq!(
        json!(["Other", "4", "8"]),
        json!([
            reported["displayName"],
            reported["proficiency"],
            reported["allowedAudiences"]
        ])
    );
    assert!(reported.as_object().unwrap()["inference"].is_null());
    let id = requests(&server).await[0]["committed"][0].clone();
    assert_eq!(id, reported["id"]);
    assert_eq!(
        "Rust",
        server.list(crate::server::SKILLS).await[0]["displayName"]
    );
}
