//! `docs/auth-msal.md`, with `@azure/msal-browser`.

use page_tests::{Engine, Result, Subject, Tokens};
use serde_json::json;

/// Opens the page, signs Ada in, adds a skill, and fills in the form again.
async fn signed_in() -> Result<Tokens> {
    let page = Tokens::open("msal").await?;
    page.submit_and_follow_in_popup("ada").await?;
    page.is_added().await?;
    page.fill("displayName", "Leptos").await?;
    Ok(page)
}

#[tokio::test]
async fn a_popup_sign_in_adds_a_skill_and_later_skills_need_no_popup() -> Result {
    let page = Tokens::open("msal").await?;
    page.submit_and_follow_in_popup("ada").await?;
    let post = page.is_added().await?;
    assert_eq!(
        (&post["person"], &post["claims"]),
        (&json!("ada"), &json!(null))
    );
    assert_eq!(
        post["origin"],
        page.place("site"),
        "the page itself sends it to Graph"
    );

    page.fill("displayName", "Leptos").await?;
    page.submit().await?;
    page.is_added().await?;
    assert_eq!(page.windows().await?, 1);
    let names: Vec<_> = page
        .stored()
        .await?
        .iter()
        .map(|skill| skill["displayName"].clone())
        .collect();
    assert_eq!(names, ["Rust", "Leptos"]);
    Ok(())
}

#[tokio::test]
async fn an_existing_entra_session_needs_no_popup() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in().await?;
    page.run("sessionStorage.clear();", &[]).await?;
    page.reload().await?;
    page.fill("displayName", "Leptos").await?;
    page.submit().await?;
    assert_eq!(page.is_added().await?["person"], "ada");
    assert_eq!(page.windows().await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_claims_challenge_bypasses_the_token_cache_and_the_new_token_is_cached() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in().await?;
    page.require_claims().await?;
    page.submit().await?;
    let post = page.is_added().await?;
    assert!(post["claims"].is_object(), "{post}");
    assert_eq!(page.seen("POST").await?.len(), 3, "one of them was refused");

    page.fill("displayName", "wasm").await?;
    page.submit().await?;
    assert_eq!(page.is_added().await?["claims"], post["claims"]);
    Ok(())
}

#[tokio::test]
async fn a_claims_challenge_that_needs_interaction_opens_a_popup() -> Result {
    let page = signed_in().await?;
    page.arrange(json!({ "claimsNeedPerson": true })).await?;
    page.require_claims().await?;
    page.submit_and_follow_in_popup("ada").await?;
    let post = page.is_added().await?;
    assert!(post["claims"].is_object(), "{post}");
    Ok(())
}

#[tokio::test]
async fn after_a_blocked_popup_the_next_click_opens_it_for_the_same_claims() -> Result {
    let page = signed_in().await?;
    page.arrange(json!({ "claimsNeedPerson": true })).await?;
    page.require_claims().await?;
    page.run(
        "window.native = window.open; window.open = () => null;",
        &[],
    )
    .await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "needs-auth");
    assert_eq!(page.stored().await?.len(), 1);

    page.run("window.open = window.native;", &[]).await?;
    page.submit().await?;
    page.follow_in_popup("ada").await?;
    let post = page.is_added().await?;
    assert!(post["claims"].is_object(), "{post}");
    assert_eq!(page.stored().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_that_is_canceled_or_rejected_by_entra_sends_nothing() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = Tokens::open("msal").await?;
    page.submit_and_follow_in_popup("cancel").await?;
    page.is_not_sent().await?;

    page.arrange(json!({ "refuses": "unauthorized_client" }))
        .await?;
    page.submit().await?;
    page.is_not_sent().await?;
    assert!(
        page.seen("GET").await?.is_empty(),
        "Graph was asked nothing"
    );

    page.arrange(json!({ "refuses": "" })).await?;
    page.submit_and_follow_in_popup("ada").await?;
    page.is_added().await?;
    Ok(())
}

#[tokio::test]
async fn a_skill_is_not_added_if_another_user_signs_in_during_a_claims_challenge() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in().await?;
    page.arrange(json!({ "claimsNeedPerson": true })).await?;
    page.require_claims().await?;
    page.submit_and_follow_in_popup("bob").await?;
    page.event("skill-failed").await?;
    assert_eq!(page.value("displayName").await?, "Leptos");
    assert_eq!(page.stored().await?.len(), 1);
    assert!(
        page.seen("POST")
            .await?
            .iter()
            .all(|post| post["person"] == "ada")
    );
    Ok(())
}

#[tokio::test]
async fn sign_out_clears_the_input_and_another_user_can_sign_in() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in().await?;
    page.run("document.querySelector('#sign-out').click();", &[])
        .await?;
    let is_back = "return typeof pageTests === 'object' && pageTests.events().length === 0;";
    page.until("the page is back", async || {
        Ok(page.run(is_back, &[]).await? == true)
    })
    .await?;
    page.ready().await?;
    assert_eq!(page.value("displayName").await?, "");
    page.fill("displayName", "Leptos").await?;
    page.submit_and_follow_in_popup("bob").await?;
    assert_eq!(page.is_added().await?["person"], "bob");
    Ok(())
}
