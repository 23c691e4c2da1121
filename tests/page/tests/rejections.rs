//! Rows 36 to 45 of FAULTS.md: the service rejects the skill, with or without a reason.

use page_tests::{Engine, Key, Page, Result, Subject};
use serde_json::{Value, json};

use crate::invariants::{added, failed, fill, filled, posts, ready};

/// The error of a field whose value the service has rejected.
const REFUSED: &str = "The service did not accept this value. Enter a different one";

/// Submits the skill to a service that rejects it once. Asserts that the form keeps its state and
/// shows the reference for support.
async fn refused(page: &Page, status: u16, kind: &str) -> Result<Value> {
    page.submit().await?;
    let failure = failed(page).await?;
    assert_eq!(
        (&failure["kind"], &failure["status"]),
        (&json!(kind), &json!(status))
    );
    let alert = page.alert().await?;
    let id = failure["requestId"].as_str().unwrap_or_default();
    assert!(
        !id.is_empty() && alert.contains(id) && alert.contains(&status.to_string()),
        "{alert}"
    );
    assert_eq!(page.focused().await?, "submit");
    assert_eq!(posts(page).await?.len(), 1);
    assert!(page.stored().await?.is_empty());
    Ok(failure)
}

#[tokio::test]
async fn row_36_a_rejection_without_a_reason_suggests_a_fix_and_shows_support_details() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(
        &json!([{ "method": "POST", "status": 400, "code": "UnknownError", "message": "" }]),
    )
    .await?;
    page.choose("proficiency", "generalProfessional").await?;
    let failure = refused(&page, 400, "rejected").await?;
    assert_eq!(failure["code"], "UnknownError");
    let alert = page.alert().await?;
    for words in [
        "did not accept this skill",
        "possibly because of its proficiency level",
        "UnknownError",
    ] {
        assert!(alert.contains(words), "{alert}");
    }
    page.click("choose-level").await?;
    assert_eq!(page.focused().await?, "proficiency");
    assert_eq!(page.value("proficiency").await?, "generalProfessional");

    page.choose("proficiency", "expert").await?;
    page.submit().await?;
    added(&page).await?;
    assert_eq!(page.stored().await?[0]["proficiency"], "expert");
    Ok(())
}

