//! The console messages of docs/troubleshooting.md, compared with those in the source.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files that log messages, except that of the endpoint's errors.
fn logging_files() -> Vec<PathBuf> {
    let folder = |name: &str| {
        let entries = fs::read_dir(root().join(name)).unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>()
    };
    let mut files = [folder("npm/src"), folder("src/element/js")].concat();
    let others = [
        "src/element/attributes.rs",
        "src/element/host.rs",
        "src/element/instance.rs",
        "src/form/state/language.rs",
        "src/form/submission/page_validation.rs",
        "src/form/submission/submit.rs",
        "src/several/add-skills-element.js",
    ];
    files.extend(others.map(|name| root().join(name)));
    files
}

/// Returns the text of all sources. `submit.rs` logs the errors of the endpoint with a prefix.
fn sources() -> String {
    let files = logging_files();
    let text = files.iter().map(|file| fs::read_to_string(file).unwrap());
    let errors = fs::read_to_string(root().join("src/graph/endpoint.rs")).unwrap();
    let errors = errors.replace("#[error(\"", "#[error(\"Invalid endpoint: ");
    (text.collect::<String>() + &errors).replace("\\\"", "\"")
}

/// Returns the messages in the first column of the page's tables, without their placeholders.
fn documented() -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/troubleshooting.md")).unwrap();
    let section = page.split_once("## Console messages").unwrap().1;
    section
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` |")?.0.to_owned()))
        .collect()
}

/// Returns the literal parts of a message or template.
fn parts<'a>(text: &'a str, start: &str, end: char) -> Vec<&'a str> {
    let mut parts = text.split(start);
    let first = parts.next();
    let rest = parts.map(|part| part.split_once(end).map_or(part, |(_, rest)| rest));
    first.into_iter().chain(rest).collect()
}

/// Returns the messages that the package's loader throws, each as its longest literal part.
fn thrown() -> Vec<String> {
    let files = [
        "npm/src/load-module.js",
        "npm/src/source.js",
        "npm/src/several-source.js",
    ];
    let source = files.map(|file| fs::read_to_string(root().join(file)).unwrap());
    let source = source.concat();
    let literals = source.split("new Error(").skip(1).filter_map(|rest| {
        let quote = rest.chars().next()?;
        rest.strip_prefix(['"', '\'', '`'])?
            .split_once([quote])
            .map(|(literal, _)| literal)
    });
    let longest = |literal: &str| {
        parts(literal, "${", '}')
            .into_iter()
            .max_by_key(|part| part.len())
            .unwrap_or_default()
            .to_owned()
    };
    literals.map(longest).collect()
}

#[test]
fn the_source_contains_every_documented_message() {
    let (documented, sources) = (documented(), sources());
    assert!(documented.len() > 15, "{documented:?}");
    for message in documented {
        // A placeholder is a single ellipsis.
        for part in message.split('…') {
            assert!(sources.contains(part), "no source logs {part:?}");
        }
    }
}

#[test]
fn the_troubleshooting_page_documents_every_loader_error() {
    let (thrown, documented) = (thrown(), documented());
    assert!(thrown.len() > 8, "{thrown:?}");
    for message in thrown {
        assert!(
            documented.iter().any(|each| each.contains(&message)),
            "docs/troubleshooting.md does not contain {message:?}"
        );
    }
}
