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

/// Returns the declaration of the class of an element.
fn declaration(tag: &str) -> Value {
    let manifest: Value = serde_json::from_str(&read("npm/custom-elements.json")).unwrap();
    let modules = manifest["modules"].as_array().unwrap();
    let mut declared = modules
        .iter()
        .filter_map(|module| module["declarations"].as_array())
        .flatten();
    declared
        .find(|each| each["tagName"] == tag)
        .expect(tag)
        .clone()
}

/// Returns the declaration of the class of `<add-skill>`.
fn element() -> Value {
    declaration("add-skill")
}

/// Returns the names in a list of the manifest.
fn described(member: &str) -> Names {
    described_of("add-skill", member)
}

/// Returns the names in a list of the manifest, of `<add-skills>`.
fn described_of_list(member: &str) -> Names {
    described_of("add-skills", member)
}

fn described_of(tag: &str, member: &str) -> Names {
    declaration(tag)[member]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| each["name"].as_str().unwrap().to_owned())
        .collect()
}

fn names<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Names {
    names.into_iter().map(Into::into).collect()
}

/// The class of `<add-skills>`.
const LIST_CLASS: &str = "src/several/add-skills-element.js";

/// Returns the texts in single quotes.
fn between_quotes(text: &str) -> impl Iterator<Item = &str> {
    text.split('\'').skip(1).step_by(2)
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
fn the_manifest_lists_the_observed_attributes_and_their_defaults() {
    assert_eq!(described("attributes"), names(OBSERVED));
    assert_defaults(&element(), "src/element/js/element.js");
}

/// Asserts that the class contains the defaults of its attributes.
fn assert_defaults(element: &Value, file: &str) {
    let class = read(file);
    for attribute in element["attributes"].as_array().unwrap() {
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
            assert!(class.contains(&line), "{file} has no {line}");
        }
    }
}

/// Returns the text of a constant of the class of `<add-skills>`.
fn constant_of_list(start: &str, end: &str) -> String {
    let class = read(LIST_CLASS);
    between(&class, start, end).next().expect(start).to_owned()
}

#[test]
fn the_manifest_lists_the_observed_attributes_of_add_skills_and_their_defaults() {
    let strings = constant_of_list("const STRINGS = {\n", "};");
    let key = |line: &str| Some(line.trim().split_once(':')?.0.trim_matches('\'').to_owned());
    let mut observed: Names = strings.lines().filter_map(key).collect();
    let booleans = constant_of_list("const BOOLEANS = [", "]");
    observed.extend(names(between_quotes(&booleans)));
    let others = constant_of_list(
        "observedAttributes = [...Object.keys(STRINGS), ...BOOLEANS, ",
        "]",
    );
    observed.extend(names(between_quotes(&others)));
    assert_eq!(described_of_list("attributes"), observed);
    assert_defaults(&declaration("add-skills"), LIST_CLASS);
}

#[test]
fn the_manifest_lists_the_members_of_add_skills() {
    let class = read(LIST_CLASS);
    let objects = constant_of_list("const OBJECTS = [", "]");
    let methods = ["submit", "reset"].map(|name| (name, format!("\n  {name}() {{")));
    for (name, start) in &methods {
        let is_there = class.contains(start) || class.contains(&start.replace("  ", "  async "));
        assert!(is_there, "{name}");
    }
    let mut members: Names = described_of_list("attributes")
        .iter()
        .filter(|name| *name != "lang" && *name != "dir")
        .map(|name| camel_case(name))
        .collect();
    members.extend(names(between_quotes(&objects)));
    members.extend(methods.map(|(name, _)| name.to_owned()));
    // Inherited, with `delegatesFocus`.
    members.insert("focus".to_owned());
    assert_eq!(described_of_list("members"), members);
}

/// Returns a name with hyphens in camelCase.
fn camel_case(name: &str) -> String {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let (initial, rest) = part.split_at(1);
        name + &initial.to_uppercase() + rest
    })
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
        let marker = format!("\n[generated:{list} add-skills]\n");
        assert!(list == "statics" || page.contains(&marker), "{marker}");
    }
}

