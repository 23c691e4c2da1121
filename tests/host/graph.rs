//! The rules for requests and responses: where the token may be sent, and what a response means.

use add_skill::graph::{
    AccessToken, Answer, Endpoint, EndpointError, Failure, FailureKind, GraphError, Outcome, Page,
    Reason, RequestIds, TokenHosts, classify,
};
use add_skill::skill::{FieldPath, Map, SkillProficiency, Value};
use proptest::prelude::*;

fn at(base: &str, origin: &str) -> Page {
    Page {
        base: base.to_owned(),
        origin: origin.to_owned(),
    }
}

fn page() -> Page {
    at(
        "https://app.example/team/page.html?x",
        "https://app.example",
    )
}

fn allowed(text: &str) -> bool {
    Endpoint::parse(text, &page(), &TokenHosts::default()).is_ok()
}

fn skill(text: &str) -> SkillProficiency {
    serde_json::from_str(text).unwrap()
}

#[test]
fn graph_origins_are_allowed_as_endpoints_in_every_equivalent_spelling() {
    for text in [
        Endpoint::DEFAULT,
        "https://GRAPH.microsoft.com/beta",
        "https://graph.microsoft.com",
        "https://graph.microsoft.com:443/beta",
        "https://graph.microsoft.us/beta/me/profile/skills",
        "https://dod-graph.microsoft.us/beta/me/profile/skills",
        "https://microsoftgraph.chinacloudapi.cn/beta/me/profile/skills",
    ] {
        assert!(allowed(text), "{text}");
    }
}

#[test]
fn other_and_lookalike_origins_are_rejected_as_endpoints() {
    for text in [
        "http://graph.microsoft.com/beta",
        "https://graph.microsoft.com.evil.example/",
        "https://graph.microsoft.comevil.example/",
        "https://evil.example/graph.microsoft.com/",
        "https://evil.example/?u=https://graph.microsoft.com/",
        "https://graph.microsoft.com@evil.example/",
        "https://graph.microsoft.com:x@evil.example/",
        "https://graph.microsoft.com:444/beta",
        "https://graph.microsoft.com./beta",
        "https://user@graph.microsoft.com/beta",
        "javascript:https://graph.microsoft.com/",
        "ftp://graph.microsoft.com/",
        "data:text/plain,https://graph.microsoft.com/",
        "blob:https://graph.microsoft.com/1",
        "//graph.evil.example/beta",
        "http://localhost:3000/",
        "https://",
    ] {
        assert!(!allowed(text), "{text}");
    }
}

