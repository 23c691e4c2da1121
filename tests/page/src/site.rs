//! Folders of pages that a test makes itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Result, folder, tools};

/// What the tests see and arrange inside a page.
const PAGE_SIDE: &str = include_str!("page.js");

/// Where a page has it: before its own scripts, and from its own origin, as a strict policy asks
/// for. No engine has another way in common with the others.
pub(crate) const PAGE_SIDE_NAME: &str = "page-tests.js";

/// A folder with the built module and further pages, each of which loads the tests' script first;
/// dropped, it is removed.
#[derive(Debug)]
pub struct Site(TempDir);

impl Site {
    /// A copy of the built page's folder.
    ///
    /// # Errors
    /// There is no built page.
    pub fn copy() -> Result<Self> {
        Self::copy_of(&tools::site()?)
    }

    /// A copy of the built documentation.
    ///
    /// # Errors
    /// It is not built.
    pub fn documentation() -> Result<Self> {
        Self::copy_of(&tools::documentation()?)
    }

    /// A copy of another folder with a page.
    ///
    /// # Errors
    /// There is none.
    pub fn copy_of(from: &Path) -> Result<Self> {
        let site = Self::copy_without_page(from)?;
        site.add_page(
            "index.html",
            &fs::read_to_string(site.path().join("index.html"))?,
        )?;
        Ok(site)
    }

    /// A copy of another folder, for a server that renders the page.
    ///
    /// # Errors
    /// The folder does not exist.
    pub(crate) fn copy_without_page(from: &Path) -> Result<Self> {
        let site = Self::empty()?;
        folder::copy(from, site.path())?;
        Ok(site)
    }

    /// A site that serves the npm package from a folder.
    ///
    /// # Errors
    /// There is no package.
    pub fn with_package(folder: &str) -> Result<Self> {
        let site = Self::empty()?;
        site.add_package(folder)?;
        Ok(site)
    }

    /// One with nothing but the tests' script.
    pub(crate) fn empty() -> Result<Self> {
        let site = Self(
            tempfile::Builder::new()
                .prefix("page-tests-site-")
                .tempdir()?,
        );
        site.add(PAGE_SIDE_NAME, PAGE_SIDE)?;
        Ok(site)
    }

    /// Adds the npm package once more, in another folder.
    ///
    /// # Errors
    /// There is no package.
    pub fn add_package(&self, folder: &str) -> Result {
        let target = self.0.path().join(folder);
        fs::create_dir(&target)?;
        folder::copy(&tools::package()?, &target)
    }

    /// The form that the npm package renders on a server with these options.
    ///
    /// # Errors
    /// There is no package or no Node.js, or rendering fails.
    pub fn rendered_in_node(options: &Value) -> Result<String> {
        node(
            "import { renderToString } from 'add-skill-element/server';",
            &format!("process.stdout.write(renderToString({options}));"),
        )
    }

    /// The Content-Security-Policy and the page with which a handler in a script of tests/hosts
    /// answers.
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

    /// What a file says.
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

    /// Adds a page, whose first script is to be the tests' own.
    ///
    /// # Errors
    /// It has no title, before which that script goes, or cannot be written.
    pub fn add_page(&self, name: &str, html: &str) -> Result {
        ensure!(html.contains("<title"), "{name} has no title");
        let script = format!("<script src=\"/{PAGE_SIDE_NAME}\"></script><title");
        self.add(name, &html.replacen("<title", &script, 1))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The name of its only file with a beginning and an end, such as a module whose name may have
    /// a hash in the middle.
    ///
    /// # Errors
    /// There is none.
    pub fn name(&self, start: &str, end: &str) -> Result<String> {
        fs::read_dir(self.0.path())?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .find(|name| name.starts_with(start) && name.ends_with(end))
            .with_context(|| format!("the built page has no {start}*{end}"))
    }
}

/// Runs a module beside an installed package in Node.js. Returns what it has written.
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
