//! A driver's session with a browser, and the session that replaces it after a page has crashed.

use std::ops::Deref;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use thirtyfour::{Capabilities, ChromeCapabilities, ChromiumLikeCapabilities, WebDriver};

use crate::Result;

/// The time limit of one command.
const COMMAND_WITHIN: Duration = Duration::from_secs(60);

/// A session. The replacement ends first, and the original one ends the browser.
#[derive(Debug)]
pub struct Session {
    later: OnceLock<Box<Self>>,
    earlier: WebDriver,
    driver: String,
}

impl Session {
    /// Starts a session with the driver on a port, which starts a browser.
    pub async fn begin(port: u16, capabilities: Capabilities) -> Result<Self> {
        let driver = format!("http://127.0.0.1:{port}");
        let earlier = connect(&driver, capabilities).await?;
        Ok(Self {
            later: OnceLock::new(),
            earlier,
            driver,
        })
    }

    /// Ends the session, and waits until the browser has ended.
    pub async fn end(self) -> Result {
        Ok(self.earlier.quit().await?)
    }

    /// Returns whether the session was replaced: see [`Session::take_over`].
    pub fn was_taken_over(&self) -> bool {
        self.later.get().is_some()
    }

    /// Connects a new session to a running Chromium, because its driver permanently gives up a tab
    /// whose page has crashed.
    pub async fn take_over(&self) -> Result {
        let mut last = self;
        while let Some(later) = last.later.get() {
            last = later;
        }
        let options = self
            .earlier
            .handle()
            .capabilities()
            .get("goog:chromeOptions")
            .context("it is no Chromium")?;
        let address = options["debuggerAddress"]
            .as_str()
            .context("it takes no second session")?;
        let mut chrome = ChromeCapabilities::new();
        chrome.set_debugger_address(address)?;
        let later = connect(&self.driver, chrome.into()).await?;
        let later = Self {
            later: OnceLock::new(),
            earlier: later,
            driver: self.driver.clone(),
        };
        ensure!(
            last.later.set(Box::new(later)).is_ok(),
            "it was taken over at the same time"
        );
        Ok(())
    }
}

impl Deref for Session {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        self.later.get().map_or(&self.earlier, |later| later)
    }
}

async fn connect(driver: &str, capabilities: Capabilities) -> Result<WebDriver> {
    // Without persistent connections, because the session ends in `Drop`, on another runtime, where
    // those of this runtime do not work.
    let client = reqwest::Client::builder()
        .timeout(COMMAND_WITHIN)
        .pool_max_idle_per_host(0)
        .build()?;
    Ok(WebDriver::builder(driver, capabilities)
        .client(client)
        .await?)
}
