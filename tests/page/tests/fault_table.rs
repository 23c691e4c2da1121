//! Compares the table of FAULTS.md with the tests that it names. This needs no browser.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

/// The numbers of the rows.
const ROWS: std::ops::RangeInclusive<u32> = 1..=70;

/// A row of the table: its number and its tests.
type Row = (u32, Vec<String>);

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns all files with this ending in a folder and its subfolders.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
    Ok(found)
}

/// Returns the rows of the table.
fn rows() -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for line in fs::read_to_string(package().join("FAULTS.md"))?.lines() {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        if let [_, number, _, .., tests, _] = cells[..]
            && let Ok(number) = number.parse()
        {
            rows.push((number, quoted(tests)));
        }
    }
    Ok(rows)
}

/// Returns the words in backticks that are names of tests: sentences in snake case.
fn quoted(cell: &str) -> Vec<String> {
    let is_name = |word: &&str| {
        word.bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    let is_sentence = |word: &&str| word.matches('_').count() > 1;
    cell.split('`')
        .skip(1)
        .step_by(2)
        .filter(is_name)
        .filter(is_sentence)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_table_contains_every_row_once() -> Result<()> {
    let mut counts = BTreeMap::new();
    for (number, _) in rows()? {
        *counts.entry(number).or_insert(0) += 1;
    }
    let missing: Vec<_> = ROWS.filter(|row| !counts.contains_key(row)).collect();
    let wrong: Vec<_> = counts
        .iter()
        .filter(|(row, count)| **count != 1 || !ROWS.contains(row))
        .collect();
    ensure!(
        missing.is_empty() && wrong.is_empty(),
        "missing: {missing:?}; doubled or unknown: {wrong:?}"
    );
    Ok(())
}

#[test]
fn every_row_names_existing_tests() -> Result<()> {
    let tests = package()
        .parent()
        .context("the package is in the folder of the tests")?;
    let sources: Vec<_> = files(tests, "rs")?
        .iter()
        .map(fs::read_to_string)
        .collect::<Result<_, _>>()?;
    for (number, names) in rows()? {
        ensure!(!names.is_empty(), "row {number} names no test");
        for name in names {
            let function = format!("fn {name}(");
            let source = sources.iter().find(|source| source.contains(&function));
            let is_test = source.is_some_and(|source| is_test(source, &function));
            ensure!(is_test, "row {number} names {name}, which is no test");
        }
    }
    Ok(())
}

/// Returns whether the attribute of a test is directly above a function.
fn is_test(source: &str, function: &str) -> bool {
    let above = source.split(function).next().unwrap_or_default();
    let attribute = above
        .trim_end_matches("async ")
        .trim_end()
        .lines()
        .next_back()
        .unwrap_or_default();
    matches!(
        attribute.trim(),
        "#[test]" | "#[tokio::test]" | "#[wasm_bindgen_test]"
    )
}
