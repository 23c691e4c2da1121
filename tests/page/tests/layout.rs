//! The layout of the form: CSS resets, reduced motion, and off-screen positions.

use page_tests::{Engine, Key, Page, Result, State, Step};
use serde_json::{Value, json};

fn lines(found: &Value) -> Vec<String> {
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn css_resets_of_the_page_do_not_change_the_form() -> Result {
    let page = Page::open().await?;
    page.show(State::EveryError, "en").await?;
    page.run("element.style.cssText = 'inline-size: 600px !important; display: block !important'; scrollTo(0, 0);", &[]).await?;
    let sizes = "return [...element.shadowRoot.querySelectorAll('*')].map((node) => {
        const { width, height } = node.getBoundingClientRect();
        const { cursor, textAlign, textTransform, borderTopWidth } = getComputedStyle(node);
        return [node.localName, Math.round(width), Math.round(height), cursor, textAlign, textTransform, borderTopWidth].join(' ');
    });";
    let before = lines(&page.run(sizes, &[]).await?);
    page.run(
        "const sheet = new CSSStyleSheet();
        sheet.replaceSync(`*, ::before, ::after { all: unset; margin: 0; padding: 0; border: 0; box-sizing: content-box; appearance: none; }
            input, button, select, label, p, ul, li, fieldset, legend, summary, details, a, form { display: none !important; }
            body * { line-height: 3; text-transform: uppercase; text-indent: 3em; white-space: nowrap; text-align: right;
                font-style: italic; font-weight: 900; cursor: wait; list-style: square; }`);
        document.adoptedStyleSheets.push(sheet);",
        &[],
    )
    .await?;
    assert_eq!(lines(&page.run(sizes, &[]).await?), before);
    Ok(())
}

#[tokio::test]
async fn no_animations_run_with_reduced_motion() -> Result {
    if Engine::of_environment()?.cannot(Step::Window).is_some() {
        return Ok(());
    }
    let page = Page::open().await?;
    page.reduce_motion().await?;
    assert_eq!(
        page.run(
            "return matchMedia('(prefers-reduced-motion: reduce)').matches;",
            &[]
        )
        .await?,
        true
    );
    for state in [State::Submitting, State::EveryError, State::Rejected] {
        page.show(state, "en").await?;
        let moving = "return [document, element.shadowRoot].flatMap((tree) => tree.getAnimations())
            .map(({ effect }) => `${effect.target.localName} ${effect.target.part}`);";
        assert_eq!(
            lines(&page.run(moving, &[]).await?),
            Vec::<String>::new(),
            "{state:?}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_rejection_and_a_success_are_announced_once() -> Result {
    let page = Page::open().await?;
    page.respond_with(json!({ "status": 400, "body": "" }))
        .await?;
    page.run(
        "const regions = element.shadowRoot.querySelectorAll('[role=status], [role=alert], [aria-live]');
        window.announced = [];
        for (const region of regions) {
            let last = region.textContent.trim();
            new MutationObserver(() => {
                const text = region.textContent.trim();
                if (text && text !== last) window.announced.push(text);
                last = text;
            }).observe(region, { childList: true, characterData: true, subtree: true });
        }",
        &[],
    )
    .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-failed").await?;
    let refused = page.alert().await?;
    page.submit().await?;
    page.event("skill-added").await?;
    let added = page.status().await?;

    let announced = lines(&page.run("return window.announced;", &[]).await?);
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    let times = |said: &str| {
        announced
            .iter()
            .filter(|text| letters(text) == letters(said))
            .count()
    };
    assert_eq!(times(&refused), 1, "{refused:?} in {announced:?}");
    assert_eq!(times(&added), 1, "{added:?} in {announced:?}");
    let twice = announced.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "{announced:?}");
    Ok(())
}

#[tokio::test]
async fn the_outcome_is_scrolled_into_view_and_the_focus_stays() -> Result {
    let page = Page::open().await?;
    page.open_details().await?;
    let overhang = "return Math.round(element.shadowRoot.querySelector(`[part~=${given[0]}]`).getBoundingClientRect().bottom - innerHeight);";
    for (answer, event, part) in [
        (
            json!({ "status": 400, "body": "" }),
            "skill-failed",
            "alert",
        ),
        (json!(null), "skill-added", "status"),
    ] {
        if !answer.is_null() {
            page.respond_with(answer).await?;
        }
        page.fill("displayName", "Rust").await?;
        page.run(
            "scrollTo(0, 0); document.body.style.paddingBottom = '2000px';",
            &[],
        )
        .await?;
        page.run(
            "element.shadowRoot.querySelector('[part=actions]').style.marginTop = '1500px';",
            &[],
        )
        .await?;
        assert!(
            page.run(overhang, &["submit".into()]).await?.as_i64() > Some(0),
            "the end of the form is out of sight"
        );
        page.press(Key::Enter + "").await?;
        page.event(event).await?;
        page.until("it is in sight", async || {
            Ok(page.run(overhang, &[part.into()]).await?.as_i64() <= Some(0))
        })
        .await?;
        assert_eq!(page.focused().await?, "displayName");
    }
    Ok(())
}
