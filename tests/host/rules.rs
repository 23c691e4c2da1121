//! The validation rules of each type of field, by example.

use crate::draft_helpers::{broken, named, rule_at, sent};
use add_skill::skill::{
    AllowedAudiences, CollaborationTag, Constraints, Draft, Enumeration, FieldError, FieldPath,
    Rule, ScoreRange, invisible_inside, validate,
};

#[test]
fn a_name_requires_visible_text_without_control_characters() {
    for (text, rule) in [
        ("", Rule::Required),
        (" \t\n\u{3000}", Rule::Required),
        ("\u{200B}\u{2060}", Rule::Invisible),
        ("\u{FEFF}", Rule::Invisible),
        ("\u{2800}", Rule::Invisible),
        ("a\0b", Rule::ControlCharacter),
        ("a\tb", Rule::ControlCharacter),
        ("a\nb", Rule::ControlCharacter),
        ("a\u{85}b", Rule::ControlCharacter),
        ("a\u{202E}b", Rule::BidiControl),
        ("a\u{2066}b", Rule::BidiControl),
        ("a\u{FFFE}", Rule::UnreadableCharacter),
        ("a\u{FFFD}", Rule::UnreadableCharacter),
    ] {
        assert_eq!(broken(FieldPath::DisplayName, text), Some(rule), "{text:?}");
    }
    for text in [
        "  C++ ",
        "日本語",
        "👨‍👩‍👧‍👦",
        "a\u{200D}b",
        "עברית\u{200F}",
        "e\u{301}",
    ] {
        assert_eq!(broken(FieldPath::DisplayName, text), None, "{text:?}");
    }
}

#[test]
fn a_name_is_limited_in_utf_16_units_and_sent_trimmed_without_normalization() {
    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, format!("  {}  ", "😀".repeat(500)));
    assert_eq!(sent(&draft)["displayName"], "😀".repeat(500));
    assert_eq!(
        broken(FieldPath::DisplayName, &format!("{}x", "😀".repeat(500))),
        Some(Rule::TooLong { max: 1000 })
    );
    draft.set_text(FieldPath::DisplayName, " e\u{301} ");
    assert_eq!(sent(&draft)["displayName"], "e\u{301}");
}

#[test]
fn numbers_accept_a_decimal_point_or_comma_and_local_digits() {
    for (text, number) in [
        ("0.5", 0.5),
        ("0,5", 0.5),
        (" 0.5 ", 0.5),
        (".5", 0.5),
        (",5", 0.5),
        ("5e-1", 0.5),
        ("+0.5", 0.5),
        ("5.", 5.0),
        ("1024", 1024.0),
        ("-1", -1.0),
        ("1.5", 1.5),
        ("1E3", 1000.0),
        ("-0", 0.0),
        // As `Intl` formats them in Arabic, Persian, Hebrew, Hindi, Bengali, Burmese, Thai, and
        // Chinese, and as input methods enter them.
        ("٠٫٥", 0.5),
        ("\u{61C}-٠٫٥", -0.5),
        ("\u{200E}\u{2212}۰٫۵", -0.5),
        ("\u{200E}-0.5", -0.5),
        ("०.५", 0.5),
        ("০.৫", 0.5),
        ("၀.၅", 0.5),
        ("๐.๕", 0.5),
        ("〇.五", 0.5),
        ("𝟎.𝟱", 0.5),
        ("０．５", 0.5),
        ("－０，５", -0.5),
        ("＋１", 1.0),
        ("\u{2212}1", -1.0),
        ("1e\u{2212}1", 0.1),
    ] {
        let mut draft = named();
        draft.set_text(FieldPath::ConfidenceScore, text);
        let score = validate(&draft)
            .unwrap()
            .inference
            .unwrap()
            .confidence_score
            .unwrap();
        assert!(
            (score - number).abs() < f64::EPSILON && score.is_sign_negative() == (number < 0.0),
            "{text}: {score}"
        );
    }
    for text in [
        "NaN",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "0x10",
        "1_0",
        "1,000.5",
        "1.2.3",
        ".",
        ",",
        "e5",
        "1e",
        "1e+",
        "٠٫٥٫١",
        "½",
        "²",
        "－",
        "0.٥x",
        "--1",
        "+-1",
        "1 000",
        "1e5.5",
        "½",
    ] {
        assert_eq!(
            broken(FieldPath::ConfidenceScore, text),
            Some(Rule::NotANumber),
            "{text}"
        );
    }
    assert_eq!(
        broken(FieldPath::ConfidenceScore, "1e400"),
        Some(Rule::NotFinite)
    );
    assert_eq!(
        broken(FieldPath::ConfidenceScore, &"1".repeat(33)),
        Some(Rule::TooLong { max: 32 })
    );
}

