//! Rows 30 to 34 and 60 to 63 of FAULTS.md: responses that do not show the result, and checks of
//! the collection.

use page_tests::{ADDED, CHECKING, Engine, NOT_FOUND, Outcome, Port, Result, Scenario, Subject};
use serde_json::{Value, json};

const UNCHECKED: Outcome = Outcome {
    end: "unknown",
    message: "Your profile could not be checked, so your skill may or may not",
    posts: 1,
    stored: 1,
};

#[tokio::test]
async fn rows_30_31_a_gateway_timeout_is_checked_and_a_late_duplicate_can_be_removed() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    page.allow_existing().await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 504 }]))
        .await?;
    page.ends_as(&NOT_FOUND).await?;
    assert!(page.has_shown(CHECKING).await?);
    page.click("send-again").await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;

    // The skill is stored only after all three checks.
    page.fill_in().await?;
    page.submit_with_faults(json!([{ "method": "POST", "commit": "3s" }]))
        .await?;
    page.ends_as(&Outcome {
        stored: 1,
        ..NOT_FOUND
    })
    .await?;
    page.until("the first is stored late", async || {
        Ok(page.stored().await?.len() == 2)
    })
    .await?;
    page.click("send-again").await?;
    page.ends_as(&Outcome {
        posts: 2,
        stored: 3,
        ..ADDED
    })
    .await?;
    page.click("remove-duplicate").await?;
    page.shows("Duplicate removed").await?;
    assert_eq!(page.stored().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn row_31_a_skill_stored_late_is_found_by_checking_again() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    page.submit_with_faults(json!([{ "method": "POST", "commit": "8s" }]))
        .await?;
    page.ends_as(&NOT_FOUND).await?;
    page.until("it is stored late", async || {
        Ok(page.stored().await?.len() == 1)
    })
    .await?;
    page.click("check-again").await?;
    page.ends_as(&ADDED).await?;
    Ok(())
}

#[tokio::test]
async fn rows_32_33_a_500_or_502_response_is_checked_whether_or_not_the_skill_was_stored() -> Result
{
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    page.allow_existing().await?;
    for (index, fault) in [
        json!({ "status": 500 }),
        json!({ "status": 502, "body": "empty" }),
    ]
    .into_iter()
    .enumerate()
    {
        let mut fault = fault;
        fault["method"] = "POST".into();
        page.submit_with_faults(json!([fault])).await?;
        page.ends_as(&Outcome {
            stored: index,
            ..NOT_FOUND
        })
        .await?;
        page.click("keep-draft").await?;

        fault["commit"] = true.into();
        page.submit_with_faults(json!([fault])).await?;
        page.ends_as(&Outcome {
            stored: index + 1,
            ..ADDED
        })
        .await?;
        page.fill_in().await?;
    }
    Ok(())
}

#[tokio::test]
async fn row_34_full_storage_is_reported_and_an_edited_skill_can_be_submitted() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    page.submit_with_faults(json!([{ "method": "POST", "status": 507 }]))
        .await?;
    page.ends_as(&Outcome {
        end: "rejected",
        message: "Your storage is full",
        posts: 1,
        stored: 0,
    })
    .await?;
    page.fill("displayName", "Watercolour").await?;
    page.submit().await?;
    page.ends_as(&Outcome { posts: 2, ..ADDED }).await?;
    assert_eq!(page.stored().await?[0]["displayName"], "Watercolour");
    Ok(())
}

/// Applies a fault to all checks except the first one, which precedes the POST.
fn lost_then(look: &Value) -> Value {
    json!([{ "method": "GET" }, { "method": "POST", "status": 500, "commit": true }, look])
}

