//! Rows 67 and 68 of FAULTS.md: many categories, and numbers in the formats of other languages.

use page_tests::{Engine, Key, Page, Result, Step, Subject};
use serde_json::{Value, json};

/// The maximum number of categories.
const MOST: usize = 10_000;

/// Returns the longest time without a frame.
const WATCH_FRAMES: &str = "
  window.longest = 0;
  let last = performance.now();
  const frame = (now) => {
    window.longest = Math.max(window.longest, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);";
const ITEMS: &str = "return element.skill.categories?.length ?? 0;";

async fn holds(page: &Page, count: usize) -> Result {
    page.until("the form holds them", async || {
        Ok(page.run(ITEMS, &[]).await? == count)
    })
    .await
}

#[tokio::test]
async fn row_67_the_page_stays_responsive_while_ten_thousand_categories_are_pasted() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    let categories: Vec<_> = (0..MOST)
        .map(|number| format!("category number {number:05}"))
        .collect();
    page.run(WATCH_FRAMES, &[]).await?;
    page.paste("categories", &categories.join("\n")).await?;
    holds(&page, MOST).await?;
    page.fill("displayName", "Rust").await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    let longest = page
        .run("return window.longest;", &[])
        .await?
        .as_f64()
        .unwrap_or(f64::INFINITY);
    assert!(
        longest < 2000.0 || page.engine().cannot(Step::Frames).is_some(),
        "nothing was drawn for {longest:.0} ms"
    );

    // One more category causes an error, and none is removed.
    page.type_into("categories", "one more" + Key::Enter)
        .await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    assert!(
        page.summary()
            .await?
            .iter()
            .any(|line| line.contains("10000") || line.contains("10,000")),
        "{:?}",
        page.summary().await?
    );
    let (held, typed) = (page.run(ITEMS, &[]).await?, page.value("categories").await?);
    assert!(
        held == MOST + 1 || typed == "one more",
        "{held} and {typed:?}"
    );
    assert!(page.posts().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn row_67_ten_thousand_categories_survive_a_reload_and_are_all_submitted() -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    let categories: Vec<_> = (0..MOST)
        .map(|number| format!("category number {number:05}"))
        .collect();
    page.fill("displayName", "Rust").await?;
    page.paste("categories", &categories.join("\n")).await?;
    holds(&page, MOST).await?;
    page.reload().await?;
    holds(&page, MOST).await?;
    page.submit().await?;
    page.event("skill-added").await?;
    let stored = page.stored().await?;
    assert_eq!(stored[0]["categories"], json!(categories));
    Ok(())
}

#[tokio::test]
async fn row_68_a_decimal_comma_is_accepted_and_a_thousands_separator_is_a_validation_error()
-> Result {
    if Engine::of_environment()?.skips(Subject::Rules) {
        return Ok(());
    }
    let page = Page::open().await?;
    page.watch_requests().await?;
    page.run("document.documentElement.lang = element.lang = 'de';", &[])
        .await?;
    page.until("the texts are in German", async || {
        Ok(page.label("displayName").await? != "Skill name")
    })
    .await?;
    page.open_details().await?;
    for refused in ["1.000,5", "1,000.5", "1 000", "0,5,5", "１．０００，５"] {
        page.fill("displayName", "Rust").await?;
        page.fill("inference.confidenceScore", refused).await?;
        page.submit().await?;
        page.until("it is asked about", async || {
            Ok(page.error("inference.confidenceScore").await?.is_some())
        })
        .await?;
        assert_eq!(
            page.value("inference.confidenceScore").await?,
            refused,
            "what was typed stays"
        );
    }
    assert!(page.posts().await?.is_empty());
    page.allow_existing().await?;
    for (typed, understood, sent) in [
        ("0,5", "0,5", 0.5),
        ("1.234", "1,234", 1.234),
        ("-0,25", "-0,25", -0.25),
        ("０，５", "0,5", 0.5),
    ] {
        page.fill("displayName", "Rust").await?;
        page.fill("inference.confidenceScore", typed).await?;
        page.press(Key::Tab + "").await?;
        let hint = "return element.shadowRoot.querySelector('[data-field=\"inference.confidenceScore\"] [part~=parsed-number]')?.textContent ?? '';";
        let reported = page.run(hint, &[]).await?;
        assert!(
            reported == "" && typed == understood || reported.to_string().contains(understood),
            "{typed}: {reported}"
        );
        page.submit().await?;
        page.event("skill-added").await?;
        let posts = page.posts().await?;
        let body: Value = serde_json::from_str(
            posts
                .last()
                .and_then(|post| post["body"].as_str())
                .unwrap_or_default(),
        )?;
        assert_eq!(body["inference"]["confidenceScore"], json!(sent), "{typed}");
    }
    Ok(())
}
