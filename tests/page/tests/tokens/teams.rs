//! `docs/auth-teams.md`, with `@microsoft/teams-js` in a frame of a host.

use page_tests::{Engine, Result, Step, Subject, Tokens};
use serde_json::json;

/// Opens the tab, if the engine's driver supports forms in frames.
async fn open() -> Result<Option<Tokens>> {
    if Engine::of_environment()?.cannot(Step::Frame).is_some() {
        return Ok(None);
    }
    Ok(Some(Tokens::open("teams").await?))
}

#[tokio::test]
async fn a_user_signed_in_to_teams_adds_a_skill_without_a_popup() -> Result {
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.submit().await?;
    let post = page.is_added().await?;
    assert_eq!(
        (&post["person"], &post["claims"]),
        (&json!("ada"), &json!(null))
    );
    assert_eq!(page.windows().await?, 1);
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_user_without_consent_is_prompted_in_a_teams_popup() -> Result {
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.arrange(json!({ "consented": false })).await?;
    page.submit_and_follow_in_popup("ada").await?;
    assert_eq!(page.is_added().await?["person"], "ada");
    Ok(())
}

#[tokio::test]
async fn a_claims_challenge_is_resolved_by_the_token_exchange() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.require_claims().await?;
    page.submit().await?;
    let post = page.is_added().await?;
    assert!(post["claims"].is_object(), "{post}");
    assert_eq!(page.windows().await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_claims_challenge_that_needs_interaction_opens_a_teams_popup() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.arrange(json!({ "claimsNeedPerson": true })).await?;
    page.require_claims().await?;
    page.submit_and_follow_in_popup("ada").await?;
    let post = page.is_added().await?;
    assert!(post["claims"].is_object(), "{post}");
    Ok(())
}

#[tokio::test]
async fn a_declined_consent_sends_nothing_and_can_be_retried() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.arrange(json!({ "consented": false })).await?;
    page.submit_and_follow_in_popup("cancel").await?;
    page.is_not_sent().await?;

    page.submit_and_follow_in_popup("ada").await?;
    page.is_added().await?;
    Ok(())
}

#[tokio::test]
async fn a_rejection_by_teams_or_entra_sends_nothing_and_opens_no_popup() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.arrange(json!({ "teamsRefuses": "resourceDisabled" }))
        .await?;
    page.submit().await?;
    page.is_not_sent().await?;
    assert!(
        page.responses("POST").await?.is_empty(),
        "there was nothing to exchange"
    );

    page.arrange(json!({ "teamsRefuses": "", "refuses": "unauthorized_client" }))
        .await?;
    page.submit().await?;
    page.is_not_sent().await?;
    assert_eq!(page.windows().await?, 1);
    Ok(())
}
