//! Checks after a lost response: the result of reading the collection (cases F of the reliability
//! report).

use crate::machine_harness::{COLLECTION, EMPTY, START, World, lost, older, ours};
use add_skill::graph::{
    CheckFailure, Effect, Event, FailureKind, Outcome, Reason, Stage, State, TokenError,
};

#[test]
fn a_skill_found_after_a_lost_response_is_reported_as_added() {
    // F3, F13.
    let mut world = lost(World::new());
    world.look(200, &ours("1"));
    let State::Created(added) = world.state() else {
        panic!("{:?}", world.state())
    };
    assert_eq!(
        added.created.skill.as_ref().unwrap().id.as_deref(),
        Some("1")
    );
    assert_eq!(
        (world.posts(), world.reported().len(), world.written()),
        (1, 1, None)
    );
    assert!(matches!(world.reported()[0], Outcome::Created(_)));
}

#[test]
fn a_skill_not_found_in_three_checks_is_sent_again_only_by_the_user() {
    // F4.
    let mut world = lost(World::new());
    let mut looks = Vec::new();
    for _ in 0..3 {
        world.look(200, EMPTY);
        looks.push(world.now - START);
    }
    assert_eq!(looks, [1000, 4000, 10_000]);
    assert!(matches!(world.state(), State::NotFound(_)));
    assert_eq!(
        (
            world.posts(),
            world.failure().kind,
            world.written().unwrap().stage
        ),
        (1, FailureKind::Unknown, Stage::NotFound)
    );
    world
        .send(Event::VisibleAgain)
        .send(Event::Reconnected)
        .send(Event::Skip);
    assert_eq!(world.posts(), 1);
    world.send_again().token();
    assert_eq!(world.posts(), 2);
}

#[test]
fn a_skill_found_in_the_third_check_is_reported_as_added() {
    // F11.
    let mut world = lost(World::new());
    world
        .look(200, EMPTY)
        .look(200, EMPTY)
        .look(200, &ours("1"));
    assert!(matches!(world.state(), State::Created(_)));
}

#[test]
fn a_skill_found_twice_has_a_duplicate_that_can_be_removed() {
    // Row 13.
    let both = r#"{"value":[
        {"id":"2","displayName":"Rust","createdDateTime":"2026-02-02T02:40:02Z"},
        {"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:01Z"}]}"#;
    let mut world = lost(World::new());
    world.look(200, both);
    assert!(matches!(world.state(), State::Created(added) if added.duplicates == ["2"]));
    world.send(Event::RemoveDuplicate("1".to_owned()));
    assert!(world.last().is_empty(), "only a double is removed");
    for (count, is_removed) in [(1, false), (2, true)] {
        world
            .send(Event::RemoveDuplicate("2".to_owned()))
            .send(Event::RemoveDuplicate("2".to_owned()));
        assert_eq!(
            world
                .effects
                .iter()
                .filter(|effect| matches!(effect, Effect::Delete(..)))
                .count(),
            count
        );
        let ticket = world.ticket(
            |effect| matches!(effect, Effect::Delete(_, url) if *url == format!("{COLLECTION}/2")),
        );
        world.send(Event::Removed(ticket, is_removed));
        let State::Created(added) = world.state() else {
            panic!()
        };
        assert_eq!(
            (
                added.duplicates.is_empty(),
                added.has_failed_to_remove,
                &added.removing
            ),
            (is_removed, !is_removed, &None)
        );
    }
    assert_eq!(world.reported().len(), 1, "success is reported once");
}

