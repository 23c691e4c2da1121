//! The resource and its rules.

use crate::draft_helpers::{broken, named, sent};
use add_skill::skill::{
    AllowedAudiences, Draft, FieldPath, Map, Member, Rule, SkillProficiency, SkillProficiencyLevel,
    Timestamp, validate,
};
use serde_json::Value;

const REQUEST: &str = include_str!("../fixtures/request.json");
const FILLED: &str = include_str!("../fixtures/request.filled.json");
const RESPONSE: &str = include_str!("../fixtures/response.json");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn skill(text: &str) -> SkillProficiency {
    serde_json::from_str(text).unwrap()
}

#[test]
fn input_values_produce_exactly_the_request_of_the_contract() {
    let mut draft = Draft::default();
    for (field, text) in [
        (FieldPath::DisplayName, "Display Name value"),
        (FieldPath::Proficiency, "generalProfessional"),
        (FieldPath::WebUrl, "https://example.com/webUrl/"),
        (FieldPath::AllowedAudiences, "organization"),
        (FieldPath::ConfidenceScore, "0,5"),
        (FieldPath::UserHasVerifiedAccuracy, "true"),
        (FieldPath::CreatedByApplicationId, "Id value"),
        (
            FieldPath::CreatedByApplicationDisplayName,
            "Display Name value",
        ),
    ] {
        draft.set_text(field, text);
    }
    draft.set_list(FieldPath::Categories, vec!["Categories value".into()]);
    assert_eq!(sent(&draft), json(FILLED));
}

#[test]
fn the_request_of_the_contract_round_trips_through_a_draft() {
    assert_eq!(sent(&Draft::from(skill(FILLED))), json(FILLED));
}

