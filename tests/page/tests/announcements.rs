//! Row 69 of FAULTS.md: faults are announced once, and do not move the focus.

use page_tests::{Engine, Key, Page, Result, Subject};
use serde_json::json;

use crate::invariants::{added, failed, filled, posts};

/// Submits the form with the keyboard, from the button.
async fn send(page: &Page) -> Result {
    page.run(
        "element.shadowRoot.querySelector('[part~=submit]').focus();",
        &[],
    )
    .await?;
    page.announcements().await?;
    page.press(Key::Enter + "").await
}

fn count(heard: &[String], words: &str) -> usize {
    heard.iter().filter(|heard| heard.contains(words)).count()
}

#[tokio::test]
async fn row_69_a_throttling_delay_is_announced_once_and_does_not_move_the_focus() -> Result {
    if Engine::of_environment()?.skips(Subject::Announcements) {
        return Ok(());
    }
    let page = filled(&json!(["method:POST;status:429;retry-after:5"])).await?;
    page.speed_up(5).await?;
    send(&page).await?;
    page.until("it waits", async || {
        Ok(page.status().await?.contains("The service is busy"))
    })
    .await?;
    assert_eq!(page.focused().await?, "submit");
    added(&page).await?;
    assert_eq!(page.focused().await?, "submit");
    let heard = page.announcements().await?;
    assert_eq!(count(&heard, "The service is busy"), 1, "{heard:?}");
    assert_eq!(count(&heard, "was added"), 1, "{heard:?}");
    let posts = posts(&page).await?;
    assert_eq!(posts.len(), 2);
    Ok(())
}

#[tokio::test]
async fn row_69_a_504_response_is_announced_once_and_its_retry_works_by_keyboard() -> Result {
    let page = filled(&json!(["method:POST;status:504"])).await?;
    page.speed_up(20).await?;
    send(&page).await?;
    failed(&page).await?;
    assert_eq!(page.focused().await?, "submit");
    let heard = page.announcements().await?;
    assert_eq!(count(&heard, "Checking your profile"), 1, "{heard:?}");
    assert_eq!(
        count(&heard, "Your skill was not found on your profile"),
        1,
        "{heard:?}"
    );

    for _ in 0..10 {
        if page.tab().await? == "send-again" {
            break;
        }
    }
    assert_eq!(page.focused().await?, "send-again");
    page.press(Key::Enter + "").await?;
    added(&page).await?;
    assert_eq!(
        page.focused().await?,
        "outcome",
        "the button has gone, and the focus has not gone with it"
    );
    assert_eq!(count(&page.announcements().await?, "was added"), 1);
    Ok(())
}

#[tokio::test]
async fn row_69_a_rejection_is_announced_once_and_does_not_move_the_focus() -> Result {
    if Engine::of_environment()?.skips(Subject::Announcements) {
        return Ok(());
    }
    let page =
        filled(&json!([{ "method": "POST", "status": 400, "code": "UnknownError", "message": "", "target": "displayName" }]))
            .await?;
    send(&page).await?;
    failed(&page).await?;
    assert_eq!(page.focused().await?, "submit");
    let heard = page.announcements().await?;
    assert_eq!(
        count(&heard, "The service did not accept some of your entries"),
        1,
        "{heard:?}"
    );
    assert!(
        heard
            .iter()
            .all(|words| !words.contains("There is a problem")),
        "{heard:?}"
    );
    Ok(())
}
