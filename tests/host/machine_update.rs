//! The change of an existing skill.

use crate::machine_harness::{COLLECTION, World, skill};
use add_skill::graph::{Effect, Event, FailureKind, NoAnswer, Outcome, Reason, State, TokenError};

const RUST: &str = r#"{"value":[{"id":"1","displayName":"Rust","proficiency":"elementary"}]}"#;
const EXPERT: &str = r#"{"id":"1","displayName":"Rust","proficiency":"expert"}"#;
const ELEMENTARY: &str = r#"{"id":"1","displayName":"Rust","proficiency":"elementary"}"#;
const CLAIMS: &str = r#"Bearer claims="eyJhIjoxfQ==""#;

/// Returns a submission whose user has decided to change the level.
fn updating() -> World {
    updating_from(RUST)
}

fn updating_from(list: &str) -> World {
    let mut world = World::asking();
    let expert =
        skill(r#"{"displayName":"rust","proficiency":"expert","webUrl":"https://example.com/"}"#);
    let target = world.target();
    world
        .send(Event::Submit(Box::new(expert), target))
        .listed(200, list)
        .send(Event::Update);
    assert!(world.state().is_busy());
    world
}

fn sent() -> World {
    let mut world = updating();
    world.token();
    world
}

fn is_unknown(world: &World) -> bool {
    match world.state() {
        State::NotUpdated(update, _) => update.is_unknown,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_update_sends_only_the_level_and_reports_the_changed_skill() {
    let mut world = sent();
    let url = [COLLECTION, "/1"].concat();
    assert_eq!(world.patches(), [(&*url, "expert".to_owned(), None)]);
    world.patched(200, &[], EXPERT);
    assert!(matches!(world.state(), State::Updated(_)));
    let [Outcome::Updated(updated)] = world.reported()[..] else {
        panic!("{:?}", world.reported())
    };
    assert_eq!(updated.skill.as_ref().unwrap(), &skill(EXPERT));
    assert!(!updated.ids.client.is_empty());
    assert_eq!((world.posts(), world.written()), (0, None));
}

#[test]
fn a_204_response_reports_the_listed_skill_with_the_new_level() {
    let mut world = sent();
    world.patched(204, &[], "");
    let [Outcome::Updated(updated)] = world.reported()[..] else {
        panic!("{:?}", world.reported())
    };
    assert_eq!(updated.skill.as_ref().unwrap(), &skill(EXPERT));
}

#[test]
fn a_200_response_without_the_skill_is_checked() {
    for body in [
        "",
        "<html>",
        "[]",
        "{}",
        r#"{"id":"2","proficiency":"expert"}"#,
    ] {
        let mut world = sent();
        world.patched(200, &[], body);
        assert!(
            world.reported().is_empty() && world.state().is_busy(),
            "{body}"
        );
        world
            .look(200, body)
            .look(200, ELEMENTARY)
            .look(200, EXPERT);
        assert!(matches!(world.state(), State::Updated(_)), "{body}");
    }
}

#[test]
fn an_update_sends_the_latest_etag() {
    let mut world = updating_from(
        r#"{"value":[{"@odata.etag":"W/\"5\"","id":"1","displayName":"Rust","proficiency":"elementary"}]}"#,
    );
    world.token();
    assert_eq!(world.patches()[0].2, Some(r#"W/"5""#));
    world.patched(412, &[], "{}").look(
        200,
        r#"{"@odata.etag":"W/\"6\"","id":"1","displayName":"Rust","proficiency":"elementary"}"#,
    );
    assert_eq!(world.failure().status, Some(412));
    assert!(!is_unknown(&world));
    world.send(Event::Update).token();
    assert_eq!(world.patches()[1].2, Some(r#"W/"6""#));
    let mut changed = sent();
    changed.patched(412, &[], "{}").look(200, EXPERT);
    assert!(matches!(changed.state(), State::Updated(_)));
}

#[test]
fn a_failed_update_is_retried_only_by_the_user() {
    for (status, kind) in [
        (400, FailureKind::Rejected),
        (401, FailureKind::NeedsAuth),
        (403, FailureKind::Rejected),
        (404, FailureKind::Rejected),
        (429, FailureKind::Throttled),
        (503, FailureKind::Throttled),
    ] {
        let mut world = sent();
        world.patched(status, &[], "{}");
        assert_eq!(
            (world.failure().kind, world.failure().status),
            (kind, Some(status))
        );
        assert!(!world.state().is_busy() && !is_unknown(&world));
        assert_eq!(world.patches().len(), 1);
        world.send(Event::Update).token().patched(200, &[], EXPERT);
        assert!(matches!(world.state(), State::Updated(_)), "{status}");
        assert_eq!(world.patches().len(), 2);
    }
}

#[test]
fn an_update_is_not_retried_before_the_retry_after_delay() {
    let mut world = sent();
    world.patched(429, &[("Retry-After", "30")], "");
    world.now += 10_000;
    world.send(Event::Update);
    assert_eq!(world.failure().retry_after, Some(20));
    assert_eq!(world.patches().len(), 1);
    world.now += 20_000;
    world.send(Event::Update).token();
    assert_eq!(world.patches().len(), 2);
}

#[test]
fn an_update_is_repeated_for_only_one_claims_challenge() {
    let mut world = sent();
    world
        .patched(401, &[("WWW-Authenticate", CLAIMS)], "")
        .token()
        .patched(401, &[("WWW-Authenticate", CLAIMS)], "");
    assert_eq!(world.patches().len(), 2);
    assert_eq!(world.failure().kind, FailureKind::NeedsAuth);
    let mut refused = sent();
    refused.patched(401, &[("WWW-Authenticate", CLAIMS)], "");
    let ticket = refused.ticket(|effect| matches!(effect, Effect::AskToken(..)));
    refused.send(Event::NoToken(ticket, TokenError::Unusable));
    assert_eq!(refused.failure().status, Some(401));
}

#[test]
fn a_lost_update_response_is_checked_by_reading_the_skill() {
    for lose in [
        (|world: &mut World| {
            world.patched(504, &[], "");
        }) as fn(&mut World),
        |world| {
            world.patched(302, &[], "");
        },
        |world| {
            let ticket = world.ticket(|effect| matches!(effect, Effect::Patch { .. }));
            world.send(Event::NoAnswer(ticket, NoAnswer::Network));
        },
        |world| {
            world.send(Event::Stop);
        },
        |world| {
            world.timer();
        },
    ] {
        let mut changed = sent();
        lose(&mut changed);
        changed.look(500, "").look(200, EXPERT);
        assert!(
            matches!(changed.state(), State::Updated(_)),
            "{:?}",
            changed.state()
        );
        let url = [COLLECTION, "/1?$select=id,displayName,proficiency"].concat();
        assert_eq!(changed.lists()[1..], [&*url, &*url]);

        let mut unchanged = sent();
        lose(&mut unchanged);
        unchanged
            .look(200, ELEMENTARY)
            .look(200, ELEMENTARY)
            .look(200, ELEMENTARY);
        assert!(!is_unknown(&unchanged));
        assert_eq!(unchanged.failure().kind, FailureKind::Unknown);

        let mut unreadable = sent();
        lose(&mut unreadable);
        unreadable.look(500, "").look(403, "").look(200, "[]");
        assert!(is_unknown(&unreadable));

        let mut removed = sent();
        lose(&mut removed);
        removed.look(404, "{}");
        assert_eq!(removed.failure().reason, Reason::NotFound);
        for world in [changed, unchanged, unreadable, removed] {
            assert_eq!((world.patches().len(), world.reported().len()), (1, 1));
        }
    }
}

#[test]
fn an_update_can_be_stopped_at_each_step() {
    let mut asking = updating();
    asking.send(Event::Stop);
    assert_eq!(asking.failure().reason, Reason::Stopped);
    let mut waiting = sent();
    waiting.send(Event::Stop).send(Event::Stop);
    assert!(is_unknown(&waiting));
    let mut reading = sent();
    reading.send(Event::Stop).timer().send(Event::Stop);
    assert!(is_unknown(&reading));
    let mut silent = updating();
    silent.timer();
    assert_eq!(silent.failure().reason, Reason::Token);
    for world in [asking, waiting, reading, silent] {
        assert!(!world.state().is_busy());
        assert_eq!(world.reported().len(), 1);
    }
}

#[test]
fn a_removed_form_still_processes_the_response_to_its_update() {
    let mut world = sent();
    world.send(Event::Disconnected).patched(200, &[], EXPERT);
    assert!(matches!(world.state(), State::Updated(_)));
    let mut lost = sent();
    lost.send(Event::Disconnected).patched(504, &[], "");
    assert!(is_unknown(&lost));
    assert_eq!(lost.lists().len(), 1);
}

#[test]
fn a_200_with_only_the_id_is_completed_and_one_with_another_level_is_checked() {
    let mut world = sent();
    world.patched(200, &[], r#"{"id":"1"}"#);
    let [Outcome::Updated(updated)] = world.reported()[..] else {
        panic!("{:?}", world.reported())
    };
    assert_eq!(updated.skill.as_ref().unwrap(), &skill(EXPERT));
    let mut ignored = sent();
    ignored.patched(200, &[], ELEMENTARY);
    assert!(ignored.reported().is_empty() && ignored.state().is_busy());
}

#[test]
fn an_etag_that_is_not_a_valid_header_value_is_not_sent() {
    let mut world = updating_from(
        r#"{"value":[{"@odata.etag":"W/\"ü\"","id":"1","displayName":"Rust","proficiency":"elementary"}]}"#,
    );
    world.token();
    assert_eq!(world.patches()[0].2, None);
}
