//! The languages of the message catalogs, and the selection of a language by its tag.
//!
//! A tag without a catalog, or a message without a translation, falls back to English: see
//! `form/state/language.rs` and `messages.rs`.

use std::cell::RefCell;

use strum::VariantArray;

/// A language with a message catalog.
///
/// English is compiled in. The other catalogs are files next to the module, which are fetched when
/// needed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, VariantArray)]
pub enum Language {
    /// English, which is also used for all languages without a catalog.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Brazilian Portuguese, which is also used for all other variants of Portuguese.
    PtBr,
    /// Italian.
    It,
    /// Dutch.
    Nl,
    /// Polish.
    Pl,
    /// Japanese.
    Ja,
    /// Simplified Chinese.
    ZhHans,
    /// Korean.
    Ko,
    /// Arabic.
    Ar,
    /// Hebrew.
    He,
    /// Hindi.
    Hi,
}

/// Defines each language's tag, which is also its file name, and its plural categories
/// ([CLDR](https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html),
/// cardinal rules).
macro_rules! catalogs {
    ($($language:ident $tag:literal [$($category:literal)+];)+) => {
        // The unit tests have a field that no catalog has.
        #[cfg(not(test))]
        const _: () = {
            use super::check::assert_complete;
            assert_complete(include_str!("locales/en.json"), &["one", "other"]);
            $(assert_complete(include_str!(concat!("locales/", $tag, ".json")), &[$($category),+]);)+
        };

        impl Language {
            /// Returns the language's tag ([BCP 47](https://www.rfc-editor.org/info/bcp47)).
            pub const fn tag(self) -> &'static str {
                match self {
                    Self::En => "en",
                    $(Self::$language => $tag,)+
                }
            }

            /// Returns the text of the catalog, which a server has compiled in, or `None` for
            /// English.
            #[cfg(feature = "ssr")]
            pub(crate) const fn embedded(self) -> Option<&'static str> {
                match self {
                    Self::En => None,
                    $(Self::$language => Some(include_str!(concat!("locales/", $tag, ".json"))),)+
                }
            }

            /// Returns the plural categories of the catalog.
            pub const fn plural_categories(self) -> &'static [&'static str] {
                match self {
                    Self::En => &["one", "other"],
                    $(Self::$language => &[$($category),+],)+
                }
            }
        }
    };
}

catalogs! {
    De "de" ["one" "other"];
    Fr "fr" ["one" "many" "other"];
    Es "es" ["one" "many" "other"];
    PtBr "pt-BR" ["one" "many" "other"];
    It "it" ["one" "many" "other"];
    Nl "nl" ["one" "other"];
    Pl "pl" ["one" "few" "many" "other"];
    Ja "ja" ["other"];
    ZhHans "zh-Hans" ["other"];
    Ko "ko" ["other"];
    Ar "ar" ["zero" "one" "two" "few" "many" "other"];
    He "he" ["one" "two" "other"];
    Hi "hi" ["one" "other"];
}

/// The right-to-left languages, including those for which only a page can provide messages.
const RIGHT_TO_LEFT: [&str; 16] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
    "yi",
];

/// Returns the URL of a catalog from its language's tag.
type Locate = Box<dyn Fn(&str) -> String>;

thread_local! {
    static LOCATE: RefCell<Locate> = RefCell::new(Box::new(|tag| ["locales/", tag, ".json"].concat()));
    /// The folders of the catalogs.
    static FOLDERS: RefCell<Vec<&'static str>> = RefCell::new(vec![""]);
}

/// Sets the function that returns the URL of a catalog from its language's tag.
///
/// `<add-skill>` finds the catalogs next to its module. A Leptos app that uses the form without the
/// element serves the crate's `src/i18n/locales` as `locales/` of its page, or calls this function.
pub fn set_catalogs(locate: impl Fn(&str) -> String + 'static) {
    LOCATE.set(Box::new(locate));
}

/// Makes all languages have a second catalog, in a folder next to the first one.
#[cfg(feature = "several")]
pub(crate) fn add_catalogs(folder: &'static str) {
    FOLDERS.with_borrow_mut(|folders| folders.push(folder));
}

impl Language {
    /// Returns the URLs of the catalogs. There are none for English, which is compiled in.
    pub fn urls(self) -> Vec<String> {
        if self == Self::En {
            return Vec::new();
        }
        let url =
            |folder: &&str| LOCATE.with_borrow(|locate| locate(&[folder, self.tag()].concat()));
        FOLDERS.with_borrow(|folders| folders.iter().map(url).collect())
    }

    /// Returns the language for a tag such as `de-AT`, or `None` if there is no catalog.
    ///
    /// A regional tag falls back to its language. Traditional Chinese does not fall back to
    /// Simplified Chinese, because the two have different readers.
    pub fn of(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        let mut subtags = tag.split('-');
        let language = match subtags.next()? {
            "iw" => "he",
            "zh" if subtags.any(|subtag| matches!(subtag, "hant" | "tw" | "hk" | "mo")) => {
                return None;
            }
            language => language,
        };
        let is_match = |candidate: &&Self| candidate.tag().split('-').next() == Some(language);
        Self::VARIANTS.iter().find(is_match).copied()
    }
}

/// The direction of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Returns the direction of a tag's script, or of its language if the tag contains no script.
    pub fn of(tag: &str) -> Self {
        let tag = tag.trim().to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        let language = subtags.next().unwrap_or_default();
        let is_rtl = match subtags.find(|subtag| subtag.len() == 4) {
            Some(script) => matches!(
                script,
                "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg"
            ),
            None => RIGHT_TO_LEFT.contains(&language),
        };
        if is_rtl { Self::Rtl } else { Self::Ltr }
    }

    /// Returns the keyword of the attribute
    /// [`dir`](https://html.spec.whatwg.org/multipage/dom.html#the-dir-attribute).
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}
