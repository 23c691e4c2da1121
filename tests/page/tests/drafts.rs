//! Drafts keep the user's input until the skill is added or the draft is discarded.

use page_tests::{Engine, Page, Result, Subject};
use serde_json::json;

async fn typed() -> Result<Page> {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.add_category("hobby").await?;
    page.fill("webUrl", "exam").await?;
    page.open_details().await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "false")
        .await?;
    page.fill("createdBy.user.displayName", "Adele").await?;
    Ok(page)
}

/// Adds an element to the page like a framework, which sets the endpoint afterward.
const ANOTHER: &str = "
  const another = document.createElement('add-skill');
  another.id = 'another';
  another.getAccessToken = async () => 'CANARY-token';
  document.querySelector('main').append(another);";

async fn late(page: &Page) -> Result<Page> {
    page.run(ANOTHER, &[]).await?;
    let another = page.of("#another");
    another.ready().await?;
    another
        .run("element.endpoint = '/beta/me/profile/skills';", &[])
        .await?;
    Ok(another)
}

async fn kept(page: &Page) -> Result<u64> {
    Ok(page
        .run("return sessionStorage.length + localStorage.length;", &[])
        .await?
        .as_u64()
        .unwrap_or_default())
}

#[tokio::test]
async fn the_form_restores_a_draft_after_a_reload() -> Result {
    let page = typed().await?;
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(page.categories().await?, ["hobby"]);
    assert_eq!(page.value("webUrl").await?, "exam");
    assert_eq!(
        page.checked("inference.userHasVerifiedAccuracy")
            .await?
            .as_deref(),
        Some("false")
    );
    assert_eq!(page.value("createdBy.user.displayName").await?, "Adele");
    assert!(
        page.notice().await?.contains("Your draft was restored"),
        "{}",
        page.notice().await?
    );

    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Rust", "a second reload");
    Ok(())
}

#[tokio::test]
async fn the_form_keeps_its_input_after_a_back_navigation() -> Result {
    let page = typed().await?;
    page.type_into("categories", "spare").await?;
    page.leave_and_go_back().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("proficiency").await?, "expert");
    let (items, typed) = (page.categories().await?, page.value("categories").await?);
    assert_eq!(
        [items.concat(), typed.clone()].concat(),
        "hobbyspare",
        "the list holds {items:?}, the input {typed:?}"
    );
    assert_eq!(page.value("webUrl").await?, "exam");
    assert_eq!(
        page.checked("inference.userHasVerifiedAccuracy")
            .await?
            .as_deref(),
        Some("false")
    );
    assert_eq!(page.value("createdBy.user.displayName").await?, "Adele");
    Ok(())
}

#[tokio::test]
async fn an_unfinished_category_survives_a_reload() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.type_into("categories", "hob").await?;
    page.reload().await?;
    let (items, typed) = (page.categories().await?, page.value("categories").await?);
    assert!(
        items == ["hob"] || typed == "hob",
        "the list holds {items:?}, the input {typed:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_restored_draft_can_be_discarded() -> Result {
    let page = typed().await?;
    page.reload().await?;
    page.click("discard").await?;
    assert_eq!(page.value("displayName").await?, "");
    assert_eq!(page.categories().await?, Vec::<String>::new());
    assert_eq!(page.notice().await?, "");
    assert_eq!(kept(&page).await?, 0);
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "");
    assert_eq!(page.notice().await?, "");
    Ok(())
}

#[tokio::test]
async fn a_restored_draft_can_be_submitted() -> Result {
    if Engine::of_environment()?.skips(Subject::Drafts) {
        return Ok(());
    }
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    page.reload().await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?[0]["categories"][0], "hobby");
    Ok(())
}

