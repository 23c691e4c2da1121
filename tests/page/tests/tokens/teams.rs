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
async fn in_a_tab_whoever_is_signed_in_to_teams_adds_a_skill_without_a_window() -> Result {
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
async fn who_has_not_consented_is_asked_in_a_window_of_teams() -> Result {
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.arrange(json!({ "consented": false })).await?;
    page.submit_and_act("ada").await?;
    assert_eq!(page.is_added().await?["person"], "ada");
    Ok(())
}

#[tokio::test]
async fn a_demand_for_claims_is_answered_by_the_exchange() -> Result {
    if Engine::of_environment()?.leaves(Subject::TokenSources) {
        return Ok(());
    }
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.demand_claims().await?;
    page.submit().await?;
    let post = page.is_added().await?;
    assert!(post["claims"].is_object(), "{post}");
    assert_eq!(page.windows().await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_demand_for_claims_that_needs_the_person_opens_a_window_of_teams() -> Result {
    if Engine::of_environment()?.leaves(Subject::TokenSources) {
        return Ok(());
    }
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.arrange(json!({ "claimsNeedPerson": true })).await?;
    page.demand_claims().await?;
    page.submit_and_act("ada").await?;
    let post = page.is_added().await?;
    assert!(post["claims"].is_object(), "{post}");
    Ok(())
}

#[tokio::test]
async fn who_does_not_consent_has_sent_nothing_and_can_try_again() -> Result {
    if Engine::of_environment()?.leaves(Subject::TokenSources) {
        return Ok(());
    }
    let Some(page) = open().await? else {
        return Ok(());
    };
    page.arrange(json!({ "consented": false })).await?;
    page.submit_and_act("cancel").await?;
    page.is_not_sent().await?;

    page.submit_and_act("ada").await?;
    page.is_added().await?;
    Ok(())
}

#[tokio::test]
async fn a_refusal_of_teams_or_of_entra_sends_nothing_and_opens_no_window() -> Result {
    if Engine::of_environment()?.leaves(Subject::TokenSources) {
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
        page.answered("POST").await?.is_empty(),
        "there was nothing to exchange"
    );

    page.arrange(json!({ "teamsRefuses": "", "refuses": "unauthorized_client" }))
        .await?;
    page.submit().await?;
    page.is_not_sent().await?;
    assert_eq!(page.windows().await?, 1);
    Ok(())
}