#[test]
fn a_relative_endpoint_requires_an_https_or_loopback_page() {
    let own =
        |page: &Page| Endpoint::parse("/beta/me/profile/skills", page, &TokenHosts::default());
    assert_eq!(
        own(&page()).unwrap().post,
        "https://app.example/beta/me/profile/skills"
    );
    assert_eq!(
        own(&at("http://127.0.0.1:8080/", "http://127.0.0.1:8080"))
            .unwrap()
            .post,
        "http://127.0.0.1:8080/beta/me/profile/skills"
    );
    assert_eq!(
        own(&at("http://intranet.example/", "http://intranet.example")),
        Err(EndpointError::Insecure)
    );
    assert_eq!(
        own(&at("http://127.evil.example/", "http://127.evil.example")),
        Err(EndpointError::Insecure)
    );
    let other_port = Endpoint::parse(
        "http://127.0.0.1:9000/",
        &at("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        &TokenHosts::default(),
    );
    assert_eq!(other_port, Err(EndpointError::Insecure));
    let sandboxed = at("data:text/html,x", "null");
    assert!(Endpoint::parse("data:text/html,x", &sandboxed, &TokenHosts::default()).is_err());
}

#[test]
fn relative_endpoints_are_validated_after_resolution_against_the_page() {
    // C14.
    let parse = |text: &str, page: &Page| Endpoint::parse(text, page, &TokenHosts::default());
    assert_eq!(
        parse("//graph.microsoft.com/beta", &page()).unwrap().post,
        "https://graph.microsoft.com/beta"
    );
    let insecure = at("http://127.0.0.1:8080/", "http://127.0.0.1:8080");
    assert_eq!(
        parse("//graph.microsoft.com/beta", &insecure),
        Err(EndpointError::Insecure)
    );
    assert!(
        parse("", &page())
            .unwrap()
            .post
            .starts_with("https://app.example/")
    );
    for text in ["", "/beta", "//graph.microsoft.com/beta", "beta/me"] {
        assert_eq!(
            parse(text, &Page::default()),
            Err(EndpointError::NotAUrl),
            "{text:?}"
        );
    }
}

#[test]
fn endpoint_urls_that_a_browser_would_silently_repair_are_rejected() {
    for text in [
        "https://graph.microsoft.com\\@evil.example/beta/me/profile/skills",
        "https:\\\\graph.microsoft.com\\beta",
        "\\\\graph.microsoft.com\\beta",
        "\\beta\\me",
        "https://graph.microsoft.com/be\tta",
        "https://graph.microsoft.com/be\nta",
        "https://graph.micro\r\nsoft.com/beta",
        "ht\ntps://graph.microsoft.com/beta",
        "https://graph.microsoft.com/beta\n",
        "\u{1}https://graph.microsoft.com/beta",
        "https:graph.microsoft.com/beta",
        "https:/graph.microsoft.com/beta",
        "https:///graph.microsoft.com/beta",
        "///graph.microsoft.com/beta",
    ] {
        assert_eq!(
            Endpoint::parse(text, &page(), &TokenHosts::default()),
            Err(EndpointError::NotAUrl),
            "{text:?}"
        );
    }
    let spaces = Endpoint::parse(
        "  https://graph.microsoft.com/beta  ",
        &page(),
        &TokenHosts::default(),
    )
    .unwrap();
    assert_eq!(spaces.post, "https://graph.microsoft.com/beta");
}

#[test]
fn the_collection_url_is_the_endpoint_without_ref_query_and_trailing_slash() {
    for (text, post, collection) in [
        (
            "/me/profile/skills/$ref",
            "https://app.example/me/profile/skills/$ref",
            "https://app.example/me/profile/skills",
        ),
        (
            "users/a@b.c/profile/skills",
            "https://app.example/team/users/a@b.c/profile/skills",
            "https://app.example/team/users/a@b.c/profile/skills",
        ),
        (
            "/skills/?tenant=1#x",
            "https://app.example/skills/?tenant=1",
            "https://app.example/skills",
        ),
    ] {
        let endpoint = Endpoint::parse(text, &page(), &TokenHosts::default()).unwrap();
        assert_eq!((&*endpoint.post, &*endpoint.collection), (post, collection));
        assert_eq!(Endpoint::collection(text, &page().base), collection);
    }
}

#[test]
fn token_hosts_allow_exactly_the_listed_https_hosts() {
    let mut refused = Vec::new();
    let list = "api.contoso.com, https://other.contoso.com:8443 HTTPS.example http://plain.example https://path.example/x *.wild.example u@i.example a?b";
    let hosts = TokenHosts::parse(list, |entry| refused.push(entry.to_owned()));
    assert_eq!(
        refused,
        [
            "http://plain.example",
            "https://path.example/x",
            "*.wild.example",
            "u@i.example",
            "a?b"
        ]
    );
    for (text, is_allowed) in [
        ("https://api.contoso.com/skills", true),
        ("https://other.contoso.com:8443/", true),
        ("https://https.example/", true),
        ("https://other.contoso.com/", false),
        ("https://sub.api.contoso.com/", false),
        ("http://api.contoso.com/", false),
        ("https://plain.example/", false),
        ("https://path.example/", false),
    ] {
        let endpoint = Endpoint::parse(text, &page(), &hosts);
        assert_eq!(endpoint.is_ok(), is_allowed, "{text}");
        assert!(endpoint.is_err() || !endpoint.unwrap().takes_client_request_id);
    }
}

#[test]
fn a_token_must_be_visible_ascii_of_limited_length_and_is_hidden_in_debug_output() {
    for text in [
        "",
        "   ",
        "a b",
        "a\nb",
        "a\r",
        "tökén",
        "\u{7F}",
        &"x".repeat(16_385),
    ] {
        assert!(AccessToken::new(text.to_owned()).is_err(), "{text:?}");
    }
    let token = AccessToken::new("eyJ0.CANARY-_~+/=".to_owned()).unwrap();
    assert!(!format!("{token:?} {token:#?}").contains("CANARY"));
    assert!(AccessToken::new("x".repeat(16_384)).is_ok());
}

fn answer(status: u16, body: &str) -> Outcome {
    outcome(Answer {
        status,
        body: serde_json::from_str(body).ok(),
        ..Answer::default()
    })
}

fn outcome(answer: Answer) -> Outcome {
    classify(
        answer,
        &skill(r#"{"displayName":"Rust"}"#),
        RequestIds::new("c"),
        0,
    )
}

fn failure(status: u16, body: &str) -> Failure {
    failed(answer(status, body))
}

fn failed(outcome: Outcome) -> Failure {
    match outcome {
        Outcome::Failed(failure) => *failure,
        other => panic!("{other:?} was taken for a success"),
    }
}

#[test]
fn a_201_is_a_success_with_any_body_and_a_200_only_with_the_sent_skill() {
    for body in [
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        include_str!("../fixtures/response.json"),
        r#"{"displayName":"Other"}"#,
    ] {
        assert!(matches!(answer(201, body), Outcome::Created(_)), "{body}");
    }
    assert!(matches!(
        answer(200, r#"{"id":"1","displayName":"Rust"}"#),
        Outcome::Created(_)
    ));
    for body in [
        "",
        "{}",
        r#"{"id":"1","displayName":"Other"}"#,
        r#"{"id":1,"displayName":"Rust"}"#,
        "<html>",
    ] {
        assert_eq!(failure(200, body).kind, FailureKind::Unknown, "{body}");
    }
}

#[test]
fn only_statuses_that_rule_out_an_added_skill_are_rejections() {
    for status in 100..=599 {
        let kind = match status {
            201 => continue,
            400 | 403..=406 | 409 | 411..=413 | 415 | 422 | 423 | 501 | 507 => {
                FailureKind::Rejected
            }
            401 => FailureKind::NeedsAuth,
            429 | 503 | 509 => FailureKind::Throttled,
            _ => FailureKind::Unknown,
        };
        assert_eq!(failure(status, "").kind, kind, "{status}");
    }
    let redirect = failure(0, "");
    assert_eq!(
        (redirect.kind, redirect.reason, redirect.status),
        (FailureKind::Unknown, Reason::Redirect, None)
    );
    let claims = failure(
        403,
        r#"{"error":{"code":"forbidden","innerError":{"code":"insufficient_claims"}}}"#,
    );
    assert_eq!(claims.kind, FailureKind::NeedsAuth);
    for (header, kind) in [
        (
            r#"Bearer realm="", error="insufficient_claims", claims="x""#,
            FailureKind::NeedsAuth,
        ),
        (
            r#"Bearer error="invalid_token", realm="insufficient_claims""#,
            FailureKind::Rejected,
        ),
    ] {
        let answer = Answer {
            status: 403,
            www_authenticate: Some(header.to_owned()),
            ..Answer::default()
        };
        assert_eq!(failed(outcome(answer)).kind, kind, "{header}");
    }
}

#[test]
fn the_innermost_specific_error_code_is_read_in_both_spellings_of_inner_error() {
    for (body, code, id) in [
        (
            r#"{"error":{"code":"a","innerError":{"code":"b","request-id":"r","innererror":{"code":"c"}}}}"#,
            Some("c"),
            Some("r"),
        ),
        (
            r#"{"error":{"code":"a","innererror":{"code":"UnknownError"}}}"#,
            Some("a"),
            None,
        ),
        (
            r#"{"error":{"code":"UnknownError","message":""}}"#,
            Some("UnknownError"),
            None,
        ),
        (r#"{"error":{"code":""}}"#, None, None),
        (r#"{"error":"text"}"#, None, None),
        (r#"{"error":[1]}"#, None, None),
        ("[]", None, None),
        (r#"{"error":{"code":"Bearer eyJhbGciOi"}}"#, None, None),
        (
            "{\"error\":{\"code\":\"a\\u0000\\u202Eb\"}}",
            Some("ab"),
            None,
        ),
    ] {
        let failure = failure(400, body);
        assert_eq!(
            (failure.code.as_deref(), failure.ids.request.as_deref()),
            (code, id),
            "{body}"
        );
    }
    let long = format!(r#"{{"error":{{"code":"{}"}}}}"#, "x".repeat(1000));
    assert_eq!(failure(400, &long).code.unwrap().len(), 128);
}

#[test]
fn properties_named_in_a_rejection_map_to_fields_without_duplicates() {
    for (body, fields) in [
        (
            r#"{"error":{"code":"a","target":"webUrl"}}"#,
            vec![FieldPath::WebUrl],
        ),
        (
            r#"{"error":{"details":[{"target":"inference/confidenceScore"},{"target":"webUrl"},{"target":"WebUrl"}]}}"#,
            vec![FieldPath::ConfidenceScore, FieldPath::WebUrl],
        ),
        (
            r#"{"error":{"innerError":{"details":[{"target":"/categories[1]"}]}}}"#,
            vec![FieldPath::Categories],
        ),
        (
            r#"{"error":{"target":"createdBy.user.id"}}"#,
            vec![FieldPath::CreatedByUserId],
        ),
        (
            r#"{"error":{"target":"skill","details":[{"target":7},"webUrl",{"message":"webUrl"}]}}"#,
            vec![],
        ),
        (r#"{"error":{"details":{"target":"webUrl"}}}"#, vec![]),
    ] {
        assert_eq!(failure(400, body).fields, fields, "{body}");
        assert_eq!(failure(422, body).fields, fields, "{body}");
        // If the rejection is not about the values, no field is reported.
        assert_eq!(failure(403, body).fields, vec![], "{body}");
    }
}

#[test]
fn a_rejection_has_the_reason_invalid_value_only_if_it_names_a_target() {
    for (body, reason) in [
        ("{}", Reason::Invalid),
        (
            r#"{"error":{"code":"UnknownError","message":""}}"#,
            Reason::Invalid,
        ),
        (
            r#"{"error":{"target":" ","details":[{"target":7}]}}"#,
            Reason::Invalid,
        ),
        (r#"{"error":{"target":"webUrl"}}"#, Reason::InvalidValue),
        (
            r#"{"error":{"innererror":{"details":[{"target":"frobnicate"}]}}}"#,
            Reason::InvalidValue,
        ),
    ] {
        assert_eq!(failure(400, body).reason, reason, "{body}");
    }
}

#[test]
fn a_failure_reports_retry_after_from_seconds_and_from_a_date() {
    for (header, seconds) in [
        ("10", Some(10)),
        ("0.249", Some(1)),
        ("Thu, 01 Jan 1970 00:01:00 GMT", Some(60)),
        ("abc", None),
    ] {
        let answer = Answer {
            status: 429,
            retry_after: Some(header.to_owned()),
            ..Answer::default()
        };
        assert_eq!(failed(outcome(answer)).retry_after, seconds, "{header}");
    }
}

proptest! {
    #[test]
    fn any_endpoint_text_is_parsed_without_a_panic_and_only_allowed_origins_pass(text in "\\PC{0,40}", host in "[a-z.@:/\\\\]{0,20}") {
        for text in [text, format!("https://graph.microsoft.com{host}"), format!("//{host}")] {
            if let Ok(endpoint) = Endpoint::parse(&text, &page(), &TokenHosts::default()) {
                let is_own = endpoint.post.starts_with("https://graph.microsoft.com/") || endpoint.post.starts_with("https://app.example/");
                prop_assert!(is_own, "{} became {}", text, endpoint.post);
            }
        }
    }

    #[test]
    fn any_response_is_classified_without_a_panic(status in any::<u16>(), text in "\\PC{0,60}", header in "\\PC{0,20}") {
        let body: Option<Value> = serde_json::from_str(&text).ok();
        let answer = Answer {
            status,
            request_id: Some(header.clone()),
            retry_after: Some(header.clone()),
            www_authenticate: Some(header),
            body: body.or(Some(Value::String(text))),
        };
        let _ = classify(answer, &SkillProficiency::default(), RequestIds::default(), 0);
    }

    #[test]
    fn any_error_object_is_parsed_without_a_panic(code in any::<String>(), depth in 0_usize..100) {
        let object = |name: &str, value: Value| Value::from(Map::from_iter([(name.to_owned(), value)]));
        let mut body = object("code", code.into());
        for _ in 0..depth {
            body = object("innerError", body);
        }
        let error = GraphError::read(&object("error", body));
        prop_assert!(error.codes.iter().all(|code| code.len() <= 128 && code.is_ascii()));
    }
}
