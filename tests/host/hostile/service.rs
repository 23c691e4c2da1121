//! Responses from a service, or from another server in its place.

use add_skill::graph::retry_after;
use add_skill::graph::{
    Answer, Claims, FailureKind, GraphError, ListError, Outcome, RequestIds, bearer_parameter,
    classify, follow, item, read_listing,
};
use add_skill::skill::{Map, Property, SkillProficiency, Timestamp, Value};
use proptest::option;
use proptest::prelude::*;

use super::anything::{json, leaf, made_of, text, url};

const NAMES: &[&str] = &[
    "error",
    "code",
    "innerError",
    "innererror",
    "request-id",
    "message",
    "value",
    "id",
    "displayName",
];
const COLLECTION: &str = "https://graph.microsoft.com/beta/me/profile/skills";
const CHALLENGE: &str =
    "[Bb]earer|Basic|claims|error|insufficient_claims|eyJhIjoxfQ|=|\"|,| |\\\\|ü";

fn named((name, value): (&str, Value)) -> (String, Value) {
    (name.to_owned(), value)
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Map::from_iter(members.map(named)).into()
}

/// The body of a response: any, a nested error, or the form's own skill.
fn body() -> impl Strategy<Value = Value> {
    let level = (leaf(), leaf(), any::<bool>());
    let error = prop::collection::vec(level, 0..5).prop_map(|levels| {
        let nest = |inner: Map, (code, id, is_camel): (Value, Value, bool)| {
            let name = if is_camel { "innerError" } else { "innererror" };
            Map::from_iter([("code", code), ("request-id", id), (name, inner.into())].map(named))
        };
        object([("error", levels.into_iter().fold(Map::new(), nest).into())])
    });
    let skill = (leaf(), leaf()).prop_map(|(id, name)| object([("id", id), ("displayName", name)]));
    prop_oneof![json(NAMES), error, skill]
}

/// Returns whether a text may be shown and logged.
fn is_plain(text: &str) -> bool {
    let is_short = (1..=128).contains(&text.len()) && text.trim() == text;
    let is_token = text.contains("eyJ") || text.to_lowercase().contains("bearer");
    is_short && !is_token && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars()
        .all(|character| rest.any(|other| other == character))
}

