//! Several elements, moved elements, and prefilled elements.

use page_tests::{Page, Result, Step};
use serde_json::json;

/// Adds an element to the page by script.
const ANOTHER: &str = "
  const another = document.createElement('add-skill');
  another.id = 'another';
  another.setAttribute('endpoint', element.getAttribute('endpoint'));
  another.getAccessToken = async () => 'CANARY-token';
  document.querySelector('main').append(another);";

#[tokio::test]
async fn two_elements_on_a_page_are_independent() -> Result {
    let page = Page::open().await?;
    page.run(ANOTHER, &[]).await?;
    let another = page.of("#another");
    another.ready().await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    another.fill("displayName", "Watercolour").await?;
    another.fill("webUrl", "example").await?;
    another.submit().await?;
    another.focus_arrives("summary").await?;
    assert_eq!(another.summary().await?.len(), 1);
    assert_eq!(page.summary().await?, Vec::<String>::new());
    assert_eq!(page.error("webUrl").await?, None);
    assert_eq!(another.categories().await?, Vec::<String>::new());

    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.value("displayName").await?, "");
    assert_eq!(another.value("displayName").await?, "Watercolour");
    assert_eq!(another.status().await?, "");
    assert_eq!(page.stored().await?.len(), 1);

    another.fill("webUrl", "").await?;
    another.submit().await?;
    another.event("skill-added").await?;
    let targets: Vec<_> = page
        .events()
        .await?
        .iter()
        .map(|event| event["target"].clone())
        .collect();
    assert_eq!(
        targets,
        [json!(""), json!(""), json!("another"), json!("another")]
    );
    Ok(())
}

#[tokio::test]
async fn two_elements_have_separate_drafts() -> Result {
    let page = Page::open().await?;
    page.run(ANOTHER, &[]).await?;
    let another = page.of("#another");
    another.ready().await?;
    page.fill("displayName", "Rust").await?;
    another.fill("displayName", "Watercolour").await?;
    page.reload().await?;
    page.run(ANOTHER, &[]).await?;
    another.ready().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(another.value("displayName").await?, "Watercolour");
    Ok(())
}

#[tokio::test]
async fn a_moved_element_keeps_its_input_and_can_submit_it() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    let reinsert = "element.parentNode.before(element);";
    let move_before = "document.querySelector('.aside').moveBefore(element, null);";
    for move_it in [reinsert, move_before] {
        if move_it == move_before && page.engine().cannot(Step::MoveBefore).is_some() {
            continue;
        }
        page.run(move_it, &[]).await?;
        page.ready().await?;
        assert_eq!(page.value("displayName").await?, "Rust", "{move_it}");
        assert_eq!(page.categories().await?, ["hobby"], "{move_it}");
    }
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_removed_and_reinserted_element_keeps_its_input() -> Result {
    let page = Page::open().await?;
    page.fill("displayName", "Rust").await?;
    page.fill("webUrl", "exam").await?;
    page.type_into("categories", "hob").await?;
    page.run("window.removed = element; element.remove(); await new Promise((resolve) => setTimeout(resolve));", &[]).await?;
    page.run(
        "document.querySelector('main section').append(window.removed);",
        &[],
    )
    .await?;
    page.ready().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("webUrl").await?, "exam");
    page.fill("webUrl", "").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?[0]["categories"], json!(["hob"]));
    Ok(())
}

#[tokio::test]
async fn an_element_removed_while_waiting_for_its_token_sends_nothing() -> Result {
    let page = Page::open().await?;
    page.run(ANOTHER, &[]).await?;
    let another = page.of("#another");
    another.ready().await?;
    page.watch_requests().await?;
    another.hold_token().await?;
    another.fill("displayName", "Rust").await?;
    another.submit().await?;
    another
        .until("a token was asked for", async || {
            Ok(another.tokens_asked().await? == 1)
        })
        .await?;
    another
        .run("window.removed = element; element.remove();", &[])
        .await?;
    page.release_token("CANARY-token").await?;
    // Its submission ends before the next one's.
    page.fill("displayName", "Watercolour").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.posts().await?.len(), 1);

    page.run(
        "document.querySelector('main').append(window.removed);",
        &[],
    )
    .await?;
    another.ready().await?;
    assert_eq!(another.value("displayName").await?, "Rust");
    another.give_token("CANARY-token").await?;
    another.submit().await?;
    another.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_prefilled_skill_is_submitted_with_its_unknown_properties() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    let skill = json!({
        "displayName": "Rust",
        "proficiency": "expert",
        "categories": ["hobby"],
        "inference": { "confidenceScore": 0.5, "model": { "name": "m", "layers": [1, 2] } },
        "createdBy": { "user": { "id": "1", "tenantId": "t" }, "phone": { "id": "2" } },
        "source": { "type": ["Linked"] },
        "future": { "@odata.type": "#microsoft.graph.future", "deep": [{ "er": null }] },
    });
    page.prefill(&skill).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("createdBy.user.id").await?, "1");
    page.choose("proficiency", "elementary").await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;

    let body: serde_json::Value =
        serde_json::from_str(page.posts().await?[0]["body"].as_str().unwrap_or_default())?;
    for sent in [&body, &added["skill"]] {
        assert_eq!(sent["proficiency"], "elementary");
        assert_eq!(sent["inference"]["confidenceScore"], json!(0.5));
        assert_eq!(sent["inference"]["model"], skill["inference"]["model"]);
        assert_eq!(sent["createdBy"]["user"]["tenantId"], "t");
        assert_eq!(sent["createdBy"]["phone"], skill["createdBy"]["phone"]);
        assert_eq!(sent["source"], skill["source"]);
        assert_eq!(sent["future"], skill["future"]);
    }
    Ok(())
}
