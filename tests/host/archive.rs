//! The archive of the crate, compared with the links of its README.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files that `cargo package` puts into the archive.
fn archived() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .args(["--package", env!("CARGO_PKG_NAME")])
        .current_dir(root())
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
    let list = String::from_utf8(output.stdout).unwrap();
    list.lines().map(str::to_owned).collect()
}

/// Returns the files that the relative links and images of a Markdown text refer to.
fn linked(markdown: &str) -> BTreeSet<String> {
    let targets = markdown
        .split("](")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(')')?.0));
    targets
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_archive_contains_every_file_that_the_readme_links_to() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let linked = linked(&readme);
    let archived = archived();
    let missing: Vec<_> = linked.difference(&archived).collect();
    assert!(!linked.is_empty());
    assert!(missing.is_empty(), "not in the archive: {missing:?}");
}
