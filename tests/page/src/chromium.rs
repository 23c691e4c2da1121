//! Chromium, with chromedriver.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use thirtyfour::{
    Capabilities, CapabilitiesHelper as _, ChromeCapabilities, ChromiumLikeCapabilities,
    LoggingPrefsLogLevel,
};

use crate::process::Process;
use crate::{Result, tools};

/// Starts the driver on a port that it selects.
pub fn drive(profile: &Path) -> Result<(Process, u16)> {
    let mut command = Command::new(tools::driver()?);
    command.arg("--port=0");
    Process::start(&command, Some(profile), |line| {
        line.split_once("successfully on port ")?
            .1
            .trim_end_matches('.')
            .parse()
            .ok()
    })
}

/// Returns the capabilities of a headless browser, or of the headless shell.
pub fn capabilities(profile: &Path) -> Result<Capabilities> {
    let mut chrome = ChromeCapabilities::new();
    let browser = tools::browser()?.to_string_lossy().into_owned();
    // Functions that a test calls often are not compiled a second time.
    let mut flags = String::from("--js-flags=--liftoff-only");
    if browser.ends_with("headless-shell") {
        // Otherwise, the driver waits for a tab, which the shell opens only on request.
        chrome.set("browserName", "chrome-headless-shell")?;
        // The shell does not handle the signals by which V8 notices accesses out of bounds.
        flags.push_str(" --wasm-enforce-bounds-checks");
    }
    chrome.set_binary(&browser)?;
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
        &flags,
    ] {
        chrome.add_arg(argument)?;
    }
    chrome.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    // The sandbox does not work for root. The new folder belongs to the current user.
    if profile.metadata()?.uid() == 0 {
        chrome.add_arg("--no-sandbox")?;
    }
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(chrome.into())
}
