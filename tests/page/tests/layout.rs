//! Everything can be reached and read: on a telephone, zoomed, with more space in the text, and without movement.

use page_tests::{Engine, Key, Page, Result, State, Step};
use serde_json::{Value, json};

/// The longest words that a person may enter without a space.
const LONG: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/// What a pointer can hit, and how large it is. A link in a sentence and a radio button in its label are as large as these.
const TARGETS: &str = "
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length;
  const named = 'button, input, select, summary, [role=option], label:has(input), li > a';
  const targets = [...element.shadowRoot.querySelectorAll(named)].filter(seen);
  const area = (node) => (node.type === 'radio' || node.type === 'checkbox' ? node.closest('label') ?? node : node).getBoundingClientRect();
  const boxes = targets.map((node) => ({ node, ...area(node).toJSON() }));
  const name = (node) => `${node.localName} ${node.name || node.part?.value || node.textContent.trim().slice(0, 40)}`;
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const near = (one, other) => {
    const [x, y] = middle(one);
    const dx = Math.max(other.x - x, 0, x - other.right), dy = Math.max(other.y - y, 0, y - other.bottom);
    return Math.hypot(dx, dy) < 12;
  };
  const small = ({ width, height }) => Math.round(width * 10) < 240 || Math.round(height * 10) < 240;
  const apart = (a, b) => a !== b && !a.node.contains(b.node) && !b.node.contains(a.node);
  const crowded = boxes.filter((one) => small(one) && boxes.some((other) => apart(one, other) && near(one, other)));
  return { count: boxes.length, defects: crowded.map(({ node, width, height }) => `${name(node)}: ${width} x ${height}`) };";

/// What is wider than its window, or cut off.
const OVERFLOWS: &str = "
  const { scrollWidth, clientWidth } = document.documentElement;
  const page = scrollWidth > clientWidth ? [`the page: ${scrollWidth} in ${clientWidth}`] : [];
  const hidden = (node) => node.closest('.visually-hidden, option, select, input');
  const words = [...element.shadowRoot.querySelectorAll('*')].filter((node) => !hidden(node) && node.checkVisibility());
  const cut = words.filter((node) => getComputedStyle(node).overflow !== 'visible'
    && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1));
  const edges = element.getBoundingClientRect();
  const outside = words.filter((node) => {
    const { left, right, width } = node.getBoundingClientRect();
    return width && (left < edges.left - 1 || right > edges.right + 1);
  });
  const name = (node) => `${node.localName}.${node.className} ${node.part?.value ?? ''}`;
  return [...page, ...cut.map((node) => `cut: ${name(node)}`), ...outside.map((node) => `outside: ${name(node)}`)];";

/// The spacing of WCAG's 1.4.12, as a person's own stylesheet sets it.
const SPACING: &str = "
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
  document.adoptedStyleSheets.push(sheet);
  element.shadowRoot.adoptedStyleSheets.push(sheet);";

