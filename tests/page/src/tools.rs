//! The files and folders that `make test` specifies in the environment.

use std::env;
use std::path::PathBuf;

use anyhow::Context;

use crate::Result;

/// Returns the folder with the built page.
pub fn site() -> Result<PathBuf> {
    named("SITE")
}

/// The folder with the built documentation.
pub fn documentation() -> Result<PathBuf> {
    named("DOCS")
}

/// The folder with the npm package.
pub fn package() -> Result<PathBuf> {
    named("PACKAGE")
}

/// The folder with the built applications of tests/hosts.
pub fn hosts() -> Result<PathBuf> {
    named("HOSTS")
}

/// The endpoint's executable.
pub fn endpoint() -> Result<PathBuf> {
    named("ENDPOINT")
}

/// The browser's executable.
pub fn browser() -> Result<PathBuf> {
    named("BROWSER")
}

/// The driver's executable.
pub fn driver() -> Result<PathBuf> {
    named("DRIVER")
}

/// The folder of the browser profile that others are copied from. It may not exist yet.
pub fn profile() -> Result<PathBuf> {
    env::var_os("PROFILE")
        .map(PathBuf::from)
        .context("PROFILE is not set: scripts/in-engines does it")
}

/// The script axe-core.
pub fn axe() -> Result<PathBuf> {
    named("AXE")
}

/// The folder with the Node.js scripts for the tests of token sources.
pub fn tokens() -> Result<PathBuf> {
    named("TOKENS")
}

fn named(variable: &str) -> Result<PathBuf> {
    let path = env::var_os(variable).map(PathBuf::from).with_context(|| {
        format!("{variable} is not set. Run the page tests by `make test`, or one kind by `make test-page` and the like.")
    })?;
    path.canonicalize().with_context(|| {
        format!(
            "{variable} names {}, which is not there. Run the page tests by `make test`.",
            path.display()
        )
    })
}
