//! Clicks before the module is loaded.

use page_tests::{Key, Result, Step};
use serde_json::json;

use super::{HOLD, assert_only_a_click_adds, defined, load, open, pause, start, with};
use crate::package::{ELEMENT, SCRIPT, html};
use crate::server_rendered::in_place::{MARK, assert_in_place, caret, element};

#[tokio::test]
async fn a_click_or_enter_before_the_module_loads_adds_the_skill_once() -> Result {
    for key in ["", "Enter"] {
        let page = open("", ELEMENT).await?;
        page.watch_announcements().await?;
        page.fill("displayName", "Rust").await?;
        if key.is_empty() {
            page.submit().await?;
            page.submit().await?;
        } else {
            page.press(Key::Enter + "").await?;
            page.press(Key::Enter + "").await?;
        }
        assert!(page.status().await?.contains("still loading"));
        let stop = "return Boolean(element.shadowRoot.querySelector('[part~=stop]'));";
        assert_eq!(page.run(stop, &[]).await?, true);
        assert_eq!(page.stored().await?.len(), 0);
        load(&page).await?;
        page.event("skill-added").await?;
        assert_in_place(&page).await?;
        assert_eq!(page.stored().await?.len(), 1);
        let waiting: Vec<_> = page
            .announcements()
            .await?
            .into_iter()
            .filter(|text| text.contains("still loading"))
            .collect();
        assert_eq!(waiting.len(), 1, "{waiting:?}");
        assert_eq!(page.complaints().await?, Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn an_early_submission_can_be_stopped() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.click("stop").await?;
    assert_eq!(page.status().await?, "");
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_only_a_click_adds(&page).await
}

#[tokio::test]
async fn an_early_submission_of_a_moved_form_is_sent_once() -> Result {
    let body = [ELEMENT, "<div id=\"other\"></div>"].concat();
    let page = open("", &body).await?;
    page.type_into("displayName", "Rust").await?;
    page.press(Key::Enter + "").await?;
    let other = "document.querySelector('#other')";
    page.run(&format!("{other}.append(element);"), &[]).await?;
    assert!(page.status().await?.contains("still loading"));
    if page.engine().cannot(Step::MoveBefore).is_none() {
        page.run(
            "element.shadowRoot.querySelector('[name=displayName]').focus();",
            &[],
        )
        .await?;
        let move_before = format!("document.body.moveBefore(element, {other});");
        page.run(&move_before, &[]).await?;
        assert!(page.status().await?.contains("still loading"));
        assert_eq!(caret(&page).await?[0], "displayName");
    }
    load(&page).await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    pause(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn required_fields_are_validated_before_the_module_loads() -> Result {
    let page = open("", &with("required=\"webUrl proficiency categories\"")).await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    let errors = [
        "Enter a skill name",
        "Select a proficiency level",
        "Add at least one category",
        "Enter a link",
    ];
    assert_eq!(page.summary().await?, errors);
    assert_eq!(page.error("displayName").await?.as_deref(), Some(errors[0]));
    assert!(page.is_marked_invalid("webUrl").await?);
    assert_eq!(
        page.run("return element.checkValidity();", &[]).await?,
        false
    );
    page.follow_summary("skill name").await?;
    page.type_into("displayName", "Rust").await?;
    assert_eq!(page.error("displayName").await?, None);
    assert_eq!(page.summary().await?, errors[1..]);
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(caret(&page).await?[0], "displayName");
    page.until("the module shows the errors", async || {
        Ok(page.summary().await? == errors[1..])
    })
    .await?;
    page.choose("proficiency", "expert").await?;
    page.add_category("hobby").await?;
    page.fill("webUrl", "https://example.com/").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn submit_called_before_the_module_loads_resolves_with_the_added_skill() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.run(
        "element.submit().then((skill) => { window.added = skill.displayName; }, ({ kind }) => { window.added = kind; });",
        &[],
    )
    .await?;
    load(&page).await?;
    page.until("the promise is fulfilled", async || {
        Ok(page.run("return window.added ?? null;", &[]).await? == "Rust")
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn reading_the_skill_while_the_module_starts_has_no_side_effects() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run(
        "window.read = new Set();
         const timer = setInterval(() => { read.add(element.skill.displayName); }, 0);
         setTimeout(() => clearInterval(timer), 5000);",
        &[],
    )
    .await?;
    page.run("load();", &[]).await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    // Afterward, the form is empty.
    let read = page.run("return [...read].filter(Boolean);", &[]).await?;
    assert_eq!(read, json!(["Rust"]));
    Ok(())
}

#[tokio::test]
async fn an_early_click_adds_the_skill_if_the_browser_blocks_storage() -> Result {
    let blocked = "<script>for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });</script>";
    let page = open(blocked, ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("load();", &[]).await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_shell_works_in_another_language_until_the_module_loads_its_catalog() -> Result {
    // The module requests the catalog again.
    let hold = "<script>{
        const native = fetch;
        let requests = 0;
        const held = new Promise((resolve) => { window.loadCatalog = resolve; });
        window.fetch = (...given) => {
          const isCatalog = String(given[0]?.url ?? given[0]).endsWith('/de.json');
          requests += isCatalog ? 1 : 0;
          return isCatalog && requests > 1 ? held.then(() => native(...given)) : native(...given);
        };
      }</script>";
    let page = open(hold, &with("lang=\"de\"")).await?;
    page.run("load();", &[]).await?;
    pause(&page).await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert!(page.status().await?.contains("wird noch geladen"));
    page.run("loadCatalog();", &[]).await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_early_click_in_a_server_rendered_form_adds_the_skill() -> Result {
    let page = start(&html(&[HOLD, SCRIPT].concat(), &element("", &json!({})))).await?;
    page.run(MARK, &[]).await?;
    defined(&page).await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert!(page.status().await?.contains("still loading"));
    load(&page).await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}
