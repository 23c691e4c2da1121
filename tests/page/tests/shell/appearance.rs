//! What is visible stays the same when the next scripts arrive.

use page_tests::{Key, Page, Result};
use serde_json::json;

use super::first_script::{open_with, release};
use super::{HOLD, load, open, with};
use crate::server_rendered::LATER;
use crate::server_rendered::in_place::{MARK, assert_in_place};

/// Prevents the message that the form is still loading.
const NEVER_LATE: &str = "<script>{
    const native = setTimeout;
    window.setTimeout = (run, after = 0, ...given) => after >= 1000 ? 0 : native(run, after, ...given);
  }</script>";

/// Inserts a paragraph below the form, and defines `appearance`, which returns the place and the
/// computed styles of each visible element, in light and dark colors. The first stylesheet contains
/// neither transitions nor rules for elements under the pointer.
const APPEARANCE: &str = "
    document.body.append(Object.assign(document.createElement('p'), { id: 'after', textContent: 'After' }));
    element.style.cssText = 'pointer-events: none; --add-skill-motion: 0s';
    const ofNode = (node, name) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      const styles = ['', '::before', '::after'].flatMap((pseudo) => {
        const style = getComputedStyle(node, pseudo);
        if (pseudo && style.content === 'none') return [];
        return [...style].filter((property) => !/^(?:--|transition)/.test(property))
          .map((property) => [`${name}${pseudo} ${property}`, style.getPropertyValue(property)]);
      });
      return [[`${name} place`, [x + scrollX, y + scrollY, width, height].join(' ')], ...styles];
    };
    const hasArea = (node) => {
      const { width, height } = node.getBoundingClientRect();
      return width > 0 && height > 0;
    };
    window.appearance = () => {
      const nodes = [form, ...form.querySelectorAll('*'), document.querySelector('#after')].filter((node) => node.checkVisibility() && hasArea(node));
      return Object.fromEntries(['light', 'dark'].flatMap((scheme) => {
        document.documentElement.style.colorScheme = scheme;
        return nodes.flatMap((node, index) => ofNode(node, `${scheme} ${index} ${node.localName}.${node.className}`));
      }));
    };";

/// Records each place of the last element in a frame, and in Chromium the layout shifts.
const WATCH: &str = "
    window.places = new Set();
    const record = () => {
      places.add(document.querySelector('#after').getBoundingClientRect().top + scrollY);
      requestAnimationFrame(record);
    };
    record();
    window.shifts = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shifts += value; }).observe({ type: 'layout-shift' });";

/// Stores the appearance under a name.
async fn note(page: &Page, name: &str) -> Result {
    let note = "window[given[0]] = appearance();";
    page.run(note, &[name.into()]).await.map(drop)
}

/// Asserts that the appearance is the one that was stored under a name.
async fn assert_unchanged(page: &Page, name: &str) -> Result {
    let changes = "
        const [before, now] = [window[given[0]], appearance()];
        const names = [...new Set([before, now].flatMap(Object.keys))];
        return [names.length, names.filter((name) => before[name] !== now[name]).slice(0, 20).map((name) => `${name}: ${before[name]} -> ${now[name]}`)];";
    let result = page.run(changes, &[name.into()]).await?;
    assert!(result[0].as_u64() > Some(1000), "{name}: {}", result[0]);
    assert_eq!(result[1], json!([]), "{name}");
    Ok(())
}

/// Asserts that nothing has moved since [`WATCH`], not even in one frame.
async fn assert_unmoved(page: &Page) -> Result {
    let seen = "for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame); return [[...places], shifts];";
    let seen = page.run(seen, &[]).await?;
    assert_eq!(seen[0].as_array().map(Vec::len), Some(1), "{seen}");
    let shift = seen[1].as_f64().unwrap_or_default();
    assert!(shift <= 0.01, "{seen}");
    Ok(())
}

/// Submits the empty form with the keyboard. Returns the errors.
async fn show_errors(page: &Page) -> Result<Vec<String>> {
    page.type_into("displayName", Key::Enter + "").await?;
    page.focus_arrives("summary").await?;
    page.summary().await
}

/// Loads the module, and waits until it shows these errors.
async fn load_with(page: &Page, errors: &[String]) -> Result {
    load(page).await?;
    assert_in_place(page).await?;
    page.until("the module shows the errors", async || {
        Ok(page.summary().await? == errors && page.error("displayName").await?.is_some())
    })
    .await
}

#[tokio::test]
async fn loading_the_next_scripts_does_not_change_the_appearance_of_the_default_form() -> Result {
    // `load` loads the first script.
    let hold = HOLD.replace("window.load", "window.loadModule");
    let page = open_with(&[NEVER_LATE, &hold, LATER].concat()).await?;
    page.run(APPEARANCE, &[]).await?;
    note(&page, "empty").await?;
    let errors = show_errors(&page).await?;
    assert_eq!(errors, ["Enter a skill name"]);
    note(&page, "withErrors").await?;
    page.run(WATCH, &[]).await?;
    release(&page).await?;
    let adopted = "return form.hasAttribute('data-order');";
    page.until("the next script is loaded", async || {
        Ok(page.run(adopted, &[]).await? == true)
    })
    .await?;
    assert_unchanged(&page, "withErrors").await?;
    page.run("loadModule();", &[]).await?;
    load_with(&page, &errors).await?;
    assert_unchanged(&page, "withErrors").await?;
    assert_unmoved(&page).await?;
    page.run(
        "element.shadowRoot.activeElement.blur(); element.reset();",
        &[],
    )
    .await?;
    page.until("the errors are removed", async || {
        Ok(page.summary().await?.is_empty())
    })
    .await?;
    assert_unchanged(&page, "empty").await?;
    Ok(())
}

#[tokio::test]
async fn hydration_does_not_change_the_appearance_of_custom_fields_or_right_to_left_forms() -> Result
{
    let attributes = [
        "fields=\"webUrl displayName proficiency collaborationTags inference.userHasVerifiedAccuracy\" required=\"webUrl collaborationTags\"",
        "lang=\"ar\" required=\"proficiency\"",
    ];
    for attributes in attributes {
        let page = open(NEVER_LATE, &with(attributes)).await?;
        page.run(APPEARANCE, &[]).await?;
        let errors = show_errors(&page).await?;
        assert!(errors.len() > 1, "{errors:?}");
        note(&page, "withErrors").await?;
        page.run(WATCH, &[]).await?;
        load_with(&page, &errors).await?;
        assert_unchanged(&page, "withErrors").await?;
        assert_unmoved(&page).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_form_with_prefilled_categories_does_not_shift_when_an_early_submission_is_replayed()
-> Result {
    let page = open(NEVER_LATE, &with("")).await?;
    page.run(
        "element.skill = { displayName: 'Rust', categories: ['hobby', 'work'] };
         element.getAccessToken = () => new Promise(() => {});",
        &[],
    )
    .await?;
    page.until("the shell has the categories", async || {
        Ok(page.categories().await?.len() == 2)
    })
    .await?;
    page.run(MARK, &[]).await?;
    page.run(APPEARANCE, &[]).await?;
    page.type_into("displayName", Key::Enter + "").await?;
    assert!(page.status().await?.contains("still loading"));
    page.run(WATCH, &[]).await?;
    load(&page).await?;
    page.event("skill-submit").await?;
    page.until("the form says that it adds the skill", async || {
        let status = page.status().await?;
        Ok(!status.is_empty() && !status.contains("still loading"))
    })
    .await?;
    assert_unmoved(&page).await
}
