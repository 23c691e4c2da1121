//! Tests that the judge finds violations.

use serde_json::{Value, json};

use super::{judge, unreported};
use crate::faults::Twin;
use crate::ledger::{Account, Change, Post};
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
        ["it was reported as added, and is not stored"]
    );
}

#[test]
fn a_stored_skill_reported_as_rejected_is_found_unless_an_earlier_response_was_lost() {
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
fn a_wrong_not_found_is_found_unless_the_skill_was_stored_after_the_check() {
    let absent = log(
        &[step("submit", "not-found", 9, &[])],
        &[request("GET", 1, 5, None, 200)],
    );
    assert_eq!(judge(&absent, &account(&[4]), true).len(), 1);
    assert_eq!(judge(&absent, &account(&[6]), true), [""; 0]);
    let mut following = request("GET", 1, 7, None, 200);
    following["url"] = json!("http://x/skills?$select=id,displayName&$skiptoken=50");
    let paged = log(
        &[step("submit", "not-found", 9, &[])],
        &[request("GET", 1, 5, None, 200), following],
    );
    assert_eq!(judge(&paged, &account(&[4]), true).len(), 1);
    assert_eq!(judge(&paged, &account(&[6]), true), [""; 0]);
}

#[test]
fn a_duplicate_that_a_check_could_find_must_have_been_reported() {
    let silent = judge(&added(&[]), &account(&[1, 2]), true);
    assert!(
        silent.len() == 1 && silent[0].starts_with("the duplicates were not reported"),
        "{silent:?}"
    );
    assert_eq!(judge(&added(&["2"]), &account(&[1, 2]), true), [""; 0]);
    assert_eq!(
        judge(&added(&[]), &account(&[1, 6]), true),
        [""; 0],
        "it was stored after the check"
    );
    assert_eq!(
        unreported(&added(&[]), &account(&[1, 6]), false).len(),
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
        "the check failed"
    );
}

#[test]
fn a_success_without_a_check_is_found_if_the_page_requires_one() {
    let unseen = log(
        &[step("submit", "added", 9, &[])],
        &[request("POST", 1, 1, None, 201)],
    );
    assert_eq!(
        judge(&unseen, &account(&[1]), true),
        ["there was no check for duplicates"]
    );
    assert_eq!(judge(&unseen, &account(&[1]), false), [""; 0]);
}

#[test]
fn a_second_post_of_a_click_is_found_unless_the_first_was_not_processed() {
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
fn the_removal_of_the_last_copy_or_of_another_skill_is_found() {
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
fn a_lost_draft_a_leaked_token_and_a_hanging_form_are_found() {
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
fn a_similar_skill_that_the_form_could_not_know_breaks_no_promise() {
    let twin = Account {
        twin: Some(Twin::Recent),
        ..account(&[])
    };
    assert_eq!(judge(&added(&[]), &twin, true), [""; 0]);
}

/// Returns the log of an element that asks about existing skills.
fn asking(steps: &[Value], requests: &[Value]) -> Log {
    let mut log = log(steps, requests).json().clone();
    log["asks"] = json!(true);
    Log::new(log)
}

/// Returns a lookup that has shown the skill `old`.
fn lookup(step: usize, fault: Option<&str>) -> Value {
    let mut lookup = request("GET", step, 0, fault, 200);
    lookup["url"] = json!("http://x/skills?$select=id,displayName,proficiency");
    lookup["clientRequestId"] = json!("lookup");
    lookup["ids"] = json!(["old"]);
    lookup
}

/// Returns the log of a service whose collection contained `old`.
fn with_old(account: Account) -> Account {
    Account {
        existing: ["old".to_owned()].into(),
        answered: ["lookup".to_owned()].into(),
        levels: [("old".to_owned(), "expert".to_owned())].into(),
        ..account
    }
}

fn sent(step: usize, request_of: [&str; 2], id: &str, fault: Option<&str>) -> Value {
    let [method, level] = request_of;
    let mut sent = request(method, step, 3, fault, 200);
    sent["url"] = json!(format!("http://x/skills/{id}"));
    sent["clientRequestId"] = json!("change");
    sent["body"] = json!(json!({ "proficiency": level }).to_string());
    sent
}

/// Returns a step in which the user changes the level of `old` to that of an expert.
fn change(end: &str, events: &Value) -> Value {
    let mut change = step("change-level", end, 9, &[]);
    change["level"] = json!("expert");
    change["events"] = events.clone();
    change
}

fn updated() -> Value {
    json!([{ "type": "skill-updated", "kind": "updated", "id": "old", "level": "expert" }])
}

/// Returns the log of a service that has changed `old`.
fn changed(level: &str, fault: Option<&str>) -> Account {
    let change = Change {
        id: "old".to_owned(),
        level: level.to_owned(),
        fault: fault.map(str::to_owned),
        client_request_id: "change".to_owned(),
    };
    Account {
        changes: vec![change],
        ..with_old(account(&[]))
    }
}

#[test]
fn an_existing_skill_is_added_again_only_if_the_user_requests_it() {
    let steps = |did| [step("submit", "exists", 1, &[]), step(did, "added", 9, &[])];
    let requests = |fault| {
        [
            lookup(2, fault),
            request("POST", 2, 1, None, 201),
            request("GET", 2, 5, None, 200),
        ]
    };
    let account = with_old(account(&[1]));
    let broken = judge(&asking(&steps("submit"), &requests(None)), &account, true);
    assert_eq!(broken, ["submit has added it although old was there"]);
    let wanted = asking(&steps("add-anyway"), &requests(None));
    assert_eq!(judge(&wanted, &account, true), [""; 0]);
    let allowing = log(&steps("submit"), &requests(None));
    assert_eq!(judge(&allowing, &account, true), [""; 0]);
    let failed = asking(&steps("submit"), &requests(Some("body:cut")));
    assert_eq!(judge(&failed, &account, true), [""; 0], "the lookup failed");
    let unanswered = Account {
        answered: [].into(),
        ..account
    };
    let unread = asking(&steps("submit"), &requests(None));
    assert_eq!(judge(&unread, &unanswered, true), [""; 0]);
}

#[test]
fn a_post_without_a_lookup_is_found_unless_the_first_one_was_lost() {
    let requests = |step| {
        [
            request("POST", step, 1, None, 201),
            request("GET", step, 5, None, 200),
        ]
    };
    let first = asking(&[step("submit", "added", 9, &[])], &requests(1));
    assert_eq!(
        judge(&first, &account(&[1]), true),
        ["submit has added it without a lookup"]
    );
    let steps = [
        step("submit", "unknown", 1, &[]),
        step("send-again", "added", 9, &[]),
    ];
    let again = asking(&steps, &requests(2));
    assert_eq!(judge(&again, &account(&[1]), true), [""; 0]);
}

#[test]
fn a_question_about_another_skill_and_a_kept_skill_that_is_added_are_found() {
    let mut asked = step("submit", "exists", 1, &[]);
    asked["asked"] = json!(["old"]);
    let asked = asking(&[asked], &[lookup(1, None)]);
    let old = with_old(account(&[]));
    assert_eq!(judge(&asked, &old, true), [""; 0]);
    assert_eq!(
        judge(&asked, &account(&[]), true),
        ["the user was asked about old"]
    );
    let kept = asking(&[step("keep-existing", "kept", 9, &[])], &[]);
    assert_eq!(judge(&kept, &old, true), [""; 0]);
    assert_eq!(
        judge(&kept, &with_old(account(&[1])), true),
        ["it was reported as kept, and is stored 1 times"]
    );
}

#[test]
fn a_change_without_a_request_is_found() {
    let patch = |fault| sent(1, ["PATCH", "expert"], "old", fault);
    let asked = [change("updated", &updated())];
    let account = changed("expert", None);
    let judge_of = |requests: &[Value]| judge(&asking(&asked, requests), &account, true);
    assert_eq!(judge_of(&[patch(None)]), [""; 0]);
    assert_eq!(judge_of(&[patch(Some("claims")), patch(None)]), [""; 0]);
    assert_eq!(
        judge_of(&[patch(Some("status:503")), patch(None)]),
        ["one click has changed a skill 2 times"]
    );
    assert_eq!(judge_of(&[]), ["old was changed without a request"]);
    let other = sent(1, ["PATCH", "elementary"], "old", None);
    let broken = judge_of(&[other]);
    assert!(
        broken.len() == 1 && broken[0].ends_with("was sent"),
        "{broken:?}"
    );
    let unasked = asking(&[step("submit", "exists", 9, &[])], &[patch(None)]);
    let broken = judge(&unasked, &account, true);
    assert!(
        broken.contains(&"submit has changed a skill".to_owned()),
        "{broken:?}"
    );
}

#[test]
fn a_removal_without_a_request_is_found() {
    let undo = |did: &str, id: &str| {
        let steps = [
            step("submit", "added", 5, &[]),
            step(did, "removed", 9, &[]),
        ];
        let requests = [
            request("POST", 1, 1, None, 201),
            request("GET", 1, 5, None, 200),
            sent(2, ["DELETE", ""], id, None),
        ];
        log(&steps, &requests)
    };
    let gone = |id: &str| Account {
        removed: [id.to_owned()].into(),
        ..with_old(account(&[]))
    };
    assert_eq!(judge(&undo("undo", "1"), &gone("1"), true), [""; 0]);
    let unasked = judge(&undo("check-again", "1"), &gone("1"), true);
    assert!(
        unasked.contains(&"check-again has removed 1 skills".to_owned()),
        "{unasked:?}"
    );
    let unsent = judge(&undo("undo", "2"), &gone("1"), true);
    assert!(
        unsent.contains(&"1 was removed without a request".to_owned()),
        "{unsent:?}"
    );
    let others = judge(&undo("undo", "old"), &gone("old"), true);
    assert!(
        others.contains(&"old was removed without a request".to_owned()),
        "{others:?}"
    );
}

#[test]
fn a_reported_change_or_removal_that_is_not_stored_is_found() {
    let patch = [sent(1, ["PATCH", "expert"], "old", None)];
    let reported = asking(&[change("updated", &updated())], &patch);
    assert_eq!(judge(&reported, &changed("expert", None), true), [""; 0]);
    let mut unchanged = with_old(account(&[]));
    unchanged.levels.clear();
    assert_eq!(
        judge(&reported, &unchanged, true),
        ["old was reported as expert, and is not"]
    );
    let mut removed = step("undo", "removed", 9, &[]);
    removed["events"] = json!([{ "type": "skill-removed", "kind": "removed", "id": "1" }]);
    let steps = [step("submit", "added", 5, &[]), removed];
    let requests = [
        request("POST", 1, 1, None, 201),
        request("GET", 1, 5, None, 200),
        sent(2, ["DELETE", ""], "1", None),
    ];
    assert_eq!(
        judge(&log(&steps, &requests), &account(&[1]), true),
        ["1 was reported as removed, and was not"]
    );
}

#[test]
fn a_lost_change_is_reported_correctly_or_as_unknown() {
    let patch = [sent(1, ["PATCH", "expert"], "old", Some("reset:after"))];
    let ends = |end: &str| asking(&[change(end, &json!([]))], &patch);
    let account = changed("expert", Some("reset:after"));
    assert_eq!(judge(&ends("update-unknown"), &account, true), [""; 0]);
    assert_eq!(
        judge(&ends("not-updated"), &account, true),
        ["old was reported as unchanged, and was changed"]
    );
    assert_eq!(
        judge(&ends("editing"), &account, true),
        ["a change has ended as editing"]
    );
    let refused = asking(
        &[
            change("not-updated", &json!([])),
            change("updated", &updated()),
        ],
        &[
            sent(1, ["PATCH", "expert"], "other", Some("status:403")),
            sent(2, ["PATCH", "expert"], "old", None),
        ],
    );
    let mut refused = refused.json().clone();
    refused["requests"][0]["clientRequestId"] = json!("refused");
    assert_eq!(
        judge(&Log::new(refused), &account, true),
        [""; 0],
        "it was changed later"
    );
    let late = changed("expert", Some("commit:700ms"));
    assert_eq!(judge(&ends("not-updated"), &late, true), [""; 0]);
    let again = [
        change("update-unknown", &json!([])),
        change("not-updated", &json!([])),
    ];
    assert_eq!(judge(&asking(&again, &patch), &account, true), [""; 0]);
}
