//! Adding skills.

use page_tests::{Page, Result};
use serde_json::{Value, json};

/// The request of the contract's example, with values of the right types.
const FILLED: &str = include_str!("../../fixtures/request.filled.json");

/// The members that the endpoint sets in addition to the sent ones.
const SET_BY_THE_SERVER: [&str; 4] = [
    "id",
    "createdDateTime",
    "lastModifiedDateTime",
    "lastModifiedBy",
];

#[tokio::test]
async fn a_skill_is_stored_as_the_contract_specifies_and_its_id_is_shown() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.fill("displayName", "Display Name value").await?;
    page.choose("proficiency", "generalProfessional").await?;
    page.add_category("Categories value").await?;
    page.fill("webUrl", "https://example.com/webUrl/").await?;
    page.choose("allowedAudiences", "organization").await?;
    page.open_details().await?;
    page.fill("inference.confidenceScore", "0.5").await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "true")
        .await?;
    page.fill("createdBy.application.id", "Id value").await?;
    page.fill("createdBy.application.displayName", "Display Name value")
        .await?;
    page.submit().await?;

    let added = page.event("skill-added").await?;
    let mut stored = page.stored().await?;
    assert_eq!(stored.len(), 1);
    let id = stored[0]["id"].clone();
    let id = id.as_str().unwrap_or_default();
    let status = page.status().await?;
    assert!(
        status.contains("Display Name value") && status.contains(id),
        "{status}"
    );
    assert_eq!(page.alert().await?, "");
    assert_eq!(added["skill"]["id"], id);
    assert!(added["clientRequestId"].is_string());
    let listed = format!(
        "return document.querySelector('#skills li[data-id=\"{id}\"] b')?.textContent ?? null;"
    );
    page.until("the page lists the skill", async || {
        Ok(page.run(&listed, &[]).await? == "Display Name value")
    })
    .await?;

    for name in SET_BY_THE_SERVER {
        let set = stored[0]
            .as_object_mut()
            .and_then(|skill| skill.remove(name));
        assert!(set.is_some(), "{name}");
    }
    let contract: Value = serde_json::from_str(FILLED)?;
    assert_eq!(stored[0], contract);
    // Its members are also in the contract's order.
    let text: String = FILLED.lines().map(str::trim_start).collect();
    assert_eq!(page.posts().await?[0]["body"], text.replace("\": ", "\":"));

    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn every_property_of_the_contract_has_a_field_and_is_sent() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.add_category("professional").await?;
    page.add_category("hobby").await?;
    page.fill("webUrl", "https://example.com/rust").await?;
    page.choose("allowedAudiences", "everyone").await?;
    page.open_details().await?;
    page.fill("inference.confidenceScore", "0.75").await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "false")
        .await?;
    page.fill("id", "a5ab4a61-4a61-a5ab-614a-aba5614aaba5")
        .await?;
    page.fill("createdDateTime", "2016-12-31T23:58:10.4520456+03:00")
        .await?;
    page.fill("lastModifiedDateTime", "2017-01-01T00:02:23.471109+03:00")
        .await?;
    for by in ["createdBy", "lastModifiedBy"] {
        for party in ["application", "device", "user"] {
            page.fill(&format!("{by}.{party}.id"), &format!("{by} {party}"))
                .await?;
            page.fill(
                &format!("{by}.{party}.displayName"),
                &format!("Name of {by} {party}"),
            )
            .await?;
        }
    }
    page.submit().await?;
    page.event("skill-added").await?;

    let identity = |by: &str, party: &str| {
        json!({
            "@odata.type": "microsoft.graph.identity",
            "id": format!("{by} {party}"),
            "displayName": format!("Name of {by} {party}"),
        })
    };
    let identities = |by: &str| {
        json!({
            "@odata.type": "microsoft.graph.identitySet",
            "application": identity(by, "application"),
            "device": identity(by, "device"),
            "user": identity(by, "user"),
        })
    };
    let sent: Value =
        serde_json::from_str(page.posts().await?[0]["body"].as_str().unwrap_or_default())?;
    let expected = json!({
        "@odata.type": "#microsoft.graph.skillProficiency",
        "id": "a5ab4a61-4a61-a5ab-614a-aba5614aaba5",
        "allowedAudiences": "everyone",
        "inference": {
            "@odata.type": "microsoft.graph.inferenceData",
            "confidenceScore": 0.75,
            "userHasVerifiedAccuracy": false,
        },
        "createdDateTime": "2016-12-31T23:58:10.4520456+03:00",
        "createdBy": identities("createdBy"),
        "lastModifiedDateTime": "2017-01-01T00:02:23.471109+03:00",
        "lastModifiedBy": identities("lastModifiedBy"),
        "categories": ["professional", "hobby"],
        "displayName": "Rust",
        "proficiency": "expert",
        "webUrl": "https://example.com/rust",
    });
    assert_eq!(sent, expected);
    let stored = page.stored().await?;
    assert_eq!(stored[0]["createdBy"], expected["createdBy"]);
    assert_eq!(stored[0]["lastModifiedBy"], expected["lastModifiedBy"]);
    assert_eq!(stored[0]["categories"], expected["categories"]);
    Ok(())
}

#[tokio::test]
async fn the_form_is_cleared_after_a_skill_is_added_and_accepts_the_next() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.add_category("professional").await?;
    page.open_details().await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "true")
        .await?;
    page.submit().await?;
    page.event("skill-added").await?;

    assert_eq!(page.value("displayName").await?, "");
    assert_eq!(page.value("proficiency").await?, "");
    assert_eq!(page.categories().await?, Vec::<String>::new());
    assert_eq!(
        page.checked("inference.userHasVerifiedAccuracy")
            .await?
            .as_deref(),
        Some("")
    );
    assert_eq!(page.error("displayName").await?, None);
    page.fill("displayName", "Watercolour").await?;
    page.submit().await?;
    page.event("skill-added").await?;

    let stored = page.stored().await?;
    let names: Vec<_> = stored.iter().map(|skill| &skill["displayName"]).collect();
    assert_eq!(names, ["Rust", "Watercolour"]);
    assert_eq!(stored[1]["proficiency"], Value::Null);
    assert_eq!(stored[1]["categories"], Value::Null);
    assert_eq!(stored[1]["inference"], Value::Null);
    Ok(())
}

#[tokio::test]
async fn the_page_lists_a_duplicate_until_it_is_removed() -> Result {
    let page = Page::open_with_faults().await?;
    page.endpoint()
        .simulate(&json!(["method:POST;commit:twice"]))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    let lists = async |count: usize| {
        let listed = "return document.querySelectorAll('#skills li').length;";
        page.until(&format!("the page lists {count}"), async || {
            Ok(page.run(listed, &[]).await? == count)
        })
        .await
    };
    lists(2).await?;
    page.until("the copy is reported", async || {
        Ok(page
            .status()
            .await?
            .contains("Your skill was added more than once"))
    })
    .await?;
    page.click("remove-duplicate").await?;
    lists(1).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}
