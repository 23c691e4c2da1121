//! Existing skills with the name of the submitted one, rejected levels, and the removal of an added
//! skill.

use crate::harness::{CREATED, Fetch, Form, ended, form, js, method, named, settle, until};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const RUST: &str =
    r#"{"value":[{"id":"1","displayName":" rust","proficiency":"generalProfessional"}]}"#;
const EXPERT: &str = r#"{"id":"1","displayName":"rust","proficiency":"expert"}"#;

/// Responds to the lookup with a list, and to other requests with a status and a body.
fn listing(list: &str, status: u16, body: &str) -> Fetch {
    Fetch::replaced(&format!(
        "async (request) => request.method === 'GET' ? new Response('{list}') : new Response({status} === 204 ? null : '{body}', {{status: {status}}})"
    ))
}

fn methods(fetch: &Fetch) -> Vec<String> {
    fetch
        .requests
        .iter()
        .map(|request| method(&request))
        .collect()
}

fn steps(form: &Form) -> Vec<String> {
    form.all("[part=next-steps] button")
        .iter()
        .map(|button| button.text_content().unwrap())
        .collect()
}

/// Submits `Rust` as an expert to a collection that contains it. Returns when the form asks.
async fn asked(attributes: &str) -> (Form, JsValue) {
    let form = named(attributes).await;
    form.choose("proficiency", "expert");
    let sent = form.call("submit");
    until("it asks", || form.find("[part=exists]").is_some()).await;
    (form, sent)
}

