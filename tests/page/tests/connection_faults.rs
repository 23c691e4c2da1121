//! Rows 1 to 16 of FAULTS.md: the network between the page and the service.

use page_tests::{
    ADDED, CHECKING, Engine, NOT_FOUND, Outcome, Port, Result, Scenario, Step, Subject,
};
use serde_json::json;

const UNCHECKED: Outcome = Outcome {
    end: "unknown",
    message: "Your profile could not be checked, so your skill may or may not",
    posts: 0,
    stored: 0,
};

#[tokio::test]
async fn row_1_an_offline_submission_is_never_sent_and_keeps_the_input() -> Result {
    let page = Scenario::begin().await?;
    page.set_offline(true).await?;
    page.submit().await?;
    page.ends_as(&Outcome {
        end: "not-sent",
        message: "You’re offline, so your skill was not added",
        posts: 0,
        stored: 0,
    })
    .await?;

    page.set_offline(false).await?;
    page.submit().await?;
    page.ends_as(&ADDED).await?;
    Ok(())
}

/// Not found, and left to the user.
async fn assert_out_of_reach(origin: &str) -> Result {
    let page = Scenario::begin_toward(origin).await?;
    page.submit().await?;
    page.ends_as(&UNCHECKED).await?;
    assert!(
        page.has_shown(CHECKING).await?,
        "{origin}: {:?}",
        page.shown_messages().await?
    );
    page.shows_button("check-again").await?;
    page.shows_button("send-again").await
}

#[tokio::test]
async fn row_2_an_unresolvable_host_leaves_the_outcome_unknown() -> Result {
    // RFC 6761 reserves this name as nonexistent.
    assert_out_of_reach("https://skills.invalid").await
}

#[tokio::test]
async fn row_3_a_refused_connection_leaves_the_outcome_unknown() -> Result {
    assert_out_of_reach(&Port::closed()?.origin()).await
}

#[tokio::test]
async fn row_4_a_server_without_tls_leaves_the_outcome_unknown() -> Result {
    let plain = Port::plain().await?;
    assert_out_of_reach(&plain.origin()).await?;
    assert!(plain.connections() > 0);
    Ok(())
}

#[tokio::test]
async fn row_4_a_server_with_an_untrusted_certificate_receives_no_post() -> Result {
    let page = Scenario::begin().await?;
    let secure = Port::secure(page.endpoint()).await?;
    page.send_to(&secure.origin()).await?;
    page.submit().await?;
    page.ends_as(&UNCHECKED).await?;
    assert!(secure.connections() > 0);
    Ok(())
}

#[tokio::test]
async fn row_5_a_denied_preflight_blocks_the_post_and_leaves_the_outcome_unknown() -> Result {
    let page = Scenario::begin_elsewhere(None).await?;
    page.submit_with_faults(json!([{ "method": "OPTIONS", "cors": "none", "times": "always" }]))
        .await?;
    page.ends_as(&UNCHECKED).await?;
    assert!(page.has_shown(CHECKING).await?);
    assert!(!page.seen("OPTIONS").await?.is_empty());

    page.simulate(json!([])).await?;
    page.click("send-again").await?;
    page.ends_as(&ADDED).await?;
    Ok(())
}

#[tokio::test]
async fn row_6_a_response_blocked_by_cors_is_resolved_by_checking_the_profile() -> Result {
    let page = Scenario::begin_elsewhere(None).await?;
    page.allow_existing().await?;
    let unreadable = json!({ "method": "POST", "cors": "none" });
    page.submit_with_faults(json!([unreadable, { "method": "GET" }, { "method": "GET", "cors": "none", "times": "always" }]))
        .await?;
    page.ends_as(&Outcome {
        posts: 1,
        stored: 1,
        ..UNCHECKED
    })
    .await?;

    page.simulate(json!([])).await?;
    page.click("check-again").await?;
    page.ends_as(&Outcome { posts: 0, ..ADDED }).await?;

    page.fill_in().await?;
    page.submit_with_faults(json!([unreadable])).await?;
    page.ends_as(&Outcome { stored: 2, ..ADDED }).await?;
    Ok(())
}

#[tokio::test]
async fn row_7_a_request_blocked_by_the_csp_opens_no_connection() -> Result {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'";
    let page = Scenario::begin_elsewhere(Some(policy)).await?;
    page.submit().await?;
    page.ends_as(&Outcome {
        end: "not-sent",
        message: "This site blocks the connection",
        posts: 0,
        stored: 0,
    })
    .await?;
    assert_eq!(page.elsewhere().map(Port::connections), Some(0));
    Ok(())
}

