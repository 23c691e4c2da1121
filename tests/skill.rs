//! The resource and its rules, on the host: no browser, no network.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#![cfg(not(target_arch = "wasm32"))]

use add_skill::skill::{
    AllowedAudiences, Constraints, Draft, Entry, FieldPath, Map, Member, Rule, ScoreRange, SkillProficiency,
    SkillProficiencyLevel, Timestamp, Value, validate,
};
use proptest::prelude::*;

const REQUEST: &str = include_str!("fixtures/request.json");
const FILLED: &str = include_str!("fixtures/request.filled.json");
const RESPONSE: &str = include_str!("fixtures/response.json");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn skill(text: &str) -> SkillProficiency {
    serde_json::from_str(text).unwrap()
}

fn named() -> Draft {
    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, "Rust");
    draft
}

/// The rule that `text` breaks in `field`, all else being right.
fn broken(field: FieldPath, text: &str) -> Option<Rule> {
    let mut draft = named();
    draft.set_text(field, text);
    validate(&draft).err().map(|errors| errors.at(field).unwrap().rule.clone())
}

fn sent(draft: &Draft) -> Value {
    serde_json::to_value(validate(draft).unwrap()).unwrap()
}

#[test]
fn the_contracts_request_is_made_member_for_member_from_typed_values() {
    let mut draft = Draft::default();
    for (field, text) in [
        (FieldPath::DisplayName, "Display Name value"),
        (FieldPath::Proficiency, "generalProfessional"),
        (FieldPath::WebUrl, "https://example.com/webUrl/"),
        (FieldPath::AllowedAudiences, "organization"),
        (FieldPath::ConfidenceScore, "0,5"),
        (FieldPath::UserHasVerifiedAccuracy, "true"),
        (FieldPath::CreatedByApplicationId, "Id value"),
        (FieldPath::CreatedByApplicationDisplayName, "Display Name value"),
    ] {
        draft.set_text(field, text);
    }
    draft.set_list(FieldPath::Categories, vec!["Categories value".into()]);
    assert_eq!(sent(&draft), json(FILLED));
}

#[test]
fn the_contracts_request_survives_the_round_trip_through_the_form() {
    assert_eq!(sent(&Draft::from(skill(FILLED))), json(FILLED));
}

#[test]
fn placeholders_of_the_contract_are_kept_where_they_stand() {
    for text in [REQUEST, RESPONSE] {
        assert_eq!(serde_json::to_value(skill(text)).unwrap(), json(text));
    }
    let skill = skill(RESPONSE);
    assert_eq!(skill.id.as_deref(), Some("a5ab4a61-4a61-a5ab-614a-aba5614aaba5"));
    assert_eq!(skill.proficiency, Some(Member::Other("String".into())));
    let inference = skill.inference.unwrap();
    assert_eq!(inference.confidence_score, None);
    assert_eq!(inference.additional["confidenceScore"], "Double");
}

#[test]
fn timestamps_are_kept_as_they_came_and_compared_as_moments() {
    let skill = skill(RESPONSE);
    let created = skill.created_date_time.unwrap();
    let modified = skill.last_modified_date_time.unwrap();
    assert_eq!(created.as_str(), "2016-12-31T23:58:10.4520456+03:00");
    assert_eq!(created.instant(), Timestamp::parse("2016-12-31T20:58:10.4520456Z").unwrap().instant());
    assert_eq!(modified.instant(), Timestamp::parse("2016-12-31T21:02:23.471109Z").unwrap().instant());
    assert!(created.instant() < modified.instant());
}