#[test]
fn a_page_can_limit_the_score_require_fields_and_restrict_audiences() {
    let range = ScoreRange { min: 0.0, max: 1.0 };
    let mut constraints = Constraints::default();
    constraints.score_range = Some(range);
    constraints.required = vec![FieldPath::WebUrl];
    constraints.members = vec![AllowedAudiences::Me.into()];
    let mut draft = named();
    draft.set_text(FieldPath::ConfidenceScore, "1.5");
    draft.set_text(FieldPath::AllowedAudiences, "everyone");
    let errors = constraints.validate(&draft).unwrap_err();
    assert_eq!(
        errors.at(FieldPath::ConfidenceScore).unwrap().rule,
        Rule::OutOfRange(range)
    );
    assert_eq!(errors.at(FieldPath::WebUrl).unwrap().rule, Rule::Required);
    assert_eq!(
        errors.at(FieldPath::AllowedAudiences).unwrap().rule,
        Rule::NotAllowed
    );
}

#[test]
fn links_must_be_absolute_http_or_https_urls_with_a_host() {
    for text in [
        "https://example.com",
        "HTTP://EXAMPLE.com/a?b#c",
        "https://例え.jp/スキル",
        "https://[::1]:8080/",
        "https://аррӏе.com",
    ] {
        assert_eq!(broken(FieldPath::WebUrl, text), None, "{text}");
    }
    for (text, rule) in [
        ("javascript:alert(1)", Rule::UrlScheme),
        ("JaVaScRiPt:alert(1)", Rule::UrlScheme),
        ("java\nscript:alert(1)", Rule::ControlCharacter),
        (" \u{1}javascript:alert(1)", Rule::ControlCharacter),
        ("data:text/html,x", Rule::UrlScheme),
        ("vbscript:x", Rule::UrlScheme),
        ("blob:https://example.com/1", Rule::UrlScheme),
        ("file:///etc/passwd", Rule::UrlScheme),
        ("ftp://example.com", Rule::UrlScheme),
        ("example.com", Rule::NotAUrl),
        ("/relative", Rule::NotAUrl),
        ("//example.com", Rule::NotAUrl),
        ("https://", Rule::NotAUrl),
        ("https:example.com", Rule::NotAUrl),
        ("https:///example.com", Rule::NotAUrl),
        ("https://exa mple.com", Rule::NotAUrl),
        ("https://graph.microsoft.com\\@evil.example/", Rule::NotAUrl),
        ("https://user@example.com", Rule::UrlUserinfo),
        ("https://user:pass@example.com", Rule::UrlUserinfo),
    ] {
        assert_eq!(broken(FieldPath::WebUrl, text), Some(rule), "{text}");
    }
    assert_eq!(
        broken(
            FieldPath::WebUrl,
            &format!("https://example.com/{}", "a".repeat(2048))
        ),
        Some(Rule::TooLong { max: 2048 })
    );
}

#[test]
fn invisible_characters_are_trimmed_around_a_link_and_rejected_inside_it() {
    for text in [
        "https://example.com/a\u{200B}",
        "\u{200B}https://example.com/a",
        "\u{FEFF}https://example.com/a\u{2060}",
        "\u{200E} https://example.com/a \u{200F}",
        "\u{AD}https://example.com/a\u{A0}\u{3000}",
    ] {
        let mut draft = named();
        draft.set_text(FieldPath::WebUrl, text);
        assert_eq!(sent(&draft)["webUrl"], "https://example.com/a", "{text:?}");
    }
    for (text, invisible) in [
        ("https://exam\u{200B}ple.com/", '\u{200B}'),
        ("https://example.com/a\u{200B}b", '\u{200B}'),
        ("https://example.com/a\u{AD}b", '\u{AD}'),
        ("https://example.com/a\u{200D}b", '\u{200D}'),
        ("https://example.com/\u{FEFF}", '\u{0}'),
        ("https\u{2060}://example.com/", '\u{2060}'),
        ("https://exam\u{A0}ple.com/", '\u{A0}'),
        ("https://example.com/a\u{3000}b", '\u{3000}'),
    ] {
        let is_inside = invisible != '\u{0}';
        assert_eq!(
            broken(FieldPath::WebUrl, text),
            is_inside.then_some(Rule::UrlInvisible),
            "{text:?}"
        );
        assert_eq!(
            invisible_inside(text),
            Some(invisible).filter(|_| is_inside)
        );
    }
    // A Persian word and an emoji of three, which contain joiners.
    for text in [
        "https://fa.wikipedia.org/wiki/می\u{200C}خواهم",
        "https://example.com/👨\u{200D}👩\u{200D}👧",
        "https://example.com/❤\u{FE0F}",
        "https://example.com/1\u{FE0F}\u{20E3}/x",
        "https://example.com/🏴\u{E0067}\u{E0062}\u{E007F}",
        "https://example.com/🏴\u{E0067}\u{E007F}/x",
        "https://example.com/葛\u{E0100}",
    ] {
        assert_eq!(broken(FieldPath::WebUrl, text), None, "{text}");
        let mut draft = named();
        draft.set_text(FieldPath::WebUrl, text);
        assert_eq!(sent(&draft)["webUrl"], text);
    }
}

