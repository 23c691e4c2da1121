//! A new enumerated field, `FieldPath::Commitment`, from the picker to the JSON.
//!
//! Under `cfg(test)` the crate has one field more. The code that it needs shows what a new
//! enumerated field needs, and the tests show that this is all.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::future::pending;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use leptos::prelude::untrack;

use crate::form::state::SkillForm;
use crate::form::{Callbacks, Options};
use crate::graph::TokenFuture;
use crate::i18n::{Key, Ui, assert_complete, fill};
use crate::skill::{
    Commitment, Draft, Entry, Enumeration, FieldPath, Kind, Map, Member, Rule, SkillProficiency,
    Value, validate,
};

use super::select::choices;

const FIELD: FieldPath = FieldPath::Commitment;
const ENUMERATION: Enumeration = Enumeration::Commitment;
/// The lines that each catalog needs.
const LABEL: &str = r#""label.commitment": "Commitment","#;
const MEMBERS: &str = r#"
"commitment.occasional": "Now and then",
"commitment.everyWeek": "Every week",
"commitment.unknownFutureValue": "Unknown",
"commitmentHint.occasional": "You practice when there is time.",
"commitmentHint.everyWeek": "You practice at least once a week.",
"commitmentHint.unknownFutureValue": "This form does not recognize this.",
"#;

/// The files of a new enumerated field. Those of the unit tests' field are the same without the
/// typed property of the resource, which keeps the field in `additional`.
const FILES: [&str; 5] = [
    "i18n/en.rs",
    "skill/enums.rs",
    "skill/field.rs",
    "skill/mod.rs",
    "skill/proficiency.rs",
];

fn form_with(options: Options) -> SkillForm {
    let no_token = Rc::new(|_| Box::pin(pending()) as TokenFuture);
    SkillForm::new(options, Callbacks::new(no_token))
}

/// Returns the value and label of each option of the picker if `selected` is selected.
fn options_with(form: &SkillForm, selected: &str) -> Vec<(String, String)> {
    untrack(|| choices(form, ENUMERATION, selected))
}

fn draft(value: &str) -> Draft {
    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, "Chess");
    draft.set_text(FIELD, value);
    draft
}

/// Returns the rule that a value of the field breaks.
fn broken_rule(value: &str) -> Option<Rule> {
    let errors = validate(&draft(value)).err()?;
    errors.at(FIELD).map(|error| error.rule.clone())
}

/// Returns the field's value in the JSON.
fn json(skill: SkillProficiency) -> Value {
    Map::from(skill).remove(FIELD.path()).unwrap_or_default()
}

#[test]
fn the_picker_offers_all_members_except_the_sentinel_and_the_json_has_the_selected_one() {
    let form = form_with(Options::default());
    let not_specified = untrack(|| form.text(&Key::Ui(Ui::NotSpecified)));
    let expected = [
        ("", &*not_specified),
        ("occasional", "Now and then"),
        ("everyWeek", "Every week"),
    ];
    let expected = expected.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let options = options_with(&form, "");
    assert_eq!(options, expected);
    for (value, _) in &options[1..] {
        form.put(FieldPath::DisplayName, Entry::Text("Chess".into()));
        form.put(FIELD, Entry::Text(value.clone()));
        let skill = validate(&untrack(|| form.draft()));
        assert_eq!(json(skill.unwrap()).as_str(), Some(&**value));
    }
    assert_eq!(broken_rule(""), None);
}

#[test]
fn the_sentinel_is_rejected() {
    assert_eq!(broken_rule("unknownFutureValue"), Some(Rule::Sentinel));
}

