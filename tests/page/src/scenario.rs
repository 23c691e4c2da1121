//! A skill that is sent while something goes wrong.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde_json::Value;

use crate::endpoint::{SKILLS, STORED};
use crate::{Endpoint, Page, Port, Result, Site};

/// What the page gives as a token.
pub(crate) const TOKEN: &str = "CANARY-4e1d";
/// What a person types.
pub(crate) const NAME: &str = "Rust";
pub(crate) const CATEGORY: &str = "hobby";

const HTML: &str = "<!doctype html>
<html lang=\"en\">
<title>Something goes wrong</title>
<add-skill endpoint=\"/beta/me/profile/skills\"></add-skill>
<script type=\"module\" src=\"scenario.js\"></script>
";

/// After a reload too, all is as it was from the start: the speed of time, the token, the ear.
const SCRIPT: &str = "import init from './add-skill.js';
    const element = document.querySelector('add-skill');
    const times = Number(location.hash.slice(1));
    if (times) pageTests.hurry('add-skill', times);
    element.getAccessToken = async () => 'CANARY-4e1d';
    await init({ module_or_path: './add-skill_bg.wasm' });
    pageTests.listen('add-skill');";

/// What is written down beside the draft: the submission whose end is open.
const RECORD: &str = "
    const key = Object.keys(sessionStorage).find((key) => key.endsWith(':sent'));
    return key ? JSON.parse(sessionStorage.getItem(key)) : null;";
/// A page with nothing but a form, at an endpoint that does what goes wrong.
#[derive(Debug)]
pub struct Scenario {
    page: Page,
    /// Where the form sends, if that is not the page's own origin.
    elsewhere: Option<Port>,
}

impl Deref for Scenario {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Scenario {
    /// How many times as fast as usual time goes by in the page: the service still answers well
    /// within its time.
    pub const TIMES: u32 = 20;

    /// Opens the page and fills in the form. Time goes by [`Scenario::TIMES`] times as fast.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin() -> Result<Self> {
        Self::begin_at(Self::TIMES).await
    }

    /// The same, and time goes by so many times as fast.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin_at(times: u32) -> Result<Self> {
        let page = Page::open_at(endpoint(None)?, &format!("/scenario.html#{times}")).await?;
        let scenario = Self {
            page,
            elsewhere: None,
        };
        scenario.fill_in().await?;
        Ok(scenario)
    }

    /// The same, but the form sends to another origin, at which no service is.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin_toward(origin: &str) -> Result<Self> {
        let page =
            Page::open_at(endpoint(None)?, &format!("/scenario.html#{}", Self::TIMES)).await?;
        page.send_to(origin).await?;
        let scenario = Self {
            page,
            elsewhere: None,
        };
        scenario.fill_in().await?;
        Ok(scenario)
    }

    /// The same, but the service is at another origin, which the browser trusts.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn begin_elsewhere(policy: Option<&str>) -> Result<Self> {
        let endpoint = endpoint(policy)?;
        let elsewhere = Port::secure(&endpoint).await?;
        let page =
            Page::open_trusting(endpoint, &format!("/scenario.html#{}", Self::TIMES)).await?;
        page.send_to(&elsewhere.origin()).await?;
        let scenario = Self {
            page,
            elsewhere: Some(elsewhere),
        };
        scenario.fill_in().await?;
        Ok(scenario)
    }

    /// The port of the other origin.
    #[must_use]
    pub fn elsewhere(&self) -> Option<&Port> {
        self.elsewhere.as_ref()
    }

    /// Types the skill.
    ///
    /// # Errors
    /// The form takes no typing.
    pub async fn fill_in(&self) -> Result {
        self.fill("displayName", NAME).await?;
        self.add_category(CATEGORY).await
    }

    /// Has the service meet these faults, and sends the skill.
    ///
    /// # Errors
    /// The endpoint does not know one of them.
    pub async fn meet_and_submit(&self, faults: Value) -> Result {
        self.meet(faults).await?;
        self.submit().await
    }

    /// Has the form's requests meet these faults from now on, and forgets those that were seen.
    ///
    /// # Errors
    /// The endpoint does not know one of them.
    pub async fn meet(&self, mut faults: Value) -> Result {
        for fault in faults.as_array_mut().into_iter().flatten() {
            // Not the test's own.
            fault["path"] = "/skills".into();
        }
        self.endpoint().meet(&faults).await
    }

    /// The requests to the service that have this method, as it has seen them.
    ///
    /// # Errors
    /// The endpoint does not answer.
    pub async fn seen(&self, method: &str) -> Result<Vec<Value>> {
        let met = self.endpoint().met().await?;
        let mut requests = met["requests"].as_array().cloned().unwrap_or_default();
        requests.retain(|request| request["method"] == method && is_the_forms(request));
        Ok(requests)
    }

    /// How many POSTs the form has sent, as the service has seen them. At its own origin each has
    /// an id, which a browser that sends one twice repeats.
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

    /// The submission that is written down.
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

    /// Waits until the form says something.
    ///
    /// # Errors
    /// It does not in time.
    pub async fn says(&self, words: &str) -> Result {
        let said = async || {
            Ok([self.page.status().await?, self.page.alert().await?]
                .concat()
                .contains(words))
        };
        self.until(&format!("the form says {words:?}"), said).await
    }

    /// Whether the form has said something, be it for a moment.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn has_said(&self, words: &str) -> Result<bool> {
        Ok(self
            .heard()
            .await?
            .iter()
            .any(|heard| heard.contains(words)))
    }

    /// Waits until a button is there.
    ///
    /// # Errors
    /// It does not come in time.
    pub async fn offers(&self, part: &str) -> Result {
        let find = "return Boolean(element.shadowRoot.querySelector(`[part~=\"${given[0]}\"]`));";
        self.until(&format!("there is a button {part}"), async || {
            Ok(self.run(find, &[part.into()]).await? == true)
        })
        .await
    }
}

/// Not one of the page's files, and not the test's own look at what is stored.
fn is_the_forms(request: &Value) -> bool {
    let url = request["url"].as_str().unwrap_or_default();
    url.starts_with(SKILLS) && !url.starts_with(STORED)
}

fn endpoint(policy: Option<&str>) -> Result<Endpoint> {
    let site = Site::copy()?;
    site.add("scenario.js", SCRIPT)?;
    site.add_page("scenario.html", HTML)?;
    Endpoint::start_with_faults(site, policy)
}
