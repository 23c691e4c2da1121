//! What axe-core finds wrong with a form.

use std::fs;

use serde_json::json;

use crate::{Page, Result, tools};

/// Where the page has it.
const NAME: &str = "axe.min.js";

/// The rules that a form is held to.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// What axe-core cannot decide by itself: the rule, words of what it says, and why nothing is wrong.
const UNDECIDED: [(&str, &str, &str); 2] = [
    (
        "color-contrast",
        "1:1 contrast ratio",
        "in forced colours Chromium paints buttons in the system's own two, and tells of others",
    ),
    (
        "color-contrast",
        "partially obscured",
        "Firefox misses lines whose words are read from the other side than the form; nothing overlaps",
    ),
];

/// Runs axe-core on the element, its shadow tree included, and tells of each finding in a line: its rule, its place, its reason.
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
  const { violations, incomplete, passes } = await axe.run({ include: [element] }, { runOnly: { type: 'tag', values: given[1] } });
  const lines = (results) => results.flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) => {
    const reasons = [...any, ...all, ...none].map(({ message }) => message);
    return { rule: id, line: `${id}: ${target.flat().at(-1)}: ${reasons.join(' ')}` };
  }));
  return { violations: lines(violations), incomplete: lines(incomplete), passes: passes.length };";

impl Page {
    /// What axe-core finds wrong with the form as it is, or cannot decide.
    ///
    /// # Errors
    /// axe-core is missing, or has looked at nothing.
    pub async fn audit(&self) -> Result<Vec<String>> {
        let mut found = self.run(AUDIT, &[NAME.into(), json!(TAGS)]).await?;
        anyhow::ensure!(found["passes"].as_u64().is_some_and(|passes| passes > 10), "axe-core has looked at nothing: {found}");
        let mut lines = Vec::new();
        for kind in ["violations", "incomplete"] {
            for finding in found[kind].as_array_mut().map(std::mem::take).unwrap_or_default() {
                let line = finding["line"].as_str().unwrap_or_default();
                let is_known = |(rule, words, _): &(&str, &str, &str)| finding["rule"] == **rule && line.contains(words);
                if kind == "violations" || !UNDECIDED.iter().any(is_known) {
                    lines.push(format!("{kind}: {line}"));
                }
            }
        }
        Ok(lines)
    }
}

/// The file that a site offers for it.
pub fn file() -> Result<(&'static str, String)> {
    Ok((NAME, fs::read_to_string(tools::axe()?)?))
}
