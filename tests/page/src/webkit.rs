//! `WebKitGTK`'s `MiniBrowser`, with `WebKitWebDriver`. It has a window and therefore its own
//! display, so that no other test changes its clipboard and focus.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use thirtyfour::Capabilities;

use crate::process::Process;
use crate::{Result, tools};

/// Starts a virtual display. Returns its number.
pub fn display() -> Result<(Process, u32)> {
    let mut command = Command::new("Xvfb");
    command.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1600x1600x24",
        "-nolisten",
        "tcp",
    ]);
    Process::start(&command, None, |line| line.trim().parse().ok())
}

/// Starts the driver on a port that was free just before, because it cannot select one itself.
pub fn drive(profile: &Path, display: u32) -> Result<(Process, u16)> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let mut command = Command::new(tools::driver()?);
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", format!(":{display}"));
    for folder in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(folder, profile);
    }
    // There is neither a graphics card nor an accessibility bus. Accelerated compositing would be
    // emulated, which takes half of the processor's time.
    command.envs([
        ("GDK_BACKEND", "x11"),
        ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
        ("NO_AT_BRIDGE", "1"),
        ("LANGUAGE", "en_US"),
    ]);
    Ok((Process::listening(&command, Some(profile), port)?, port))
}

/// Returns the capabilities of an automated browser.
pub fn capabilities() -> Result<Capabilities> {
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "MiniBrowser")?;
    capabilities.set(
        "webkitgtk:browserOptions",
        json!({ "binary": tools::browser()?, "args": ["--automation"] }),
    )?;
    Ok(capabilities)
}
