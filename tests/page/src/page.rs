//! A page in a browser.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use serde_json::Value;
use thirtyfour::WebElement;

use crate::pool::Lease;
use crate::{Endpoint, Engine, Look, Result, Site, audit};

/// The time limit of a condition. A test continues as soon as the condition holds.
const PATIENCE: Duration = Duration::from_secs(20);
/// The first and the maximum interval between two checks. Each check slows down the page.
const FIRST: Duration = Duration::from_millis(10);
const LATER: Duration = Duration::from_millis(120);

/// The default selector of the form.
const FORM: &str = "add-skill";

/// A page with an `<add-skill>`, and its browser and server. If a page has several elements, a
/// `Page` is the view of one of them.
#[derive(Clone, Debug)]
pub struct Page {
    pub(crate) browser: Arc<Lease>,
    pub(crate) endpoint: Arc<Endpoint>,
    selector: String,
}

impl Page {
    /// Opens the demo page.
    ///
    /// # Errors
    /// A part of the environment is missing, or the page does not become ready.
    pub async fn open() -> Result<Self> {
        Self::open_at(Endpoint::start(Site::copy()?, None)?, "/").await
    }

    /// Opens the demo page with an endpoint that simulates faults.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_with_faults() -> Result<Self> {
        Self::open_at(Endpoint::start_with_faults(Site::copy()?, None)?, "/").await
    }

    /// Does the same with a Content-Security-Policy.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_with_faults_under(policy: &str) -> Result<Self> {
        Self::open_at(
            Endpoint::start_with_faults(Site::copy()?, Some(policy))?,
            "/",
        )
        .await
    }

    /// Opens the demo page in these colors, with the script for [`Page::audit`].
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_for_audit(look: Look) -> Result<Self> {
        let site = Site::copy()?;
        let (name, script) = audit::file()?;
        site.add(name, &script)?;
        Self::open_with(look, Endpoint::start_with_faults(site, None)?, "/").await
    }

    /// Opens a page that an endpoint serves.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_at(endpoint: Endpoint, path: &str) -> Result<Self> {
        Self::open_with(Look::default(), endpoint, path).await
    }

    /// Opens a page whose element has another tag.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_on(endpoint: Endpoint, path: &str, selector: &str) -> Result<Self> {
        let browser = Lease::take(Look::default()).await?;
        let url = endpoint.url(path);
        Self::begin(browser, endpoint, &url, selector)
            .await?
            .once_ready()
            .await
    }

    /// Opens a page in a browser that accepts any certificate, such as that of
    /// [`Port::secure`](crate::Port::secure).
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_trusting(endpoint: Endpoint, path: &str) -> Result<Self> {
        Self::open_in(Lease::take_trusting().await?, endpoint, path).await
    }

    /// Opens a page of another server, which proxies the endpoint, in a browser that accepts any
    /// certificate. The form can be in the page's only frame.
    pub(crate) async fn open_before(
        endpoint: Endpoint,
        url: &str,
        is_framed: bool,
    ) -> Result<Self> {
        let page = Self::begin(Lease::take_trusting().await?, endpoint, url, FORM).await?;
        if is_framed {
            page.browser.session.enter_frame(0).await?;
            let is_there = "return typeof pageTests === 'object';";
            page.until("the frame is there", async || {
                Ok(page.run(is_there, &[]).await? == true)
            })
            .await?;
        }
        page.once_ready().await
    }

    /// Opens a page of another server in a browser that accepts any certificate. Does not wait for
    /// the form.
    pub(crate) async fn open_elsewhere(
        endpoint: Endpoint,
        url: &str,
        selector: &str,
    ) -> Result<Self> {
        Self::begin(Lease::take_trusting().await?, endpoint, url, selector).await
    }

    async fn open_with(look: Look, endpoint: Endpoint, path: &str) -> Result<Self> {
        Self::open_in(Lease::take(look).await?, endpoint, path).await
    }

    async fn open_in(browser: Lease, endpoint: Endpoint, path: &str) -> Result<Self> {
        let url = endpoint.url(path);
        Self::begin(browser, endpoint, &url, FORM)
            .await?
            .once_ready()
            .await
    }

    async fn begin(browser: Lease, endpoint: Endpoint, url: &str, selector: &str) -> Result<Self> {
        let page = Self {
            browser: Arc::new(browser),
            endpoint: Arc::new(endpoint),
            selector: selector.to_owned(),
        };
        page.browser.session.goto(url).await?;
        Ok(page)
    }

    async fn once_ready(self) -> Result<Self> {
        self.ready().await?;
        Ok(self)
    }

    /// Opens a page. Does not wait for a form.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_without_form(endpoint: Endpoint, path: &str) -> Result<Self> {
        let url = endpoint.url(path);
        Self::begin(Lease::take(Look::default()).await?, endpoint, &url, FORM).await
    }

    /// Returns the same page with another of its elements.
    #[must_use]
    pub fn of(&self, selector: &str) -> Self {
        Self {
            selector: selector.to_owned(),
            ..self.clone()
        }
    }

    /// Returns the engine of the browser.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.browser.engine
    }

    /// Reloads the page.
    ///
    /// # Errors
    /// The page does not become ready again.
    pub async fn reload(&self) -> Result {
        self.browser.session.refresh().await?;
        self.ready().await
    }

    /// Navigates to another page of the endpoint. Does not wait for a form.
    ///
    /// # Errors
    /// The page does not load.
    pub async fn visit(&self, path: &str) -> Result {
        Ok(self.browser.session.goto(self.endpoint.url(path)).await?)
    }

    /// Waits until the form is ready.
    ///
    /// # Errors
    /// It cannot in time.
    pub async fn ready(&self) -> Result {
        self.until("the form is ready", async || {
            Ok(self.call("isReady", &[]).await? == true)
        })
        .await
    }

    /// Returns the page's endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Returns the endpoint's skills, oldest first.
    ///
    /// # Errors
    /// The endpoint does not answer as it should.
    pub async fn stored(&self) -> Result<Vec<Value>> {
        self.endpoint.stored().await
    }

    /// Runs JavaScript in the page. `element` is the `<add-skill>`, `given` are the arguments, and
    /// the result is awaited. Persistent values must be members of `window`, because in Firefox,
    /// each script has its own `globalThis`.
    ///
    /// # Errors
    /// The script throws.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let body = format!(
            "const [selector, ...given] = arguments; const element = document.querySelector(selector); \
             return (async () => {{ {script} }})();"
        );
        self.execute(&body, arguments).await
    }

    /// Returns whether the element is a list.
    pub(crate) fn has_list(&self) -> bool {
        self.selector.contains("add-skills")
    }

    /// Calls a function of `page.js` about this element.
    pub(crate) async fn call(&self, function: &str, arguments: &[Value]) -> Result<Value> {
        self.execute(
            &format!("return pageTests.{function}(...arguments);"),
            arguments,
        )
        .await
    }

    async fn execute(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let once = format!(
            "const id = {}; if (window.pageTestsLast?.id !== id) window.pageTestsLast = {{ id, value: (function () {{ {script} }})(...arguments) }}; \
             return window.pageTestsLast.value;",
            fastrand::u32(..)
        );
        let code = if self.engine() == Engine::WebKit {
            &once
        } else {
            script
        };
        let session = &self.browser.session;
        let mut answer = session.execute(code, self.with_selector(arguments)).await;
        // WebKit's driver loses a result now and then. The script does not run again.
        if let Err(error) = &answer
            && error.to_string().contains("Could not parse script result")
        {
            answer = session.execute(code, self.with_selector(arguments)).await;
        }
        Ok(answer
            .with_context(|| format!("in the page: {script}"))?
            .json()
            .clone())
    }

    /// Returns an element of the form that a function of `page.js` finds.
    pub(crate) async fn find(&self, function: &str, arguments: &[Value]) -> Result<WebElement> {
        let script = format!("return pageTests.{function}(...arguments);");
        let answer = self
            .browser
            .session
            .execute(script, self.with_selector(arguments))
            .await;
        let answer = answer.with_context(|| format!("looking for {arguments:?}"))?;
        ensure!(!answer.json().is_null(), "the form has no {arguments:?}");
        Ok(answer.element()?)
    }

    fn with_selector(&self, arguments: &[Value]) -> Vec<Value> {
        [&[Value::from(self.selector.as_str())], arguments].concat()
    }

    /// Waits until a condition holds.
    ///
    /// # Errors
    /// It does not hold in time.
    pub async fn until(&self, what: &str, holds: impl AsyncFn() -> Result<bool>) -> Result {
        self.eventually(what, async || Ok(holds().await?.then_some(())))
            .await
    }

    /// Waits until there is a value, and returns it.
    ///
    /// # Errors
    /// There is nothing in time.
    pub async fn eventually<T>(
        &self,
        what: &str,
        look: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let started = Instant::now();
        let mut pause = FIRST;
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            if started.elapsed() > PATIENCE {
                bail!(
                    "within {PATIENCE:?} this condition did not hold: {what}.\n{}",
                    self.account().await
                );
            }
            tokio::time::sleep(pause).await;
            pause = LATER.min(pause * 3 / 2);
        }
    }

    /// Returns the visible state of the page, for the message of a failed test.
    async fn account(&self) -> String {
        let seen = self
            .call("account", &[])
            .await
            .unwrap_or_else(|error| format!("{error:#}").into());
        let console = self.console().await.unwrap_or_default();
        format!("The page: {seen}\nIts console: {console:?}")
    }
}