#[test]
fn the_manifest_lists_the_dispatched_events() {
    let events = without_line_breaks(&read("src/element/events.rs"));
    let dispatched = names(between(&events, "dispatch(host, \"", "\""));
    let of_list_only = names(["skills-settled"]);
    let of_controls = names(between(&events, "plain(host, \"", "\""));
    assert_eq!(
        described("events"),
        &(&dispatched - &of_list_only) | &of_controls
    );
    // The list asks about existing skills before it sends anything.
    let of_form_only = names(["skill-exists", "skill-updated"]);
    assert_eq!(described_of_list("events"), &dispatched - &of_form_only);
}

#[test]
fn the_manifest_lists_the_css_parts_of_the_form() {
    let form = without_line_breaks(&sources("src/form", ".rs"));
    let scripts = ["src/element/js/calls.js", "npm/src/errors.js"];
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
fn the_manifest_lists_the_css_parts_of_add_skills() {
    let view = without_line_breaks(&sources("src/several/view", ".rs"));
    let view: String = view.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut own = names(between(&view, " part=\"", "\""));
    // Closures choose between several values.
    for value in between(&view, ".attr(\"part\", ", ") .") {
        own.extend(names(value.split('"').skip(1).step_by(2)));
    }
    // Buttons are declared with their message and their part, in one order or the other.
    own.extend(between(&view, "Text::", "\", ").filter_map(|rest| {
        let (message, part) = rest.split_once(", \"")?;
        let is_message = message.chars().all(char::is_alphanumeric);
        is_message.then(|| part.to_owned())
    }));
    own.extend(view.split("\", Text::").filter_map(|before| {
        let name = before.rsplit('"').next()?;
        let is_name = name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '-');
        (is_name && before.ends_with(&format!("(\"{name}"))).then(|| name.to_owned())
    }));
    let own: Names = own
        .iter()
        .flat_map(|value| value.split_whitespace())
        .map(str::to_owned)
        .collect();
    let described_parts = described_of_list("cssParts");
    assert_eq!(&own - &described_parts, Names::new());
    assert_eq!(
        &(&described_parts - &own) - &described("cssParts"),
        Names::new()
    );
}

#[test]
fn the_manifest_lists_the_custom_properties_of_the_styles_and_their_defaults() {
    let of_form: String = [
        "tokens.css",
        "element.css",
        "lists.css",
        "categories.css",
        "messages.css",
        "print.css",
    ]
    .map(|file| read(&format!("style/{file}")))
    .concat();
    let of_list = read("style/several.css");
    let read_by = |style: &str| {
        names(between(style, "var(--add-skill-", ",").map(|name| format!("--add-skill-{name}")))
    };
    assert_eq!(described("cssProperties"), read_by(&of_form));
    // The list has a width of its own.
    let replaced = names(["--add-skill-control-size"]);
    assert_eq!(
        described_of_list("cssProperties"),
        &(&read_by(&of_form) - &replaced) | &read_by(&of_list)
    );
    assert_default_values(&element(), &of_form);
    assert_default_values(&declaration("add-skills"), &(of_form + &of_list));
}

/// Asserts that the styles contain the defaults of an element's custom properties.
fn assert_default_values(element: &Value, style: &str) {
    for property in element["cssProperties"].as_array().unwrap() {
        let (name, default) = (
            property["name"].as_str().unwrap(),
            property["default"].as_str().unwrap(),
        );
        // In the styles, the name of another token has no prefix.
        let used = format!(
            "var({name}, {})",
            default.replace("var(--add-skill-", "var(--")
        );
        assert!(style.contains(&used), "no style has {used}");
    }
}

#[test]
fn the_manifest_lists_the_custom_states_of_the_elements() {
    assert_eq!(described("cssStates"), names(STATES));
    let of_list = constant_of_list("of [['", "]])");
    let of_list = of_list
        .split("['")
        .map(|state| state.split('\'').next().unwrap_or_default());
    assert_eq!(described_of_list("cssStates"), names(of_list));
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
fn the_crate_the_package_and_the_element_have_the_same_version() {
    let version = env!("CARGO_PKG_VERSION");
    let package: Value = serde_json::from_str(&read("npm/package.json")).unwrap();
    assert_eq!(package["version"], version);
    assert!(
        read("src/element/js/element.js").contains(&format!("  static version = '{version}';\n"))
    );
}
