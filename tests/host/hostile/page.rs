//! Data from a page: a prefill, messages, an endpoint, a language. The page is trusted, but it may
//! pass on untrusted data.

use add_skill::graph::{Endpoint, EndpointError, Page, TokenHosts};
use add_skill::i18n::{CustomMessages, Direction, Key, Language, Messages, Ui, fill};
use add_skill::platform::stringify;
use add_skill::skill::{Constraints, Draft, FieldPath, Map, SkillProficiency, Value, validate};
use proptest::prelude::*;

use super::anything::{json, object, text, url};

const MEMBERS: &[&str] = &[
    "displayName",
    "inference",
    "confidenceScore",
    "userHasVerifiedAccuracy",
    "createdBy",
    "lastModifiedBy",
    "user",
    "application",
    "device",
    "id",
    "categories",
    "collaborationTags",
    "allowedAudiences",
    "proficiency",
    "createdDateTime",
    "webUrl",
    "thumbnailUrl",
    "@odata.type",
    "constructor",
    "__proto__",
    "x",
    "x@odata.type",
];
const WORDS: &[&str] = &["ui.submit", "ui.stop", "label.displayName", "de", "sv"];

/// Pages, by base URL and origin. The last three may not get a token, because they have no TLS or
/// no origin.
const PAGES: [(&str, &str); 5] = [
    ("https://app.example/team/", "https://app.example"),
    ("http://localhost:8080/", "http://localhost:8080"),
    ("http://127.evil.example/", "http://127.evil.example"),
    ("data:text/html,x", "null"),
    ("", ""),
];

fn page((base, origin): (&str, &str)) -> Page {
    Page {
        base: base.to_owned(),
        origin: origin.to_owned(),
    }
}

fn is_at(url: &str, origin: &str) -> bool {
    url.strip_prefix(origin)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

proptest! {
    #[test]
    fn unknown_members_of_a_prefill_are_preserved_unchanged(prefill in object(MEMBERS), typed in text(), index in 0..FieldPath::ALL.len()) {
        let mut draft = Draft::from(SkillProficiency::from(prefill.clone()));
        draft.set_text(FieldPath::ALL[index], typed);
        let preview = Map::from(Constraints::default().preview(&draft));
        let sent = validate(&draft).map(Map::from);
        for name in ["constructor", "__proto__", "x", "x@odata.type"] {
            prop_assert_eq!(preview.get(name), prefill.get(name));
            if let Ok(sent) = &sent {
                prop_assert_eq!(sent.get(name), prefill.get(name));
            }
        }
    }

    #[test]
    fn missing_or_invalid_custom_messages_fall_back_to_the_built_in_ones(words in object(WORDS), value in json(WORDS)) {
        let own = CustomMessages::from_json(words.clone());
        let key = Key::Ui(Ui::Submit);
        let english = Messages::default().text(&key).into_owned();
        let text = |words: &Map| words.get("ui.submit").and_then(Value::as_str).map(str::to_owned);
        let german = words.get("de").and_then(Value::as_object).and_then(text);
        let expected = german.or_else(|| text(&words)).unwrap_or(english);
        prop_assert_eq!(own.has_language("de-AT"), words.get("de").is_some_and(|words| words.as_object().is_some()));
        prop_assert_eq!(Messages::new("de-AT", None, own).text(&key).into_owned(), expected);
        let value = stringify(&value);
        let filled = fill("{a}{item}{b}", "item", &value);
        prop_assert_eq!(filled, format!("{{a}}{value}{{b}}"));
    }

    #[test]
    fn no_text_is_parsed_as_an_endpoint_of_a_disallowed_origin(text in url(), at in prop::sample::select(PAGES.to_vec())) {
        let hosts = TokenHosts::parse("api.contoso.com", |_| {});
        if let Ok(endpoint) = Endpoint::parse(&text, &page(at), &hosts) {
            let own = [
                "https://graph.microsoft.com",
                "https://graph.microsoft.us",
                "https://dod-graph.microsoft.us",
                "https://microsoftgraph.chinacloudapi.cn",
                if PAGES[..2].contains(&at) { at.1 } else { "https://graph.microsoft.com" },
            ];
            let is_own = own.iter().any(|origin| is_at(&endpoint.post, origin) && is_at(&endpoint.collection, origin));
            let named = "https://api.contoso.com";
            let is_named = is_at(&endpoint.post, named) && is_at(&endpoint.collection, named);
            prop_assert!(is_own || is_named, "{endpoint:?}");
            prop_assert_eq!(endpoint.takes_client_request_id, is_own, "{:?}", endpoint);
        }
    }

    #[test]
    fn token_hosts_never_allow_an_unlisted_host(entries in prop::collection::vec(url(), 0..4)) {
        let list = entries.join(" ").replace("evil", "good").replace("EVIL", "GOOD");
        prop_assume!(!list.to_lowercase().contains("evil"));
        let hosts = TokenHosts::parse(&list, |_| {});
        let parsed = Endpoint::parse("https://evil.example/skills", &page(PAGES[0]), &hosts);
        prop_assert_eq!(parsed, Err(EndpointError::OriginNotAllowed));
    }

    #[test]
    fn a_language_tag_resolves_equally_in_upper_case_and_with_underscores(
        tag in prop_oneof![text(), "[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{2,8}){0,3}", "(zh|iw|ar|pt|uz)([-_](Hant|Arab|Latn|BR|TW))?"],
    ) {
        let language = Language::of(&tag);
        let other = tag.to_ascii_uppercase().replace('-', "_");
        prop_assert_eq!(Language::of(&other), language);
        prop_assert_eq!(Direction::of(&other), Direction::of(&tag));
        prop_assert_eq!(Direction::of(&format!("{}-XX", tag.trim())), Direction::of(&tag), "a region writes no other way");
        if let Some(language) = language {
            let named = tag.trim().split(['-', '_']).next().unwrap().to_ascii_lowercase();
            let own = language.tag().split('-').next().unwrap();
            prop_assert!(named == own || named == "iw" && language == Language::He, "{language:?}");
        }
    }
}
