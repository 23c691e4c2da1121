//! Tests that the judge finds violations.

use serde_json::{Value, json};

use super::{judge, untold};
use crate::faults::Twin;
use crate::ledger::{Account, Post};
use crate::log::Log;

fn request(method: &str, step: usize, second: u8, fault: Option<&str>, status: u16) -> Value {
    let query = if method == "GET" {
        "?$select=id,displayName"
    } else {
        ""
    };
    let started = format!("2026-01-31T09:30:{second:02}.000Z");
    json!({ "method": method, "url": format!("http://x/skills{query}"), "step": step, "started": started, "fault": fault, "status": status, "took": 100 })
}

fn step(did: &str, end: &str, second: u8, doubles: &[&str]) -> Value {
    let events = match (did, end) {
        ("remove-duplicate", _) => json!([]),
        (_, "added") => json!([{ "type": "skill-added" }]),
        (_, kind) => json!([{ "type": "skill-failed", "kind": kind }]),
    };
    json!({ "did": did, "end": end, "to": format!("2026-01-31T09:30:{second:02}.900Z"), "events": events, "doubles": doubles })
}

fn log(steps: &[Value], requests: &[Value]) -> Log {
    Log::new(json!({ "number": 7, "steps": steps, "requests": requests }))
}

/// Returns the service's log. Each duplicate was created in the second that its id contains.
fn account(seconds: &[u8]) -> Account {
    let ids = seconds.iter().map(|second| {
        (
            second.to_string(),
            format!("2026-01-31T09:30:{second:02}.5000000Z"),
        )
    });
    let post = Post {
        fault: None,
        added: seconds.iter().map(u8::to_string).collect(),
    };
    Account {
        copies: ids.collect(),
        posts: vec![post],
        ..Account::default()
    }
}

fn added(doubles: &[&str]) -> Log {
    log(
        &[step("submit", "added", 9, doubles)],
        &[
            request("POST", 1, 1, None, 201),
            request("GET", 1, 5, None, 200),
        ],
    )
}

#[test]
fn an_ordinary_success_keeps_every_promise() {
    assert_eq!(judge(&added(&[]), &account(&[1]), true), [""; 0]);
}

#[test]
fn a_success_that_is_not_stored_is_found() {
    assert_eq!(
        judge(&added(&[]), &account(&[]), true),
        ["it was said to be added, and is not stored"]
    );
}

#[test]
fn a_refusal_that_is_stored_is_found_unless_an_earlier_answer_was_lost() {
    let post = || request("POST", 1, 1, None, 400);
    assert_eq!(
        judge(
            &log(&[step("submit", "rejected", 9, &[])], &[post()]),
            &account(&[1]),
            true
        )
        .len(),
        1
    );
    let open = log(
        &[
            step("submit", "unknown", 2, &[]),
            step("submit", "rejected", 9, &[]),
        ],
        &[post()],
    );
    assert_eq!(judge(&open, &account(&[1]), true), [""; 0]);
}

#[test]
fn an_absence_that_the_look_contradicts_is_found_and_one_that_ends_later_is_not() {
    let absent = log(
        &[step("submit", "not-found", 9, &[])],
        &[request("GET", 1, 5, None, 200)],
    );
    assert_eq!(judge(&absent, &account(&[4]), true).len(), 1);
    assert_eq!(judge(&absent, &account(&[6]), true), [""; 0]);
}

#[test]
fn a_double_that_a_look_could_see_must_have_been_told() {
    let silent = judge(&added(&[]), &account(&[1, 2]), true);
    assert!(
        silent.len() == 1 && silent[0].starts_with("nobody was told"),
        "{silent:?}"
    );
    assert_eq!(judge(&added(&["2"]), &account(&[1, 2]), true), [""; 0]);
    assert_eq!(
        judge(&added(&[]), &account(&[1, 6]), true),
        [""; 0],
        "it came after the look"
    );
    assert_eq!(
        untold(&added(&[]), &account(&[1, 6]), false).len(),
        2,
        "and is counted"
    );
    let failed = log(
        &[step("submit", "added", 9, &[])],
        &[request("GET", 1, 5, Some("status:500"), 500)],
    );
    assert_eq!(
        judge(&failed, &account(&[1, 2]), true),
        [""; 0],
        "the look failed"
    );
}

#[test]
fn a_success_that_nobody_looks_after_is_found_where_the_page_wants_the_look() {
    let unseen = log(
        &[step("submit", "added", 9, &[])],
        &[request("POST", 1, 1, None, 201)],
    );
    assert_eq!(
        judge(&unseen, &account(&[1]), true),
        ["nobody has looked how often it was added"]
    );
    assert_eq!(judge(&unseen, &account(&[1]), false), [""; 0]);
}

#[test]
fn a_second_post_for_one_wish_is_found_unless_nothing_was_processed() {
    for (status, fault, is_allowed) in [
        (429, None, true),
        (503, None, true),
        (401, Some("claims"), true),
        (401, None, false),
        (504, None, false),
        (201, None, false),
    ] {
        let posts = [
            request("POST", 1, 1, fault, status),
            request("POST", 1, 2, None, 201),
            request("GET", 1, 5, None, 200),
        ];
        let broken = judge(
            &log(&[step("submit", "added", 9, &[])], &posts),
            &account(&[2]),
            true,
        );
        assert_eq!(broken.is_empty(), is_allowed, "{status} {broken:?}");
    }
    let unasked = log(
        &[step("check-again", "added", 9, &[])],
        &[
            request("POST", 1, 1, None, 201),
            request("GET", 1, 5, None, 200),
        ],
    );
    assert_eq!(
        judge(&unasked, &account(&[1]), true),
        ["check-again has posted the skill"]
    );
}

#[test]
fn the_removal_of_the_last_copy_or_of_anothers_is_found() {
    let mut requests = vec![
        request("POST", 1, 1, None, 201),
        request("GET", 1, 5, None, 200),
        request("DELETE", 2, 6, None, 204),
    ];
    requests[2]["url"] = json!("http://x/skills/1");
    let removed = log(
        &[
            step("submit", "added", 5, &["1"]),
            step("remove-duplicate", "added", 9, &[]),
        ],
        &requests,
    );
    let gone = Account {
        removed: ["1".to_owned()].into(),
        ..account(&[])
    };
    assert_eq!(judge(&removed, &gone, true), ["its last copy was removed"]);
    assert_eq!(
        judge(&removed, &account(&[2]), true),
        ["1 was to be removed, which is no copy of it"]
    );
    let one_left = Account {
        removed: ["1".to_owned()].into(),
        ..account(&[2])
    };
    assert_eq!(judge(&removed, &one_left, true), [""; 0]);
}

#[test]
fn a_draft_that_is_lost_a_token_that_leaks_and_a_form_that_hangs_are_found() {
    for member in ["lost", "leaks", "errors"] {
        let mut log = added(&[]).json().clone();
        log[member] = json!(["x"]);
        assert_eq!(
            judge(&Log::new(log), &account(&[1]), true).len(),
            1,
            "{member}"
        );
    }
}

#[test]
fn a_twin_that_the_form_could_not_know_of_is_no_fault_of_its() {
    let twin = Account {
        twin: Some(Twin::Recent),
        ..account(&[])
    };
    assert_eq!(judge(&added(&[]), &twin, true), [""; 0]);
}
