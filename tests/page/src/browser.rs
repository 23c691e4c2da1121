//! A browser without a window, and the driver between it and the tests.

use std::os::unix::fs::MetadataExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

use crate::process::Process;
use crate::{Result, tools};

/// What the tests see and arrange inside a page.
const PAGE_SIDE: &str = include_str!("page.js");

/// How long the driver may take for one command.
const COMMAND_WITHIN: Duration = Duration::from_secs(60);

/// A browser with an empty profile. Its parts end in this order: the session and with it the browser, the driver, the profile.
#[derive(Debug)]
pub struct Browser {
    pub(crate) session: WebDriver,
    _driver: Process,
    _profile: TempDir,
}

impl Browser {
    /// Starts a driver on a free port, and by it a browser.
    ///
    /// # Errors
    /// The environment names none, or one of them does not start.
    pub async fn start() -> Result<Self> {
        let mut command = Command::new(tools::driver()?);
        command.arg("--port=0").stderr(Stdio::null());
        let port = |line: &str| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok();
        let (driver, port) = Process::start(command, port)?;

        let profile = tempfile::Builder::new().prefix("page-tests-").tempdir()?;
        let capabilities = capabilities(&profile)?;
        // Without kept connections: the session ends in `Drop`, on a runtime of its own, where those of this one answer nothing.
        let client = reqwest::Client::builder().timeout(COMMAND_WITHIN).pool_max_idle_per_host(0).build()?;
        let session = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities).client(client).await?;
        let before_page = json!({ "source": PAGE_SIDE });
        session.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", before_page).await?;
        Ok(Self { session, _driver: driver, _profile: profile })
    }
}

fn capabilities(profile: &TempDir) -> Result<ChromeCapabilities> {
    let mut chrome = ChromeCapabilities::new();
    chrome.set_binary(&tools::browser()?.to_string_lossy())?;
    for argument in [
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
        "--window-size=1000,1400",
    ] {
        chrome.add_arg(argument)?;
    }
    chrome.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
    // Root has no sandbox to run in. The folder was made just now, so it is ours.
    if profile.path().metadata()?.uid() == 0 {
        chrome.add_arg("--no-sandbox")?;
    }
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(chrome)
}
