//! The languages that there are words in, and which of them a language tag stands for.

use std::cell::RefCell;

use strum::VariantArray;

use super::check::assert_complete;

/// A language of the form's own words. English is compiled in; the others are files beside the
/// module, fetched when needed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, VariantArray)]
pub enum Language {
    /// English, which also stands for every language that there are no words in.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Brazilian Portuguese, which also stands for that of other countries.
    PtBr,
    /// Italian.
    It,
    /// Dutch.
    Nl,
    /// Polish.
    Pl,
    /// Japanese.
    Ja,
    /// Chinese in simplified characters.
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

/// The tag, which is also the file's name, and the plural categories of each language
/// ([CLDR](https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html), the
/// cardinal ones).
macro_rules! catalogues {
    ($($language:ident $tag:literal [$($category:literal)+];)+) => {
        const _: () = {
            assert_complete(include_str!("locales/en.json"), &["one", "other"]);
            $(assert_complete(include_str!(concat!("locales/", $tag, ".json")), &[$($category),+]);)+
        };

        impl Language {
            /// The language's tag ([BCP 47](https://www.rfc-editor.org/info/bcp47)).
            pub const fn tag(self) -> &'static str {
                match self {
                    Self::En => "en",
                    $(Self::$language => $tag,)+
                }
            }

            /// The plural categories for which the catalogue has words.
            pub const fn plural_categories(self) -> &'static [&'static str] {
                match self {
                    Self::En => &["one", "other"],
                    $(Self::$language => &[$($category),+],)+
                }
            }
        }
    };
}

catalogues! {
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

/// The languages that are written from right to left, of those that a page may bring its own words
/// in.
const RIGHT_TO_LEFT: [&str; 16] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
    "yi",
];

/// From a language's tag to the URL of its catalogue.
type Locate = Box<dyn Fn(&str) -> String>;

thread_local! {
    static LOCATE: RefCell<Locate> = RefCell::new(Box::new(|tag| ["locales/", tag, ".json"].concat()));
}

/// Says where the catalogues are: the URL for a language's tag. `<add-skill>` finds them beside its
/// module; a Leptos app that uses the form by itself serves the crate's `src/i18n/locales` as
/// `locales/` of its page, or says where.
pub fn set_catalogues(locate: impl Fn(&str) -> String + 'static) {
    LOCATE.set(Box::new(locate));
}

impl Language {
    /// Where the catalogue is; `None` for English, which is part of the module.
    pub fn url(self) -> Option<String> {
        (self != Self::En).then(|| LOCATE.with_borrow(|locate| locate(self.tag())))
    }

    /// The language for a tag such as `de-AT`; `None` where there are no words for it. Regions fall
    /// back on their language; Chinese in traditional characters does not fall back on simplified
    /// ones, whose readers are others.
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
        let is_of = |own: &&Self| own.tag().split('-').next() == Some(language);
        Self::VARIANTS.iter().find(is_of).copied()
    }
}

/// The direction in which a text is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// That of a tag's language, or of its script where it names one.
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

    /// The keyword of the attribute
    /// [`dir`](https://html.spec.whatwg.org/multipage/dom.html#the-dir-attribute).
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}
