//! The record of a submission.

use add_skill::graph::{Record, RecordError, Stage};
use add_skill::skill::{Map, Value};
use proptest::prelude::*;

/// 2026-01-31T09:30:00Z.
const NOON: i64 = 1_769_851_800_000;

fn record() -> Record {
    let mut record = Record::new(
        serde_json::from_str(r#"{"displayName":"Rust","categories":["a","b"]}"#).unwrap(),
    );
    record.attempt = 1;
    record.first_sent_at = NOON;
    record.baseline_ids = Some(vec!["old".to_owned()]);
    record
}

fn written(change: impl Fn(&mut Map)) -> Result<Record, RecordError> {
    let Value::Object(mut members) = record().write() else {
        panic!()
    };
    change(&mut members);
    Record::read(Value::Object(members))
}

#[test]
fn a_record_round_trips_through_json() {
    let mut record = record();
    record.client_request_ids = vec!["guid".to_owned()];
    for stage in [
        Stage::Sending,
        Stage::Waiting(NOON + 1),
        Stage::Unknown,
        Stage::Added,
        Stage::NotFound,
    ] {
        record.stage = stage;
        record.may_have_been_added = stage == Stage::Unknown;
        record.added_id = (stage == Stage::Added).then(|| "1".to_owned());
        record.baseline_ids = record.baseline_ids.filter(|_| stage != Stage::NotFound);
        let text = serde_json::to_string(&record.write()).unwrap();
        assert_eq!(
            Record::read(serde_json::from_str(&text).unwrap()),
            Ok(record.clone()),
            "{text}"
        );
    }
    let Value::Object(members) = record.write() else {
        panic!()
    };
    assert_eq!(
        members
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<std::collections::BTreeSet<_>>(),
        std::collections::BTreeSet::from([
            "attempt",
            "clientRequestIds",
            "fingerprint",
            "firstSentAt",
            "payload",
            "state",
            "v"
        ])
    );
}

#[test]
fn a_newer_or_damaged_record_returns_the_matching_error() {
    assert_eq!(
        written(|members| drop(members.insert("v".into(), 2.0.into()))),
        Err(RecordError::Newer)
    );
    for name in [
        "v",
        "attempt",
        "payload",
        "fingerprint",
        "firstSentAt",
        "state",
        "clientRequestIds",
    ] {
        assert_eq!(
            written(|members| drop(members.remove(name))),
            Err(RecordError::Damaged),
            "{name}"
        );
        for value in [
            Value::Null,
            Value::Array(vec![7.0.into()]),
            (-1.0).into(),
            1e300.into(),
            "x".into(),
        ] {
            let read = written(|members| drop(members.insert(name.into(), value.clone())));
            let is_newer = name == "v" && value == Value::Number(1e300);
            assert_eq!(
                read,
                Err(if is_newer {
                    RecordError::Newer
                } else {
                    RecordError::Damaged
                }),
                "{name} {value:?}"
            );
        }
    }
    assert_eq!(
        written(|members| drop(members.insert("baselineIds".into(), Value::Null))),
        Err(RecordError::Damaged)
    );
    assert_eq!(
        written(|members| drop(members.insert("state".into(), "waiting".into()))),
        Err(RecordError::Damaged)
    );
    let other = |members: &mut Map| {
        let payload = serde_json::from_str(r#"{"displayName":"C"}"#).unwrap();
        drop(members.insert("payload".into(), payload));
    };
    assert_eq!(written(other), Err(RecordError::Damaged), "another skill's");
    assert!(written(|members| drop(members.insert("later".into(), 1.0.into()))).is_ok());
}

proptest! {
    #[test]
    fn any_record_is_parsed_without_a_panic(name in "[a-zA-Z]{1,12}", number in any::<f64>(), text in any::<String>()) {
        let _ = written(|members| {
            members.insert(name.clone(), number.into());
            members.insert("state".into(), text.clone().into());
        });
        for known in ["v", "attempt", "firstSentAt", "until"] {
            let _ = written(|members| drop(members.insert(known.into(), number.into())));
        }
    }
}
