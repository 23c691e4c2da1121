//! What axe-core finds wrong with a form.

use std::fs;

use anyhow::ensure;
use serde_json::{Value, json};

use crate::{Engine, Page, Result, tools};

/// Where the page has it.
const NAME: &str = "axe.min.js";

/// The rules that a form is held to.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// Which rules of axe-core a form is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// All.
    All,
    /// Those whose result depends on the colors, and one that every state passes:
    /// <https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md>
    OfColors,
}

/// Where axe-core cannot tell a contrast, and nothing is wrong: the engine, what is so in the page,
/// and words of what it says.
const UNDECIDED: [(Engine, &str, &str); 7] = [
    // In forced colours, Chromium paints buttons in the system's own two colours, and tells scripts
    // of others.
    (Engine::Chromium, FORCED_COLOURS, "1:1 contrast ratio"),
    // The chevron of a list is drawn at its end, where its text never comes.
    (Engine::Chromium, "true", "due to a background gradient"),
    (
        Engine::Chromium,
        FORCED_COLOURS,
        "due to a background image",
    ),
    (Engine::Firefox, "true", "due to a background gradient"),
    // The list of completions covers what is below it.
    (
        Engine::Chromium,
        SUGGESTING,
        "overlapped by another element",
    ),
    (Engine::Firefox, SUGGESTING, "overlapped by another element"),
    // Where lines start on a part of a pixel, as they do at the right, Firefox finds the same word
    // at its middle and not at its edge. Nothing is drawn over it.
    (Engine::Firefox, "true", "partially obscured"),
];

const FORCED_COLOURS: &str = "matchMedia('(forced-colors: active)').matches";
const SUGGESTING: &str = "element.shadowRoot.querySelector('[part~=suggestion]')";

/// Runs axe-core on the element, its shadow tree included, and tells of each finding in a line: its
/// rule, its place, its reason.
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
    /// What axe-core finds wrong with the form as it is, or cannot decide.
    ///
    /// # Errors
    /// axe-core is missing, or has looked at nothing.
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
        let mut lines = Vec::new();
        for line in found["lines"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !self.is_known(line).await? {
                lines.push(line.to_owned());
            }
        }
        Ok(lines)
    }

    /// Whether a finding is one of those that nobody can decide.
    async fn is_known(&self, line: &str) -> Result<bool> {
        for (engine, condition, words) in UNDECIDED {
            let is_it = self.engine() == engine
                && line.starts_with("incomplete: color-contrast:")
                && line.contains(words);
            if is_it
                && self
                    .run(&format!("return Boolean({condition});"), &[])
                    .await?
                    == true
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The file that a site offers for it.
pub fn file() -> Result<(&'static str, String)> {
    Ok((NAME, fs::read_to_string(tools::axe()?)?))
}
