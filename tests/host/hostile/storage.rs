//! The content of the tab's storage, which every script of the origin can write.

use add_skill::graph::{Record, Stage};
use add_skill::skill::{Map, SkillProficiency, Value};
use proptest::prelude::*;

use super::anything::{json, object};

const NAMES: &[&str] = &[
    "v",
    "attempt",
    "payload",
    "fingerprint",
    "firstSentAt",
    "state",
    "until",
    "clientRequestIds",
    "baselineIds",
    "unsure",
    "addedId",
    "displayName",
    "categories",
    "webUrl",
    "inference",
    "confidenceScore",
    "x",
];

/// The saved record of an arbitrary skill.
fn record() -> impl Strategy<Value = Record> {
    let stage = prop_oneof![
        Just(Stage::Sending),
        (0..10_i64.pow(13)).prop_map(Stage::Waiting),
        Just(Stage::Unknown),
        Just(Stage::NotFound),
        Just(Stage::Added)
    ];
    (object(NAMES), stage, 0..5_u32, any::<bool>()).prop_map(
        |(payload, stage, attempt, may_have_been_added)| {
            let mut record = Record::new(SkillProficiency::from(payload));
            (record.stage, record.attempt, record.may_have_been_added) =
                (stage, attempt, may_have_been_added);
            record.client_request_ids = vec!["guid".to_owned(); attempt as usize];
            record.baseline_ids = Some(vec!["old".to_owned()]).filter(|_| may_have_been_added);
            record.added_id = Some("1".to_owned()).filter(|_| stage == Stage::Added);
            record
        },
    )
}

/// Asserts that a record that can be read is complete, and does not change if it is saved and read
/// again.
fn check(value: Value) -> Result<(), TestCaseError> {
    let fingerprint = value.get("fingerprint").cloned();
    if let Ok(record) = Record::read(value) {
        prop_assert_eq!(
            Some(record.fingerprint().key().into()),
            fingerprint,
            "another skill's"
        );
        prop_assert!(
            (0..=8_640_000_000_000_000).contains(&record.first_sent_at)
                && record.attempt <= 1_000_000_000
        );
        prop_assert_eq!(Record::read(record.write()), Ok(record));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_stored_value_is_read_as_a_complete_record_or_an_error(value in json(NAMES)) {
        check(value)?;
    }

    #[test]
    fn a_record_of_any_skill_round_trips(record in record()) {
        prop_assert_eq!(Record::read(record.write()), Ok(record));
    }

    #[test]
    fn a_tampered_record_is_read_as_a_complete_record_or_an_error(record in record(), changes in object(NAMES), taken in prop::option::of(0..10_usize)) {
        let Value::Object(mut members) = record.write() else { panic!("a record is an object") };
        members.extend(changes);
        if let Some(name) = taken.and_then(|index| NAMES.get(index)) {
            members.remove(*name);
        }
        check(members.into())?;
    }

    #[test]
    fn a_record_with_a_replaced_skill_is_rejected(record in record(), payload in object(NAMES)) {
        let Value::Object(mut members) = record.write() else { panic!("a record is an object") };
        // Compared by the saved key: an empty category and none have the same, and neither is ever
        // sent.
        let is_same = Record::new(SkillProficiency::from(payload.clone())).fingerprint().key() == record.fingerprint().key();
        members.insert("payload".to_owned(), Value::from(Map::from(payload)));
        prop_assert_eq!(Record::read(members.into()).is_ok(), is_same);
    }
}
