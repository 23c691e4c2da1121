//! Firefox, by geckodriver.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use thirtyfour::Capabilities;
use tokio::sync::Mutex;

use crate::process::Process;
use crate::session::Session;
use crate::{Look, Result, folder, tools};

/// Starts the driver on a port that it selects. The profile is deleted when the driver has ended.
pub fn drive(profile: Option<&Path>) -> Result<(Process, u16)> {
    let mut command = Command::new(tools::driver()?);
    command.args(["--port", "0"]);
    Process::start(&command, profile, |line| {
        line.split_once("Listening on 127.0.0.1:")?
            .1
            .trim()
            .parse()
            .ok()
    })
}

/// Copies a profile into a folder. Firefox creates the profile at its first start, which takes
/// longer than most tests, so this happens once.
pub async fn prepare(profile: &Path) -> Result {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());
    let made = tools::profile()?;
    let one_at_a_time = ONE_AT_A_TIME.lock().await;
    if !made.exists() {
        // The folder gets its final name only after Firefox has ended normally.
        let making = made.with_extension("making");
        fs::create_dir_all(&making)?;
        let (_driver, port) = drive(None)?;
        Session::begin(port, capabilities(Look::default(), &making)?)
            .await?
            .end()
            .await?;
        fs::rename(making, &made)?;
    }
    drop(one_at_a_time);
    folder::copy(&made, profile)
}

/// Returns the capabilities of a headless browser.
pub fn capabilities(look: Look, profile: &Path) -> Result<Capabilities> {
    let (scheme, color_use) = look.firefox();
    let options = json!({
        "binary": tools::browser()?,
        "args": ["-headless", "--width=1000", "--height=1400", "-profile", profile],
        "prefs": {
            "intl.accept_languages": "en-US",
            "intl.locale.requested": "en-US",
            "layout.css.prefers-color-scheme.content-override": scheme,
            "browser.display.document_color_use": color_use,
            // Disables processes and pages that no test needs.
            "dom.ipc.processPrelaunch.enabled": false,
            "browser.newtab.preload": false,
            // Firefox would compile the module a second time in each page, longer than most tests
            // take.
            "javascript.options.wasm_optimizingjit": false,
            // There is no graphics card, so that each frame costs the processor's time.
            "layout.frame_rate": 30,
        },
    });
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "firefox")?;
    capabilities.set("moz:firefoxOptions", options)?;
    Ok(capabilities)
}