#[tokio::test]
async fn a_draft_is_deleted_after_the_skill_is_added() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.until("the draft is kept", async || Ok(kept(&page).await? > 0))
        .await?;
    page.submit().await?;
    page.event("skill-added").await?;
    page.until("the check for duplicates has ended", async || {
        Ok(kept(&page).await? == 0)
    })
    .await?;
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_draft_survives_a_failed_submission_and_a_reload() -> Result {
    if Engine::of_environment()?.skips(Subject::Drafts) {
        return Ok(());
    }
    let page = Page::open().await?;
    page.refuse_token("signed out").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-failed").await?;
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn changes_during_a_submission_survive_a_reload_and_its_success() -> Result {
    let page = Page::open_with_faults().await?;
    // The skill is stored, and the response never arrives.
    page.endpoint()
        .simulate(&json!(["method:POST;delay:ever"]))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.submit().await?;
    page.until("it is stored", async || Ok(page.stored().await?.len() == 1))
        .await?;
    page.choose("proficiency", "elementary").await?;
    page.reload().await?;
    page.event("skill-added").await?;
    assert_eq!(page.value("proficiency").await?, "elementary");
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn draft_off_stores_nothing() -> Result {
    if Engine::of_environment()?.skips(Subject::Drafts) {
        return Ok(());
    }
    let page = Page::open().await?;
    page.run("element.draft = 'off';", &[]).await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    // The page gets `pagehide`, which would save pending input.
    page.run("dispatchEvent(new Event('pagehide'));", &[])
        .await?;
    assert_eq!(kept(&page).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_corrupt_draft_does_not_break_the_form() -> Result {
    if Engine::of_environment()?.skips(Subject::Drafts) {
        return Ok(());
    }
    let page = Page::open().await?;
    for damage in [
        "",
        "{",
        "null",
        "[]",
        "{\"at\":1}",
        "{\"at\":1e999,\"fields\":{\"displayName\":[[1]]}}",
    ] {
        page.fill("displayName", "Rust").await?;
        page.until("the draft is kept", async || Ok(kept(&page).await? > 0))
            .await?;
        page.run(
            "for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, given[0]);",
            &[damage.into()],
        )
        .await?;
        page.reload().await?;
        assert_eq!(page.value("displayName").await?, "", "{damage}");
        page.allow_existing().await?;
        page.fill("displayName", "Rust").await?;
        page.submit().await?;
        page.event("skill-added").await?;
        // Otherwise, the next draft seems to be kept too early.
        page.until("the check for duplicates has ended", async || {
            Ok(kept(&page).await? == 0)
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_draft_is_restored_when_a_script_sets_the_endpoint_late() -> Result {
    if Engine::of_environment()?.skips(Subject::Drafts) {
        return Ok(());
    }
    let page = Page::open().await?;
    let another = late(&page).await?;
    another.fill("displayName", "Rust").await?;
    another.add_category("hobby").await?;
    page.reload().await?;
    let another = late(&page).await?;
    another
        .until("it is back", async || {
            Ok(another.value("displayName").await? == "Rust")
        })
        .await?;
    assert_eq!(another.categories().await?, ["hobby"]);
    assert!(
        another.notice().await?.contains("Your draft was restored"),
        "{}",
        another.notice().await?
    );
    another.submit().await?;
    another.event("skill-added").await?;
    page.until("nothing is kept", async || Ok(kept(&page).await? == 0))
        .await?;
    page.reload().await?;
    assert_eq!(late(&page).await?.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_pending_submission_is_resolved_when_a_script_sets_the_endpoint_late() -> Result {
    if Engine::of_environment()?.skips(Subject::Drafts) {
        return Ok(());
    }
    let page = Page::open_with_faults().await?;
    // The skill is stored, and the response never arrives.
    page.endpoint()
        .simulate(&json!(["method:POST;delay:ever"]))
        .await?;
    let another = late(&page).await?;
    another.fill("displayName", "Rust").await?;
    another.submit().await?;
    page.until("it is stored", async || Ok(page.stored().await?.len() == 1))
        .await?;
    page.reload().await?;
    let another = late(&page).await?;
    let id = another.event("skill-added").await?["skill"]["id"].clone();
    assert_eq!(id, page.stored().await?[0]["id"]);
    another
        .until("the form is empty", async || {
            Ok(another.value("displayName").await?.is_empty())
        })
        .await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}