#[test]
fn lists_are_separated_by_spaces_and_commas() {
    for list in [
        "displayName proficiency webUrl",
        "displayName, proficiency,webUrl",
        ",displayName ,\n\tproficiency,, webUrl,",
    ] {
        let unknown = |name: &str| panic!("{name} is unknown in {list}");
        assert_eq!(
            FieldPath::list(list, unknown),
            [
                FieldPath::DisplayName,
                FieldPath::Proficiency,
                FieldPath::WebUrl
            ]
        );
    }
}

#[test]
fn a_page_can_restrict_one_enumeration_without_affecting_others() {
    let mut constraints = Constraints::default();
    constraints.members = vec![CollaborationTag::AbleToMentor.into()];
    let mut draft = named();
    draft.set_text(FieldPath::AllowedAudiences, "everyone");
    draft.set_list(FieldPath::CollaborationTags, vec!["ableToMentor".into()]);
    assert!(constraints.validate(&draft).is_ok());
    draft.set_list(
        FieldPath::CollaborationTags,
        vec!["ableToMentor".into(), "askMeAbout".into()],
    );
    let errors = constraints.validate(&draft).unwrap_err();
    let error = errors.at(FieldPath::CollaborationTags).unwrap();
    assert_eq!((&error.rule, error.item), (&Rule::NotAllowed, Some(1)));
}

#[test]
fn a_restriction_to_the_sentinel_audience_offers_no_audiences() {
    let mut constraints = Constraints::default();
    let audiences = Enumeration::AllowedAudiences;
    assert_eq!(constraints.selectable(audiences).len(), 7);
    constraints.members = vec![AllowedAudiences::UnknownFutureValue.into()];
    assert_eq!(constraints.selectable(audiences), []);
    let mut draft = named();
    draft.set_text(FieldPath::AllowedAudiences, "everyone");
    assert_eq!(
        constraints
            .validate(&draft)
            .unwrap_err()
            .at(FieldPath::AllowedAudiences)
            .unwrap()
            .rule,
        Rule::NotAllowed
    );
}

#[test]
fn blank_categories_are_dropped_and_invalid_ones_are_rejected() {
    let mut draft = named();
    draft.set_list(
        FieldPath::Categories,
        ["", "a", " ", "b"].map(String::from).to_vec(),
    );
    assert_eq!(sent(&draft)["categories"], serde_json::json!(["a", "b"]));
    draft.set_list(
        FieldPath::Categories,
        ["\u{e9}", "e\u{301}"].map(String::from).to_vec(),
    );
    assert_eq!(
        rule_at(FieldPath::Categories, &draft),
        Some(Rule::Duplicate)
    );
    draft.set_list(
        FieldPath::Categories,
        (0..10_001).map(|n| n.to_string()).collect(),
    );
    assert_eq!(
        rule_at(FieldPath::Categories, &draft),
        Some(Rule::TooMany { max: 10_000 })
    );
    draft.set_list(FieldPath::Categories, vec!["x".repeat(257)]);
    assert_eq!(
        rule_at(FieldPath::Categories, &draft),
        Some(Rule::TooLong { max: 256 })
    );
}

#[test]
fn a_page_rejects_a_value_with_a_message_of_limited_length() {
    let rule = |message: &str| {
        FieldError::by_page(FieldPath::WebUrl, message).map(|error| (error.field, error.rule))
    };
    let page = |text: &str| Some((FieldPath::WebUrl, Rule::Page(text.to_owned())));
    assert_eq!(
        rule(" Enter a link to GitHub\n"),
        page("Enter a link to GitHub")
    );
    assert_eq!(rule(""), None);
    assert_eq!(rule(" \n\u{3000}"), None);
    let long = "é".repeat(500);
    assert_eq!(rule(&long), page(&long));
    assert_eq!(rule(&(long.clone() + "é")), page(&(long + "…")));
    let error = FieldError::by_page(FieldPath::WebUrl, "No").unwrap();
    assert_eq!(error.to_string(), "webUrl: page");
}