#[tokio::test]
async fn row_37_a_rejected_property_marks_its_field_until_the_value_changes() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(
        &json!([{ "method": "POST", "status": 400, "code": "invalidRequest", "target": "webUrl" }]),
    )
    .await?;
    page.fill("webUrl", "https://example.com/a").await?;
    refused(&page, 400, "rejected").await?;
    assert_eq!(page.error("webUrl").await?.as_deref(), Some(REFUSED));
    assert!(page.is_marked_invalid("webUrl").await?);
    assert_eq!(page.error("displayName").await?, None);
    let alert = page.alert().await?;
    assert!(
        alert.contains(&format!("Link: {REFUSED}")) && !alert.contains("proficiency"),
        "{alert}"
    );

    // Leaving the field does not remove the error, but another value does.
    page.type_into("webUrl", Key::Tab + "").await?;
    assert_eq!(page.error("webUrl").await?.as_deref(), Some(REFUSED));
    page.type_into("webUrl", "b").await?;
    page.until("the mark is gone", async || {
        Ok(page.error("webUrl").await?.is_none())
    })
    .await?;
    assert!(
        !page.alert().await?.contains(REFUSED),
        "{}",
        page.alert().await?
    );
    page.submit().await?;
    added(&page).await?;
    assert_eq!(posts(&page).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn row_37_the_summary_links_to_a_collapsed_field_and_an_unknown_target_marks_none() -> Result
{
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let faults = [
        "inference/confidenceScore",
        "collaborationTags",
        "frobnicate",
    ]
    .map(|target| json!({ "method": "POST", "status": 400, "target": target }));
    let page = filled(&json!(faults)).await?;
    page.prefill(&json!({
        "displayName": "Rust", "categories": ["hobby"], "collaborationTags": ["askMeAbout"], "inference": { "confidenceScore": 7 },
    }))
    .await?;
    refused(&page, 400, "rejected").await?;
    assert!(!page.details_are_open().await?);
    page.click("summary-link").await?;
    assert!(page.details_are_open().await?);
    assert_eq!(page.focused().await?, "inference.confidenceScore");

    // The same value can be sent again, because the service decides.
    page.submit().await?;
    failed(&page).await?;
    assert_eq!(page.error("inference.confidenceScore").await?, None);
    assert_eq!(
        page.error("collaborationTags").await?.as_deref(),
        Some(REFUSED),
        "a field that the page does not show"
    );

    page.submit().await?;
    failed(&page).await?;
    assert_eq!(
        page.run("return element.matches(':state(invalid)');", &[])
            .await?,
        false
    );
    assert_eq!(posts(&page).await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn row_38_the_form_restores_a_draft_after_a_sign_in_redirect_and_can_submit_it() -> Result {
    let page = filled(&json!([{ "method": "POST", "status": 401 }])).await?;
    page.choose("proficiency", "expert").await?;
    refused(&page, 401, "needs-auth").await?;
    assert!(
        page.alert().await?.starts_with("Sign in again"),
        "{}",
        page.alert().await?
    );

    // As in a redirect, another document replaces this one.
    page.visit("/locales/en.json").await?;
    page.visit("/").await?;
    page.ready().await?;
    ready(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.categories().await?, ["hobby"]);
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(posts(&page).await?.len(), 1, "nothing is sent by itself");
    page.submit().await?;
    added(&page).await?;
    assert_eq!(posts(&page).await?.len(), 2);
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn row_39_a_claims_challenge_is_handled_once_without_notifying_the_user() -> Result {
    let page = filled(&json!(["method:POST;claims"])).await?;
    let remember = "window.asked = []; const give = element.getAccessToken;
        element.getAccessToken = (request) => { window.asked.push(request.claims ?? ''); return give(request); };";
    page.run(remember, &[]).await?;
    page.announcements().await?;
    page.submit().await?;
    added(&page).await?;
    assert_eq!(posts(&page).await?.len(), 2);
    assert_eq!(page.stored().await?.len(), 1);
    let asked = page
        .run("return window.asked.filter(Boolean);", &[])
        .await?;
    let claims: Value = serde_json::from_str(asked[0].as_str().unwrap_or_default())?;
    assert!(
        claims["access_token"].is_object() && asked[1].is_null(),
        "{asked}"
    );
    let heard = page.announcements().await?;
    assert!(
        heard
            .iter()
            .all(|words| words.starts_with("Adding") || words.contains("was added")),
        "{heard:?}"
    );
    assert!(
        page.events()
            .await?
            .iter()
            .all(|event| event["type"] != "skill-failed")
    );
    Ok(())
}

#[tokio::test]
async fn row_40_a_second_claims_challenge_asks_the_user_to_sign_in() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(&json!(["method:POST;claims;times:2"])).await?;
    page.submit().await?;
    let failure = failed(&page).await?;
    assert_eq!(
        (&failure["kind"], &failure["status"]),
        (&json!("needs-auth"), &json!(401))
    );
    assert!(
        page.alert().await?.starts_with("Sign in again"),
        "{}",
        page.alert().await?
    );
    assert_eq!(posts(&page).await?.len(), 2);
    assert!(page.stored().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn row_41_a_403_response_refers_the_user_to_an_administrator() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page =
        filled(&json!([{ "method": "POST", "status": 403, "code": "ErrorAccessDeniedForRole" }]))
            .await?;
    let failure = refused(&page, 403, "rejected").await?;
    assert_eq!(failure["code"], "ErrorAccessDeniedForRole");
    let alert = page.alert().await?;
    assert!(
        alert.contains("do not have permission") && alert.contains("administrator"),
        "{alert}"
    );
    Ok(())
}

#[tokio::test]
async fn row_42_a_404_response_reports_that_the_profile_is_not_ready_and_keeps_the_draft() -> Result
{
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(&json!([{ "method": "POST", "status": 404 }])).await?;
    refused(&page, 404, "rejected").await?;
    let alert = page.alert().await?;
    assert!(
        alert.contains("not ready yet") && alert.contains("Try again later"),
        "{alert}"
    );
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.categories().await?, ["hobby"]);
    Ok(())
}

#[tokio::test]
async fn row_43_a_conflict_is_resolved_by_checking_the_profile() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(&json!([
        { "method": "POST", "status": 409 },
        { "method": "POST", "status": 409, "commit": true },
    ]))
    .await?;
    refused(&page, 409, "rejected").await?;
    assert!(
        page.alert().await?.contains("conflicts with another"),
        "{}",
        page.alert().await?
    );
    page.click("check-again").await?;
    failed(&page).await?;
    assert!(
        page.alert().await?.contains("not found on your profile"),
        "{}",
        page.alert().await?
    );

    page.submit().await?;
    failed(&page).await?;
    page.click("check-again").await?;
    added(&page).await?;
    assert_eq!(posts(&page).await?.len(), 2, "a check sends nothing");
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn row_44_a_413_response_reports_the_size_and_no_category_is_dropped() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(&json!([{ "method": "POST", "status": 413 }])).await?;
    let categories: Vec<_> = (0..150)
        .map(|number| format!("category {number}"))
        .collect();
    page.paste("categories", &categories.join("\n")).await?;
    page.type_into("categories", Key::Enter + "").await?;
    page.until("they are added", async || {
        Ok(page.categories().await?.len() == 151)
    })
    .await?;
    page.submit().await?;
    let failure = page.event("skill-failed").await?;
    assert_eq!(
        (&failure["kind"], &failure["status"]),
        (&json!("rejected"), &json!(413))
    );

    let posts = posts(&page).await?;
    let body = posts[0]["body"].as_str().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a few kilobytes")]
    let size = format!("{:.1} kB", (body.len() as f64 / 100.0).ceil() / 10.0);
    let alert = page.alert().await?;
    assert!(
        alert.contains("too large to add") && alert.contains(&size),
        "{alert} does not tell {size}"
    );
    let kept = page.categories().await?;
    assert_eq!(kept[1..], categories);
    let sent: Value = serde_json::from_str(body)?;
    assert_eq!(sent["categories"], json!(kept));
    assert_eq!(posts.len(), 1);
    assert!(page.stored().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn row_45_a_415_response_reports_a_technical_problem_with_the_client_request_id() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = filled(&json!([{ "method": "POST", "status": 415 }])).await?;
    let failure = refused(&page, 415, "rejected").await?;
    let alert = page.alert().await?;
    assert!(alert.starts_with("A technical problem"), "{alert}");
    let own = failure["clientRequestId"].as_str().unwrap_or_default();
    assert!(!own.is_empty() && alert.contains(own), "{alert}");

    page.submit().await?;
    added(&page).await?;
    fill(&page).await
}
