//! Claims challenges: the claims that a service requires of the next token (cases B of the
//! reliability report).

use add_skill::graph::{Claims, bearer_parameter};
use proptest::prelude::*;

const RAW: &str =
    "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTY1MjgxMzUwOCJ9fX0=";
const JSON: &str = r#"{"access_token":{"nbf":{"essential":true, "value":"1652813508"}}}"#;

#[test]
fn the_claims_of_a_graph_challenge_are_decoded_to_json() {
    // B2.
    let header = format!(
        r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="{RAW}""#
    );
    let claims = Claims::find(&header).unwrap();
    assert_eq!(claims.as_str(), JSON);
    assert_eq!(
        bearer_parameter(&header, "error").as_deref(),
        Some("insufficient_claims")
    );
    assert_eq!(bearer_parameter(&header, "realm").as_deref(), Some(""));
}

#[test]
fn claims_are_found_in_every_variant_of_the_header() {
    // B6, and known vulnerabilities of the SDKs' parsers.
    for header in [
        r#"bearer claims="e30=""#,
        r#"BEARER Claims="e30=""#,
        r"Bearer claims=e30",
        r#"Bearer claims = "e30""#,
        r#"Bearer realm="a, claims=\"y\", b", claims="e30=""#,
        r#"Basic realm="r", Bearer claims="e30=""#,
        r#"Negotiate, Bearer error="e",claims="e30=""#,
        r#"NTLM TlRMTVNTUAACAAAA==, Bearer claims="e30=""#,
        r#"Bearer extra_claims="y", claims="e30=""#,
        r#"Bearer error="e", Bearer claims="e30=""#,
        r#"Bearer claims="e30=", claims="y""#,
        r#",, Bearer , claims="e30=""#,
        r#"Bearer claims="e30="#,
    ] {
        assert_eq!(
            Claims::find(header).as_ref().map(Claims::as_str),
            Some("{}"),
            "{header}"
        );
    }
}

#[test]
fn only_a_nonempty_claims_parameter_of_a_bearer_challenge_is_read() {
    // B4, B5.
    for header in [
        "",
        "Bearer",
        r#"Basic realm="x""#,
        r#"Basic claims="x""#,
        r#"Bearer error="e", Basic claims="x""#,
        r#"Bearer extra_claims="x""#,
        r#"Bearer realm="claims=x""#,
        r#"Bearer claims="""#,
        "Bearer claims",
        r#"claims="x""#,
        "Bearertoken claims=x",
        "=,=,\"",
    ] {
        assert_eq!(Claims::find(header), None, "{header}");
    }
}

#[test]
fn claims_are_decoded_from_base64_base64url_and_plain_json() {
    // {"a":"??>>ÿ"} in both alphabets, with and without padding.
    for raw in [
        "eyJhIjoiPz8+PsO/In0=",
        "eyJhIjoiPz8-PsO_In0=",
        "eyJhIjoiPz8-PsO_In0",
    ] {
        let claims = Claims::find(&format!(r#"Bearer claims="{raw}""#)).unwrap();
        assert_eq!(claims.as_str(), "{\"a\":\"??>>ÿ\"}", "{raw}");
    }
    let claims = Claims::find(r#"Bearer claims="{\"a\":1}""#).unwrap();
    assert_eq!(claims.as_str(), r#"{"a":1}"#);
}

#[test]
fn claims_that_are_not_a_json_object_are_ignored() {
    // Not Base64. Not UTF-8. Texts, a list, a number, and null in Base64. An invalid object,
    // without encoding and in Base64.
    for raw in [
        "%%%not base64%%%",
        "x",
        "!!!",
        "/////w==",
        "YWJj",
        "eyJh IjoxfQ",
        "WzFd",
        "MQ==",
        "bnVsbA==",
        "{a:1}",
        "eyJhIjoxfX0=",
        "eyJhIjox",
    ] {
        assert_eq!(
            Claims::find(&format!(
                r#"Bearer error="insufficient_claims", claims="{raw}""#
            )),
            None,
            "{raw}"
        );
    }
}

proptest! {
    #[test]
    fn any_header_is_parsed_without_a_panic(header in "\\PC{0,40}", parts in prop::collection::vec("[Bb]earer|claims|=|\"|,| |\\\\|ü", 0..12)) {
        for header in [header, parts.concat()] {
            let _ = Claims::find(&header);
        }
    }

    #[test]
    fn quoted_parameters_are_unescaped(claims in "[ -~]{1,40}") {
        let quoted = claims.replace('\\', "\\\\").replace('"', "\\\"");
        let header = format!("Basic a=\"b, c\", Bearer error=\"e\", claims=\"{quoted}\", x=y");
        prop_assert_eq!(bearer_parameter(&header, "claims"), Some(claims));
    }
}
