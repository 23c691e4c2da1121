//! Audits with axe-core.

use std::fs;

use anyhow::ensure;
use serde_json::{Value, json};

use crate::{Engine, Page, Result, tools};

/// The URL of the script in the page.
const NAME: &str = "axe.min.js";

/// The tags of the rules.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// The rules of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// All rules.
    All,
    /// The rules that depend on colors, and one that every state passes:
    /// <https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md>
    OfColors,
}

/// The cases in which axe-core cannot determine a contrast that is sufficient: the engine, a
/// condition in the page, and a part of axe-core's message.
const UNDECIDED: [(Engine, &str, &str); 7] = [
    // In forced colors, Chromium paints buttons in two system colors, but reports other colors to
    // scripts.
    (Engine::Chromium, FORCED_COLOURS, "1:1 contrast ratio"),
    // The chevron of a select is at its end, which its text does not reach.
    (Engine::Chromium, "true", "due to a background gradient"),
    (
        Engine::Chromium,
        FORCED_COLOURS,
        "due to a background image",
    ),
    (Engine::Firefox, "true", "due to a background gradient"),
    // The list of suggestions covers the elements below it.
    (
        Engine::Chromium,
        SUGGESTING,
        "overlapped by another element",
    ),
    (Engine::Firefox, SUGGESTING, "overlapped by another element"),
    // If lines start at a fraction of a pixel, as on the right, Firefox finds a word at its middle
    // but not at its edge. Nothing covers it.
    (Engine::Firefox, "true", "partially obscured"),
];

const FORCED_COLOURS: &str = "matchMedia('(forced-colors: active)').matches";
const SUGGESTING: &str = "element.shadowRoot?.querySelector('[part~=suggestion]')";

/// Runs axe-core on the element and its shadow tree. Returns a line for each finding: rule, place,
/// and reason.
const AUDIT: &str = "
  if (!globalThis.axe) {
    const script = document.createElement('script');
    script.src = `/${given[0]}`;
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error('There is no axe-core'));
      document.head.append(script);
    });
  }
  const { violations, incomplete, passes } = await axe.run({ include: [element] }, { runOnly: given[1], resultTypes: ['violations', 'incomplete'] });
  const lines = (kind, results) => results.flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) => {
    const reasons = [...any, ...all, ...none].map(({ message }) => message);
    return `${kind}: ${id}: ${target.flat().at(-1)}: ${reasons.join(' ')}`;
  }));
  return { lines: [...lines('violation', violations), ...lines('incomplete', incomplete)], passes: passes.length };";

impl Page {
    /// Returns axe-core's findings for the current form, including undecided ones.
    ///
    /// # Errors
    /// axe-core is missing, or has checked nothing.
    pub async fn audit(&self, rules: Rules) -> Result<Vec<String>> {
        let (run_only, least) = match rules {
            Rules::All => (json!({ "type": "tag", "values": TAGS }), 6),
            Rules::OfColors => (
                json!({ "type": "rule", "values": ["button-name", "color-contrast", "link-in-text-block"] }),
                1,
            ),
        };
        let found = self.run(AUDIT, &[NAME.into(), run_only]).await?;
        ensure!(
            found["passes"]
                .as_u64()
                .is_some_and(|passes| passes >= least),
            "axe-core has looked at nothing: {found}"
        );
        let known = self.undecided().await?;
        let lines = found["lines"].as_array().into_iter().flatten();
        Ok(lines
            .filter_map(Value::as_str)
            .filter(|line| !is_known(line, &known))
            .map(str::to_owned)
            .collect())
    }

    /// Returns the messages of the undecidable cases whose conditions hold in the page.
    async fn undecided(&self) -> Result<Vec<&'static str>> {
        let own = UNDECIDED
            .iter()
            .filter(|(engine, ..)| *engine == self.engine());
        let (conditions, messages): (Vec<_>, Vec<_>) = own
            .map(|(_, condition, words)| (*condition, *words))
            .unzip();
        let script = format!("return [{}].map(Boolean);", conditions.join(", "));
        let results: Vec<bool> = serde_json::from_value(self.run(&script, &[]).await?)?;
        let cases = messages.into_iter().zip(results);
        Ok(cases
            .filter_map(|(words, holds)| holds.then_some(words))
            .collect())
    }
}

/// Returns whether a finding is one of the known undecidable ones.
fn is_known(line: &str, known: &[&str]) -> bool {
    line.starts_with("incomplete: color-contrast:")
        && known.iter().any(|words| line.contains(words))
}

/// The file name of the script in a site.
pub fn file() -> Result<(&'static str, String)> {
    Ok((NAME, fs::read_to_string(tools::axe()?)?))
}
