//! Rows 23 to 29 and 35 of FAULTS.md: throttling, with a valid, a missing, or an invalid delay.

use std::time::Duration;

use page_tests::{ADDED, Engine, Outcome, Result, Scenario, Subject};
use serde_json::{Value, json};

const STILL_BUSY: Outcome = Outcome {
    end: "throttled",
    message: "The service is busy, so your skill was not added. Try again",
    posts: 1,
    stored: 0,
};
const COUNTDOWN: &str = "Your skill has not been added yet. Trying again";

/// Returns the intervals between POSTs, in milliseconds of the service's time.
async fn pauses(page: &Scenario) -> Result<Vec<u64>> {
    let posts = page.seen("POST").await?;
    let times: Vec<_> = posts
        .iter()
        .filter_map(|post| post["time"].as_u64())
        .collect();
    Ok(times.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

/// The factor by which the page's time is faster. It is small, so that the duration of a request
/// matters little.
const TIMES: u32 = 5;
/// The maximum difference of the durations of two requests, in milliseconds.
const JITTER: u64 = 30;

/// Asserts that no request is sent for this many milliseconds of the page's time.
async fn assert_not_earlier(page: &Scenario, milliseconds: u64, times: u64) -> Result {
    for pause in pauses(page).await? {
        assert!(
            (pause + JITTER) * times >= milliseconds,
            "a POST came after {pause} ms, {times} times as fast as usual"
        );
    }
    Ok(())
}

#[tokio::test]
async fn rows_23_28_the_form_counts_down_the_retry_after_delay_and_retries_automatically() -> Result
{
    let page = Scenario::begin_at(2).await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 429, "retry-after": "5" }]))
        .await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    assert!(
        page.has_shown(&format!("{COUNTDOWN} in 5 seconds")).await?,
        "{:?}",
        page.shown_messages().await?
    );
    assert_not_earlier(&page, 5000, 2).await?;
    let attempts: Vec<_> = page
        .seen("POST")
        .await?
        .into_iter()
        .map(|post| post["retry-attempt"].clone())
        .collect();
    assert_eq!(attempts, [Value::Null, json!("1")]);

    // A date refers to the service's time, so the page's time must be the same.
    let page = Scenario::begin_at(1).await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 503, "retry-after-date": "3s" }]))
        .await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    assert!(
        page.has_shown(COUNTDOWN).await?,
        "{:?}",
        page.shown_messages().await?
    );
    // Dates have no fractions of a second.
    assert_not_earlier(&page, 2000, 1).await
}

#[tokio::test]
async fn row_24_a_retry_after_of_an_hour_blocks_submissions_and_then_requires_a_click() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin_at(TIMES).await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 429, "retry-after": "3600" }]))
        .await?;
    page.ends_as(&Outcome {
        message: "You can try again after",
        ..STILL_BUSY
    })
    .await?;
    page.submit().await?;
    page.ends_as(&Outcome {
        message: "You can try again after",
        ..STILL_BUSY
    })
    .await?;

    page.sleep(Duration::from_secs(3600)).await?;
    page.shows_button("send-again").await?;
    page.click("send-again").await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    Ok(())
}

#[tokio::test]
async fn row_25_an_unreadable_retry_after_uses_the_forms_own_delay_and_offers_try_now() -> Result {
    let page = Scenario::begin_elsewhere(None).await?;
    page.submit_with_faults(
        json!([{ "method": "POST", "status": 429, "retry-after": "120", "hide": "Retry-After" }]),
    )
    .await?;
    page.shows_button("try-now").await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    assert!(page.has_shown(COUNTDOWN).await?);
    assert_not_earlier(&page, 3000, Scenario::TIMES.into()).await
}

#[tokio::test]
async fn row_26_an_invalid_retry_after_never_causes_an_immediate_retry() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin_at(TIMES).await?;
    page.allow_existing().await?;
    let nonsense = [
        "-5",
        "soon",
        "0",
        "10, 20",
        "",
        "Wed, 21 Oct 2015 07:28:00 GMT",
    ];
    for (index, texts) in nonsense.chunks(3).enumerate() {
        let busy = |text: &&str| json!({ "method": "POST", "status": 429, "retry-after": text });
        page.submit_with_faults(texts.iter().map(busy).collect())
            .await?;
        page.ends_as(&Outcome {
            posts: 4,
            stored: index + 1,
            ..ADDED
        })
        .await?;
        assert_not_earlier(&page, 3000, TIMES.into()).await?;
        page.fill_in().await?;
    }
    Ok(())
}

#[tokio::test]
async fn row_27_automatic_retries_have_increasing_delays_and_stop_after_three() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin_at(TIMES).await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 429, "times": "always" }]))
        .await?;
    page.ends_as(&Outcome {
        posts: 4,
        ..STILL_BUSY
    })
    .await?;
    // Each delay is longer than the previous one.
    let pauses = pauses(&page).await?;
    assert!(pauses.is_sorted_by(|one, next| one < next), "{pauses:?}");

    page.simulate(json!([])).await?;
    page.click("send-again").await?;
    page.ends_as(&ADDED).await?;
    Ok(())
}

#[tokio::test]
async fn row_29_a_503_response_with_html_is_retried_and_its_html_is_not_shown() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin_at(TIMES).await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 503, "body": "html" }]))
        .await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    assert!(page.has_shown(COUNTDOWN).await?);
    assert_not_earlier(&page, 3000, TIMES.into()).await?;
    let heard = page.shown_messages().await?.join("\n").to_lowercase();
    assert!(
        !heard.contains('<') && !heard.contains("log in") && !heard.contains("login"),
        "{heard}"
    );
    Ok(())
}

#[tokio::test]
async fn row_35_a_509_response_is_not_retried_automatically() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin_at(TIMES).await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 509 }]))
        .await?;
    page.ends_as(&STILL_BUSY).await?;
    page.click("send-again").await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    Ok(())
}
