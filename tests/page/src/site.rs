//! Folders of pages that a test creates.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Result, folder, tools};

/// The script that tests use inside a page.
const PAGE_SIDE: &str = include_str!("page.js");

/// The tag of this script: before the page's scripts, and from its own origin, as a strict policy
/// requires. There is no other way that all engines support.
pub(crate) const PAGE_SIDE_NAME: &str = "page-tests.js";

/// A folder with the built module and pages that load the tests' script first. It is deleted on
/// drop.
#[derive(Debug)]
pub struct Site(TempDir);

impl Site {
    /// Creates a copy of the built page's folder.
    ///
    /// # Errors
    /// There is no built page.
    pub fn copy() -> Result<Self> {
        Self::copy_of(&tools::site()?)
    }

    /// Creates a copy of the built documentation.
    ///
    /// # Errors
    /// It is not built.
    pub fn documentation() -> Result<Self> {
        Self::copy_of(&tools::documentation()?)
    }

    /// Creates a copy of another folder with a page.
    ///
    /// # Errors
    /// There is none.
    fn copy_of(from: &Path) -> Result<Self> {
        let site = Self::copy_without_page(from)?;
        site.add_page(
            "index.html",
            &fs::read_to_string(site.path().join("index.html"))?,
        )?;
        Ok(site)
    }

    /// Creates a copy of another folder, for a server that renders the page.
    ///
    /// # Errors
    /// The folder does not exist.
    pub(crate) fn copy_without_page(from: &Path) -> Result<Self> {
        let site = Self::empty()?;
        folder::copy(from, site.path())?;
        Ok(site)
    }

    /// Copies a built application of tests/hosts.
    ///
    /// # Errors
    /// It is not built.
    pub fn of_host(name: &str) -> Result<Self> {
        Self::copy_of(&tools::hosts()?.join(name))
    }

    /// Creates a site that contains the npm package in a folder.
    ///
    /// # Errors
    /// There is no package.
    pub fn with_package(folder: &str) -> Result<Self> {
        let site = Self::empty()?;
        site.add_package(folder)?;
        Ok(site)
    }

    /// Creates a site that contains only the tests' script.
    pub(crate) fn empty() -> Result<Self> {
        let site = Self(
            tempfile::Builder::new()
                .prefix("page-tests-site-")
                .tempdir()?,
        );
        site.add(PAGE_SIDE_NAME, PAGE_SIDE)?;
        Ok(site)
    }

    /// Adds another copy of the npm package, in another folder.
    ///
    /// # Errors
    /// There is no package.
    pub fn add_package(&self, folder: &str) -> Result {
        let target = self.0.path().join(folder);
        fs::create_dir(&target)?;
        folder::copy(&tools::package()?, &target)
    }

    /// Returns the form that the npm package renders on a server with these options.
    ///
    /// # Errors
    /// There is no package or no Node.js, or rendering fails.
    pub fn rendered_in_node(options: &Value) -> Result<String> {
        node(
            "import { renderToString } from 'add-skill-element/server';",
            &format!("process.stdout.write(renderToString({options}));"),
        )
    }

    /// Returns the Content-Security-Policy and the page of the response of a handler in
    /// tests/hosts.
    ///
    /// # Errors
    /// As [`Site::rendered_in_node`].
    pub fn answer_in_node(script: &str, handler: &str) -> Result<(String, String)> {
        let hosts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hosts");
        let answer = node(
            &fs::read_to_string(hosts.join(script))?,
            &format!(
                "const headers = {{}};
                const setHeader = (name, value) => {{ headers[name] = value; }};
                const end = (html) => console.log(JSON.stringify([headers['Content-Security-Policy'], html]));
                {handler}({{}}, {{ setHeader, end }});"
            ),
        )?;
        Ok(serde_json::from_str(&answer)?)
    }

    /// Returns the content of a file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, name: &str) -> Result<String> {
        let path = self.0.path().join(name);
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    }

    /// Adds a file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&self, name: &str, text: &str) -> Result {
        Ok(fs::write(self.0.path().join(name), text)?)
    }

    /// Adds a page, with the tests' script before its own.
    ///
    /// # Errors
    /// It has no title, before which that script goes, or cannot be written.
    pub fn add_page(&self, name: &str, html: &str) -> Result {
        ensure!(html.contains("<title"), "{name} has no title");
        let script = format!("<script src=\"/{PAGE_SIDE_NAME}\"></script><title");
        self.add(name, &html.replacen("<title", &script, 1))
    }

    /// Returns the path of the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Returns the name of the only file with this prefix and suffix, such as a module with a hash
    /// in its name.
    ///
    /// # Errors
    /// There is none.
    pub fn name(&self, start: &str, end: &str) -> Result<String> {
        // `add-skills` also starts with `add-skill`.
        let is_hash = |hash: &str| hash.is_empty() || hash.starts_with('-');
        let is_it = |name: &String| {
            let rest = name.strip_prefix(start);
            let hash = rest.and_then(|rest| rest.strip_suffix(end));
            hash.is_some_and(is_hash)
        };
        fs::read_dir(self.0.path())?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .find(is_it)
            .with_context(|| format!("the built page has no {start}*{end}"))
    }
}

/// Runs a module in Node.js next to an installed package. Returns its output.
fn node(module: &str, code: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let packages = folder.path().join("node_modules/add-skill-element");
    fs::create_dir_all(&packages)?;
    folder::copy(&tools::package()?, &packages)?;
    let script = folder.path().join("server.mjs");
    fs::write(&script, format!("{module}\n{code}"))?;
    let node = Command::new("node").arg(&script).output()?;
    let complaints = String::from_utf8_lossy(&node.stderr);
    ensure!(
        node.status.success() && complaints.is_empty(),
        "{complaints}"
    );
    Ok(String::from_utf8(node.stdout)?)
}
