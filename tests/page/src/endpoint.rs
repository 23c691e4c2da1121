//! The local skills endpoint, which also serves the page.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::process::Process;
use crate::{Result, Site, tools};

/// The path of the collection for the page.
pub(crate) const SKILLS: &str = "/beta/me/profile/skills";

/// The path of the collection for tests: the contract's other name, from which no form requests a
/// list.
pub(crate) const STORED: &str = "/beta/me/profile/skills/$ref";

/// The header of changes by tests, which distinguishes them from those of forms.
pub(crate) const OF_TEST: &str = "page-tests";

/// The origins of earlier endpoints. They are not used again, because shared browsers have stored
/// data for their origins.
static ORIGINS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// A running endpoint, which starts without skills.
#[derive(Debug)]
pub struct Endpoint {
    origin: String,
    _process: Process,
    _site: Site,
}

impl Endpoint {
    /// Starts an endpoint with skills in memory. It serves a site, with a Content-Security-Policy
    /// if there is one.
    ///
    /// # Errors
    /// The environment names no endpoint, or it does not start.
    pub fn start(site: Site, policy: Option<&str>) -> Result<Self> {
        Self::start_with(&[], site, policy)
    }

    /// Starts an endpoint that also simulates faults: see [`Endpoint::simulate`].
    ///
    /// # Errors
    /// As [`Endpoint::start`].
    pub fn start_with_faults(site: Site, policy: Option<&str>) -> Result<Self> {
        Self::start_with(&["--faults"], site, policy)
    }

    fn start_with(flags: &[&str], site: Site, policy: Option<&str>) -> Result<Self> {
        let mut used = Vec::new();
        loop {
            let (process, origin) = Self::launch(flags, &site, policy)?;
            if ORIGINS
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(origin.clone())
            {
                return Ok(Self {
                    origin,
                    _process: process,
                    _site: site,
                });
            }
            // While this endpoint runs, the next one gets another port.
            used.push(process);
        }
    }

    fn launch(flags: &[&str], site: &Site, policy: Option<&str>) -> Result<(Process, String)> {
        let mut command = Command::new(tools::endpoint()?);
        command
            .args(flags)
            .args(["--memory", "--port", "0", "--site"])
            .arg(site.path());
        if let Some(policy) = policy {
            command.args(["--csp", policy]);
        }
        let listening = |line: &str| line.strip_prefix("listening on ").map(str::to_owned);
        Process::start(&command, None, listening)
    }

    /// Returns the URL of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        [&self.origin, path].concat()
    }

    /// Returns the host and port.
    pub(crate) fn address(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    /// Applies these faults to the next requests: a JSON array in the syntax of `skills-endpoint
    /// --help`.
    ///
    /// # Errors
    /// It was started without faults, or does not know one of these.
    pub async fn simulate(&self, faults: &Value) -> Result {
        let answer = reqwest::Client::new()
            .put(self.url("/faults"))
            .json(faults)
            .send()
            .await?;
        let status = answer.status();
        ensure!(
            status.is_success(),
            "the endpoint answered {status}: {}",
            answer.text().await?
        );
        Ok(())
    }

    /// Returns the requests since the faults were set, and the remaining faults.
    ///
    /// # Errors
    /// It was started without faults.
    pub async fn met(&self) -> Result<Value> {
        Ok(reqwest::Client::new()
            .get(self.url("/faults"))
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?)
    }

    /// Adds a skill, as another application would. Returns it.
    ///
    /// # Errors
    /// It rejects the skill.
    pub async fn add(&self, skill: &Value) -> Result<Value> {
        let answer = reqwest::Client::new()
            .post(self.url(SKILLS))
            .bearer_auth("page-tests")
            .header(OF_TEST, "")
            .json(skill);
        Ok(answer.send().await?.error_for_status()?.json().await?)
    }

    /// Changes a skill, as another application would.
    ///
    /// # Errors
    /// It rejects the change.
    pub async fn change(&self, id: &str, change: &Value) -> Result {
        let answer = reqwest::Client::new()
            .patch(self.url(&[SKILLS, "/", id].concat()))
            .bearer_auth("page-tests")
            .header(OF_TEST, "")
            .json(change);
        answer.send().await?.error_for_status()?;
        Ok(())
    }

    /// Removes a skill, as another application would.
    ///
    /// # Errors
    /// There is none with this id.
    pub async fn remove(&self, id: &str) -> Result {
        let answer = reqwest::Client::new()
            .delete(self.url(&[SKILLS, "/", id].concat()))
            .bearer_auth("page-tests")
            .header(OF_TEST, "");
        answer.send().await?.error_for_status()?;
        Ok(())
    }

    /// Returns the skills, oldest first.
    ///
    /// # Errors
    /// It does not answer as it should.
    pub async fn stored(&self) -> Result<Vec<Value>> {
        let url = self.url(&format!("{STORED}?$orderby=createdDateTime&$top=999"));
        let answer = reqwest::Client::new()
            .get(url)
            .bearer_auth("page-tests")
            .send()
            .await?;
        ensure!(
            answer.status().is_success(),
            "the endpoint answered {}",
            answer.status()
        );
        let mut list: Value = answer.json().await?;
        list["value"]
            .as_array_mut()
            .map(std::mem::take)
            .context("the endpoint answered no list")
    }
}
