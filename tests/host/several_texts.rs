//! The translated catalogs of `<add-skills>`: its texts in addition to those of the form.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use add_skill::i18n::Language;
use add_skill::several::texts::{CountedText, Text, english, english_counted};
use strum::VariantArray;

use super::catalogues::{catalogue, has_words, placeholders};

/// The placeholders for text of the user or of a file, which is quoted.
const QUOTED: [&str; 2] = ["{name}", "{file}"];

/// The marks that end a sentence, in all languages.
const FULL_STOPS: [char; 3] = ['.', '。', '।'];

/// Returns the languages with a file: all except English, which is compiled in.
fn languages() -> impl Iterator<Item = Language> {
    Language::VARIANTS
        .iter()
        .copied()
        .filter(|language| *language != Language::En)
}

fn file(tag: &str) -> String {
    let file = format!("{}/src/i18n/several/{tag}.json", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(file).unwrap()
}

/// Returns the translated texts of a language by their keys.
pub fn texts(tag: &str) -> BTreeMap<String, String> {
    serde_json::from_str(&file(tag)).unwrap()
}

fn text_key(text: Text) -> String {
    format!("several.{}", <&str>::from(text))
}

fn counted_key(text: CountedText, category: &str) -> String {
    format!("several.{}.{category}", <&str>::from(text))
}

/// Returns the English texts by their keys, as if they were a file.
pub fn english_texts() -> BTreeMap<String, String> {
    let texts = Text::VARIANTS
        .iter()
        .map(|text| (text_key(*text), english(*text).to_owned()));
    let counted = CountedText::VARIANTS.iter().flat_map(|text| {
        [("one", true), ("other", false)].map(|(category, is_one)| {
            let english = english_counted(*text, is_one).to_owned();
            (counted_key(*text, category), english)
        })
    });
    texts.chain(counted).collect()
}

/// Returns each translation with its language's tag, its key, and the English text.
fn translations() -> Vec<(&'static str, String, String, String)> {
    let english = english_texts();
    let of_language = |language: Language| {
        let english = &english;
        texts(language.tag()).into_iter().map(move |(key, text)| {
            let other = || english.get(&format!("{}.other", key.rsplit_once('.')?.0));
            let original = english.get(&key).or_else(other).unwrap().clone();
            (language.tag(), key, text, original)
        })
    };
    languages().flat_map(of_language).collect()
}

/// Removes the characters that isolate a text of the other direction.
fn without_isolates(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "")
}

/// Returns the quotation marks of a language, with the spaces inside them.
fn quotation_marks(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::De => ("„", "“"),
        Language::Pl => ("„", "”"),
        Language::Fr => ("«\u{a0}", "\u{a0}»"),
        Language::Ar => ("«", "»"),
        Language::He => ("״", "״"),
        Language::Ja => ("「", "」"),
        Language::En
        | Language::Es
        | Language::PtBr
        | Language::It
        | Language::Nl
        | Language::ZhHans
        | Language::Ko
        | Language::Hi => ("“", "”"),
    }
}

#[test]
fn each_language_has_exactly_the_declared_keys_in_order() {
    for language in languages() {
        let texts = Text::VARIANTS.iter().map(|text| text_key(*text));
        let counted = CountedText::VARIANTS.iter().flat_map(|text| {
            let categories = language.plural_categories().iter();
            categories.map(|category| counted_key(*text, category))
        });
        let expected: Vec<_> = texts.chain(counted).collect();
        let file = file(language.tag());
        let found: Vec<_> = file
            .lines()
            .filter_map(|line| Some(line.trim().strip_prefix('"')?.split_once("\": \"")?.0))
            .collect();
        assert_eq!(found, expected, "{}", language.tag());
    }
}

#[test]
fn each_translation_has_the_placeholders_of_the_english_text() {
    for (tag, key, text, english) in translations() {
        // A language may spell out "one" and "two".
        let in_words = [".zero", ".one", ".two"]
            .iter()
            .any(|category| key.ends_with(category));
        if !(in_words && placeholders(&text).is_empty()) {
            let expected = placeholders(&english);
            assert_eq!(placeholders(&text), expected, "{tag} {key}: {text}");
        }
    }
}

