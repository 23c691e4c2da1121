//! The accessibility of each state: axe-core in all colors, target sizes, text spacing, phones, and
//! zoom. One visit of a state serves all checks, because reaching it takes longer than they do.

use page_tests::{Engine, Look, Page, Result, Rules, State, Step, Subject};
use serde_json::Value;

/// The longest texts without spaces.
const LONG: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/// Returns the targets and their sizes. A link in a sentence has the size of the sentence, and a
/// radio button that of its label.
pub(crate) const TARGETS: &str = "
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

/// Returns the elements that overflow the window or are clipped.
pub(crate) const OVERFLOWS: &str = "
  const { scrollWidth, clientWidth } = document.documentElement;
  const page = scrollWidth > clientWidth ? [`the page: ${scrollWidth} in ${clientWidth}`] : [];
  const hidden = (node) => node.closest('.visually-hidden, option, select, input, thead');
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

/// The text spacing of WCAG 1.4.12, as in a user stylesheet.
pub(crate) const SPACING: &str = "
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
  const trees = [document, element.shadowRoot];
  for (const tree of trees) tree.adoptedStyleSheets.push(sheet);
  const restore = () => { for (const tree of trees) tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((other) => other !== sheet); };";

#[tokio::test]
async fn every_state_is_accessible_without_overflow_in_english() -> Result {
    check("en").await
}

#[tokio::test]
async fn every_state_is_accessible_without_overflow_in_arabic() -> Result {
    check("ar").await
}

/// Visits all states in a language, and reports all defects together.
async fn check(language: &str) -> Result {
    let engine = Engine::of_environment()?;
    let page = Page::open_for_audit(Look::Light).await?;
    let mut defects = Vec::new();
    for state in State::ALL {
        page.show(state, language).await?;
        let mut report = |check: &str, found: Vec<String>| {
            defects.extend(
                found
                    .into_iter()
                    .map(|line| format!("{state:?} in {language}, {check}: {line}")),
            );
        };
        let is_mirrored = language == "ar";
        if engine.cannot(Step::Audit).is_none() && !(is_mirrored && engine.skips(Subject::Mirrored))
        {
            report("light", audit(&page, Look::Light, Rules::All).await?);
            // Colors do not depend on the language.
            if !is_mirrored && !engine.skips(Subject::Colors) {
                for look in [Look::Dark, Look::ForcedColors] {
                    page.set_look(look).await?;
                    report(look.media(), audit(&page, look, Rules::OfColors).await?);
                }
                page.set_look(Look::Light).await?;
            }
        }

        let found = page.run(TARGETS, &[]).await?;
        let least = if state == State::Crashed { 1 } else { 6 };
        assert!(
            found["count"].as_u64().is_some_and(|count| count >= least),
            "{state:?}: {found}"
        );
        report("targets", lines(&found["defects"]));
        let spaced = format!(
            "{SPACING} const found = (() => {{ {OVERFLOWS} }})(); restore(); return found;"
        );
        report("more space", lines(&page.run(&spaced, &[]).await?));

        if engine.cannot(Step::Window).is_none() {
            if matches!(state, State::Filled | State::DetailsOpen) {
                page.fill("displayName", LONG).await?;
                page.add_category(LONG).await?;
            }
            for zoom in [1, 4] {
                page.set_width(320, zoom).await?;
                report(
                    &format!("320 wide at {zoom}"),
                    lines(&page.run(OVERFLOWS, &[]).await?),
                );
            }
            page.reset_width().await?;
        }
    }
    assert!(defects.is_empty(), "\n{}", defects.join("\n"));
    Ok(())
}

pub(crate) async fn audit(page: &Page, look: Look, rules: Rules) -> Result<Vec<String>> {
    assert_eq!(
        page.run(
            &format!("return matchMedia('{}').matches;", look.media()),
            &[]
        )
        .await?,
        true,
        "{look:?}"
    );
    page.audit(rules).await
}

pub(crate) fn lines(found: &Value) -> Vec<String> {
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn the_error_summary_lists_every_field_if_all_are_invalid() -> Result {
    let page = Page::open().await?;
    page.show(State::EveryError, "en").await?;
    let fields = "return new Set([...element.shadowRoot.querySelectorAll('[part~=\"control\"], input')].map(({ name }) => name)).size;";
    let fields = page.run(fields, &[]).await?.as_u64().unwrap_or_default();
    assert_eq!(page.summary().await?.len() as u64, fields);
    Ok(())
}