#[test]
fn the_check_after_success_supplies_an_id_missing_from_the_response() {
    let one = r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:01Z"},{"id":"old","displayName":"Rust"}]}"#;
    let two = one.replacen(
        '[',
        r#"[{"id":"2","displayName":"Rust","createdDateTime":"2026-02-02T02:40:02Z"},"#,
        1,
    );
    let added = |baseline: u16, body: &str, list: &str| {
        let mut world = World::verifying();
        world
            .submit("Rust")
            .listed(baseline, r#"{"value":[{"id":"old"}]}"#)
            .token()
            .answer(201, &[], body)
            .listed(200, list);
        assert_eq!(
            (world.reported().len(), world.lists().len(), world.posts()),
            (1, 2, 1),
            "success is reported once"
        );
        let State::Created(added) = world.state() else {
            panic!("{:?}", world.state())
        };
        let skill = added.created.skill.clone().unwrap_or_default();
        (
            skill.id,
            skill.proficiency.is_some(),
            added.duplicates.clone(),
        )
    };
    for body in ["", "{", "null", "[]", "{}"] {
        assert_eq!(
            added(200, body, one),
            (Some("1".into()), false, vec![]),
            "{body}"
        );
        assert_eq!(
            added(200, body, &two),
            (Some("1".into()), false, vec!["2".into()]),
            "{body}"
        );
        assert_eq!(
            added(200, body, EMPTY),
            (None, false, vec![]),
            "{body}: not visible yet"
        );
        assert_eq!(
            added(500, body, &two),
            (None, false, vec!["2".into()]),
            "{body}: without a baseline the clocks tell a copy, and no id"
        );
    }
    let answered = r#"{"displayName":"Rust","proficiency":"expert"}"#;
    assert_eq!(
        added(200, answered, one),
        (Some("1".into()), true, vec![]),
        "what it did say stays"
    );
    assert_eq!(
        added(200, r#"{"id":"2","displayName":"Rust"}"#, &two),
        (Some("2".into()), false, vec!["1".into()])
    );
}

#[test]
fn one_check_after_success_finds_duplicates_sent_by_the_browser() {
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, r#"{"value":[{"id":"old"}]}"#)
        .token()
        .answer(201, &[], r#"{"id":"1","displayName":"Rust"}"#);
    assert_eq!(world.reported().len(), 1, "before the look");
    world.listed(
        200,
        r#"{"value":[{"id":"1","displayName":"Rust"},{"id":"2","displayName":"Rust"},{"id":"old","displayName":"Rust"}]}"#,
    );
    assert!(matches!(world.state(), State::Created(added) if added.duplicates == ["2"]));
    for (status, body) in [(500, ""), (200, "{}"), (401, "")] {
        let mut world = World::verifying();
        world
            .submit("Rust")
            .listed(200, EMPTY)
            .token()
            .answer(201, &[], "")
            .listed(status, body);
        assert!(matches!(world.state(), State::Created(added) if added.duplicates.is_empty()));
        assert_eq!((world.reported().len(), world.lists().len()), (1, 2));
    }
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, EMPTY)
        .token()
        .answer(201, &[], "")
        .timer();
    assert!(
        matches!(world.state(), State::Created(_)),
        "a look that never ends changes nothing"
    );
}

#[test]
fn a_late_first_attempt_is_reported_as_a_duplicate_of_the_second() {
    // Row 31.
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, EMPTY)
        .token()
        .answer(504, &[], "{}");
    world
        .look(200, EMPTY)
        .look(200, EMPTY)
        .look(200, EMPTY)
        .send_again()
        .token();
    assert_eq!(
        (
            world.posts(),
            world.written().unwrap().baseline_ids.as_deref()
        ),
        (2, Some(&[][..]))
    );
    world.answer(201, &[], r#"{"id":"2","displayName":"Rust"}"#);
    world.listed(
        200,
        r#"{"value":[{"id":"2","displayName":"Rust"},{"id":"1","displayName":"Rust"}]}"#,
    );
    assert!(matches!(world.state(), State::Created(added) if added.duplicates == ["1"]));
}

#[test]
fn an_unreadable_collection_leaves_the_outcome_unknown_and_can_be_checked_again() {
    // F7, row 60.
    for status in [401, 403, 429, 503] {
        let mut world = lost(World::new());
        world.look(status, "{}");
        assert!(
            matches!(world.state(), State::Unknown(_, CheckFailure::Failed)),
            "{status}"
        );
        assert_eq!(
            (world.posts(), world.written().unwrap().stage),
            (1, Stage::Unknown)
        );
        world.send(Event::CheckAgain).listed(200, &ours("1"));
        assert!(matches!(world.state(), State::Created(_)), "at once");
    }
    let mut world = lost(World::new());
    for _ in 0..3 {
        world.timer();
        let ticket = world.ticket(|effect| matches!(effect, Effect::List(..)));
        world.send(Event::NotListed(ticket, None));
    }
    assert!(matches!(
        world.state(),
        State::Unknown(_, CheckFailure::Failed)
    ));
    let mut world = lost(World::new());
    world.timer();
    let ticket = world.ticket(|effect| matches!(effect, Effect::List(..)));
    world.send(Event::NotListed(ticket, Some(TokenError::Unusable)));
    assert!(
        matches!(world.state(), State::Unknown(_, CheckFailure::Failed)),
        "without a token there is no use in more looks"
    );
    let mut dead = lost(World::new());
    for _ in 0..6 {
        dead.timer();
    }
    assert!(
        matches!(dead.state(), State::Unknown(_, CheckFailure::Failed)),
        "{:?}",
        dead.state()
    );
}

#[test]
fn a_check_falls_back_to_a_query_of_names_if_the_full_query_fails() {
    let mut world = lost(World::new());
    world
        .look(500, r#"{"value":[{"id":"1"#)
        .listed(200, r#"{"value":[{"id":"1","displayName":"Rust"}]}"#);
    assert_eq!(
        world.lists()[1],
        format!("{COLLECTION}?$select=id,displayName")
    );
    world
        .look(400, "")
        .listed(500, "")
        .look(200, "{}")
        .listed(200, r#"{"value":[{"id":"1","displayName":"Rust"}]}"#);
    assert!(
        matches!(world.state(), State::Similar(..)),
        "a name alone is a question: {:?}",
        world.state()
    );
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, EMPTY)
        .token()
        .answer(500, &[], "");
    world
        .look(500, "")
        .listed(200, r#"{"value":[{"id":"1","displayName":"Rust"}]}"#);
    assert!(
        matches!(world.state(), State::Created(_)),
        "a name that was not there before is ours"
    );
}

#[test]
fn a_check_that_ends_in_a_gateway_timeout_is_repeated() {
    // A3: unlike a POST, a GET can be repeated.
    let mut world = lost(World::new());
    world.look(504, "").listed(504, "");
    assert!(matches!(world.state(), State::Checking(checking) if checking.attempt == 2));
    world.look(504, "").listed(504, "").look(200, &ours("1"));
    assert!(
        matches!(world.state(), State::Created(_)),
        "{:?}",
        world.state()
    );
    assert_eq!((world.posts(), world.lists().len()), (1, 5));
}

#[test]
fn an_older_similar_skill_requires_confirmation_by_the_user() {
    // Row 63.
    let similar = || {
        let mut world = lost(World::new());
        world
            .look(200, &older("1"))
            .look(200, &older("1"))
            .look(200, &older("1"));
        assert!(
            matches!(world.state(), State::Similar(skill, _) if skill.id.as_deref() == Some("1"))
        );
        world
    };
    let mut world = similar();
    world.send(Event::Accept);
    assert!(matches!(world.state(), State::Created(_)));
    assert_eq!((world.posts(), world.written()), (1, None));
    assert_eq!(similar().send_again().token().posts(), 2);
    let mut world = similar();
    world.submit("Rust");
    assert!(
        matches!((world.posts(), world.state()), (1, State::Checking(_))),
        "the button alone is no answer"
    );
    let mut world = lost(World::new());
    world.look(200, &older("1")).look(200, &ours("2"));
    assert!(
        matches!(world.state(), State::Created(_)),
        "ours may become visible later"
    );
}

fn page(skills: &str, next: &str) -> String {
    format!(r#"{{"value":[{skills}],"@odata.nextLink":"{next}"}}"#)
}

#[test]
fn a_check_reads_up_to_ten_pages_of_the_same_origin() {
    // F8, rows 61 and 62.
    let next = format!("{COLLECTION}?page=2");
    let mut world = lost(World::new());
    world
        .look(200, &page("", &next))
        .listed(200, &page("", &next))
        .listed(200, &ours("1"));
    assert!(matches!(world.state(), State::Created(_)));
    assert_eq!(world.lists()[1], next);
    let mut world = lost(World::new());
    world.look(200, &page("", &next));
    while matches!(world.state(), State::Checking(_)) {
        world.listed(200, &page("", &next));
    }
    assert!(matches!(
        world.state(),
        State::Unknown(_, CheckFailure::Incomplete)
    ));
    assert_eq!(world.lists().len(), 10);
    for foreign in [
        "https://evil.example/",
        "http://graph.microsoft.com/beta",
        "https://graph.microsoft.com@evil.example/",
    ] {
        let mut world = lost(World::new());
        world.look(200, &page("", foreign));
        assert!(
            matches!(world.state(), State::Unknown(_, CheckFailure::Incomplete)),
            "{foreign}"
        );
        assert_eq!(world.lists().len(), 1);
    }
    let mut world = lost(World::new());
    world
        .look(200, &page(r#"{"id":"1","displayName":"Rust"}"#, &next))
        .listed(200, EMPTY);
    world
        .look(200, EMPTY)
        .look(200, &page(r#"{"id":"1","displayName":"Rust"}"#, &next))
        .listed(200, EMPTY);
    assert!(
        matches!(world.state(), State::Similar(..)),
        "a similar one of an earlier page is not lost"
    );
}

#[test]
fn the_same_skill_can_be_submitted_again_after_the_first_outcome_is_known() {
    let mut world = lost(World::new());
    world.look(200, &ours("1")).submit("Rust").token();
    assert_eq!(
        (world.posts(), world.written().unwrap().attempt),
        (2, 1),
        "as a submission of its own"
    );
}

#[test]
fn a_409_conflict_can_be_checked_but_a_400_rejection_cannot() {
    // Row 43.
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(409, &[], "{}")
        .send(Event::CheckAgain)
        .listed(200, EMPTY);
    assert!(
        matches!(world.state(), State::NotFound(_)),
        "{:?}",
        world.state()
    );
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(400, &[], "{}")
        .send(Event::CheckAgain);
    assert!(matches!(world.state(), State::Rejected(_)));
}

/// If the service rejects a skill as a duplicate, nothing was added. The skill in the collection
/// existed before.
#[test]
fn a_skill_found_after_a_conflict_is_reported_as_existing() {
    let exists = |world: &World| matches!(world.state(), State::Rejected(failure) if failure.reason == Reason::Exists);
    // However recent it is, because another tab may just have added it.
    for listed in [
        older("1"),
        ours("1"),
        page(r#"{"id":"1","displayName":"Rust"}"#, ""),
    ] {
        let mut world = World::new();
        world
            .sent("Rust")
            .answer(409, &[], "{}")
            .send(Event::CheckAgain)
            .listed(200, &listed);
        assert!(exists(&world), "{listed}: {:?}", world.state());
        assert!(
            world
                .reported()
                .iter()
                .all(|outcome| matches!(outcome, Outcome::Failed(_)))
        );
        assert_eq!(world.written(), None, "it is settled");
    }
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, &older("1"))
        .token()
        .answer(409, &[], "{}")
        .send(Event::CheckAgain)
        .listed(200, &older("1"));
    assert!(exists(&world), "{:?}", world.state());
}

#[test]
fn a_skill_found_after_a_conflict_but_not_in_the_baseline_is_reported_as_added() {
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, EMPTY)
        .token()
        .answer(409, &[], "{}")
        .send(Event::CheckAgain)
        .listed(200, &ours("1"));
    assert!(
        matches!(world.state(), State::Created(_)),
        "{:?}",
        world.state()
    );
    // It is unknown what existed when the attempt was lost, so the user is asked.
    let mut world = lost(World::new());
    world
        .send(Event::Stop)
        .send_again()
        .token()
        .answer(409, &[], "{}");
    world.send(Event::CheckAgain).listed(200, &ours("1"));
    assert!(
        matches!(world.state(), State::Similar(..)),
        "{:?}",
        world.state()
    );
}

#[test]
fn a_reported_offline_status_is_verified_with_a_get_request() {
    let offline = |is_verifying| {
        let mut world = if is_verifying {
            World::verifying()
        } else {
            World::new()
        };
        world.is_offline = true;
        world.submit("Rust");
        assert!(
            matches!(world.state(), State::Preparing),
            "{:?}",
            world.state()
        );
        world
    };
    for is_verifying in [false, true] {
        // The browser is connected, and the status of the response does not matter.
        for status in [200, 403, 500] {
            let mut world = offline(is_verifying);
            world
                .listed(status, EMPTY)
                .token()
                .answer(201, &[], r#"{"id":"1"}"#);
            assert!(
                matches!(world.state(), State::Created(_)),
                "{:?}",
                world.state()
            );
        }
        for error in [None, Some(TokenError::Unusable)] {
            let mut world = offline(is_verifying);
            let ticket = world.ticket(|effect| matches!(effect, Effect::List(..)));
            world.send(Event::NotListed(ticket, error));
            assert!(
                matches!(world.state(), State::NotSent(failure) if failure.reason == Reason::Offline),
                "{:?}",
                world.state()
            );
            assert_eq!(world.posts(), 0);
        }
    }
}

const BOTH: &str = r#"{"value":[{"id":"1","displayName":"Rust"},{"id":"2","displayName":"Rust"}]}"#;

/// A skill that was added, before the check for duplicates.
fn added() -> World {
    let mut world = World::verifying();
    world.submit("Rust").listed(200, EMPTY).token().answer(
        201,
        &[],
        r#"{"id":"1","displayName":"Rust"}"#,
    );
    world
}

#[test]
fn a_reload_resumes_the_unfinished_check_for_duplicates() {
    let world = added();
    assert_eq!(world.written().unwrap().stage, Stage::Added);
    let mut next = world.reloaded();
    assert_eq!(next.lists().len(), 1);
    next.listed(200, BOTH);
    assert!(
        matches!(next.state(), State::Created(added) if added.duplicates == ["2"]),
        "{:?}",
        next.state()
    );
    assert_eq!(
        (next.posts(), next.reported().len(), next.written()),
        (0, 0, None),
        "success was reported before"
    );
    let mut failing = world.reloaded();
    failing.listed(500, "");
    assert_eq!(
        failing.written(),
        None,
        "a look that failed is not owed for ever"
    );
    let mut other = world.reloaded();
    other.submit("C").listed(200, EMPTY).token();
    assert_eq!(other.written().unwrap().stage, Stage::Sending);
}

#[test]
fn a_reconnected_form_runs_the_pending_check_for_duplicates() {
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, EMPTY)
        .token()
        .send(Event::Disconnected)
        .answer(201, &[], r#"{"id":"1","displayName":"Rust"}"#);
    assert_eq!(
        world.lists().len(),
        1,
        "removed from the page, it asks for nothing"
    );
    world.send(Event::Reconnected).listed(200, BOTH);
    assert!(matches!(world.state(), State::Created(added) if added.duplicates == ["2"]));
    assert_eq!(
        world.send(Event::Reconnected).lists().len(),
        2,
        "it has looked"
    );
}

#[test]
fn a_second_attempt_is_checked_for_duplicates_even_if_checks_are_disabled() {
    // Row 31: the duplicate would be the form's own.
    let mut world = lost(World::new());
    world
        .look(200, EMPTY)
        .look(200, EMPTY)
        .look(200, EMPTY)
        .send_again()
        .token();
    world.answer(
        201,
        &[],
        r#"{"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:12Z"}"#,
    );
    world.listed(
        200,
        r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:12Z"},
            {"id":"2","displayName":"Rust","createdDateTime":"2026-02-02T02:40:11Z"}]}"#,
    );
    assert!(matches!(world.state(), State::Created(added) if added.duplicates == ["2"]));
    let mut sure = World::new();
    sure.sent("Rust").answer(201, &[], "");
    assert_eq!((sure.lists().len(), sure.written()), (0, None));
}
