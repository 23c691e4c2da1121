//! The languages that there are words in, and which of them a language tag stands for.

use strum::VariantArray;

use super::complete::complete;

/// A language of the form's own words. English is compiled in; the others are files beside the module, fetched when needed.
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

/// The tag, file and plural categories of each language
/// ([CLDR](https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html), the cardinal ones).
macro_rules! catalogues {
    ($($language:ident $tag:literal $file:literal [$($category:literal)+];)+) => {
        const _: () = {
            complete(include_str!("locales/en.json"), &["one", "other"]);
            $(complete(include_str!(concat!("locales/", $tag, ".json")), &[$($category),+]);)+
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

            /// Where the catalogue is, beside the module; `None` for English. In a browser only.
            pub fn url(self) -> Option<String> {
                match self {
                    Self::En => None,
                    $(Self::$language => Some(wasm_bindgen::link_to!(module = $file)),)+
                }
            }
        }
    };
}

catalogues! {
    De "de" "/src/i18n/locales/de.json" ["one" "other"];
    Fr "fr" "/src/i18n/locales/fr.json" ["one" "many" "other"];
    Es "es" "/src/i18n/locales/es.json" ["one" "many" "other"];
    PtBr "pt-BR" "/src/i18n/locales/pt-BR.json" ["one" "many" "other"];
    It "it" "/src/i18n/locales/it.json" ["one" "many" "other"];
    Nl "nl" "/src/i18n/locales/nl.json" ["one" "other"];
    Pl "pl" "/src/i18n/locales/pl.json" ["one" "few" "many" "other"];
    Ja "ja" "/src/i18n/locales/ja.json" ["other"];
    ZhHans "zh-Hans" "/src/i18n/locales/zh-Hans.json" ["other"];
    Ko "ko" "/src/i18n/locales/ko.json" ["other"];
    Ar "ar" "/src/i18n/locales/ar.json" ["zero" "one" "two" "few" "many" "other"];
    He "he" "/src/i18n/locales/he.json" ["one" "two" "other"];
    Hi "hi" "/src/i18n/locales/hi.json" ["one" "other"];
}

/// The languages that are written from right to left, of those that a page may bring its own words in.
const RIGHT_TO_LEFT: [&str; 16] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

impl Language {
    /// The language for a tag such as `de-AT`; `None` where there are no words for it. Regions fall back on their language;
    /// Chinese in traditional characters does not fall back on simplified ones, whose readers are others.
    pub fn of(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        let mut subtags = tag.split('-');
        let language = match subtags.next()? {
            "iw" => "he",
            "zh" if subtags.any(|subtag| matches!(subtag, "hant" | "tw" | "hk" | "mo")) => return None,
            language => language,
        };
        let is_of = |own: &&Self| own.tag().split('-').next() == Some(language);
        Self::VARIANTS.iter().find(is_of).copied()
    }
}

/// Whether a tag's language is written from right to left.
pub fn is_right_to_left(tag: &str) -> bool {
    let tag = tag.trim().to_ascii_lowercase();
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    match subtags.find(|subtag| subtag.len() == 4) {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg"),
        None => RIGHT_TO_LEFT.contains(&language),
    }
}
