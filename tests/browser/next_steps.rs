//! What the user sees and can do after a submission without a final result.

use crate::harness::{self, Fetch, Form, named, settle, until};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

/// An empty collection.
const EMPTY: &str = r#"new Response('{"value":[]}')"#;
/// A similar skill that has been in the collection for years.
const OLD: &str = r#"new Response('{"value":[{"id":"5","displayName":"Rust","createdDateTime":"2020-01-31T09:30:00Z"}]}')"#;
const ADDED: &str = r#"new Response('{"id":"1","displayName":"Rust"}', {status: 201})"#;

/// Loses the first response. The later ones arrive, and a GET returns `list`.
fn losing(list: &str) -> Fetch {
    Fetch::replaced(&format!(
        "(() => {{ let posts = 0; return async (request) => {{
            if (request.method === 'GET') return {list};
            if (posts++ === 0) throw new TypeError('Failed to fetch');
            return {ADDED};
        }}; }})()"
    ))
}

/// Returns the available buttons.
fn steps(form: &Form) -> Vec<String> {
    form.all("[part=next-steps] button")
        .iter()
        .map(|button| button.text_content().unwrap())
        .collect()
}

fn posts(fetch: &Fetch) -> usize {
    let requests = fetch.requests.iter();
    requests
        .filter(|request| harness::method(request) == "POST")
        .count()
}

