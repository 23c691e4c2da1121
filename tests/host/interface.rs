//! The description of the element in `npm/custom-elements.json`, from which its types are made,
//! against the element, its styles and the README: nothing is added in one place only.

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

/// The declaration of the class.
fn element() -> Value {
    let manifest: Value = serde_json::from_str(&read("npm/custom-elements.json")).unwrap();
    manifest["modules"][0]["declarations"][0].clone()
}

/// The names of what the manifest lists under a member.
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

/// What stands between a beginning and an end, each time.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .filter_map(move |rest| Some(rest.split_once(end)?.0))
}

/// The names between grave accents in the first cells of a table of the README.
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

/// A signature such as `suggest: (…) => …` has its name before the first sign.
fn between_accents(text: &str) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .map(|name| name.split([':', '(']).next().unwrap().to_owned())
        .collect()
}

/// The paragraph of the README that begins so.
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

/// The text of the files of a folder and the folders in it with an ending.
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

/// Joins what a formatter has put on lines of its own after an opening parenthesis.
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
    // The class has their defaults.
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
    let mut there = names(between(&form, " part=\"", "\""));
    there.extend(names(between(&scripts, "part.add('", "')")));
    // A button is its words, its part and what it does.
    there.extend(
        between(&form, "(Ui::", ")").filter_map(|step| Some(step.split('"').nth(1)?.to_owned())),
    );
    // Controls have these from field.rs, with their Graph path.
    there.extend(names(["control", "invalid"]));
    assert_eq!(described("cssParts"), there);
    let mut told = paragraph("Parts, for `add-skill::part(…)`: ");
    told.extend(names(["invalid"]));
    told.remove("control inference-confidenceScore");
    assert_eq!(described("cssParts"), told);
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
    let mut told = table("| colour | what | light | dark |");
    told.extend(table("| measure | what | default |"));
    assert_eq!(described("cssProperties"), told);
    for property in element()["cssProperties"].as_array().unwrap() {
        let (name, default) = (
            property["name"].as_str().unwrap(),
            property["default"].as_str().unwrap(),
        );
        // The styles' own name of another token is that without the prefix.
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
    let told = names(between(&read("README.md"), "`:state(", ")`"));
    assert_eq!(described("cssStates"), told);
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