#[test]
fn translations_contain_letters_and_mostly_differ_from_english() {
    let mut same: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (tag, key, text, english) in translations() {
        assert!(has_words(&text), "{tag} {key}: {text}");
        if text == english {
            same.entry(tag).or_default().insert(key);
        }
    }
    for (tag, keys) in same {
        assert!(keys.len() < 3, "{tag} has English texts: {keys:?}");
    }
}

#[test]
fn each_translation_ends_with_the_punctuation_of_the_english_text() {
    for (tag, key, text, english) in translations() {
        assert_eq!(text.trim(), text, "{tag} {key}");
        assert_eq!(
            text.ends_with(FULL_STOPS),
            english.ends_with('.'),
            "{tag} {key}: {text}"
        );
        assert_eq!(
            text.ends_with('…'),
            english.ends_with('…'),
            "{tag} {key}: {text}"
        );
    }
}

#[test]
fn names_have_the_quotation_marks_of_the_language() {
    for language in languages() {
        let (open, close) = quotation_marks(language);
        for (key, text) in texts(language.tag()) {
            let text = without_isolates(&text);
            for name in QUOTED.iter().filter(|name| text.contains(**name)) {
                let quoted = format!("{open}{name}{close}");
                assert!(text.contains(&quoted), "{} {key}: {text}", language.tag());
            }
            // The apostrophe is ’ too.
            assert!(
                !text.contains(['"', '\'', '‘']),
                "{} {key}: {text}",
                language.tag()
            );
        }
    }
}

#[test]
fn spacing_and_punctuation_follow_the_language() {
    for (tag, key, text, _) in translations() {
        let is_wrong = |marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
        assert!(!is_wrong(&["  ", "...", " …"]), "{tag} {key}: {text}");
        match tag {
            // A no-break space, or a narrow one before marks other than the colon.
            "fr" => {
                assert!(
                    !is_wrong(&[" ;", " !", " ?", "« ", " »"]),
                    "{tag} {key}: {text}"
                );
                let colons = [":", "\u{a0}:"].map(|mark| text.matches(mark).count());
                assert_eq!(colons[0], colons[1], "{tag} {key}: {text}");
            }
            // Full-width marks, without spaces around them.
            "zh-Hans" => assert!(
                !is_wrong(&[":", ",", ";", "(", ")", "。 ", "， ", "： "]),
                "{tag} {key}: {text}"
            ),
            // Full-width marks, but half-width parentheses and colons with spaces.
            "ja" => assert!(
                !is_wrong(&[",", "（", "）", "：", "。 ", "、 "]),
                "{tag} {key}: {text}"
            ),
            "ar" => assert!(!is_wrong(&[",", ";", "?"]), "{tag} {key}: {text}"),
            "hi" => assert!(!is_wrong(&[". ", " ।"]), "{tag} {key}: {text}"),
            _ => assert!(!is_wrong(&[" :", " ,", " ."]), "{tag} {key}: {text}"),
        }
    }
}

#[test]
fn file_names_are_isolated_from_text_in_the_other_direction() {
    for (tag, key, text, _) in translations() {
        let count = |characters: &[char]| text.matches(characters).count();
        let opened = count(&['\u{2066}', '\u{2068}']);
        assert_eq!(opened, count(&['\u{2069}']), "{tag} {key}: {text}");
        if matches!(tag, "ar" | "he") {
            let is_isolated = text.contains("\u{2068}{file}\u{2069}");
            assert_eq!(is_isolated, text.contains("{file}"), "{tag} {key}: {text}");
        } else {
            assert_eq!(opened, 0, "{tag} {key}: {text}");
        }
    }
}

#[test]
fn both_elements_use_consistent_button_labels() {
    for language in languages() {
        let (tag, form, list) = (
            language.tag(),
            catalogue(language.tag()),
            texts(language.tag()),
        );
        let contains = |whole: &str, part: &str| {
            assert!(
                whole.to_lowercase().contains(&part.to_lowercase()),
                "{tag}: {whole:?} does not contain {part:?}"
            );
        };
        contains(&list["several.stop"], &form["ui.stop"]);
        // The accessible name of a button contains its visible text (WCAG 2.5.3).
        contains(&list["several.restoreItem"], &list["several.restore"]);
        // In Hebrew, the verbal noun has another form before its object.
        if language != Language::He {
            contains(&form["ui.remove"], &list["several.remove"]);
        }
    }
}