proptest! {
    #[test]
    fn only_short_error_codes_and_ids_without_tokens_are_read(body in body()) {
        let error = GraphError::read(&body);
        prop_assert!(error.codes.iter().chain(&error.request_id).all(|text| is_plain(text)), "{error:?}");
        prop_assert_eq!(error.code().is_some(), !error.codes.is_empty());
        prop_assert!(error.code().is_none_or(|code| error.has(code)));
    }

    #[test]
    fn no_response_is_misclassified_as_a_success_or_rejection(
        status in prop_oneof![any::<u16>(), 0_u16..600, prop::sample::select(vec![0_u16, 200, 201, 401, 403, 429, 503])],
        (request_id, wait, challenge) in (option::of(text()), option::of(text()), option::of(made_of(CHALLENGE))),
        body in option::of(body()),
        now in any::<i64>(),
    ) {
        let is_ours = body.as_ref().is_some_and(|body| {
            let text = |name| body.get(name).and_then(Value::as_str);
            text("id").is_some() && text("displayName") == Some("Rust")
        });
        let mut sent = SkillProficiency::default();
        sent.display_name = Some("Rust".to_owned());
        let answer = Answer { status, request_id, retry_after: wait, www_authenticate: challenge, body };
        let ids = match classify(answer, &sent, RequestIds::new("guid"), now) {
            Outcome::Created(created) => {
                prop_assert!(status == 201 || status == 200 && is_ours);
                created.ids
            }
            Outcome::Updated(_) | Outcome::Removed(_) | Outcome::NotRemoved(_) => {
                unreachable!("nothing was changed")
            }
            Outcome::Failed(failure) => {
                prop_assert!(status != 201 && !(status == 200 && is_ours));
                let is_possible = match failure.kind {
                    FailureKind::Rejected => matches!(status, 400..=499 | 501 | 507),
                    FailureKind::NeedsAuth => matches!(status, 401 | 403),
                    FailureKind::Throttled => matches!(status, 429 | 503 | 509),
                    kind => kind == FailureKind::Unknown,
                };
                prop_assert!(is_possible, "{failure:?}");
                prop_assert_eq!(failure.status, Some(status).filter(|status| *status != 0));
                prop_assert!(failure.code.as_deref().is_none_or(is_plain), "{failure:?}");
                failure.ids
            }
        };
        prop_assert!(ids.request.as_deref().is_none_or(is_plain), "{ids:?}");
        prop_assert_eq!(ids.client, "guid");
    }

    #[test]
    fn retry_after_never_increases_as_time_passes(
        header in prop_oneof![
            text(),
            "[0-9]{1,25}",
            " ?[0-9]{1,12}[.,][0-9]{0,4}",
            "(Sun|Mon), [0-3][0-9] (Jan|Feb|Nov|Dec) [0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-6][0-9] (GMT|CET)",
        ],
        now in prop_oneof![any::<i64>(), 0..250_000_000_000_000_i64],
        passed in 0..100_000_000_000_000_i64,
    ) {
        let (first, later) = (retry_after(&header, now), retry_after(&header, now.saturating_add(passed)));
        prop_assert!(later <= first, "{first:?} {later:?}");
        if header.trim().starts_with(|character: char| character.is_ascii_digit()) {
            prop_assert_eq!(first, later, "a number of seconds depends on no clock");
        } else {
            prop_assert_ne!(first, Some(0));
        }
        if let Ok(seconds) = header.parse::<u128>() && !header.starts_with('+') {
            prop_assert_eq!(first, Some(u32::try_from(seconds).unwrap_or(u32::MAX)));
        }
    }

    #[test]
    fn parsed_challenge_parameters_occur_in_the_header(header in made_of(CHALLENGE), name in "claims|error|[a-z]{0,8}") {
        if let Some(value) = bearer_parameter(&header, &name) {
            prop_assert!(is_within(&value, &header), "{value}");
            let header = header.to_ascii_lowercase();
            prop_assert!(header.contains("bearer") && header.contains(&name));
        }
        if let Some(claims) = Claims::find(&header) {
            prop_assert!(bearer_parameter(&header, "claims").is_some());
            prop_assert!(serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(claims.as_str()).is_ok());
        }
    }

    #[test]
    fn a_listing_is_read_only_from_a_200_and_has_one_skill_per_returned_object(
        status in prop_oneof![4 => Just(200_u16), 1 => any::<u16>()],
        body in option::of(prop_oneof![
            1 => json(NAMES),
            4 => (json(NAMES), leaf()).prop_map(|(value, next)| object([("value", value), ("@odata.nextLink", next)])),
        ]),
    ) {
        let values = body.as_ref().and_then(|body| body.get("value")?.as_array()).cloned();
        let objects = values.as_ref().map(|values| values.iter().filter(|value| value.as_object().is_some()).count());
        let is_refused = matches!(status, 401 | 403 | 404 | 405 | 429 | 503);
        match read_listing(Answer { status, body, ..Answer::default() }) {
            Ok(listing) => prop_assert_eq!((status, Some(listing.skills.len())), (200, objects)),
            Err(ListError::Refused) => prop_assert!(is_refused),
            Err(ListError::Failed) => prop_assert!(!is_refused && (status != 200 || objects.is_none())),
        }
    }

    #[test]
    fn followed_links_and_item_urls_stay_on_the_origin_of_the_collection(next in url(), id in text()) {
        if let Some(followed) = follow(&next, COLLECTION) {
            prop_assert!(followed.starts_with("https://graph.microsoft.com/"), "{followed}");
            prop_assert_eq!(follow(&followed, COLLECTION), Some(followed));
        }
        if let Some(item) = item(COLLECTION, &id) {
            let (collection, last) = item.rsplit_once('/').unwrap();
            prop_assert_eq!((collection, last), (COLLECTION, &*id));
            prop_assert_eq!(follow(&item, COLLECTION), Some(item));
        }
    }

    #[test]
    fn a_valid_timestamp_keeps_its_text_and_an_invalid_one_is_returned_unchanged(
        text in prop_oneof![
            text(),
            "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9](:[0-6][0-9]([.][0-9]{0,13})?)?(Z|[+-][0-2][0-9]:[0-6][0-9])?",
        ],
    ) {
        let value = Value::from(text.clone());
        if let Some(timestamp) = Timestamp::parse(&text) {
            prop_assert_eq!(timestamp.as_str(), &*text);
            prop_assert_eq!(text[..4].parse(), Ok(timestamp.instant().year()));
            prop_assert_eq!(Timestamp::read(value), Ok(timestamp));
        } else {
            prop_assert_eq!(Timestamp::read(value.clone()), Err(value));
        }
    }
}
