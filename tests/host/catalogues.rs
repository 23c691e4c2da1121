//! The translated catalogs. The compiler checks that each has every key.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::{env, fs};

use add_skill::graph::Reason;
use add_skill::i18n::{
    Counted, CustomMessages, Direction, Group, Key, Language, Messages, Ui, fill,
};
use add_skill::skill::{
    AllowedAudiences, CollaborationTag, FieldPath, Map, Rule, ScoreRange, SkillProficiencyLevel,
};
use strum::VariantArray;

use super::several_texts;

pub fn catalogue(tag: &str) -> BTreeMap<String, String> {
    let file = format!("{}/src/i18n/locales/{tag}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// Returns the names in braces.
pub fn placeholders(text: &str) -> BTreeSet<&str> {
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
fn each_translation_has_the_placeholders_of_the_english_message() {
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
fn translations_are_not_empty_and_mostly_differ_from_english() {
    let english = catalogue("en");
    for language in Language::VARIANTS
        .iter()
        .filter(|language| **language != Language::En)
    {
        let own = catalogue(language.tag());
        let same: Vec<_> = own
            .iter()
            .filter(|(name, text)| english.get(*name) == Some(text) && has_words(text))
            .map(|(name, _)| name)
            .collect();
        assert!(
            same.len() < 12,
            "{} has the words of English: {same:?}",
            language.tag()
        );
        for (name, text) in &own {
            assert_eq!(text.trim(), text, "{} {name}", language.tag());
            // Only the page knows the text of the note.
            let is_note = name == "ui.addedNote";
            assert_eq!(text.is_empty(), is_note, "{} {name}", language.tag());
        }
    }
}

/// Whether a text has letters in addition to its placeholders.
pub fn has_words(text: &str) -> bool {
    text.split('{').enumerate().any(|(index, part)| {
        let outside = match part.split_once('}') {
            Some((_, outside)) if index > 0 => outside,
            _ => part,
        };
        outside.chars().any(char::is_alphabetic)
    })
}

#[test]
fn the_english_catalog_file_matches_the_built_in_messages() {
    let mut file = catalogue("en");
    let messages = Messages::new("en", None, CustomMessages::default());
    let rules = [
        Rule::Required,
        Rule::Invisible,
        Rule::TooLong { max: 1 },
        Rule::ControlCharacter,
        Rule::BidiControl,
        Rule::UnreadableCharacter,
        Rule::NotAllowed,
        Rule::Sentinel,
        Rule::NotANumber,
        Rule::NotFinite,
        Rule::OutOfRange(ScoreRange { min: 0.0, max: 1.0 }),
        Rule::NotABoolean,
        Rule::NotAUrl,
        Rule::UrlScheme,
        Rule::UrlUserinfo,
        Rule::UrlInvisible,
        Rule::NotATimestamp,
        Rule::TooMany { max: 1 },
        Rule::Duplicate,
        Rule::Refused,
    ];
    let members = || {
        let levels = SkillProficiencyLevel::VARIANTS
            .iter()
            .map(|it| (*it).into());
        let audiences = AllowedAudiences::VARIANTS.iter().map(|it| (*it).into());
        let tags = CollaborationTag::VARIANTS.iter().map(|it| (*it).into());
        levels.chain(audiences).chain(tags)
    };
    let keys = (FieldPath::ALL.iter())
        .flat_map(|field| [Key::Label(*field), Key::Hint(*field), Key::Required(*field)])
        .chain(Group::VARIANTS.iter().map(|group| Key::Group(*group)))
        .chain(members().map(Key::Member))
        .chain(members().map(Key::MemberHint))
        .chain(rules.map(Key::Error))
        .chain(Reason::VARIANTS.iter().map(|it| Key::Failure(*it)))
        .chain(Ui::VARIANTS.iter().map(|ui| Key::Ui(*ui)));
    let fallback = messages.text(&Key::Error(Rule::Required));
    for key in keys {
        let (name, text) = (key.name(), messages.text(&key));
        let is_fallback = matches!(key, Key::Required(_)) && text == fallback;
        match file.remove(&name) {
            Some(found) => assert_eq!(found, text, "{name}"),
            // The labels of identity sets were compared already.
            None if matches!(key, Key::Label(_)) => {}
            None => assert!(text.is_empty() || is_fallback, "{name} is missing: {text}"),
        }
    }
    for counted in Counted::VARIANTS {
        let name = Key::Counted(*counted).name();
        for (category, count) in [("one", 1), ("other", 2)] {
            let text = file.remove(&format!("{name}.{category}")).unwrap();
            assert_eq!(
                fill(&text, "count", &count.to_string()),
                messages.counted(*counted, count)
            );
        }
    }
    assert!(file.is_empty(), "nothing says these: {file:?}");
}

#[test]
fn custom_messages_override_required_errors_of_one_field_or_of_all_fields() {
    let text = |words: &str, field| {
        let words: Map = serde_json::from_str(words).unwrap();
        Messages::new("en", None, CustomMessages::from_json(words))
            .text(&Key::Required(field))
            .into_owned()
    };
    let (name, id) = (FieldPath::DisplayName, FieldPath::Id);
    assert_eq!(text("{}", name), "Enter a skill name");
    assert_eq!(text("{}", id), "Enter a value for “{field}”");
    let one = r#"{"error.required.displayName":"Name it","error.required.id":"Identify it"}"#;
    assert_eq!([text(one, name), text(one, id)], ["Name it", "Identify it"]);
    let all = r#"{"error.required":"Required"}"#;
    assert_eq!([text(all, name), text(all, id)], ["Required", "Required"]);
    let both = r#"{"error.required":"Required","error.required.displayName":"Name it"}"#;
    assert_eq!([text(both, name), text(both, id)], ["Name it", "Required"]);
}

/// A short hash ([FNV-1a](https://www.ietf.org/archive/id/draft-eastlake-fnv-21.html)).
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

/// Whether `REVIEWED` names a translation: `de/ui.submit`, `de`, `all/ui.submit`, or `all`.
fn is_marked(marks: &str, tag: &str, name: &str) -> bool {
    marks.split_whitespace().any(|mark| {
        let (language, message) = mark.split_once('/').unwrap_or((mark, name));
        (language == tag || language == "all") && message == name
    })
}

/// `tests/fixtures/reviewed` has, for each translation, the hash of the English text that it was
/// last compared with. `make translations REVIEWED="…"` replaces it.
#[test]
fn each_translation_was_reviewed_after_its_english_text_last_changed() {
    let mut english = catalogue("en");
    english.extend(several_texts::english_texts());
    let marks = env::var("REVIEWED").unwrap_or_default();
    let (mut stale, mut count) = (String::new(), 0);
    for language in Language::VARIANTS.iter().filter(|it| **it != Language::En) {
        let (tag, root) = (language.tag(), env!("CARGO_MANIFEST_DIR"));
        let file = format!("{root}/tests/fixtures/reviewed/{tag}.json");
        let before = fs::read_to_string(&file).unwrap_or_else(|_| "{}".to_owned());
        let before: BTreeMap<String, String> = serde_json::from_str(&before).unwrap();
        let mut reviewed = BTreeMap::new();
        for (name, text) in catalogue(tag).into_iter().chain(several_texts::texts(tag)) {
            // A plural category is translated from both of English.
            let forms = ["one", "other"].map(|category| {
                let (start, _) = name.rsplit_once('.')?;
                english.get(&format!("{start}.{category}")).cloned()
            });
            let original = match forms {
                [Some(one), Some(other)] => [one, other].join("\n"),
                _ => english[&name].clone(),
            };
            let hash = hash(&original);
            if before.get(&name) == Some(&hash) || is_marked(&marks, tag, &name) {
                reviewed.insert(name, hash);
            } else {
                count += 1;
                writeln!(stale, "{tag}/{name}\n  en: {original}\n  {tag}: {text}").unwrap();
                reviewed.extend(
                    before
                        .get_key_value(&name)
                        .map(|(name, hash)| (name.clone(), hash.clone())),
                );
            }
        }
        if !marks.is_empty() && reviewed != before {
            let text = serde_json::to_string_pretty(&reviewed).unwrap();
            fs::write(file, text + "\n").unwrap();
        }
    }
    assert!(
        stale.is_empty(),
        "{count} translations were not reviewed since their English text has changed. Correct \
         them, then mark them: make translations REVIEWED=\"de/ui.submit …\"\n{stale}"
    );
}

#[test]
fn language_tags_resolve_to_a_supported_language_or_none() {
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
fn the_text_direction_follows_the_language_or_its_script_subtag() {
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
fn custom_messages_for_a_language_override_those_for_all_and_apply_to_its_regions() {
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
