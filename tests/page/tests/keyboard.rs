//! The form with the keyboard only.

use page_tests::{Key, Page, Result};
use serde_json::json;

use crate::invariants::{failed, filled, posts};

#[tokio::test]
async fn a_skill_is_added_by_keyboard_alone() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    assert_eq!(page.tab().await?, "displayName");
    page.press("Rust").await?;
    assert_eq!(page.tab().await?, "proficiency");
    page.press("Exp").await?;
    assert_eq!(page.tab().await?, "levels-summary");
    assert_eq!(page.tab().await?, "categories");
    page.press("hobby" + Key::Enter).await?;
    assert_eq!(page.categories().await?, ["hobby"]);
    assert_eq!(page.focused().await?, "categories");
    assert!(
        page.posts().await?.is_empty(),
        "Enter among the categories sends nothing"
    );
    assert_eq!(page.tab().await?, "add-category");
    assert_eq!(page.tab().await?, "webUrl");
    page.press("https://example.com/").await?;
    assert_eq!(page.tab().await?, "open");
    assert_eq!(page.tab().await?, "allowedAudiences");
    page.press("Eve").await?;
    assert_eq!(page.tab().await?, "details-summary");
    page.press(Key::Enter + "").await?;
    assert!(page.details_are_open().await?);
    assert_eq!(page.tab().await?, "inference.confidenceScore");
    page.press("0.5").await?;
    assert_eq!(page.tab().await?, "inference.userHasVerifiedAccuracy");
    page.press(Key::Up + "").await?;
    assert_eq!(
        page.checked("inference.userHasVerifiedAccuracy")
            .await?
            .as_deref(),
        Some("false")
    );
    for _ in 0..30 {
        if page.tab().await? == "submit" {
            break;
        }
    }
    page.press(Key::Enter + "").await?;

    page.event("skill-added").await?;
    let stored = page.stored().await?;
    assert_eq!(stored[0]["displayName"], "Rust");
    assert_eq!(stored[0]["proficiency"], "expert");
    assert_eq!(stored[0]["categories"], json!(["hobby"]));
    assert_eq!(stored[0]["allowedAudiences"], "everyone");
    assert_eq!(stored[0]["inference"]["confidenceScore"], json!(0.5));
    assert_eq!(
        stored[0]["inference"]["userHasVerifiedAccuracy"],
        json!(false)
    );
    Ok(())
}

#[tokio::test]
async fn enter_in_a_text_field_submits_the_form() -> Result {
    let page = Page::open().await?;
    page.tab().await?;
    page.press("Rust" + Key::Enter).await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_name_field_has_the_focus_after_a_skill_is_added() -> Result {
    let page = Page::open().await?;
    page.tab().await?;
    page.press("Rust" + Key::Enter).await?;
    page.event("skill-added").await?;
    assert_eq!(page.focused().await?, "displayName");
    page.press("Watercolour" + Key::Enter).await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_second_enter_on_a_next_step_does_not_submit_the_skill_again() -> Result {
    let page = filled(&json!(["method:POST;status:500"])).await?;
    page.speed_up(10).await?;
    page.submit().await?;
    failed(&page).await?;
    page.run(
        "element.shadowRoot.querySelector('[part~=check-again]').focus();",
        &[],
    )
    .await?;
    for _ in 0..2 {
        page.press(Key::Enter + "").await?;
        failed(&page).await?;
        page.focus_arrives("check-again").await?;
    }
    page.run(
        "element.shadowRoot.querySelector('[part~=keep-draft]').focus();",
        &[],
    )
    .await?;
    page.press(Key::Enter + "").await?;
    page.focus_arrives("form").await?;
    page.press(Key::Enter + "").await?;
    assert_eq!(
        (page.status().await?, page.alert().await?),
        (String::new(), String::new())
    );
    assert_eq!(posts(&page).await?.len(), 1);
    assert_eq!(page.tab().await?, "displayName");
    Ok(())
}

#[tokio::test]
async fn categories_are_removed_by_keyboard_and_the_focus_stays_in_their_field() -> Result {
    let page = Page::open().await?;
    for category in ["one", "two", "three"] {
        page.add_category(category).await?;
    }
    page.press(Key::Backspace + "").await?;
    assert_eq!(page.focused().await?, "remove");
    assert_eq!(
        page.categories().await?.len(),
        3,
        "the first Backspace only goes there"
    );
    page.press(Key::Enter + "").await?;
    assert_eq!(page.categories().await?, ["one", "two"]);
    assert_eq!(page.focused().await?, "remove");
    page.press(Key::Enter + "").await?;
    page.press(Key::Enter + "").await?;
    assert_eq!(page.categories().await?, Vec::<String>::new());
    assert_eq!(page.focused().await?, "categories");
    Ok(())
}

#[tokio::test]
async fn a_comma_and_pasted_lines_add_categories() -> Result {
    let page = Page::open().await?;
    page.type_into("categories", "one,two,three").await?;
    assert_eq!(page.categories().await?, ["one", "two"]);
    assert_eq!(page.value("categories").await?, "three");
    page.paste("categories", "four\nfive\nfour").await?;
    let categories = page.categories().await?;
    assert!(
        categories.contains(&"four".to_owned()) && categories.contains(&"five".to_owned()),
        "{categories:?}"
    );
    Ok(())
}
