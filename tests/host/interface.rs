//! The manifest `npm/custom-elements.json`, compared with the element, its styles, and the
//! documentation.
//!
//! The types and the API reference of the site are generated from the manifest.
//! `scripts/check-docs.mjs` checks that the built reference contains every name of the manifest.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use add_skill::element::{OBSERVED, STATES};
use add_skill::graph::FailureKind;
use add_skill::skill::{AllowedAudiences, SkillProficiencyLevel};
use serde_json::Value;
use strum::VariantNames as _;

type Names = BTreeSet<String>;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Returns the declaration of the class.
fn element() -> Value {
    let manifest: Value = serde_json::from_str(&read("npm/custom-elements.json")).unwrap();
    manifest["modules"][0]["declarations"][0].clone()
}

/// Returns the names in a list of the manifest.
fn described(member: &str) -> Names {
    element()[member]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| each["name"].as_str().unwrap().to_owned())
        .collect()
}

fn names<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Names {
    names.into_iter().map(Into::into).collect()
}

/// Returns each text between a start and an end.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .filter_map(move |rest| Some(rest.split_once(end)?.0))
}

/// Returns the names in the first column of a table of a Markdown file, without parameters and
/// types.
fn table(file: &str, head: &str) -> Names {
    let text = read(file);
    let rows = text.split_once(head).expect(head).1.lines().skip(2);
    let name = |row: &str| {
        let cell = row.strip_prefix("| `")?.split('`').next()?;
        Some(cell.split([':', '(']).next()?.to_owned())
    };
    rows.map_while(name).collect()
}

/// Returns the text of the files with an ending in a folder and its subfolders.
fn sources(folder: &str, ending: &str) -> String {
    let mut text = String::new();
    let mut paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.to_string_lossy().ends_with(ending) {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// Removes the line breaks that a formatter inserts after an opening parenthesis.
fn without_line_breaks(code: &str) -> String {
    code.split('(')
        .map(str::trim_start)
        .collect::<Vec<_>>()
        .join("(")
}

#[test]
fn the_attributes_are_those_that_the_element_observes() {
    assert_eq!(described("attributes"), names(OBSERVED));
    // The class contains their defaults.
    let class = read("src/element/js/element.js");
    for attribute in element()["attributes"].as_array().unwrap() {
        let (name, default) = (
            attribute["name"].as_str().unwrap(),
            attribute["default"].as_str().unwrap(),
        );
        if attribute["type"]["text"] != "boolean" && name != "lang" && name != "dir" {
            let key = if name.contains('-') {
                format!("'{name}'")
            } else {
                name.to_owned()
            };
            let line = format!("  {key}: {},\n", default.replace('"', "'"));
            assert!(
                class.contains(&line),
                "src/element/js/element.js has no {line}"
            );
        }
    }
}

#[test]
fn the_readme_mentions_only_names_of_the_manifest() {
    let members = described("members");
    for (head, all) in [
        ("| attribute | purpose | default |", described("attributes")),
        ("| property or method | purpose |", members),
        ("| event | fires when | `detail` |", described("events")),
        ("| custom property | purpose |", described("cssProperties")),
    ] {
        let mentioned = table("README.md", head);
        assert!(!mentioned.is_empty(), "{head}");
        assert!(
            mentioned.is_subset(&all),
            "{head}: {:?}",
            mentioned.difference(&all)
        );
    }
}

#[test]
fn the_api_reference_generates_every_list_of_the_manifest() {
    let page = read("docs/api.md");
    for list in [
        "attributes",
        "properties",
        "methods",
        "events",
        "slots",
        "parts",
        "states",
        "tokens",
        "statics",
        "functions",
    ] {
        assert!(page.contains(&format!("\n[generated:{list}]\n")), "{list}");
    }
}

#[test]
fn the_events_are_those_that_the_element_dispatches() {
    let events = without_line_breaks(&read("src/element/events.rs"));
    let dispatched =
        between(&events, "dispatch(host, \"", "\"").chain(between(&events, "plain(host, \"", "\""));
    assert_eq!(described("events"), names(dispatched));
}

#[test]
fn the_parts_are_those_of_the_form() {
    let form = without_line_breaks(&sources("src/form", ".rs"));
    let scripts = ["src/element/js/crash.js", "npm/src/errors.js"];
    let scripts = scripts.map(read).concat();
    let mut actual = names(between(&form, " part=\"", "\""));
    actual.extend(names(between(&scripts, "part.add('", "')")));
    // A button is declared with its message, its part, and its action.
    actual.extend(
        between(&form, "(Ui::", ")").filter_map(|step| Some(step.split('"').nth(1)?.to_owned())),
    );
    // Controls get these parts from field_frame.rs, together with their Graph path.
    actual.extend(names(["control", "invalid"]));
    assert_eq!(described("cssParts"), actual);
}

#[test]
fn the_custom_properties_are_those_that_the_styles_read_with_their_defaults() {
    let form: String = [
        "tokens.css",
        "element.css",
        "lists.css",
        "categories.css",
        "messages.css",
        "print.css",
    ]
    .map(|file| read(&format!("style/{file}")))
    .concat();
    assert_eq!(
        described("cssProperties"),
        names(between(&form, "var(--add-skill-", ",").map(|name| format!("--add-skill-{name}")))
    );
    for property in element()["cssProperties"].as_array().unwrap() {
        let (name, default) = (
            property["name"].as_str().unwrap(),
            property["default"].as_str().unwrap(),
        );
        // In the styles, the name of another token has no prefix.
        let used = format!(
            "var({name}, {})",
            default.replace("var(--add-skill-", "var(--")
        );
        assert!(form.contains(&used), "no style has {used}");
    }
}

#[test]
fn the_states_are_those_that_the_element_sets() {
    assert_eq!(described("cssStates"), names(STATES));
}

#[test]
fn the_types_have_the_members_of_the_enumerations() {
    let types = read("npm/src/types.d.ts");
    let union = |start: &str| {
        let text = types
            .split_once(start)
            .expect(start)
            .1
            .split_once(';')
            .unwrap()
            .0;
        names(text.split('\'').skip(1).step_by(2))
    };
    assert_eq!(
        union("type SkillProficiencyLevel ="),
        names(SkillProficiencyLevel::VARIANTS.iter().copied())
    );
    assert_eq!(
        union("type AllowedAudiences ="),
        names(AllowedAudiences::VARIANTS.iter().copied())
    );
    let kinds = names(FailureKind::VARIANTS.iter().copied());
    assert_eq!(union("  kind:"), kinds);
    for file in ["README.md", "docs/errors.md"] {
        assert_eq!(table(file, "| `kind` | result |"), kinds, "{file}");
    }
}

#[test]
fn the_version_is_the_same_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    let package: Value = serde_json::from_str(&read("npm/package.json")).unwrap();
    assert_eq!(package["version"], version);
    assert!(
        read("src/element/js/element.js").contains(&format!("  static version = '{version}';\n"))
    );
}