#[test]
fn only_real_moments_with_an_offset_are_timestamps() {
    for text in ["2016-12-31T23:58Z", "2016-12-31T23:58:60Z", "2024-02-29T00:00:00.123456789012-11:30", "0001-01-01T00:00:00Z"] {
        assert!(Timestamp::parse(text).is_some(), "{text}");
    }
    for text in [
        "",
        "2016-12-31",
        "2016-12-31T23:58:10",
        "2016-12-31T23:58:10+0300",
        "2016-12-31T24:00:00Z",
        "2023-02-29T00:00:00Z",
        "2016-13-01T00:00:00Z",
        "2016-12-31t23:58:10Z",
        "2016-12-31T23:58:10z",
        "2016-12-31 23:58:10Z",
        "2016-12-31T23:58:10.Z",
        "2016-12-31T23:58:10.1234567890123Z",
        "2016-12-31T23:58:61Z",
        "2016-12-31T23:58:10+24:00",
        "2016-12-31T23:58:10+03:60",
        "16-12-31T23:58:10Z",
        "2016-12-31T23:58:10Z ",
        "2016-12-31T23:58:10\u{661}",
        "+016-12-31T23:58:10Z",
    ] {
        assert!(Timestamp::parse(text).is_none(), "{text}");
    }
}

#[test]
fn documented_members_parse_and_print_and_the_sentinel_is_not_offered() {
    let levels: Vec<String> = SkillProficiencyLevel::offered().map(|level| level.to_string()).collect();
    assert_eq!(levels, ["elementary", "limitedWorking", "generalProfessional", "advancedProfessional", "expert"]);
    let audiences: Vec<String> = AllowedAudiences::offered().map(|audience| audience.to_string()).collect();
    assert_eq!(audiences, ["me", "family", "contacts", "groupMembers", "organization", "federatedOrganizations", "everyone"]);
    assert_eq!("unknownFutureValue".parse(), Ok(SkillProficiencyLevel::UnknownFutureValue));
    assert_eq!("unknownFutureValue".parse(), Ok(AllowedAudiences::UnknownFutureValue));
    assert!("Expert".parse::<SkillProficiencyLevel>().is_err());
}

#[test]
fn members_that_this_version_does_not_know_are_kept_verbatim() {
    let text = r#"{"proficiency":"4","allowedAudiences":"contacts,groupMembers","collaborationTags":["askMeAbout","later"]}"#;
    let skill = skill(text);
    assert_eq!(skill.proficiency, Some(Member::Other("4".into())));
    assert_eq!(skill.allowed_audiences, Some(Member::Other("contacts,groupMembers".into())));
    assert_eq!(serde_json::to_value(&skill).unwrap(), json(text));
}

#[test]
fn sending_the_sentinel_or_an_unknown_member_is_an_error_at_its_field() {
    for field in [FieldPath::Proficiency, FieldPath::AllowedAudiences] {
        assert_eq!(broken(field, "unknownFutureValue"), Some(Rule::Sentinel));
        assert_eq!(broken(field, "4"), Some(Rule::NotAllowed));
        assert_eq!(broken(field, "String"), Some(Rule::NotAllowed));
    }
    let mut draft = named();
    draft.set_text(FieldPath::AllowedAudiences, "contacts, groupMembers");
    assert_eq!(sent(&draft)["allowedAudiences"], "contacts,groupMembers");
    assert_eq!(broken(FieldPath::AllowedAudiences, "contacts,unknownFutureValue"), Some(Rule::Sentinel));
    assert_eq!(broken(FieldPath::AllowedAudiences, "contacts,"), Some(Rule::NotAllowed));
}

#[test]
fn every_problem_is_told_at_once_with_its_graph_path() {
    let mut draft = Draft::default();
    draft.set_text(FieldPath::WebUrl, "javascript:alert(1)");
    draft.set_text(FieldPath::ConfidenceScore, "NaN");
    draft.set_list(FieldPath::Categories, vec!["a".into(), " a".into()]);
    let errors = validate(&draft).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "displayName: required; categories[1]: duplicate; webUrl: url-scheme; inference.confidenceScore: not-a-number"
    );
}

#[test]
fn a_name_must_have_something_to_see() {
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
    for text in ["  C++ ", "日本語", "👨‍👩‍👧‍👦", "a\u{200D}b", "עברית\u{200F}", "e\u{301}"] {
        assert_eq!(broken(FieldPath::DisplayName, text), None, "{text:?}");
    }
}

#[test]
fn a_name_is_counted_in_utf_16_and_sent_trimmed_but_otherwise_as_typed() {
    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, format!("  {}  ", "😀".repeat(500)));
    assert_eq!(sent(&draft)["displayName"], "😀".repeat(500));
    assert_eq!(broken(FieldPath::DisplayName, &format!("{}x", "😀".repeat(500))), Some(Rule::TooLong { max: 1000 }));
    draft.set_text(FieldPath::DisplayName, " e\u{301} ");
    assert_eq!(sent(&draft)["displayName"], "e\u{301}");
}

