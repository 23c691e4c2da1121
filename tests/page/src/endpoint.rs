//! The local skills endpoint, which serves the page too.

use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::process::Process;
use crate::{Result, Site, tools};

/// Where the skills are, seen from the page.
pub(crate) const SKILLS: &str = "/beta/me/profile/skills";

/// A running endpoint, with nothing stored.
#[derive(Debug)]
pub struct Endpoint {
    origin: String,
    _process: Process,
    _site: Site,
}

impl Endpoint {
    /// Starts an endpoint that keeps its skills in memory and serves a site, under a
    /// Content-Security-Policy if there is one.
    ///
    /// # Errors
    /// The environment names no endpoint, or it does not start.
    pub fn start(site: Site, policy: Option<&str>) -> Result<Self> {
        let mut command = Command::new(tools::endpoint()?);
        command.args(["--memory", "--port", "0", "--site"]).arg(site.path());
        if let Some(policy) = policy {
            command.args(["--csp", policy]);
        }
        let listening = |line: &str| line.strip_prefix("listening on ").map(str::to_owned);
        let (process, origin) = Process::start(command, listening)?;
        Ok(Self { origin, _process: process, _site: site })
    }

    /// The URL of one of its pages.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        [&self.origin, path].concat()
    }

    /// The skills that it holds, oldest first.
    ///
    /// # Errors
    /// It does not answer as it should.
    pub async fn stored(&self) -> Result<Vec<Value>> {
        let url = self.url(&format!("{SKILLS}?$orderby=createdDateTime&$top=100"));
        let answer = reqwest::Client::new().get(url).bearer_auth("page-tests").send().await?;
        ensure!(answer.status().is_success(), "the endpoint answered {}", answer.status());
        let mut list: Value = answer.json().await?;
        list["value"].as_array_mut().map(std::mem::take).context("the endpoint answered no list")
    }
}