fn lines(found: &Value) -> Vec<String> {
    found.as_array().into_iter().flatten().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn every_target_is_large_enough_for_a_finger_or_stands_apart() -> Result {
    let page = Page::open().await?;
    let mut defects = Vec::new();
    for state in State::ALL {
        page.show(state, "en").await?;
        let found = page.run(TARGETS, &[]).await?;
        assert!(found["count"].as_u64().is_some_and(|count| count > 5), "{state:?}: {found}");
        defects.extend(lines(&found["defects"]).into_iter().map(|line| format!("{state:?}: {line}")));
    }
    assert!(defects.is_empty(), "\n{}", defects.join("\n"));
    Ok(())
}

#[tokio::test]
async fn nothing_overflows_a_telephone_or_a_page_at_four_hundred_percent() -> Result {
    if Engine::of_environment()?.cannot(Step::Window).is_some() {
        return Ok(());
    }
    let page = Page::open().await?;
    let mut defects = Vec::new();
    for zoom in [1, 4] {
        for language in ["en", "ar"] {
            for state in State::ALL {
                page.show(state, language).await?;
                if matches!(state, State::Filled | State::DetailsOpen) {
                    page.fill("displayName", LONG).await?;
                    page.add_category(LONG).await?;
                }
                page.set_width(320, zoom).await?;
                let found = lines(&page.run(OVERFLOWS, &[]).await?);
                defects.extend(found.into_iter().map(|line| format!("{state:?} in {language} at {zoom}: {line}")));
            }
        }
    }
    assert!(defects.is_empty(), "\n{}", defects.join("\n"));
    Ok(())
}

#[tokio::test]
async fn more_space_in_the_text_cuts_nothing_off() -> Result {
    let page = Page::open().await?;
    let mut defects = Vec::new();
    for state in State::ALL {
        page.show(state, "en").await?;
        page.run(SPACING, &[]).await?;
        let found = lines(&page.run(OVERFLOWS, &[]).await?);
        defects.extend(found.into_iter().map(|line| format!("{state:?}: {line}")));
    }
    assert!(defects.is_empty(), "\n{}", defects.join("\n"));
    Ok(())
}

#[tokio::test]
async fn what_a_pages_stylesheet_resets_leaves_the_form_as_it_is() -> Result {
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
async fn nothing_moves_for_those_who_ask_for_less_movement() -> Result {
    if Engine::of_environment()?.cannot(Step::Window).is_some() {
        return Ok(());
    }
    let page = Page::open().await?;
    page.reduce_motion().await?;
    assert_eq!(page.run("return matchMedia('(prefers-reduced-motion: reduce)').matches;", &[]).await?, true);
    for state in [State::Submitting, State::EveryError, State::Rejected] {
        page.show(state, "en").await?;
        let moving = "return [document, element.shadowRoot].flatMap((tree) => tree.getAnimations())
            .map(({ effect }) => `${effect.target.localName} ${effect.target.part}`);";
        assert_eq!(lines(&page.run(moving, &[]).await?), Vec::<String>::new(), "{state:?}");
    }
    Ok(())
}

#[tokio::test]
async fn each_message_is_announced_once() -> Result {
    let page = Page::open().await?;
    page.answer_with(json!({ "status": 400, "body": "" })).await?;
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
    let times = |said: &str| announced.iter().filter(|text| letters(text) == letters(said)).count();
    assert_eq!(times(&refused), 1, "{refused:?} in {announced:?}");
    assert_eq!(times(&added), 1, "{added:?} in {announced:?}");
    let twice = announced.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "{announced:?}");
    Ok(())
}

#[tokio::test]
async fn what_became_of_a_skill_is_scrolled_into_sight_of_the_person_who_sent_it() -> Result {
    let page = Page::open().await?;
    page.open_details().await?;
    let overhang = "return Math.round(element.shadowRoot.querySelector(`[part~=${given[0]}]`).getBoundingClientRect().bottom - innerHeight);";
    for (answer, event, part) in
        [(json!({ "status": 400, "body": "" }), "skill-failed", "alert"), (json!(null), "skill-added", "status")]
    {
        if !answer.is_null() {
            page.answer_with(answer).await?;
        }
        page.fill("displayName", "Rust").await?;
        page.run("scrollTo(0, 0); document.body.style.paddingBottom = '2000px';", &[]).await?;
        page.run("element.shadowRoot.querySelector('[part=actions]').style.marginTop = '1500px';", &[]).await?;
        assert!(page.run(overhang, &["submit".into()]).await?.as_i64() > Some(0), "the end of the form is out of sight");
        page.press(Key::Enter + "").await?;
        page.event(event).await?;
        page.until("it is in sight", async || Ok(page.run(overhang, &[part.into()]).await?.as_i64() <= Some(0))).await?;
        assert_eq!(page.focused().await?, "displayName");
    }
    Ok(())
}