#[test]
fn numbers_are_decimals_with_a_point_or_a_comma_and_nothing_else() {
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
    ] {
        let mut draft = named();
        draft.set_text(FieldPath::ConfidenceScore, text);
        let score = validate(&draft).unwrap().inference.unwrap().confidence_score.unwrap();
        assert!((score - number).abs() < f64::EPSILON && score.is_sign_negative() == (number < 0.0), "{text}: {score}");
    }
    for text in [
        "NaN", "nan", "inf", "-inf", "Infinity", "0x10", "1_0", "1,000.5", "1.2.3", ".", ",", "e5", "1e", "1e+", "٠٫٥", "０.５",
        "--1", "+-1", "1 000", "1e5.5", "½",
    ] {
        assert_eq!(broken(FieldPath::ConfidenceScore, text), Some(Rule::NotANumber), "{text}");
    }
    assert_eq!(broken(FieldPath::ConfidenceScore, "1e400"), Some(Rule::NotFinite));
    assert_eq!(broken(FieldPath::ConfidenceScore, &"1".repeat(33)), Some(Rule::TooLong { max: 32 }));
}

#[test]
fn a_page_may_narrow_the_score_and_require_fields_and_choose_audiences() {
    let range = ScoreRange { min: 0.0, max: 1.0 };
    let mut constraints = Constraints::default();
    constraints.score_range = Some(range);
    constraints.required = vec![FieldPath::WebUrl];
    constraints.audiences = vec![AllowedAudiences::Me];
    let mut draft = named();
    draft.set_text(FieldPath::ConfidenceScore, "1.5");
    draft.set_text(FieldPath::AllowedAudiences, "everyone");
    let errors = constraints.validate(&draft).unwrap_err();
    assert_eq!(errors.at(FieldPath::ConfidenceScore).unwrap().rule, Rule::OutOfRange(range));
    assert_eq!(errors.at(FieldPath::WebUrl).unwrap().rule, Rule::Required);
    assert_eq!(errors.at(FieldPath::AllowedAudiences).unwrap().rule, Rule::NotAllowed);
}

#[test]
fn links_are_absolute_http_or_https_with_a_host() {
    for text in
        ["https://example.com", "HTTP://EXAMPLE.com/a?b#c", "https://例え.jp/スキル", "https://[::1]:8080/", "https://аррӏе.com"]
    {
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
        broken(FieldPath::WebUrl, &format!("https://example.com/{}", "a".repeat(2048))),
        Some(Rule::TooLong { max: 2048 })
    );
}

#[test]
fn blank_categories_are_dropped_and_equal_ones_reported() {
    let mut draft = named();
    draft.set_list(FieldPath::Categories, ["", "a", " ", "b"].map(String::from).to_vec());
    assert_eq!(sent(&draft)["categories"], serde_json::json!(["a", "b"]));
    draft.set_list(FieldPath::Categories, ["\u{e9}", "e\u{301}"].map(String::from).to_vec());
    assert_eq!(validate(&draft).unwrap_err().at(FieldPath::Categories).unwrap().rule, Rule::Duplicate);
    draft.set_list(FieldPath::Categories, (0..10_001).map(|n| n.to_string()).collect());
    assert_eq!(validate(&draft).unwrap_err().at(FieldPath::Categories).unwrap().rule, Rule::TooMany { max: 10_000 });
    draft.set_list(FieldPath::Categories, vec!["x".repeat(257)]);
    assert_eq!(validate(&draft).unwrap_err().at(FieldPath::Categories).unwrap().rule, Rule::TooLong { max: 256 });
}

#[test]
fn an_empty_field_is_absent_and_not_null() {
    assert_eq!(sent(&named()), serde_json::json!({"@odata.type": "#microsoft.graph.skillProficiency", "displayName": "Rust"}));
}

