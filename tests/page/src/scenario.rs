//! Submissions with faults.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde_json::Value;

use crate::endpoint::{OF_TEST, SKILLS, STORED};
use crate::{Endpoint, Page, Port, Result, Site};

/// The page's token.
pub(crate) const TOKEN: &str = "CANARY-4e1d";
/// The user's input.
pub(crate) const NAME: &str = "Rust";
pub(crate) const CATEGORY: &str = "hobby";

const HTML: &str = "<!doctype html>
<html lang=\"en\">
<title>Something goes wrong</title>
<add-skill endpoint=\"/beta/me/profile/skills\"></add-skill>
<script type=\"module\" src=\"scenario.js\"></script>
";

/// Restores the initial state after a reload: the speed of time, the token, and the recording of
/// live regions. The speed is in the query: after a page with the same path and fragment, even of
/// another origin, Firefox's driver would not wait until this one is loaded.
const SCRIPT: &str = "import init from './add-skill.js';
    const element = document.querySelector('add-skill');
    const times = Number(location.search.slice(1));
    if (times) pageTests.speedUp('add-skill', times);
    element.getAccessToken = async () => 'CANARY-4e1d';
    await init({ module_or_path: './add-skill_bg.wasm' });
    pageTests.listen('add-skill');";

/// Returns the record of the open submission.
const RECORD: &str = "
    const key = Object.keys(sessionStorage).find((key) => key.endsWith(':sent'));
    return key ? JSON.parse(sessionStorage.getItem(key)) : null;";
/// A page that contains only a form, with an endpoint that simulates faults.
#[derive(Debug)]
pub struct Scenario {
    page: Page,
    /// The form's endpoint, if it has another origin than the page.
    elsewhere: Option<Port>,
}

impl Deref for Scenario {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Scenario {
    /// The factor by which the page's time is faster. The service still responds within the time
    /// limits.
    pub const TIMES: u32 = 20;

    /// Opens the page and fills in the form. The page's time is faster by the factor
    /// [`Scenario::TIMES`].
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin() -> Result<Self> {
        Self::begin_at(Self::TIMES).await
    }

    /// Does the same with another factor.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin_at(times: u32) -> Result<Self> {
        let page = Page::open_at(endpoint(None)?, &format!("/scenario.html?{times}")).await?;
        let scenario = Self {
            page,
            elsewhere: None,
        };
        scenario.fill_in().await?;
        Ok(scenario)
    }

    /// Does the same, but the form sends to another origin without a service.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin_toward(origin: &str) -> Result<Self> {
        let page =
            Page::open_at(endpoint(None)?, &format!("/scenario.html?{}", Self::TIMES)).await?;
        page.send_to(origin).await?;
        let scenario = Self {
            page,
            elsewhere: None,
        };
        scenario.fill_in().await?;
        Ok(scenario)
    }

    /// Does the same, but the service has another origin, which the browser trusts.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin_elsewhere(policy: Option<&str>) -> Result<Self> {
        let endpoint = endpoint(policy)?;
        let elsewhere = Port::secure(&endpoint).await?;
        let page =
            Page::open_trusting(endpoint, &format!("/scenario.html?{}", Self::TIMES)).await?;
        page.send_to(&elsewhere.origin()).await?;
        let scenario = Self {
            page,
            elsewhere: Some(elsewhere),
        };
        scenario.fill_in().await?;
        Ok(scenario)
    }

    /// Returns the port of the other origin.
    #[must_use]
    pub fn elsewhere(&self) -> Option<&Port> {
        self.elsewhere.as_ref()
    }

    /// Enters the skill.
    ///
    /// # Errors
    /// The form takes no typing.
    pub async fn fill_in(&self) -> Result {
        self.fill("displayName", NAME).await?;
        self.add_category(CATEGORY).await
    }

    /// Applies these faults to the next requests, and submits the skill.
    ///
    /// # Errors
    /// The endpoint does not know one of them.
    pub async fn submit_with_faults(&self, faults: Value) -> Result {
        self.simulate(faults).await?;
        self.submit().await
    }

    /// Returns the number of the form's POSTs that reached the service. At the page's origin, each
    /// has an id, and the browser's repetitions have the same id.
    ///
    /// # Errors
    /// The endpoint does not answer.
    pub async fn posts(&self) -> Result<usize> {
        let posts = self.seen("POST").await?;
        let ids: BTreeSet<_> = posts
            .iter()
            .filter_map(|post| post["client-request-id"].as_str())
            .collect();
        Ok(if self.elsewhere.is_some() {
            posts.len()
        } else {
            ids.len()
        })
    }

    /// Returns the saved submission.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn record(&self) -> Result<Value> {
        self.run(RECORD, &[]).await
    }

    /// Waits until a POST has reached the service.
    ///
    /// # Errors
    /// None does in time.
    pub async fn is_sent(&self) -> Result {
        self.until("the skill was posted", async || Ok(self.posts().await? > 0))
            .await
    }

    /// Waits until the form shows this text.
    ///
    /// # Errors
    /// It does not in time.
    pub async fn shows(&self, words: &str) -> Result {
        let said = async || {
            Ok([self.page.status().await?, self.page.alert().await?]
                .concat()
                .contains(words))
        };
        self.until(&format!("the form says {words:?}"), said).await
    }

    /// Returns whether the form has shown this text, even for a moment.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn has_shown(&self, words: &str) -> Result<bool> {
        Ok(self
            .shown_messages()
            .await?
            .iter()
            .any(|heard| heard.contains(words)))
    }

    /// Waits until a button is available.
    ///
    /// # Errors
    /// It does not come in time.
    pub async fn shows_button(&self, part: &str) -> Result {
        let find = "return Boolean(element.shadowRoot.querySelector(`[part~=\"${given[0]}\"]`));";
        self.until(&format!("there is a button {part}"), async || {
            Ok(self.run(find, &[part.into()]).await? == true)
        })
        .await
    }
}

impl Page {
    /// Applies these faults to the form's next requests, and clears the log of requests.
    ///
    /// # Errors
    /// The endpoint does not know one of them.
    pub async fn simulate(&self, mut faults: Value) -> Result {
        for fault in faults.as_array_mut().into_iter().flatten() {
            // Excludes requests of the test itself.
            let is_of_one = matches!(fault["method"].as_str(), Some("PATCH" | "DELETE"));
            let path = if is_of_one { "/skills/*" } else { "/skills" };
            if fault["path"].is_null() {
                fault["path"] = path.into();
            }
        }
        self.endpoint().simulate(&faults).await
    }

    /// Returns the requests with this method that reached the service.
    ///
    /// # Errors
    /// The endpoint does not answer.
    pub async fn seen(&self, method: &str) -> Result<Vec<Value>> {
        let met = self.endpoint().met().await?;
        let mut requests = met["requests"].as_array().cloned().unwrap_or_default();
        requests.retain(|request| request["method"] == method && is_the_forms(request));
        Ok(requests)
    }
}

/// Returns whether a request is neither for a file of the page nor from the test itself.
fn is_the_forms(request: &Value) -> bool {
    let url = request["url"].as_str().unwrap_or_default();
    let headers = request["headers"].as_array();
    let is_of_test = headers.is_some_and(|headers| headers.iter().any(|name| name == OF_TEST));
    url.starts_with(SKILLS) && !url.starts_with(STORED) && !is_of_test
}

fn endpoint(policy: Option<&str>) -> Result<Endpoint> {
    let site = Site::copy()?;
    site.add("scenario.js", SCRIPT)?;
    site.add_page("scenario.html", HTML)?;
    Endpoint::start_with_faults(site, policy)
}