#[wasm_bindgen_test]
async fn the_form_asks_about_an_existing_skill_before_it_posts() {
    let fetch = listing(RUST, 201, CREATED);
    let (form, _sent) = asked("").await;
    assert_eq!(
        form.text("alert"),
        "You already have “\u{2068} rust\u{2069}” (General professional)."
    );
    assert_eq!(steps(&form), ["Change level", "Add anyway", "Keep as is"]);
    assert_eq!(methods(&fetch), ["GET"]);
    assert!(!form.is("submitting"));
    let detail = form.events("skill-exists").concat();
    assert!(
        detail.contains(
            r#""existing":{"id":"1","displayName":" rust","proficiency":"generalProfessional"}"#
        ) && detail.contains(r#""proficiency":"expert""#),
        "{detail}"
    );
    form.click("[part=keep-existing]");
    form.event("skill-failed").await;
}

#[wasm_bindgen_test]
async fn keeping_the_existing_skill_ends_the_submission_and_keeps_the_input() {
    let fetch = listing(RUST, 201, CREATED);
    let (form, sent) = asked("").await;
    form.click("[part=keep-existing]");
    assert_eq!(ended(sent).await, Err("exists".into()));
    let failed = form.event("skill-failed").await;
    assert!(failed.contains(r#""kind":"exists""#), "{failed}");
    until("the message is shown", || {
        form.text("alert") == "Your profile already has this skill, so it was not added again."
    })
    .await;
    assert_eq!(form.value("displayName"), "Rust");
    assert_eq!(
        (methods(&fetch), steps(&form).len()),
        (vec!["GET".to_owned()], 0)
    );
}

#[wasm_bindgen_test]
async fn the_user_can_add_an_existing_skill_anyway() {
    let fetch = listing(RUST, 201, CREATED);
    let (form, sent) = asked("").await;
    form.click("[part=add-anyway]");
    assert!(ended(sent).await.unwrap().contains("a5ab4a61"));
    assert_eq!(form.events("skill-exists").len(), 1);
    assert_eq!(methods(&fetch)[..3], ["GET", "GET", "POST"]);
}

#[wasm_bindgen_test]
async fn changing_the_level_sends_a_patch_and_empties_the_form() {
    let fetch = listing(RUST, 200, EXPERT);
    let (form, sent) = asked("").await;
    form.click("[part=change-level]");
    assert!(
        ended(sent)
            .await
            .unwrap()
            .contains(r#""proficiency":"expert""#)
    );
    let updated = form.event("skill-updated").await;
    assert!(updated.contains("clientRequestId"), "{updated}");
    until("the message is shown", || {
        form.text("status") == "The level of “\u{2068}rust\u{2069}” is now “Expert”."
    })
    .await;
    assert_eq!(methods(&fetch), ["GET", "PATCH"]);
    let request = fetch.last();
    assert!(request.url().ends_with("/beta/me/profile/skills/1"));
    assert_eq!(form.value("displayName"), "");
    assert!(form.events("skill-added").is_empty());
}

#[wasm_bindgen_test]
async fn a_failed_level_change_can_be_retried() {
    let fetch = Fetch::replaced(&format!(
        "async (request) => request.method === 'GET' ? new Response('{RUST}') : new Response('{EXPERT}', {{status: globalThis.status}})"
    ));
    js("globalThis.status = 403");
    let (form, sent) = asked("").await;
    form.click("[part=change-level]");
    assert_eq!(ended(sent).await, Err("rejected".into()));
    until("the message is shown", || {
        form.text("alert").starts_with("The level was not changed.")
    })
    .await;
    assert_eq!(steps(&form), ["Try again", "Keep as is"]);
    js("globalThis.status = 200");
    form.click("[part=change-level]");
    form.event("skill-updated").await;
    assert_eq!(methods(&fetch), ["GET", "PATCH", "PATCH"]);
}

#[wasm_bindgen_test]
async fn a_level_selected_after_the_question_is_used_for_the_change() {
    let fetch = listing(RUST, 204, "");
    let (form, sent) = asked("").await;
    form.choose("proficiency", "advancedProfessional");
    form.click("[part=change-level]");
    let updated = ended(sent).await.unwrap();
    assert!(
        updated.contains(r#""proficiency":"advancedProfessional""#),
        "{updated}"
    );
    assert_eq!(methods(&fetch), ["GET", "PATCH"]);
    assert_eq!(form.value("displayName"), "");
}

#[wasm_bindgen_test]
async fn the_page_can_cancel_skill_exists_and_then_allow_existing_skills() {
    let fetch = listing(RUST, 201, CREATED);
    let form = named("").await;
    let cancel =
        js("(form) => form.addEventListener('skill-exists', (event) => event.preventDefault())");
    let cancel: js_sys::Function = cancel.unchecked_into();
    cancel.call1(&form.host, &form.host).unwrap();
    assert_eq!(ended(form.call("submit")).await, Err("cancelled".into()));
    settle().await;
    assert!(form.find("[part=exists]").is_none() && !form.is("submitting"));
    form.set("existing", &"allow".into());
    assert!(ended(form.call("submit")).await.is_ok());
    assert_eq!(methods(&fetch)[..3], ["GET", "GET", "POST"]);
    assert_eq!(form.events("skill-exists").len(), 1);
}

#[wasm_bindgen_test]
async fn a_submission_that_awaits_a_decision_ends_on_the_next_submission_or_a_reset() {
    let _fetch = listing(RUST, 201, CREATED);
    let (form, sent) = asked("").await;
    form.fill("displayName", "Leptos");
    let next = form.call("submit");
    assert_eq!(ended(sent).await, Err("exists".into()));
    assert!(ended(next).await.is_ok());
    let (form, sent) = asked("").await;
    form.call("reset");
    assert_eq!(ended(sent).await, Err("exists".into()));
    until("nothing is asked", || form.find("[part=exists]").is_none()).await;
}

#[wasm_bindgen_test]
async fn a_form_that_moves_during_the_question_fires_skill_exists_once() {
    let _fetch = listing(RUST, 201, CREATED);
    let (form, sent) = asked("").await;
    let parent = form.host.parent_node().unwrap();
    form.host.remove();
    settle().await;
    parent.append_child(&form.host).unwrap();
    settle().await;
    assert_eq!(form.events("skill-exists").len(), 1);
    form.click("[part=keep-existing]");
    assert_eq!(ended(sent).await, Err("exists".into()));
}

#[wasm_bindgen_test]
async fn a_late_event_of_the_previous_submission_does_not_suppress_a_not_sent_failure() {
    let _fetch = Fetch::replaced(&format!(
        "async (request) => request.method === 'POST' ? new Response('{CREATED}', {{status: 201}}) : request.url.includes('proficiency') ? new Response('{{\"value\":[]}}') : new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)))"
    ));
    let form = named("").await;
    assert!(ended(form.call("submit")).await.is_ok());
    // Another tab sends the next skill.
    js(
        "navigator.locks.request(`add-skill\\n${location.origin}/beta/me/profile/skills\\nleptos`, () => new Promise((resolve) => { globalThis.release = resolve; }))",
    );
    // The check for duplicates ends with this.
    form.call("reset");
    form.fill("displayName", "Leptos");
    let refused = ended(form.call("submit")).await;
    js("globalThis.release()");
    assert_eq!(refused, Err("not-sent".into()));
}

#[wasm_bindgen_test]
async fn the_hint_shows_a_known_existing_skill_without_a_request() {
    let fetch = listing(RUST, 201, CREATED);
    let (form, _sent) = asked("draft-key=known").await;
    form.click("[part=keep-existing]");
    let other = named("draft-key=known").await;
    let hint = || other.find("[part=hint]").unwrap().text_content().unwrap();
    let known = "You already have “\u{2068} rust\u{2069}” (General professional).";
    until("the hint says so", || hint() == known).await;
    let asked = fetch.count();
    other.fill("displayName", "RUST ");
    until("the hint says so", || hint() == known).await;
    other.fill("displayName", "Rust 2024");
    until("the hint is the usual one", || {
        hint().starts_with("For example")
    })
    .await;
    other.set("existing", &"allow".into());
    other.fill("displayName", "Rust");
    settle().await;
    assert!(hint().starts_with("For example"));
    assert_eq!(fetch.count(), asked);
    // Another user has other skills.
    let stranger = named("draft-key=stranger").await;
    settle().await;
    let hint = stranger
        .find("[part=hint]")
        .unwrap()
        .text_content()
        .unwrap();
    assert!(hint.starts_with("For example"), "{hint}");
}

#[wasm_bindgen_test]
async fn a_rejected_level_can_be_omitted_or_selected_again() {
    let fetch = Fetch::posting(
        "async (request) => (await request.clone().text()).includes('proficiency') ? new Response('{}', {status: 400}) : new Response('{\"id\":\"2\"}', {status: 201})",
    );
    let form = named("").await;
    form.choose("proficiency", "advancedProfessional");
    form.submit();
    form.event("skill-failed").await;
    until("the message is shown", || {
        form.text("alert")
            .contains("possibly because of its proficiency level")
    })
    .await;
    assert_eq!(steps(&form), ["Add without level", "Choose another level"]);
    form.click("[part=choose-level]");
    let active = form.root().active_element().unwrap();
    assert_eq!(active.get_attribute("name").as_deref(), Some("proficiency"));
    form.click("[part=add-without-level]");
    form.event("skill-added").await;
    assert!(methods(&fetch).ends_with(&["POST".to_owned()]) || fetch.count() > 3);
    // A level that the page requires cannot be left out.
    let required = named("required=proficiency").await;
    required.choose("proficiency", "advancedProfessional");
    required.submit();
    until("it is offered", || {
        steps(&required) == ["Choose another level"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_error_with_another_target_offers_no_next_steps_for_the_level() {
    let _fetch = Fetch::posting(
        r#"async () => new Response('{"error":{"code":"BadRequest","message":"x","target":"webUrl","details":[{"code":"x","message":"x","target":"webUrl"}]}}', {status: 400})"#,
    );
    let form = named("").await;
    form.choose("proficiency", "expert");
    form.submit();
    form.event("skill-failed").await;
    settle().await;
    assert!(steps(&form).is_empty(), "{:?}", steps(&form));
}

#[wasm_bindgen_test]
async fn an_added_skill_can_be_removed_again() {
    let fetch = Fetch::replaced(&format!(
        "async (request) => request.method === 'DELETE' ? new Response(null, {{status: globalThis.status}}) : request.method === 'GET' ? new Response('', {{status: 401}}) : new Response('{CREATED}', {{status: 201}})"
    ));
    js("globalThis.status = 500");
    let form = named("").await;
    form.submit();
    form.event("skill-added").await;
    until("it is offered", || steps(&form) == ["Remove it again"]).await;
    form.click("[part=undo]");
    until("the failure is shown", || {
        form.text("status").contains("did not confirm")
    })
    .await;
    assert!(form.events("skill-removed").is_empty());
    js("globalThis.status = 204");
    form.click("[part=undo]");
    assert_eq!(form.event("skill-removed").await, r#"{"id":"a5ab4a61"}"#);
    until("the message is shown", || {
        form.text("status") == "“\u{2068}Rust\u{2069}” was removed from your profile again."
    })
    .await;
    assert!(steps(&form).is_empty());
    let deleted = fetch.requests.iter().rfind(|it| method(it) == "DELETE");
    let deleted: web_sys::Request = deleted.unwrap().unchecked_into();
    assert!(deleted.url().ends_with("/skills/a5ab4a61"));
}

/// Adds each skill with an id of its own. `globalThis.fail()` ends a removal.
const FAILING_REMOVAL: &str = "(() => { let id = 0; return (request) => request.method === 'DELETE'
    ? new Promise((resolve) => { globalThis.fail = () => resolve(new Response(null, {status: 500})); })
    : Promise.resolve(new Response(JSON.stringify({id: `${id += 1}`}), {status: 201})); })()";

/// Returns a form whose skill is being removed again.
async fn removing(fetch: &Fetch) -> Form {
    let removals = || methods(fetch).iter().filter(|it| *it == "DELETE").count();
    let before = removals();
    let form = named("verify=off").await;
    form.submit();
    form.event("skill-added").await;
    until("it is offered", || steps(&form) == ["Remove it again"]).await;
    form.click("[part=undo]");
    until("it is requested", || removals() > before).await;
    form
}

fn submit(form: &Form, name: &str) {
    form.fill("displayName", name);
    form.submit();
}

async fn was_added(form: &Form, count: usize) {
    until("it was added", || form.events("skill-added").len() == count).await;
}

fn reports_removal(form: &Form) -> bool {
    form.find("[part=duplicates]").is_some_and(|shown| {
        shown
            .text_content()
            .unwrap()
            .contains("\u{2068}Rust\u{2069}")
    })
}

#[wasm_bindgen_test]
async fn a_removal_that_fails_after_the_next_skill_was_sent_is_reported() {
    let fetch = Fetch::replaced(FAILING_REMOVAL);
    for (draft_key, count) in [(None, 3), (Some("stranger"), 2)] {
        let form = removing(&fetch).await;
        submit(&form, "Judo");
        was_added(&form, 2).await;
        js("globalThis.fail()");
        until("the failure is shown", || reports_removal(&form)).await;
        assert!(form.text("status").contains("was added"));
        match draft_key {
            None => submit(&form, "Chess"),
            Some(key) => form.set("draftKey", &key.into()),
        }
        until("it is not shown again", || !reports_removal(&form)).await;
        was_added(&form, count).await;
    }
}

#[wasm_bindgen_test]
async fn a_removal_that_fails_while_the_page_validates_the_next_skill_is_reported() {
    let fetch = Fetch::replaced(FAILING_REMOVAL);
    let form = removing(&fetch).await;
    js("globalThis.valid = undefined");
    form.set(
        "validate",
        &js("() => new Promise((resolve) => { globalThis.valid = resolve; })"),
    );
    submit(&form, "Judo");
    until("it validates", || js("globalThis.valid").is_function()).await;
    js("globalThis.fail()");
    until("the failure is shown", || reports_removal(&form)).await;
    js("globalThis.valid()");
    was_added(&form, 2).await;
    assert!(reports_removal(&form));
}

#[wasm_bindgen_test]
async fn a_custom_added_note_is_shown_after_success() {
    let _fetch = Fetch::posting(&format!(
        "async () => new Response('{CREATED}', {{status: 201}})"
    ));
    let form = form("endpoint=/beta/me/profile/skills").await;
    form.set(
        "messages",
        &js("{ 'ui.addedNote': 'It appears on your card tomorrow.' }"),
    );
    form.fill("displayName", "Rust");
    form.submit();
    form.event("skill-added").await;
    until("the message is shown", || {
        form.find("[part=added-note]").is_some()
    })
    .await;
    assert_eq!(form.text("added-note"), "It appears on your card tomorrow.");
}

#[wasm_bindgen_test]
async fn a_readonly_or_removed_form_or_an_endpoint_change_sends_no_patch() {
    let fetch = listing(RUST, 200, EXPERT);
    let (form, sent) = asked("").await;
    form.set("readOnly", &true.into());
    for part in ["change-level", "add-anyway"] {
        form.click(&format!("[part={part}]"));
    }
    settle().await;
    assert_eq!(methods(&fetch), ["GET"]);
    form.set("readOnly", &false.into());
    form.set("endpoint", &"/beta/users/bob/profile/skills".into());
    assert_eq!(ended(sent).await, Err("exists".into()));
    until("nothing is asked", || form.find("[part=exists]").is_none()).await;
    let (removed, sent) = asked("").await;
    removed.host.remove();
    assert_eq!(ended(sent).await, Err("exists".into()));
    assert!(!methods(&fetch).contains(&"PATCH".to_owned()));
}