#[test]
fn what_a_page_put_beside_the_known_members_survives_and_nulls_of_known_ones_do_not() {
    let text = r#"{"displayName":"Rust","webUrl":null,"isSearchable":true,"sources":[{"sourceId":"x"}],
        "createdBy":{"phone":{"id":"1"},"user":null}}"#;
    let sent = sent(&Draft::from(skill(text)));
    assert_eq!(sent["isSearchable"], true);
    assert_eq!(sent["sources"][0]["sourceId"], "x");
    assert_eq!(sent["createdBy"]["phone"]["id"], "1");
    assert!(sent.get("webUrl").is_none());
}

#[test]
fn emptying_a_prefilled_field_leaves_nothing_of_it_behind() {
    let mut draft = Draft::from(skill(FILLED));
    for field in [
        FieldPath::ConfidenceScore,
        FieldPath::UserHasVerifiedAccuracy,
        FieldPath::CreatedByApplicationId,
        FieldPath::CreatedByApplicationDisplayName,
    ] {
        draft.set_text(field, "");
    }
    let sent = sent(&draft);
    assert!(sent.get("inference").is_none() && sent.get("createdBy").is_none(), "{sent}");
}

#[test]
fn fields_are_named_by_graph_paths_and_objects_stand_for_their_leaves() {
    let mut unknown = Vec::new();
    let fields = FieldPath::list("webUrl inference nonsense webUrl createdBy.user", |name| unknown.push(name.to_owned()));
    let paths: Vec<_> = fields.iter().map(|field| field.path()).collect();
    assert_eq!(
        paths,
        [
            "webUrl",
            "inference.confidenceScore",
            "inference.userHasVerifiedAccuracy",
            "createdBy.user.id",
            "createdBy.user.displayName"
        ]
    );
    assert_eq!(unknown, ["nonsense"]);
    for field in FieldPath::ALL {
        assert_eq!(field.path().parse(), Ok(*field));
    }
}

fn any_draft() -> impl Strategy<Value = Draft> {
    // Texts that come near a rule, beside any text at all.
    let text = || {
        prop_oneof![
            any::<String>(),
            "[0-9+-]{0,4}[.,]?[0-9e]{0,4}",
            "https?://[a-z@:/.\\\\]{0,12}",
            "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,13})?)?(Z|[+-][0-2][0-9]:[0-6][0-9])",
            Just("expert".to_owned()),
            Just("me,everyone".to_owned()),
            Just("true".to_owned()),
            Just(String::new()),
        ]
    };
    let lists = prop::collection::vec(text(), 0..4);
    (prop::collection::vec((text(), lists), FieldPath::ALL.len()), any::<u32>()).prop_map(|(values, filled)| {
        let mut draft = Draft::default();
        for ((field, (text, list)), index) in FieldPath::ALL.iter().zip(values).zip(0..) {
            if filled & 1 << index != 0 {
                let is_list = matches!(draft.entry(*field), Entry::List(_));
                draft.set(*field, if is_list { Entry::List(list) } else { Entry::Text(text) });
            }
        }
        draft
    })
}

fn any_json() -> impl Strategy<Value = Value> {
    let names = || prop_oneof![prop::sample::select(vec!["displayName", "inference", "createdBy", "user", "id", "x"])];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((names(), inner), 0..4).prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect::<Map>()
                .into()),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_judged_without_a_panic_and_what_validates_reads_back_equal(draft in any_draft()) {
        if let Ok(skill) = validate(&draft) {
            let text = serde_json::to_string(&skill).unwrap();
            prop_assert_eq!(&serde_json::from_str::<SkillProficiency>(&text).unwrap(), &skill);
            // A valid skill, shown in the form again, is sent as it was.
            prop_assert_eq!(validate(&Draft::from(skill.clone())).unwrap(), skill);
        }
    }

    #[test]
    fn any_object_reads_as_a_skill_and_is_written_back_without_loss(value in any_json()) {
        if let Value::Object(members) = value {
            let skill = SkillProficiency::from(members.clone());
            let written = Map::from(skill.clone());
            for (name, value) in &members {
                if !value.is_null() && !value.is_object() {
                    prop_assert_eq!(written.get(name), Some(value));
                }
            }
            let _ = validate(&Draft::from(skill));
        }
    }
}
