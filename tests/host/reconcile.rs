//! Reconciliation: which skill of a collection is the form's own (cases F of the reliability
//! report).

use add_skill::graph::{
    Answer, Fingerprint, ListError, ListRequest, MatchBy, Record, find, find_duplicates, follow,
    item, read_listing,
};
use add_skill::skill::SkillProficiency;
use proptest::prelude::*;

const COLLECTION: &str = "https://graph.microsoft.com/beta/me/profile/skills";
/// 2026-01-31T09:30:00Z.
const NOON: i64 = 1_769_851_800_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 1440 * MINUTE;

fn skill(text: &str) -> SkillProficiency {
    serde_json::from_str(text).unwrap()
}

/// A submission of the skill Rust, first sent at `first_sent_at`.
fn record(baseline: Option<&[&str]>, first_sent_at: i64) -> Record {
    let mut record = Record::new(skill(r#"{"displayName":"Rust","categories":["a","b"]}"#));
    record.attempt = 1;
    record.first_sent_at = first_sent_at;
    record.baseline_ids = baseline.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
    record
}

fn rust(id: &str, created: &str) -> SkillProficiency {
    skill(&format!(
        r#"{{"id":"{id}","displayName":"Rust","categories":["b","a"],"createdDateTime":"{created}"}}"#
    ))
}

/// Returns the ids of the own and the similar skill.
fn found(skills: &[SkillProficiency], record: &Record, now: i64) -> (Vec<String>, Option<String>) {
    let found = find(skills, MatchBy::Fingerprint, record, now);
    (
        found.own.into_iter().filter_map(|skill| skill.id).collect(),
        found.similar.and_then(|skill| skill.id),
    )
}

#[test]
fn a_skill_is_identified_by_its_name_categories_and_web_url() {
    let own = Fingerprint::of(&skill(
        r#"{"displayName":"Café","categories":["b","a"],"webUrl":"https://example.com","proficiency":"expert"}"#,
    ));
    for (text, is_same) in [
        // F13: the response has other names of enumeration members.
        (
            r#"{"id":"1","displayName":" Café ","categories":["a","b","a "],"webUrl":"HTTPS://example.com:443/","proficiency":"4"}"#,
            true,
        ),
        (
            "{\"displayName\":\"Cafe\u{301}\",\"categories\":[\"a\",\"b\"],\"webUrl\":\" https://example.com/ \"}",
            true,
        ),
        (
            r#"{"displayName":"café","categories":["a","b"],"webUrl":"https://example.com"}"#,
            false,
        ),
        (
            r#"{"displayName":"Café","categories":["a"],"webUrl":"https://example.com"}"#,
            false,
        ),
        (
            r#"{"displayName":"Café","categories":["a","b"],"webUrl":"https://example.com/other"}"#,
            false,
        ),
        (
            r#"{"displayName":"Café","categories":["a","b"],"webUrl":null}"#,
            false,
        ),
        (r#"{"displayName":7,"categories":"b"}"#, false),
    ] {
        let other = Fingerprint::of(&skill(text));
        assert_eq!(
            (own == other, own.key() == other.key()),
            (is_same, is_same),
            "{text}"
        );
    }
    assert_eq!(
        Fingerprint::of(&skill(r#"{"categories":[],"webUrl":null}"#)),
        Fingerprint::of(&skill(r#"{"displayName":null,"categories":null}"#))
    );
}

#[test]
fn a_skill_outside_the_baseline_is_matched_regardless_of_its_timestamp() {
    let record = record(Some(&["old"]), NOON);
    let old = rust("old", "2026-01-31T09:30:00Z");
    let new = rust("new", "2001-01-31T09:30:00Z");
    assert_eq!(
        found(&[old.clone(), new], &record, NOON),
        (vec!["new".to_owned()], None)
    );
    assert_eq!(found(&[old], &record, NOON), (vec![], None));
    let nameless = skill(r#"{"displayName":"Rust","categories":["a","b"]}"#);
    assert_eq!(
        find(
            std::slice::from_ref(&nameless),
            MatchBy::Fingerprint,
            &record,
            NOON
        )
        .similar,
        Some(nameless)
    );
}

#[test]
fn without_a_baseline_the_creation_time_separates_own_from_similar_skills() {
    let (is, asks) = ((vec!["1".to_owned()], None), (vec![], Some("1".to_owned())));
    for (created, verdict) in [
        ("2026-01-31T09:30:05Z", &is),
        ("2026-01-31T10:30:05+01:00", &is),
        ("2026-01-31T09:20:00Z", &is),
        ("2026-01-31T09:19:59Z", &asks),
        ("2026-01-31T09:41:00Z", &is),
        ("2026-01-31T09:41:01Z", &asks),
        ("2025-01-31T09:30:00Z", &asks),
        ("0001-01-01T00:00:00Z", &asks),
    ] {
        assert_eq!(
            found(&[rust("1", created)], &record(None, NOON), NOON + MINUTE),
            *verdict,
            "{created}"
        );
    }
    let undated =
        skill(r#"{"id":"1","displayName":"Rust","categories":["a","b"],"createdDateTime":"soon"}"#);
    assert_eq!(found(&[undated], &record(None, NOON), NOON), asks);
}

#[test]
fn a_clock_wrong_by_days_yields_a_similar_skill_and_no_match() {
    // Row 63: the skill was created at noon by the service's clock, but the local clock has another
    // day.
    for wrong in [3 * DAY, -3 * DAY] {
        let own = rust("1", "2026-01-31T09:30:00Z");
        let yesterdays = rust("2", "2026-01-30T09:30:00Z");
        let (own, similar) = found(
            &[own, yesterdays],
            &record(None, NOON + wrong),
            NOON + wrong + 10_000,
        );
        assert_eq!((own, similar.as_deref()), (vec![], Some("1")), "{wrong}");
    }
}

#[test]
fn a_match_by_name_requires_a_baseline_without_the_skill() {
    let named = [
        skill(r#"{"id":"1","displayName":"Rust "}"#),
        skill(r#"{"id":"2","displayName":"C"}"#),
    ];
    let found = |baseline| find(&named, MatchBy::Name, &record(baseline, NOON), NOON);
    assert_eq!(found(Some(&["2"])).own, named[..1]);
    assert_eq!(
        found(Some(&["1", "2"])),
        add_skill::graph::Matches::default()
    );
    assert_eq!(
        (found(None).own, found(None).similar),
        (vec![], Some(named[0].clone()))
    );
}

#[test]
fn matching_skills_are_sorted_from_oldest_to_newest() {
    let skills = [
        rust("2", "2026-01-31T09:30:02Z"),
        rust("1", "2026-01-31T10:30:01+01:00"),
        rust("3", "2026-01-31T09:30:02Z"),
    ];
    assert_eq!(found(&skills, &record(None, NOON), NOON).0, ["1", "2", "3"]);
}

#[test]
fn a_duplicate_has_another_id_the_same_content_and_a_close_creation_time() {
    let created = rust("1", "2026-01-31T09:30:00Z");
    for (text, is) in [
        (
            r#"{"id":"2","displayName":" Rust","categories":["a","b"],"proficiency":"4","createdDateTime":"2026-01-31T10:30:59+01:00"}"#,
            true,
        ),
        (
            r#"{"id":"1","displayName":"Rust","categories":["a","b"],"createdDateTime":"2026-01-31T09:30:00Z"}"#,
            false,
        ),
        (
            r#"{"id":"2","displayName":"Rust","categories":["a","b"],"createdDateTime":"2026-01-31T09:32:00Z"}"#,
            false,
        ),
        (
            r#"{"id":"2","displayName":"Rust","categories":["a"],"createdDateTime":"2026-01-31T09:30:00Z"}"#,
            false,
        ),
        (
            r#"{"id":"2","displayName":"Rust","categories":["a","b"]}"#,
            false,
        ),
    ] {
        let (own, ids) = find_duplicates(
            Some(&created),
            &[created.clone(), skill(text)],
            &record(None, NOON),
            NOON,
        );
        assert_eq!(own.as_deref(), Some("1"));
        assert_eq!(ids, if is { vec!["2"] } else { vec![] }, "{text}");
    }
}

#[test]
fn the_baseline_identifies_duplicates_regardless_of_timestamps() {
    let record = record(Some(&["old"]), NOON);
    let skills = [
        rust("2", "2026-01-31T09:45:00Z"),
        rust("1", "2026-01-31T09:30:00Z"),
        rust("old", "2026-01-31T09:30:00Z"),
        skill(r#"{"id":"3","displayName":"C"}"#),
    ];
    assert_eq!(
        find_duplicates(Some(&skills[1]), &skills, &record, NOON).1,
        ["2"]
    );
    assert_eq!(
        find_duplicates(None, &skills, &record, NOON),
        (Some("1".into()), vec!["2".into()]),
        "the oldest is taken for own"
    );
    assert_eq!(
        find_duplicates(None, &skills[1..], &record, NOON),
        (Some("1".into()), vec![])
    );
    assert_eq!(
        find_duplicates(None, &skills[2..], &record, NOON),
        (None, vec![]),
        "it is not visible yet"
    );
}

#[test]
fn a_single_skill_is_not_a_duplicate_even_if_the_response_has_another_id() {
    // The contract's example of a response has another id.
    let answered = rust("another", "2016-12-31T20:58:10Z");
    let skills = [
        rust("2", "2026-01-31T09:30:01Z"),
        rust("1", "2026-01-31T09:30:00Z"),
        rust("old", "2026-01-31T09:00:00Z"),
    ];
    for record in [record(Some(&["old"]), NOON), record(None, NOON)] {
        assert_eq!(
            find_duplicates(Some(&answered), &skills[1..], &record, NOON).1,
            [""; 0],
            "{record:?}"
        );
        assert_eq!(
            find_duplicates(Some(&answered), &skills, &record, NOON).1,
            ["2"],
            "the oldest is taken for own: {record:?}"
        );
    }
}

#[test]
fn duplicates_are_detected_by_time_without_a_baseline_or_readable_response() {
    let mut record = record(None, NOON);
    record.may_have_been_added = true;
    let skills = [
        rust("2", "2026-01-31T09:30:40Z"),
        rust("1", "2026-01-31T09:30:10Z"),
        rust("old", "2026-01-31T09:00:00Z"),
    ];
    assert_eq!(
        find_duplicates(None, &skills, &record, NOON + MINUTE).1,
        ["2"]
    );
    assert_eq!(
        find_duplicates(None, &skills[1..], &record, NOON + MINUTE).1,
        [""; 0],
        "one that is older is another"
    );
}

#[test]
fn a_late_lost_attempt_is_a_duplicate_of_the_next_even_without_a_baseline() {
    // Row 31, with a clock that is a day behind.
    let mut record = record(None, NOON - DAY);
    let skills = [
        rust("1", "2026-01-31T09:32:00Z"),
        rust("late", "2026-01-31T09:30:30Z"),
    ];
    let now = record.first_sent_at + 2 * MINUTE;
    assert_eq!(
        find_duplicates(Some(&skills[0]), &skills, &record, now).1,
        [""; 0]
    );
    record.may_have_been_added = true;
    assert_eq!(
        find_duplicates(Some(&skills[0]), &skills, &record, now).1,
        ["late"]
    );
}

#[test]
fn duplicates_are_found_even_if_the_service_changed_their_content() {
    // Row 48.
    let changed = |id: &str| {
        skill(&format!(
            r#"{{"id":"{id}","displayName":"RUST","createdDateTime":"2026-01-31T09:30:00Z"}}"#
        ))
    };
    let skills = [changed("1"), changed("2")];
    assert_eq!(
        find_duplicates(Some(&skills[0]), &skills, &record(None, NOON), NOON).1,
        ["2"]
    );
}

#[test]
fn list_requests_select_only_the_needed_properties() {
    assert_eq!(
        ListRequest::Ids.url(COLLECTION),
        format!("{COLLECTION}?$select=id")
    );
    assert_eq!(
        ListRequest::Names.url(COLLECTION),
        format!("{COLLECTION}?$select=id,displayName")
    );
    assert!(
        ListRequest::Newest
            .url(COLLECTION)
            .ends_with("?$select=id,displayName,categories,webUrl,createdDateTime&$orderby=createdDateTime%20desc&$top=50")
    );
    assert_eq!(
        ListRequest::Page("https://x/".to_owned()).url(COLLECTION),
        "https://x/"
    );
}

#[test]
fn a_listing_skips_invalid_entries_and_classifies_errors() {
    let read = |status, body: &str| {
        read_listing(Answer {
            status,
            body: serde_json::from_str(body).ok(),
            ..Answer::default()
        })
    };
    let page = read(
        200,
        r#"{"value":[{"id":"1"},7,null,{"id":"2"}],"@odata.nextLink":"https://x/"}"#,
    )
    .unwrap();
    assert_eq!(
        (page.skills.len(), page.next.as_deref()),
        (2, Some("https://x/"))
    );
    assert_eq!(
        read(200, r#"{"value":[],"@odata.nextLink":7}"#)
            .unwrap()
            .next,
        None
    );
    // Row 60, and a truncated list.
    for (status, body) in [
        (200, r#"{"value":["#),
        (200, "{}"),
        (200, r#"{"value":{}}"#),
        (200, "[]"),
        (500, "{}"),
        (0, ""),
        (206, "{}"),
    ] {
        assert_eq!(
            read(status, body),
            Err(ListError::Failed),
            "{status} {body}"
        );
    }
    for status in [401, 403, 429, 503] {
        assert_eq!(
            read(status, r#"{"value":[]}"#),
            Err(ListError::Refused),
            "{status}"
        );
    }
}

#[test]
fn a_next_link_is_followed_only_on_the_origin_of_the_collection() {
    for (next, followed) in [
        (
            "https://graph.microsoft.com/beta/x?$skip=50",
            Some("https://graph.microsoft.com/beta/x?$skip=50"),
        ),
        (
            "https://GRAPH.microsoft.com:443/beta",
            Some("https://graph.microsoft.com/beta"),
        ),
        (
            "?$skip=50",
            Some("https://graph.microsoft.com/beta/me/profile/skills?$skip=50"),
        ),
        ("http://graph.microsoft.com/beta", None),
        ("https://graph.microsoft.com.evil.example/", None),
        ("https://graph.microsoft.com@evil.example/", None),
        ("https://u@graph.microsoft.com/beta", None),
        ("//evil.example/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
    ] {
        assert_eq!(follow(next, COLLECTION).as_deref(), followed, "{next}");
    }
}

#[test]
fn only_a_plain_id_is_used_in_an_item_url() {
    assert_eq!(
        item(COLLECTION, "a5ab4a61-4a61").as_deref(),
        Some("https://graph.microsoft.com/beta/me/profile/skills/a5ab4a61-4a61")
    );
    for id in ["", ".", "..", "../x", "a/b", "a?b", "a b", "%2e", "ü"] {
        assert_eq!(item(COLLECTION, id), None, "{id}");
    }
}

proptest! {
    #[test]
    fn any_listing_at_any_time_is_matched_without_a_panic(
        ids in prop::collection::vec(prop::option::of("[0-2]"), 0..5),
        days in prop::collection::vec(0_i64..5, 5),
        now in prop_oneof![Just(NOON), any::<i64>()],
        first in prop_oneof![Just(NOON), any::<i64>()],
        has_baseline in any::<bool>(),
        may_have_been_added in any::<bool>(),
    ) {
        let mut record = record(has_baseline.then_some(&["1"][..]), first);
        record.may_have_been_added = may_have_been_added;
        let skills: Vec<_> = ids.iter().zip(days).map(|(id, day)| {
            let id = id.as_ref().map_or_else(String::new, |id| format!(r#""id":"{id}","#));
            skill(&format!(r#"{{{id}"displayName":"Rust","categories":["a","b"],"createdDateTime":"2026-01-{:02}T09:30:00Z"}}"#, 31 - day))
        }).collect();
        for known in [MatchBy::Fingerprint, MatchBy::Name] {
            let found = find(&skills, known, &record, now);
            prop_assert!(found.own.iter().all(|skill| skill.id.is_some()));
        }
        let (_, copies) = find_duplicates(skills.first(), &skills, &record, now);
        prop_assert!(skills.first().is_none_or(|own| own.id.is_none() || !copies.contains(own.id.as_ref().unwrap())));
    }
}
