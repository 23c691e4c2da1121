//! Compares the table of CASES.md with the tests that it names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The number of cases in each part, from A to G.
const CASES: [(char, usize); 7] = [
    ('A', 25),
    ('B', 12),
    ('C', 12),
    ('D', 4),
    ('E', 16),
    ('F', 12),
    ('G', 9),
];

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the cases, each with the names in backticks in its last cell.
fn cases() -> Vec<(String, Vec<String>)> {
    let table = fs::read_to_string(package().join("tests/CASES.md")).unwrap();
    let rows = table.lines().filter_map(|line| {
        line.strip_prefix("| ")?
            .strip_suffix(" |")?
            .split_once(" | ")
    });
    let case = |(case, tests): (&str, &str)| {
        let number = case.split(' ').next()?;
        let is_case =
            number.starts_with(|part: char| part.is_ascii_uppercase()) && number.len() > 1;
        let tests = tests
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        is_case.then(|| (number.to_owned(), tests))
    };
    rows.filter_map(case).collect()
}

/// Appends the text of every Rust file in a folder and its subfolders.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn the_table_contains_every_case_exactly_once() {
    let cases = cases();
    let numbers: BTreeSet<_> = cases.iter().map(|(number, _)| number).collect();
    assert_eq!(numbers.len(), cases.len(), "a case is listed twice");
    for (part, count) in CASES {
        assert_eq!(
            numbers
                .iter()
                .filter(|number| number.starts_with(part))
                .count(),
            count,
            "{part}"
        );
    }
}

#[test]
fn every_case_names_existing_tests() {
    let mut source = String::new();
    for folder in ["tests", "src", "endpoint"] {
        sources(&package().join(folder), &mut source);
    }
    for (case, tests) in cases() {
        assert!(!tests.is_empty(), "{case} names no test");
        for test in tests {
            let above = source
                .split_once(&format!("fn {test}("))
                .map(|(above, _)| above);
            assert!(above.is_some(), "{case} names {test}, which does not exist");
            // In the block of a property test too, the attribute is directly above the function.
            let attribute = above.and_then(|above| {
                above
                    .trim_end_matches("async ")
                    .trim_end()
                    .lines()
                    .next_back()
            });
            assert!(
                attribute.is_some_and(|line| line.trim().ends_with("test]")),
                "{case} names {test}, which is no test"
            );
        }
    }
}
