//! Compares `npm/custom-elements.json`, from which the types are generated, with the element, its
//! styles, and the README. An addition to only one of them fails.

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

/// Returns the names of the items that the manifest lists under a member.
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

/// Returns the names in backticks in the first cells of a table of the README.
fn table(head: &str) -> Names {
    let readme = read("README.md");
    let rows = readme
        .split_once(head)
        .expect(head)
        .1
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows
        .map(|row| {
            row.trim_start_matches("| ")
                .split(" | ")
                .next()
                .unwrap()
                .to_owned()
        })
        .collect::<Vec<_>>();
    cells
        .iter()
        .flat_map(|cell| between_accents(cell))
        .collect()
}

/// Returns the names in backticks. The name of a signature such as `suggest: (…) => …` ends at the
/// first punctuation mark.
fn between_accents(text: &str) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .map(|name| name.split([':', '(']).next().unwrap().to_owned())
        .collect()
}

/// Returns the paragraph of the README that begins with a text.
fn paragraph(start: &str) -> Names {
    names(between_accents(
        read("README.md")
            .split_once(start)
            .expect(start)
            .1
            .split("\n\n")
            .next()
            .unwrap(),
    ))
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

/// Removes the line breaks that a formatter has inserted after an opening parenthesis.
fn without_line_breaks(code: &str) -> String {
    code.split('(')
        .map(str::trim_start)
        .collect::<Vec<_>>()
        .join("(")
}

#[test]
fn the_attributes_are_those_that_the_element_follows_and_the_readme_explains() {
    assert_eq!(described("attributes"), names(OBSERVED));
    assert_eq!(
        described("attributes"),
        table("| attribute | meaning | default |")
    );
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
fn the_properties_and_methods_are_those_that_the_readme_explains() {
    let element = element();
    let members = element["members"].as_array().unwrap();
    let own = members
        .iter()
        .filter(|member| member["attribute"].is_null() && member["static"].is_null());
    let own: Names = own
        .map(|member| member["name"].as_str().unwrap().to_owned())
        .filter(|name| name != "type")
        .collect();
    assert_eq!(own, table("| name | meaning |"));
}

#[test]
fn the_events_are_those_that_the_element_dispatches_and_the_readme_explains() {
    let events = without_line_breaks(&read("src/element/events.rs"));
    let dispatched =
        between(&events, "dispatch(host, \"", "\"").chain(between(&events, "plain(host, \"", "\""));
    assert_eq!(described("events"), names(dispatched));
    assert_eq!(described("events"), table("| event | when | `detail` |"));
}

#[test]
fn the_parts_are_those_that_the_form_has_and_the_readme_names() {
    let form = without_line_breaks(&sources("src/form", ".rs"));
    let scripts = read("src/element/js/element.js") + &read("src/element/js/crash.js");
    let mut actual = names(between(&form, " part=\"", "\""));
    actual.extend(names(between(&scripts, "part.add('", "')")));
    // A button consists of its label, its part, and its action.
    actual.extend(
        between(&form, "(Ui::", ")").filter_map(|step| Some(step.split('"').nth(1)?.to_owned())),
    );
    // Controls get these parts from frame.rs, together with their Graph path.
    actual.extend(names(["control", "invalid"]));
    assert_eq!(described("cssParts"), actual);
    let mut documented = paragraph("Parts, for `add-skill::part(…)`: ");
    documented.extend(names(["invalid"]));
    documented.remove("control inference-confidenceScore");
    assert_eq!(described("cssParts"), documented);
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
    let mut documented = table("| colour | what | light | dark |");
    documented.extend(table("| measure | what | default |"));
    assert_eq!(described("cssProperties"), documented);
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
fn the_states_are_those_that_the_element_sets_and_the_readme_names() {
    assert_eq!(described("cssStates"), names(STATES));
    let documented = names(between(&read("README.md"), "`:state(", ")`"));
    assert_eq!(described("cssStates"), documented);
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
    assert_eq!(table("| `kind` | what is known of the skill |"), kinds);
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