#[tokio::test]
async fn row_60_an_unreadable_collection_leaves_the_outcome_unknown_until_it_is_readable() -> Result
{
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    page.allow_existing().await?;
    let looks = [
        json!({ "status": 401 }),
        json!({ "status": 429 }),
        json!({ "status": 500 }),
        json!({ "body": "cut" }),
    ];
    for (index, look) in looks.into_iter().enumerate() {
        let mut look = look;
        look["method"] = "GET".into();
        look["times"] = "always".into();
        page.submit_with_faults(lost_then(&look)).await?;
        page.ends_as(&Outcome {
            stored: index + 1,
            ..UNCHECKED
        })
        .await?;
        page.simulate(json!([])).await?;
        page.click("check-again").await?;
        page.ends_as(&Outcome {
            posts: 0,
            stored: index + 1,
            ..ADDED
        })
        .await?;
        page.fill_in().await?;
    }
    // If the service rejects the full query, the form requests only names.
    page.submit_with_faults(lost_then(&json!({ "method": "GET", "status": 500 })))
        .await?;
    page.ends_as(&Outcome { stored: 5, ..ADDED }).await?;
    let asked: Vec<_> = page
        .seen("GET")
        .await?
        .into_iter()
        .map(|look| look["url"].clone())
        .collect();
    assert!(
        asked.last().is_some_and(|url| url
            .as_str()
            .unwrap_or_default()
            .ends_with("?$select=id,displayName")),
        "{asked:?}"
    );
    Ok(())
}

#[tokio::test]
async fn row_61_an_endless_collection_is_read_for_ten_pages_and_reported_as_partial() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    for endless in [
        json!({ "next": "self", "times": "always" }),
        json!({ "pages": 12 }),
    ] {
        let mut look = endless;
        look["method"] = "GET".into();
        page.submit_with_faults(
            json!([{ "method": "GET" }, { "method": "POST", "status": 500 }, look]),
        )
        .await?;
        page.ends_as(&Outcome {
            end: "unknown",
            message: "Only part of your profile could be checked",
            posts: 1,
            stored: 0,
        })
        .await?;
        assert_eq!(
            page.seen("GET").await?.len(),
            1 + 10,
            "{:?}",
            page.seen("GET").await?
        );
        page.click("keep-draft").await?;
    }
    // A skill that is not among the newest, but on the last of ten pages, is found.
    page.submit_with_faults(lost_then(&json!({ "method": "GET", "pages": 9 })))
        .await?;
    page.ends_as(&ADDED).await?;
    Ok(())
}

#[tokio::test]
async fn row_62_a_cross_origin_next_page_is_not_requested() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    let foreign = Port::plain().await?;
    let next = format!("{}/beta/me/profile/skills", foreign.origin());
    let look =
        json!({ "method": "GET", "set": "displayName=Other", "next": next, "times": "always" });
    page.submit_with_faults(lost_then(&look)).await?;
    page.ends_as(&Outcome {
        message: "Only part of your profile could be checked",
        ..UNCHECKED
    })
    .await?;
    assert_eq!(foreign.connections(), 0);
    Ok(())
}

#[tokio::test]
async fn row_63_clock_skew_of_days_leads_to_a_question_and_no_false_result() -> Result {
    if Engine::of_environment()?.skips(Subject::Answers) {
        return Ok(());
    }
    let page = Scenario::begin().await?;
    page.allow_existing().await?;
    let stored = json!({ "method": "POST", "status": 500, "commit": true });
    let wrong = |days: &str| json!({ "method": "GET", "shift": days, "times": "always" });
    // The baseline identifies the own skill regardless of the clocks.
    page.submit_with_faults(json!([stored, wrong("-3d")]))
        .await?;
    page.ends_as(&ADDED).await?;

    // Without a baseline, only the clocks could identify it.
    let unread = json!({ "method": "GET", "status": 500 });
    let question = Outcome {
        end: "unknown",
        message: "A similar skill is already on your profile. Is it the one",
        posts: 1,
        stored: 2,
    };
    page.fill_in().await?;
    page.submit_with_faults(json!([unread, stored, wrong("-3d")]))
        .await?;
    page.ends_as(&question).await?;
    page.click("confirm-match").await?;
    page.ends_as(&Outcome { stored: 2, ..ADDED }).await?;

    page.fill_in().await?;
    page.submit_with_faults(json!([unread, stored, wrong("3d")]))
        .await?;
    page.ends_as(&Outcome {
        stored: 3,
        ..question
    })
    .await?;
    page.click("reject-match").await?;
    page.ends_as(&Outcome {
        posts: 2,
        stored: 4,
        ..ADDED
    })
    .await?;
    Ok(())
}
