//! The time at which errors appear: not during typing, and never so that a click misses its target.

use page_tests::{Page, Result};

#[tokio::test]
async fn an_error_appears_on_blur_and_not_before() -> Result {
    let page = Page::open().await?;
    assert_eq!(page.error("displayName").await?, None);
    page.fill("webUrl", "example").await?;
    assert_eq!(page.error("webUrl").await?, None);
    assert!(!page.is_marked_invalid("webUrl").await?);
    page.tab().await?;
    assert!(page.error("webUrl").await?.is_some());
    assert!(page.is_marked_invalid("webUrl").await?);
    assert_eq!(
        page.summary().await?,
        Vec::<String>::new(),
        "the summary waits for the button"
    );
    Ok(())
}

#[tokio::test]
async fn an_error_appears_when_a_click_blurs_the_field() -> Result {
    let page = Page::open().await?;
    page.fill("webUrl", "example").await?;
    page.click_into("displayName").await?;
    page.until("the error shows", async || {
        Ok(page.error("webUrl").await?.is_some())
    })
    .await?;
    assert_eq!(page.focused().await?, "displayName");
    Ok(())
}

#[tokio::test]
async fn an_error_disappears_with_the_key_press_that_fixes_it() -> Result {
    let page = Page::open().await?;
    page.open_details().await?;
    page.fill("inference.confidenceScore", "1e").await?;
    page.tab().await?;
    assert!(page.error("inference.confidenceScore").await?.is_some());
    page.type_into("inference.confidenceScore", "3").await?;
    assert_eq!(page.error("inference.confidenceScore").await?, None);
    Ok(())
}

#[tokio::test]
async fn a_click_on_submit_right_after_an_invalid_value_is_not_lost() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.fill("webUrl", "example").await?;
    // The error that appears on blur would move the button away from the pointer.
    page.submit().await?;
    page.focus_arrives("summary").await?;
    assert_eq!(page.summary().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_click_on_submit_right_after_the_last_correction_adds_the_skill() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.fill("webUrl", "example").await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    page.fill("webUrl", "https://example.com/").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.summary().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_unconfirmed_category_is_submitted() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.type_into("categories", "hobby").await?;
    page.submit().await?;
    assert_eq!(
        page.event("skill-added").await?["skill"]["categories"][0],
        "hobby"
    );
    Ok(())
}