#[test]
fn an_unknown_member_is_kept_and_shown_but_fails_validation() {
    let prefill: Map =
        serde_json::from_str(r#"{"displayName":"Chess","commitment":"daily"}"#).unwrap();
    let draft = Draft::from(SkillProficiency::from(prefill));
    assert_eq!(draft.entry(FIELD).text(), "daily");

    let form = form_with(Options::default());
    let other = untrack(|| form.text(&Key::Ui(Ui::UnknownMember)));
    let last = options_with(&form, "daily").pop();
    assert_eq!(last, Some(("daily".into(), fill(&other, "value", "daily"))));

    assert_eq!(broken_rule("daily"), Some(Rule::NotAllowed));
    let preview = form.options().constraints.preview(&draft);
    assert_eq!(json(preview).as_str(), Some("daily"));
    let member = Member::<Commitment>::from("daily".to_owned());
    assert_eq!(member, Member::Other("daily".into()));
}

#[test]
fn the_error_names_the_members_that_can_be_selected() {
    let form = form_with(Options::default());
    let errors = validate(&draft("daily")).unwrap_err();
    let message = form.message(errors.at(FIELD).unwrap());
    assert!(message.contains("Now and then, Every week"), "{message}");
}

/// Only a server renders HTML as text.
#[cfg(feature = "ssr")]
#[test]
fn the_picker_is_rendered_with_the_members_as_options() {
    let options = Options {
        fields: Some(vec![FIELD]),
        ..Options::default()
    };
    let html = crate::form::to_html(&options, "en");
    for expected in [
        r#"name="commitment""#,
        ">Commitment</span>",
        r#"<option value="occasional">Now and then</option>"#,
        r#"<option value="everyWeek">Every week</option>"#,
    ] {
        assert!(html.contains(expected), "{expected}: {html}");
    }
    assert!(!html.contains("unknownFutureValue"), "{html}");
}

#[test]
fn each_member_has_a_hint() {
    let form = form_with(Options::default());
    for member in ENUMERATION.selectable() {
        let sentence = untrack(|| form.text(&Key::MemberHint(member)));
        assert!(sentence.starts_with("You practice"), "{}", member.name());
    }
}

#[test]
fn a_page_can_restrict_the_members_and_the_first_is_preselected() {
    let mut options = Options::default();
    options.constraints.members = vec![Commitment::EveryWeek.into()];
    let form = form_with(options);
    let values: Vec<_> = options_with(&form, "everyWeek")
        .into_iter()
        .map(|(value, _)| value)
        .collect();
    assert_eq!(values, ["", "everyWeek"]);
    assert_eq!(untrack(|| form.draft()).entry(FIELD).text(), "everyWeek");

    let constraints = form.options().constraints;
    let errors = constraints.validate(&draft("occasional")).unwrap_err();
    assert_eq!(errors.at(FIELD).unwrap().rule, Rule::NotAllowed);
}

#[test]
fn a_catalog_without_the_new_messages_fails_the_completeness_check() {
    let catalog = include_str!("../../i18n/locales/en.json");
    let is_complete =
        |catalog: &str| std::panic::catch_unwind(|| assert_complete(catalog, &["one", "other"]));
    let (before_hints, before_errors) = (r#""hint.displayName""#, r#""error.required""#);
    let with_label = catalog.replacen(before_hints, &[LABEL, before_hints].concat(), 1);
    let complete = with_label.replacen(before_errors, &[MEMBERS, before_errors].concat(), 1);
    for (catalog, missing) in [(catalog, "commitment"), (&with_label, "occasional")] {
        let panic = is_complete(catalog).unwrap_err();
        assert_eq!(panic.downcast_ref::<String>().unwrap(), missing);
    }
    assert!(is_complete(&complete).is_ok());
}

/// Returns the files of `src` and their text, except this one.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files) = (vec![src.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with(file!().rsplit('/').next().unwrap())
            {
                let name = path
                    .strip_prefix(&src)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                files.push((name.replace('\\', "/"), fs::read_to_string(path).unwrap()));
            }
        }
    }
    files
}

#[test]
fn a_new_enumerated_field_needs_changes_in_at_most_six_files() {
    let files: BTreeSet<_> = sources()
        .into_iter()
        .filter(|(_, text)| text.contains("Commitment"))
        .map(|(name, _)| name)
        .collect();
    let files: Vec<_> = files.iter().map(String::as_str).collect();
    assert_eq!(files, FILES[..4]);
    assert!(FILES.len() <= 6);
}

#[test]
fn only_listed_files_refer_to_a_specific_enumeration() {
    // These may: two define the enumerations and their fields, and one has the attribute
    // `audiences`, and one knows words of other applications for members.
    let may_name = [
        "skill/enums.rs",
        "skill/field.rs",
        "element/attributes.rs",
        "several/import/vocabulary.rs",
    ];
    let is_enumerated = |field: &&FieldPath| matches!(field.kind(), Kind::One(_) | Kind::Many(_));
    let fields = FieldPath::ALL.iter().filter(is_enumerated);
    let patterns: Vec<_> = Enumeration::ALL
        .iter()
        .map(|enumeration| format!("{enumeration:?}::"))
        .chain(
            Enumeration::ALL
                .iter()
                .map(|enumeration| format!("Enumeration::{enumeration:?}")),
        )
        .chain(fields.map(|field| format!("FieldPath::{field:?}")))
        .collect();
    for (file, text) in sources() {
        let may_name = may_name.contains(&&*file) || file.starts_with("i18n/");
        let named = patterns
            .iter()
            .find(|pattern| !may_name && text.contains(pattern.as_str()));
        assert_eq!(named, None, "src/{file}");
    }
}
