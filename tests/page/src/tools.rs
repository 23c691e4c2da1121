//! What `make test` names in the environment.

use std::env;
use std::path::PathBuf;

use anyhow::Context;

use crate::Result;

/// The folder with the built page.
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

/// The executable that drives it.
pub fn driver() -> Result<PathBuf> {
    named("DRIVER")
}

/// Where a profile of the browser is kept that others are copied from. It need not be there yet.
pub fn profile() -> Result<PathBuf> {
    env::var_os("PROFILE")
        .map(PathBuf::from)
        .context("PROFILE is not set: scripts/in-engines does it")
}

/// axe-core, the script that audits pages.
pub fn axe() -> Result<PathBuf> {
    named("AXE")
}

/// The folder with what the tests of token sources run in Node.js.
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
