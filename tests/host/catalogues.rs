//! The translated catalogs. The compiler checks that each has every key.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use add_skill::graph::Reason;
use add_skill::i18n::{Counted, CustomMessages, Direction, Group, Key, Language, Messages, Ui};
use add_skill::skill::{FieldPath, Map, Rule, SkillProficiencyLevel};
use strum::VariantArray;

fn catalogue(tag: &str) -> BTreeMap<String, String> {
    let file = format!("{}/src/i18n/locales/{tag}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// Returns the names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .map(|rest| rest.split_once('}').expect("a brace is closed").0)
        .collect()
}

fn english(name: &str) -> String {
    let english = catalogue("en");
    let other = name
        .rsplit_once('.')
        .map(|(start, _)| format!("{start}.other"))
        .unwrap();
    english
        .get(name)
        .or_else(|| english.get(&other))
        .unwrap()
        .clone()
}

#[test]
fn each_message_has_the_placeholders_of_the_english_one() {
    for language in Language::VARIANTS {
        for (name, text) in catalogue(language.tag()) {
            let english = english(&name);
            // A language may spell out "one" and "two".
            let in_words = [".zero", ".one", ".two"]
                .iter()
                .any(|category| name.ends_with(category))
                && name.starts_with("count.");
            if !(in_words && placeholders(&text).is_empty()) {
                assert_eq!(
                    placeholders(&text),
                    placeholders(&english),
                    "{} {name}: {text}",
                    language.tag()
                );
            }
        }
    }
}

#[test]
fn each_message_says_something_and_is_translated() {
    let english = catalogue("en");
    for language in Language::VARIANTS
        .iter()
        .filter(|language| **language != Language::En)
    {
        let own = catalogue(language.tag());
        let same: Vec<_> = own
            .iter()
            .filter(|(name, text)| english.get(*name) == Some(text))
            .map(|(name, _)| name)
            .collect();
        assert!(
            same.len() < 12,
            "{} has the words of English: {same:?}",
            language.tag()
        );
        for (name, text) in &own {
            assert_eq!(text.trim(), text, "{} {name}", language.tag());
            assert!(!text.is_empty(), "{} {name}", language.tag());
        }
    }
}

#[test]
fn the_english_file_which_translators_copy_says_what_the_form_says() {
    let file = catalogue("en");
    let messages = Messages::new("en", None, CustomMessages::default());
    let keys = [
        Key::Label(FieldPath::DisplayName),
        Key::Label(FieldPath::LastModifiedByUserId),
        Key::Hint(FieldPath::WebUrl),
        Key::Group(Group::CreatedBy),
        Key::MemberHint(SkillProficiencyLevel::Expert.into()),
        Key::Error(Rule::TooLong { max: 1 }),
        Key::Failure(Reason::Busy),
    ];
    for key in keys
        .into_iter()
        .chain(Ui::VARIANTS.iter().map(|ui| Key::Ui(*ui)))
    {
        assert_eq!(file[&key.name()], messages.text(&key), "{}", key.name());
    }
    for counted in Counted::VARIANTS {
        let key = Key::Counted(*counted);
        assert_eq!(file[&format!("{}.other", key.name())], messages.text(&key));
    }
}

#[test]
fn a_tag_finds_its_language_in_any_spelling_and_from_any_region() {
    for (tag, language) in [
        ("de", Some(Language::De)),
        ("DE-at", Some(Language::De)),
        ("de_CH", Some(Language::De)),
        (" fr-CA ", Some(Language::Fr)),
        ("es-419", Some(Language::Es)),
        ("pt", Some(Language::PtBr)),
        ("pt-PT", Some(Language::PtBr)),
        ("zh", Some(Language::ZhHans)),
        ("zh-Hans-SG", Some(Language::ZhHans)),
        ("zh-TW", None),
        ("zh-Hant-CN", None),
        ("iw", Some(Language::He)),
        ("en-GB", Some(Language::En)),
        ("hi-Latn", Some(Language::Hi)),
        ("sv", None),
        ("d", None),
        ("", None),
    ] {
        assert_eq!(Language::of(tag), language, "{tag}");
    }
}

#[test]
fn the_direction_is_that_of_the_script_where_a_tag_names_one() {
    for tag in [
        "ar",
        "AR-eg",
        "he",
        "fa-IR",
        "ur",
        "yi",
        "az-Arab",
        "pa-Arab-PK",
    ] {
        assert_eq!(Direction::of(tag), Direction::Rtl, "{tag}");
    }
    for tag in ["en", "ar-Latn", "az", "pa", "", "hi"] {
        assert_eq!(Direction::of(tag), Direction::Ltr, "{tag}");
    }
}

#[test]
fn a_pages_words_for_a_language_come_before_those_for_all_and_serve_its_regions() {
    let words: Map = serde_json::from_str(
        r#"{"ui.yes":"Aye","ui.no":7,"de":{"ui.yes":"Jo"},"de-CH":{"ui.yes":"Jawohl"}}"#,
    )
    .unwrap();
    let own = CustomMessages::from_json(words);
    let yes = |tag: &str| {
        Messages::new(tag, None, own.clone())
            .text(&Key::Ui(Ui::Yes))
            .into_owned()
    };
    assert_eq!(
        [yes("de"), yes("de-AT"), yes("de-CH-1996"), yes("fr")],
        ["Jo", "Jo", "Jawohl", "Aye"]
    );
    assert_eq!(Messages::new("fr", None, own).text(&Key::Ui(Ui::No)), "No");
}
