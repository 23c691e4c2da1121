//! The page with its elements in a browser, and an endpoint with faults.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use page_tests::{Endpoint, Page, Result, Site};
use serde_json::{Value, json};

use crate::plan::{ELEMENTS, Plan, asks, profile, verifies};

/// The factor by which the page's time is faster.
pub const TIMES: u32 = 20;
/// The page's scripts, in addition to those of all page tests.
const SCRIPTS: [(&str, &str); 6] = [
    ("clock.js", include_str!("page/clock.js")),
    ("form.js", include_str!("page/form.js")),
    ("requests.js", include_str!("page/requests.js")),
    ("meanwhile.js", include_str!("page/meanwhile.js")),
    ("submission.js", include_str!("page/submission.js")),
    ("main.js", include_str!("page/main.js")),
];
const PATH: &str = "/chaos.html";
/// The time limit until the next submission ends. The longest ones take 15 minutes of the page's
/// time per step.
const PATIENCE: Duration = Duration::from_secs(120);
/// The interval of checks for submissions that have ended.
const EVERY: Duration = Duration::from_millis(200);

/// The page in which submissions run.
#[derive(Debug)]
pub struct Stage {
    pub page: Page,
}

impl Stage {
    /// Opens the page. The tokens start with the canary.
    pub async fn open(canary: String) -> Result<Self> {
        let site = Site::copy()?;
        for (name, script) in SCRIPTS {
            site.add(name, script)?;
        }
        site.add("canary.js", &format!("export const canary = '{canary}';\n"))?;
        site.add_page(PATH.trim_start_matches('/'), &html())?;
        let page = Page::open_at(
            Endpoint::start_with_faults(site, None)?,
            &format!("{PATH}?fresh"),
        )
        .await?;
        Ok(Self { page })
    }

    /// Loads the page without its previous state.
    pub async fn begin_anew(&self) -> Result {
        self.page.run("location.search = '?fresh';", &[]).await?;
        self.ready().await
    }

    async fn ready(&self) -> Result {
        self.page
            .until("all forms are ready", async || {
                Ok(self.ask("chaos.areReady()").await? == true)
            })
            .await
    }

    /// Runs a script in the page. Returns nothing while the page is loading.
    async fn ask(&self, question: &str) -> Result<Value> {
        let script = format!(
            "return globalThis.chaos && document.readyState === 'complete' ? {question} : null;"
        );
        Ok(self.page.run(&script, &[]).await.unwrap_or_default())
    }

    /// Runs submissions, and reports each that has ended.
    pub async fn perform(
        &self,
        plans: &[Plan],
        mut on_end: impl AsyncFnMut(&[Value]) -> Result,
    ) -> Result {
        let for_page = plans.iter().map(|plan| &plan.for_page).collect::<Vec<_>>();
        self.ready().await?;
        self.page
            .run("chaos.begin(given[0]);", &[json!(for_page)])
            .await?;
        let mut known = BTreeSet::new();
        let mut last = Instant::now();
        while known.len() < plans.len() {
            tokio::time::sleep(EVERY).await;
            let ended = self.ask(&format!("chaos.done({})", json!(known))).await?;
            let ended = ended.as_array().map_or(&[][..], Vec::as_slice);
            on_end(ended).await?;
            if !ended.is_empty() {
                last = Instant::now();
                known.extend(ended.iter().filter_map(|log| log["number"].as_u64()));
            }
            if last.elapsed() > PATIENCE {
                let missing = plans
                    .iter()
                    .map(|plan| plan.number)
                    .filter(|number| !known.contains(number));
                bail!(
                    "of the submissions {:?} none ends",
                    missing.collect::<Vec<_>>()
                );
            }
        }
        Ok(())
    }

    /// Returns the number of forms with the expected draft, before and after a reload, and the
    /// others.
    pub async fn drafts(&self) -> Result<(usize, Vec<Value>)> {
        let mut lost = Vec::new();
        let mut checked = 0;
        for when in ["after all", "after a reload"] {
            // The last submission is completed shortly after it was reported.
            let at_rest = async || {
                Ok(self
                    .ask("chaos.isAtRest() && chaos.drafts()")
                    .await?
                    .as_array()
                    .cloned())
            };
            let drafts = self.page.eventually("the page is at rest", at_rest).await?;
            checked += drafts.len();
            lost.extend(
                drafts
                    .into_iter()
                    .filter(|draft| draft["isKept"] != true)
                    .map(|draft| json!({ "when": when, "draft": draft })),
            );
            if when == "after all" {
                self.page.reload().await?;
                self.ready().await?;
            }
        }
        ensure!(checked > 0, "no draft was checked");
        Ok((checked, lost))
    }

    /// Asserts that the canary is only in its header.
    pub async fn assert_no_token_is_left(&self) -> Result {
        self.page.assert_no_token_is_left().await
    }
}

fn html() -> String {
    let element = |number| {
        let verify = if verifies(number) { "on" } else { "off" };
        let existing = if asks(number) { "ask" } else { "allow" };
        let user = profile(number);
        format!(
            "<div><add-skill endpoint=\"/beta/{user}/profile/skills\" draft-key=\"chaos-{number}\" verify=\"{verify}\" existing=\"{existing}\"></add-skill></div>\n"
        )
    };
    let elements: String = (0..ELEMENTS).map(element).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<title>Chaos</title>\n<link rel=\"icon\" href=\"data:,\" />\n\
         <script src=\"/clock.js\" data-times=\"{TIMES}\"></script>\n{elements}<script type=\"module\" src=\"/main.js\"></script>\n</html>\n"
    )
}