#[tokio::test]
async fn rows_8_10_a_wrapped_fetch_that_hangs_or_throws_undefined_is_reported_as_unknown() -> Result
{
    if Engine::of_environment()?.skips(Subject::ReplacedFetch) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    for wrapper in [
        "() => new Promise(() => {})",
        "() => Promise.reject()",
        "() => { throw undefined; }",
    ] {
        page.run(
            &format!("window.native ??= fetch; window.fetch = {wrapper};"),
            &[],
        )
        .await?;
        page.submit().await?;
        page.ends_as(&UNCHECKED).await?;
        page.run("window.fetch = window.native;", &[]).await?;
        page.click("check-again").await?;
        page.ends_as(&Outcome {
            posts: 0,
            ..NOT_FOUND
        })
        .await?;
        page.click("keep-draft").await?;
    }
    page.submit().await?;
    page.ends_as(&ADDED).await?;
    Ok(())
}

#[tokio::test]
async fn row_11_a_skill_lost_by_a_connection_reset_is_not_found_and_the_user_can_retry() -> Result {
    let page = Scenario::begin().await?;
    page.submit_with_faults(json!([{ "method": "POST", "reset": "unread", "times": "always" }]))
        .await?;
    page.ends_as(&NOT_FOUND).await?;
    assert!(page.has_shown(CHECKING).await?);

    page.simulate(json!([])).await?;
    page.click("send-again").await?;
    page.ends_as(&ADDED).await?;
    Ok(())
}

#[tokio::test]
async fn row_12_a_skill_stored_before_a_connection_reset_is_found_and_reported_as_added() -> Result
{
    let page = Scenario::begin().await?;
    // On a persistent connection, a browser would repeat the request, as in the next row.
    let kept = json!({ "method": "POST", "on": "reused", "reset": "unread", "times": "always" });
    page.submit_with_faults(
        json!([kept, { "method": "POST", "on": "fresh", "commit": true, "reset": "after" }]),
    )
    .await?;
    page.ends_as(&ADDED).await?;
    assert!(page.has_shown(CHECKING).await?);
    Ok(())
}

#[tokio::test]
async fn row_13_a_duplicate_from_a_repeated_request_is_reported_and_can_be_removed() -> Result {
    let page = Scenario::begin().await?;
    page.submit_with_faults(
        json!([{ "method": "POST", "on": "reused", "commit": true, "reset": "after" }]),
    )
    .await?;
    if page.engine().cannot(Step::Repeat).is_some() {
        page.ends_as(&ADDED).await?;
        page.allow_existing().await?;
        // The same can happen between the browser and the service.
        page.fill_in().await?;
        page.submit_with_faults(json!([{ "method": "POST", "commit": "twice" }]))
            .await?;
        page.ends_as(&Outcome { stored: 3, ..ADDED }).await?;
    } else {
        page.ends_as(&Outcome { stored: 2, ..ADDED }).await?;
        assert_eq!(
            page.seen("POST").await?.len(),
            2,
            "with one id: one POST of ours, which the browser has sent twice"
        );
    }
    let before = page.stored().await?.len();
    page.click("remove-duplicate").await?;
    page.shows("Duplicate removed").await?;
    assert_eq!(page.stored().await?.len(), before - 1);
    Ok(())
}

#[tokio::test]
async fn rows_14_15_a_201_response_with_a_truncated_or_stalled_body_is_a_success() -> Result {
    let page = Scenario::begin().await?;
    page.allow_existing().await?;
    // A system can report a reset before the data that arrived earlier. Then the result is that of
    // row 12.
    let ends = [
        ("reset", "headers"),
        ("reset", "body"),
        ("close", "body"),
        ("stall", "body"),
    ];
    for (index, (how, after)) in ends.into_iter().enumerate() {
        page.fill("displayName", "Rust").await?;
        page.submit_with_faults(json!([{ "method": "POST", how: after }]))
            .await?;
        page.ends_as(&Outcome {
            stored: index + 1,
            ..ADDED
        })
        .await?;
        if how != "reset" {
            // Until the check of the profile has found its id.
            let is_said = page
                .has_shown("The details of your new skill could not be read")
                .await?;
            assert!(is_said, "{:?}", page.shown_messages().await?);
        }
    }
    Ok(())
}

/// Records the abort signals of the form's requests.
const SIGNALS: &str = "
    const native = fetch;
    window.signals = [];
    window.fetch = (request) => {
      if (request.method === 'POST') window.signals.push(request.signal);
      return native(request);
    };";

#[tokio::test]
async fn row_16_a_response_that_never_starts_times_out_and_aborts_the_request() -> Result {
    let page = Scenario::begin().await?;
    page.run(SIGNALS, &[]).await?;
    page.submit_with_faults(json!([{ "method": "POST", "commit": "no", "delay": "ever" }]))
        .await?;
    page.ends_as(&NOT_FOUND).await?;
    assert!(page.has_shown(CHECKING).await?);
    assert_eq!(
        page.run("return window.signals.map(({ aborted }) => aborted);", &[])
            .await?,
        json!([true])
    );
    Ok(())
}
