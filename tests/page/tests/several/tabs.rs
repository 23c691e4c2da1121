//! Two tabs with the same list: a tab that is opened from another copies its storage.

use page_tests::{List, Result};

use crate::several::sending::counts;

const OTHER_TAB: &str = "Another tab is adding the skills of this list.";

#[tokio::test]
async fn two_tabs_do_not_add_the_same_list_concurrently() -> Result {
    let list = List::open().await?;
    list.import_many(4).await?;
    list.hold_token().await?;
    list.submit().await?;
    list.row_shows(1, "Adding…").await?;

    let first = list.open_another_tab().await?;
    list.has_rows(4).await?;
    list.submit().await?;
    list.notice_shows(OTHER_TAB).await?;
    assert_eq!(list.posted().await?, [""; 0]);
    let second = list.go_to_tab(&first).await?;
    list.release_token("CANARY-4e1d").await?;
    assert_eq!(list.settled().await?, counts(4, 0, 0, 0));
    let posts = list.posted().await?;
    assert_eq!(posts, ["Skill 1", "Skill 2", "Skill 3", "Skill 4"]);

    // The second tab does not know what the first has added since, and asks the profile again.
    list.go_to_tab(&second).await?;
    list.event("skills-settled").await?;
    list.run("return element.submit();", &[]).await?;
    assert_eq!(list.posted().await?, posts, "it was added again");
    assert_eq!(list.stored().await?.len(), 4);
    Ok(())
}

#[tokio::test]
async fn skills_added_by_another_tab_are_not_added_again() -> Result {
    let list = List::open().await?;
    list.import_many(3).await?;
    let first = list.open_another_tab().await?;
    list.has_rows(3).await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 0, 0, 0));
    list.go_to_tab(&first).await?;
    list.submit_and_settle().await?;
    assert_eq!(list.posted().await?, ["Skill 1", "Skill 2", "Skill 3"]);
    list.row_shows(1, "Already on your profile").await
}

#[tokio::test]
async fn a_separate_tab_has_its_own_list() -> Result {
    let list = List::open().await?;
    list.import("Rust", 1).await?;
    let first = list.open_separate_tab().await?;
    assert_eq!(list.rows().await?, []);
    list.import("Judo", 1).await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 0, 0, 0));
    list.go_to_tab(&first).await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 0, 0, 0));
    assert_eq!(list.stored_names().await?, ["Judo", "Rust"]);
    Ok(())
}

#[tokio::test]
async fn with_existing_allow_only_one_tab_adds_the_list() -> Result {
    let list = List::open_with("existing=\"allow\"").await?;
    list.import_many(2).await?;
    let first = list.open_another_tab().await?;
    list.has_rows(2).await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    list.go_to_tab(&first).await?;
    list.submit().await?;
    list.notice_shows(OTHER_TAB).await?;
    assert_eq!(list.stored_names().await?, ["Skill 1", "Skill 2"]);
    Ok(())
}
