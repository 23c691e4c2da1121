//! Firefox, by geckodriver.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;
use thirtyfour::Capabilities;

use crate::process::Process;
use crate::{Look, Result, tools};

/// Starts the driver on a port that it chooses. It makes the browser's profile in our folder, which is removed in the end.
pub fn drive(profile: &Path) -> Result<(Process, u16)> {
    let mut command = Command::new(tools::driver()?);
    command.args(["--port", "0", "--profile-root"]).arg(profile).stderr(Stdio::null());
    Process::start(command, |line| line.split_once("Listening on 127.0.0.1:")?.1.trim().parse().ok())
}

/// A browser without a window.
pub fn capabilities(look: Look) -> Result<Capabilities> {
    let (scheme, color_use) = look.firefox();
    let options = json!({
        "binary": tools::browser()?,
        "args": ["-headless", "--width=1000", "--height=1400"],
        "prefs": {
            "intl.accept_languages": "en-US",
            "intl.locale.requested": "en-US",
            "layout.css.prefers-color-scheme.content-override": scheme,
            "browser.display.document_color_use": color_use,
        },
    });
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "firefox")?;
    capabilities.set("moz:firefoxOptions", options)?;
    Ok(capabilities)
}
