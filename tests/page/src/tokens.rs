//! The page of a token source, as in the documentation, with mocks of Microsoft's services: see
//! `tests/tokens`.

use std::fs;
use std::ops::Deref;
use std::process::Command;

use anyhow::{Context, ensure};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::By;

use crate::process::Process;
use crate::{Endpoint, Engine, Page, Result, Site, tools};

/// The page and its servers.
#[derive(Debug)]
pub struct Tokens {
    page: Page,
    places: Value,
    is_framed: bool,
    _process: Process,
    _folder: TempDir,
}

impl Deref for Tokens {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Tokens {
    /// Opens the page of `docs/auth-NAME.md`, without a signed-in user.
    ///
    /// # Errors
    /// A part of the environment is missing, or the page does not become ready.
    pub async fn open(name: &str) -> Result<Self> {
        let endpoint = Endpoint::start_with_faults(Site::copy()?, None)?;
        let folder = tempfile::Builder::new()
            .prefix("page-tests-tokens-")
            .tempdir()?;
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["127.0.0.1".to_owned()])?;
        let certificate = folder.path().join("cert.pem");
        fs::write(&certificate, cert.pem())?;
        fs::write(folder.path().join("key.pem"), signing_key.serialize_pem())?;

        let mut command = Command::new("node");
        command
            .arg(tools::tokens()?.join("serve.mjs"))
            .args([name, &endpoint.url("")]);
        command
            .arg(tools::package()?)
            .arg(folder.path())
            .env("NODE_EXTRA_CA_CERTS", certificate);
        let listening = |line: &str| serde_json::from_str(line.strip_prefix("listening on ")?).ok();
        let (process, places): (_, Value) = Process::start(&command, None, listening)?;

        let is_framed = name == "teams";
        let url = if is_framed {
            text(&places["host"])
        } else {
            format!("{}/page.html", text(&places["site"]))
        };
        let page = Page::open_before(endpoint, &url, is_framed).await?;
        page.fill("displayName", "Rust").await?;
        Ok(Self {
            page,
            places,
            is_framed,
            _process: process,
            _folder: folder,
        })
    }

    /// Returns the URL of `site`, `authority`, `graph`, or `host`.
    #[must_use]
    pub fn place(&self, name: &str) -> String {
        text(&self.places[name])
    }

    /// Sets the behavior of the authority and Teams: see `behaviour` in
    /// `tests/tokens/authority.mjs`.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn arrange(&self, behaviour: Value) -> Result {
        let request = reqwest::Client::new()
            .put(self.place("control"))
            .json(&behaviour);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// Returns the requests with a token that reached Graph, and the token's user: `{method, path,
    /// person, claims, origin}`.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn seen(&self, method: &str) -> Result<Vec<Value>> {
        self.reported("graph", method).await
    }

    /// Returns the responses of the page's origin: `{method, path, status, leaked}`.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn responses(&self, method: &str) -> Result<Vec<Value>> {
        self.reported("site", method).await
    }

    async fn reported(&self, by: &str, method: &str) -> Result<Vec<Value>> {
        let answer = reqwest::get(self.place("control"))
            .await?
            .error_for_status()?;
        let mut reported: Value = answer.json().await?;
        let mut list = reported[by]
            .as_array_mut()
            .map(std::mem::take)
            .context("it returned no list")?;
        list.retain(|request| request["method"] == method);
        Ok(list)
    }

    /// Makes Graph respond to the next POST with a claims challenge.
    ///
    /// # Errors
    /// The endpoint does not answer.
    pub async fn require_claims(&self) -> Result {
        self.endpoint()
            .simulate(&json!(["method:POST;claims"]))
            .await
    }

    /// Submits the skill, and follows a link in the window that opens: see [`Tokens::follow_in_popup`].
    ///
    /// # Errors
    /// As [`Tokens::follow_in_popup`].
    pub async fn submit_and_follow_in_popup(&self, link: &str) -> Result {
        self.submit().await?;
        if self.engine() == Engine::WebKit {
            // The browser opens no window for a click that is followed by a request. The next click
            // opens it first.
            self.event("skill-failed").await?;
            self.submit().await?;
        }
        self.follow_in_popup(link).await
    }

    /// Follows a link in the window that opens, a user's name or `cancel`, and waits until the
    /// window is closed.
    ///
    /// # Errors
    /// None opens, or it stays open.
    pub async fn follow_in_popup(&self, link: &str) -> Result {
        let session = &self.page.browser.session;
        let own = session.window().await?;
        let opened = self.eventually("there is a window", async || {
            Ok(session
                .windows()
                .await?
                .into_iter()
                .find(|window| *window != own))
        });
        session.switch_to_window(opened.await?).await?;
        self.until("somebody can sign in", async || {
            Ok(session.find(By::Id(link)).await.is_ok())
        })
        .await?;
        // The driver would wait for the next page, which closes itself.
        session
            .execute(
                "setTimeout(() => document.getElementById(arguments[0]).click());",
                vec![link.into()],
            )
            .await?;
        session.switch_to_window(own).await?;
        if self.is_framed {
            session.enter_frame(0).await?;
        }
        self.until("the window is closed", async || {
            Ok(session.windows().await?.len() == 1)
        })
        .await
    }

    /// Returns the number of open windows.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn windows(&self) -> Result<usize> {
        Ok(self.page.browser.session.windows().await?.len())
    }

    /// Deletes the cookies, as in another browser.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn forget_cookies(&self) -> Result {
        Ok(self.page.browser.session.delete_all_cookies().await?)
    }

    /// Navigates to a URL.
    ///
    /// # Errors
    /// The page does not load.
    pub async fn go(&self, url: &str) -> Result {
        Ok(self.page.browser.session.goto(url).await?)
    }

    /// Submits the skill, and waits until it was added. Returns the last POST that reached Graph.
    ///
    /// # Errors
    /// It was not, or the page's policy was violated.
    pub async fn is_added(&self) -> Result<Value> {
        self.event("skill-added").await?;
        let violations = self.violations().await?;
        ensure!(
            violations.is_empty(),
            "the policy of the documentation is too strict: {violations:?}"
        );
        self.seen("POST")
            .await?
            .pop()
            .context("Graph has seen no POST")
    }

    /// Waits until the submission has failed without a request, and asserts the state of the page.
    ///
    /// # Errors
    /// It was.
    pub async fn is_not_sent(&self) -> Result {
        let failure = self.event("skill-failed").await?;
        ensure!(failure["kind"] == "not-sent", "it ended as {failure}");
        ensure!(
            self.value("displayName").await? == "Rust",
            "the name is gone"
        );
        let stored = self.stored().await?;
        ensure!(stored.is_empty(), "stored is {stored:?}");
        Ok(())
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
