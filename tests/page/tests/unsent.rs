//! Rows 53 and 54 of FAULTS.md: no token, or an endpoint that may not receive it.

use page_tests::Result;
use serde_json::json;

use crate::invariants::{added, failed, filled, posts};

#[tokio::test]
async fn row_53_a_pending_token_times_out_after_five_minutes_and_nothing_is_sent() -> Result {
    let page = filled(&json!([])).await?;
    page.speed_up(100).await?;
    page.run("window.before = window.Date.now();", &[]).await?;
    page.hold_token().await?;
    page.submit().await?;
    let failure = failed(&page).await?;
    assert_eq!(failure["kind"], "not-sent");
    assert!(
        page.alert()
            .await?
            .starts_with("There was a problem with your sign-in, so your skill was not added."),
        "{}",
        page.alert().await?
    );
    let waited = page
        .run("return window.Date.now() - window.before;", &[])
        .await?
        .as_f64()
        .unwrap_or_default();
    assert!(
        waited >= 300_000.0,
        "{waited} ms: a person may be signing in"
    );
    assert!(posts(&page).await?.is_empty());

    // A token that arrives too late sends nothing either.
    page.release_token("late").await?;
    assert_eq!(page.tokens_asked().await?, 1);
    page.give_token(crate::token_secrecy::TOKEN).await?;
    page.submit().await?;
    added(&page).await?;
    assert_eq!(posts(&page).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn row_54_a_disallowed_endpoint_is_reported_to_the_user_and_in_the_console() -> Result {
    let page = filled(&json!([])).await?;
    page.run("window.warned = []; const { warn } = console; console.warn = (...words) => { window.warned.push(words.join()); warn(...words); };", &[])
        .await?;
    page.run("window.right = element.endpoint; element.endpoint = 'https://evil.example/beta/me/profile/skills';", &[]).await?;
    page.submit().await?;
    let failure = failed(&page).await?;
    assert_eq!(failure["kind"], "not-sent");
    let alert = page.alert().await?;
    assert!(
        alert.contains("not set up correctly") && alert.contains("Contact the site owner"),
        "{alert}"
    );
    let warned = page.run("return window.warned;", &[]).await?;
    assert!(
        warned[0]
            .as_str()
            .is_some_and(|words| words.contains("token-hosts")),
        "{warned}"
    );
    assert_eq!(page.tokens_asked().await?, 0);

    // The input can still be changed, and is kept when the page corrects its endpoint.
    page.choose("proficiency", "expert").await?;
    page.run("element.endpoint = window.right;", &[]).await?;
    page.submit().await?;
    added(&page).await?;
    assert_eq!(page.stored().await?[0]["proficiency"], "expert");
    assert_eq!(posts(&page).await?.len(), 1);
    Ok(())
}