#[wasm_bindgen_test]
async fn a_skill_that_was_not_found_is_posted_again_only_if_the_user_retries() {
    let fetch = losing(EMPTY);
    let form = named("verify=off").await;
    form.submit();
    until("it looks", || {
        form.text("status").contains("Checking your profile")
    })
    .await;
    let failed = form.event("skill-failed").await;
    assert!(
        failed.contains("Your skill was not found on your profile"),
        "{failed}"
    );
    assert_eq!(
        form.text("alert").split(". ").next().unwrap(),
        "Your skill was not found on your profile"
    );
    assert_eq!(
        steps(&form),
        ["Try again", "Check profile again", "Keep as draft"]
    );
    assert_eq!(
        (posts(&fetch), form.value("displayName")),
        (1, "Rust".to_owned())
    );
    form.click("[part=send-again]");
    form.event("skill-added").await;
    assert_eq!(posts(&fetch), 2);
    until("only its removal is offered", || {
        steps(&form) == ["Remove it again"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_retry_validates_and_sends_the_current_values_of_the_form() {
    let fetch = losing(EMPTY);
    let form = named("verify=off").await;
    form.submit();
    until("it can be sent again", || {
        steps(&form).first().is_some_and(|step| step == "Try again")
    })
    .await;
    form.fill("displayName", "");
    form.fill("webUrl", "https://example.com/");
    form.click("[part=send-again]");
    until("what breaks a rule is not sent", || {
        form.error("displayName").is_some()
    })
    .await;
    assert_eq!(posts(&fetch), 1);
    form.fill("displayName", "Rust 2024");
    form.click("[part=send-again]");
    form.event("skill-added").await;
    let sent = JsFuture::from(fetch.posted().text().unwrap())
        .await
        .unwrap()
        .as_string()
        .unwrap();
    assert!(
        sent.contains(r#""displayName":"Rust 2024""#) && sent.contains("https://example.com/"),
        "{sent}"
    );
    assert_eq!((posts(&fetch), form.events("skill-submit").len()), (2, 2));
}

#[wasm_bindgen_test]
async fn a_retry_posts_to_the_current_endpoint() {
    let fetch = losing(EMPTY);
    let form = named("verify=off").await;
    form.submit();
    until("it can be sent again", || {
        steps(&form).first().is_some_and(|step| step == "Try again")
    })
    .await;
    form.set("endpoint", &"/v2/me/profile/skills".into());
    settle().await;
    form.click("[part=send-again]");
    form.event("skill-added").await;
    assert!(
        fetch.posted().url().ends_with("/v2/me/profile/skills"),
        "{}",
        fetch.posted().url()
    );
}

#[wasm_bindgen_test]
async fn a_failed_check_of_the_collection_can_be_repeated_by_the_user() {
    let fetch = losing(
        "globalThis.isReadable ? new Response(JSON.stringify({value: [{id: '7', displayName: 'Rust', \
        createdDateTime: new Date().toISOString()}]})) : new Response('', {status: 403})",
    );
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-failed").await;
    until("the steps", || {
        steps(&form) == ["Check profile again", "Add anyway", "Keep as draft"]
    })
    .await;
    assert!(
        form.text("alert")
            .starts_with("Your profile could not be checked"),
        "{}",
        form.text("alert")
    );
    harness::js("globalThis.isReadable = true");
    form.click("[part=check-again]");
    assert!(form.event("skill-added").await.contains(r#""id":"7""#));
    harness::js("globalThis.isReadable = false");
    assert_eq!(posts(&fetch), 1);
}

#[wasm_bindgen_test]
async fn the_form_asks_whether_a_similar_skill_is_the_submitted_one() {
    for (answer, sent) in [("confirm-match", 1), ("reject-match", 2)] {
        let fetch = losing(OLD);
        let form = named("verify=off").await;
        form.submit();
        form.event("skill-failed").await;
        until("the question", || {
            form.text("alert")
                .starts_with("A similar skill is already on your profile")
        })
        .await;
        assert_eq!(
            steps(&form),
            ["Yes, this is my skill", "No, add my skill", "Keep as draft"]
        );
        form.click(&format!("[part={answer}]"));
        form.event("skill-added").await;
        assert_eq!(posts(&fetch), sent, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn keeping_the_draft_dismisses_the_next_steps_and_keeps_the_input() {
    let _fetch = losing("new Response('', {status: 403})");
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-failed").await;
    until("the steps", || !steps(&form).is_empty()).await;
    form.click("[part=keep-draft]");
    until("they are gone", || {
        steps(&form).is_empty() && form.text("alert").is_empty()
    })
    .await;
    assert_eq!(form.value("displayName"), "Rust");
}

#[wasm_bindgen_test]
async fn a_retry_countdown_is_visible_announced_in_steps_and_can_be_stopped() {
    let fetch = Fetch::replaced(
        "async () => new Response('', {status: 429, headers: {'Retry-After': '14'}})",
    );
    let form = named("verify=off").await;
    form.submit();
    until("the countdown", || form.find("[part=countdown]").is_some()).await;
    until("it counts", || {
        form.text("countdown").contains("in 13 seconds")
    })
    .await;
    assert_eq!(
        form.find("[part=countdown]")
            .unwrap()
            .get_attribute("aria-hidden")
            .as_deref(),
        Some("true")
    );
    let reported = form
        .find("[part=status] .visually-hidden")
        .unwrap()
        .text_content()
        .unwrap();
    assert!(
        reported.ends_with("Trying again in 14 seconds."),
        "{reported}"
    );
    assert_eq!(
        steps(&form),
        [""; 0],
        "what the service asked for is not skipped"
    );
    form.click("[part=stop]");
    assert!(
        form.event("skill-failed")
            .await
            .contains(r#""kind":"throttled""#)
    );
    until("when it can be tried again", || {
        form.text("alert").contains("You can try again after")
    })
    .await;
    assert_eq!((fetch.count(), steps(&form)), (1, Vec::new()));
}

#[wasm_bindgen_test]
async fn a_wait_without_retry_after_can_be_skipped() {
    let fetch = Fetch::replaced(&format!(
        "(() => {{ let posts = 0; return async () => posts++ ? {ADDED} : new Response('', {{status: 503}}); }})()"
    ));
    let form = named("verify=off").await;
    form.submit();
    until("it can be skipped", || steps(&form) == ["Try now"]).await;
    form.click("[part=try-now]");
    form.event("skill-added").await;
    assert_eq!(fetch.count(), 2);
}

#[wasm_bindgen_test]
async fn a_duplicate_can_be_removed_and_the_result_is_shown() {
    let list = r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"},
        {"id":"2","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"}]}"#;
    for (status, says) in [
        (204, "Duplicate removed."),
        (500, "The duplicate could not be removed."),
    ] {
        let fetch = Fetch::replaced(&format!(
            "async (request) => request.method === 'DELETE' ? new Response(null, {{status: {status}}})
                : request.url.endsWith(',proficiency') ? {EMPTY}
                : request.method === 'GET' ? new Response(`{list}`) : {ADDED}"
        ));
        let form = named("").await;
        form.submit();
        form.event("skill-added").await;
        until("it is reported", || steps(&form) == ["Remove duplicate"]).await;
        form.click("[part=remove-duplicate]");
        until(says, || {
            form.find("[part=duplicates]")
                .is_some_and(|said| said.text_content().unwrap().starts_with(says))
        })
        .await;
        assert_eq!(fetch.last().method(), "DELETE");
        assert!(
            fetch.last().url().ends_with("/beta/me/profile/skills/2"),
            "{}",
            fetch.last().url()
        );
    }
}

#[wasm_bindgen_test]
async fn the_removal_of_a_duplicate_is_not_reported_for_the_next_skill() {
    let list = r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"},
        {"id":"2","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"}]}"#;
    let _fetch = Fetch::replaced(&format!(
        "(() => {{ let posts = 0; return async (request) => {{
            if (request.method === 'DELETE') return new Response(null, {{status: 204}});
            if (request.method === 'POST') {{ posts += 1; return {ADDED}; }}
            if (posts > 1) return new Response('', {{status: 500}});
            return request.url.endsWith(',proficiency') ? {EMPTY} : new Response(`{list}`);
        }}; }})()"
    ));
    let form = named("").await;
    form.submit();
    until("it is reported", || steps(&form) == ["Remove duplicate"]).await;
    form.click("[part=remove-duplicate]");
    until("it is gone", || {
        form.text("status").contains("Duplicate removed.")
    })
    .await;
    form.fill("displayName", "Rust");
    form.submit();
    until("the next was added", || {
        form.events("skill-added").len() == 2 && form.find("[part=added]").is_some()
    })
    .await;
    settle().await;
    assert!(
        form.find("[part=duplicates]").is_none(),
        "{}",
        form.text("status")
    );
}

#[wasm_bindgen_test]
async fn values_changed_by_the_service_are_shown_as_plain_text() {
    let _fetch = Fetch::answering(
        201,
        r#"{"id":"1","displayName":"<b>Rust</b>","proficiency":"4","allowedAudiences":null,"categories":["a"]}"#,
    );
    let form = named("verify=off").await;
    form.choose("proficiency", "expert");
    form.choose("allowedAudiences", "me");
    form.fill("categories", "a");
    form.submit();
    form.event("skill-added").await;
    until("it is reported", || form.find("[part=changed]").is_some()).await;
    let lines: Vec<_> = form
        .all(".changes li")
        .iter()
        .map(|line| line.text_content().unwrap())
        .collect();
    assert_eq!(lines, ["Skill name: <b>Rust</b>"]);
    assert_eq!(form.text("changed"), "The service changed these values:");
    settle().await;
}

#[wasm_bindgen_test]
async fn values_changed_or_added_by_the_service_are_shown_with_localized_labels() {
    let _fetch = Fetch::answering(
        201,
        r#"{"id":"1","displayName":"Rust","proficiency":"expert","allowedAudiences":"me,family","categories":["a"],
            "inference":{"confidenceScore":null,"userHasVerifiedAccuracy":false},"collaborationTags":["ableToMentor","later"],
            "createdDateTime":"2026-01-31T09:30:00Z","lastModifiedDateTime":"2026-01-31T09:30:00Z",
            "createdBy":{"user":{"id":"7","displayName":"Adele"}},"lastModifiedBy":{"application":{"id":"8"}}}"#,
    );
    let form = named("verify=off").await;
    form.choose("proficiency", "elementary");
    form.answer("inference.userHasVerifiedAccuracy", "true");
    form.submit();
    form.event("skill-added").await;
    until("it is reported", || form.find("[part=changed]").is_some()).await;
    let texts = |selector: &str| {
        form.all(selector)
            .iter()
            .map(|line| line.text_content().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        texts("[part=changed]"),
        [
            "The service changed these values:",
            "The service added these values:"
        ]
    );
    let changed = ["Proficiency level: Expert", "Accuracy confirmed: No"];
    let added = [
        "Categories: a",
        "Who can see this skill: Only me and My family",
        "Collaboration: I can mentor others and later",
    ];
    assert_eq!(texts(".changes li"), [&changed[..], &added].concat());
}

#[wasm_bindgen_test]
async fn a_validation_error_of_the_next_skill_hides_the_success_message() {
    let _fetch = Fetch::answering(201, harness::CREATED);
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-added").await;
    until("it is reported", || form.find("[part=added]").is_some()).await;
    form.submit();
    until("the error is reported", || {
        form.find("[part=summary-title]").is_some()
    })
    .await;
    assert_eq!(form.text("status"), "");
}

#[wasm_bindgen_test]
async fn the_removal_of_a_duplicate_is_still_offered_if_the_next_skill_has_errors() {
    let list = r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"},
        {"id":"2","displayName":"Rust","createdDateTime":"2026-01-31T09:30:00Z"}]}"#;
    let _fetch = Fetch::replaced(&format!(
        "async (request) => request.url.endsWith(',proficiency') ? {EMPTY}
            : request.method === 'GET' ? new Response(`{list}`) : {ADDED}"
    ));
    let form = named("").await;
    form.submit();
    until("it is reported", || steps(&form) == ["Remove duplicate"]).await;
    form.submit();
    until("the error is reported", || {
        form.find("[part=summary-title]").is_some()
    })
    .await;
    assert_eq!(steps(&form), ["Remove duplicate"]);
    assert!(
        form.text("duplicates").ends_with(": 2"),
        "{}",
        form.text("duplicates")
    );
}
