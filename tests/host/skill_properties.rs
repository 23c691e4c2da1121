//! Properties for arbitrary input and responses: no panic, and no loss.

use add_skill::skill::{Draft, Entry, FieldPath, Map, SkillProficiency, Value, validate};
use proptest::prelude::*;

fn any_draft() -> impl Strategy<Value = Draft> {
    // Texts that are close to a rule, and arbitrary texts.
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
    (
        prop::collection::vec((text(), lists), FieldPath::ALL.len()),
        any::<u32>(),
    )
        .prop_map(|(values, filled)| {
            let mut draft = Draft::default();
            for ((field, (text, list)), index) in FieldPath::ALL.iter().zip(values).zip(0..) {
                if filled & 1 << index != 0 {
                    let is_list = matches!(draft.entry(*field), Entry::List(_));
                    draft.set(
                        *field,
                        if is_list {
                            Entry::List(list)
                        } else {
                            Entry::Text(text)
                        },
                    );
                }
            }
            draft
        })
}

fn any_json() -> impl Strategy<Value = Value> {
    let names = || {
        prop_oneof![prop::sample::select(vec![
            "displayName",
            "inference",
            "createdBy",
            "user",
            "id",
            "x"
        ])]
    };
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
    fn any_draft_is_validated_without_a_panic_and_a_valid_skill_round_trips(draft in any_draft()) {
        if let Ok(skill) = validate(&draft) {
            let text = serde_json::to_string(&skill).unwrap();
            prop_assert_eq!(&serde_json::from_str::<SkillProficiency>(&text).unwrap(), &skill);
            // A valid skill that is loaded into the form again is sent unchanged.
            prop_assert_eq!(validate(&Draft::from(skill.clone())).unwrap(), skill);
        }
    }

    #[test]
    fn scalar_and_array_members_of_any_object_are_preserved(value in any_json()) {
        if let Value::Object(members) = value {
            let skill = SkillProficiency::from(members.clone());
            let written = Map::from(skill.clone());
            for (name, value) in members.iter() {
                if !matches!(value, Value::Null | Value::Object(_)) {
                    prop_assert_eq!(written.get(name), Some(value));
                }
            }
            let _ = validate(&Draft::from(skill));
        }
    }
}