#[test]
fn the_members_of_the_request_have_the_order_of_the_contract() {
    let compact = FILLED.lines().map(str::trim).collect::<String>();
    let compact = compact.replace("\": ", "\":");
    let sent = validate(&Draft::from(skill(FILLED))).unwrap();
    assert_eq!(sent.to_json(), compact);
    let more = compact.replacen('{', r#"{"b":{"d":1,"c":2},"a":[],"#, 1);
    let expected = compact.strip_suffix('}').unwrap().to_owned() + r#","b":{"d":1,"c":2},"a":[]}"#;
    assert_eq!(skill(&more).to_json(), expected);
}

#[test]
fn objects_are_equal_if_they_have_equal_members_in_any_order() {
    let value = |text: &str| serde_json::from_str::<add_skill::skill::Value>(text).unwrap();
    let one = value(r#"{"a":1,"b":{"c":[true,null],"d":"e"}}"#);
    assert_eq!(one, value(r#"{"b":{"d":"e","c":[true,null]},"a":1.0}"#));
    for other in [
        r#"{"a":1,"b":{"c":[null,true],"d":"e"}}"#,
        r#"{"a":1,"b":{"c":[true,null]}}"#,
        r#"{"a":1,"b":{"c":[true,null],"d":"e"},"f":null}"#,
        r#"{"a":"1","b":{"c":[true,null],"d":"e"}}"#,
    ] {
        assert_ne!(one, value(other), "{other}");
    }
}

/// If all keys were compared with each other, this would take minutes.
#[test]
fn objects_with_a_hundred_thousand_members_are_copied() {
    let mut members = Map::new();
    for number in 0..100_000 {
        members.push(format!("member{number}"), f64::from(number).into());
    }
    members.push("displayName".to_owned(), "Rust".into());
    let skill = SkillProficiency::from(members.clone());
    assert_eq!(skill, skill.clone());
    let written = Map::from(skill);
    assert_eq!(written.len(), members.len());
    assert_eq!(
        written.iter().next(),
        Some((&"displayName".to_owned(), &"Rust".into()))
    );
}

#[test]
fn placeholders_of_the_contract_are_preserved_in_place() {
    for text in [REQUEST, RESPONSE] {
        assert_eq!(serde_json::to_value(skill(text)).unwrap(), json(text));
    }
    let skill = skill(RESPONSE);
    assert_eq!(
        skill.id.as_deref(),
        Some("a5ab4a61-4a61-a5ab-614a-aba5614aaba5")
    );
    assert_eq!(skill.proficiency, Some(Member::Other("String".into())));
    let inference = skill.inference.unwrap();
    assert_eq!(inference.confidence_score, None);
    assert_eq!(
        inference.additional.get("confidenceScore"),
        Some(&"Double".into())
    );
}

#[test]
fn timestamps_keep_their_text_and_are_compared_as_instants() {
    let skill = skill(RESPONSE);
    let created = skill.created_date_time.unwrap();
    let modified = skill.last_modified_date_time.unwrap();
    assert_eq!(created.as_str(), "2016-12-31T23:58:10.4520456+03:00");
    assert_eq!(
        created.instant(),
        Timestamp::parse("2016-12-31T20:58:10.4520456Z")
            .unwrap()
            .instant()
    );
    assert_eq!(
        modified.instant(),
        Timestamp::parse("2016-12-31T21:02:23.471109Z")
            .unwrap()
            .instant()
    );
    assert!(created.instant() < modified.instant());
}

#[test]
fn only_valid_date_times_with_an_offset_are_timestamps() {
    for text in [
        "2016-12-31T23:58Z",
        "2016-12-31T23:58:60Z",
        "2024-02-29T00:00:00.123456789012-11:30",
        "0001-01-01T00:00:00Z",
    ] {
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
fn the_sentinel_is_parsed_but_only_documented_members_are_selectable() {
    let levels: Vec<String> = SkillProficiencyLevel::selectable()
        .map(|level| level.to_string())
        .collect();
    assert_eq!(
        levels,
        [
            "elementary",
            "limitedWorking",
            "generalProfessional",
            "advancedProfessional",
            "expert"
        ]
    );
    let audiences: Vec<String> = AllowedAudiences::selectable()
        .map(|audience| audience.to_string())
        .collect();
    assert_eq!(
        audiences,
        [
            "me",
            "family",
            "contacts",
            "groupMembers",
            "organization",
            "federatedOrganizations",
            "everyone"
        ]
    );
    assert_eq!(
        "unknownFutureValue".parse(),
        Ok(SkillProficiencyLevel::UnknownFutureValue)
    );
    assert_eq!(
        "unknownFutureValue".parse(),
        Ok(AllowedAudiences::UnknownFutureValue)
    );
    assert!("Expert".parse::<SkillProficiencyLevel>().is_err());
}

#[test]
fn unknown_enumeration_members_are_preserved_verbatim() {
    let text = r#"{"proficiency":"4","allowedAudiences":"contacts,groupMembers","collaborationTags":["askMeAbout","later"]}"#;
    let skill = skill(text);
    assert_eq!(skill.proficiency, Some(Member::Other("4".into())));
    assert_eq!(
        skill.allowed_audiences,
        Some(Member::Other("contacts,groupMembers".into()))
    );
    assert_eq!(serde_json::to_value(&skill).unwrap(), json(text));
}

#[test]
fn the_sentinel_and_unknown_members_are_validation_errors() {
    for field in [FieldPath::Proficiency, FieldPath::AllowedAudiences] {
        assert_eq!(broken(field, "unknownFutureValue"), Some(Rule::Sentinel));
        assert_eq!(broken(field, "4"), Some(Rule::NotAllowed));
        assert_eq!(broken(field, "String"), Some(Rule::NotAllowed));
    }
    let mut draft = named();
    draft.set_text(FieldPath::AllowedAudiences, "contacts, groupMembers");
    assert_eq!(sent(&draft)["allowedAudiences"], "contacts,groupMembers");
    assert_eq!(
        broken(FieldPath::AllowedAudiences, "contacts,unknownFutureValue"),
        Some(Rule::Sentinel)
    );
    assert_eq!(
        broken(FieldPath::AllowedAudiences, "contacts,"),
        Some(Rule::NotAllowed)
    );
}

#[test]
fn all_validation_errors_are_reported_together_with_their_graph_paths() {
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
fn an_empty_field_is_omitted_from_the_request() {
    assert_eq!(
        sent(&named()),
        serde_json::json!({"@odata.type": "#microsoft.graph.skillProficiency", "displayName": "Rust"})
    );
}

#[test]
fn unknown_members_of_a_prefill_are_sent_and_nulls_of_known_ones_are_omitted() {
    let text = r#"{"displayName":"Rust","webUrl":null,"isSearchable":true,"sources":[{"sourceId":"x"}],
        "createdBy":{"phone":{"id":"1"},"user":null}}"#;
    let sent = sent(&Draft::from(skill(text)));
    assert_eq!(sent["isSearchable"], true);
    assert_eq!(sent["sources"][0]["sourceId"], "x");
    assert_eq!(sent["createdBy"]["phone"]["id"], "1");
    assert!(sent.get("webUrl").is_none());
}

#[test]
fn clearing_prefilled_fields_removes_their_empty_parent_objects() {
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
    assert!(
        sent.get("inference").is_none() && sent.get("createdBy").is_none(),
        "{sent}"
    );
}

#[test]
fn fields_are_named_by_graph_paths_and_objects_expand_to_their_leaves() {
    let mut unknown = Vec::new();
    let fields = FieldPath::list("webUrl inference nonsense webUrl createdBy.user", |name| {
        unknown.push(name.to_owned());
    });
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
