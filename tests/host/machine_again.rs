//! A skill that is sent again after a lost response, and the result of the first attempt.

use crate::machine_harness::{self, World, lost, not_found};
use add_skill::graph::{Event, Stage, State, Target};

const SECOND: &str =
    r#"{"value":[{"id":"2","displayName":"Rust","createdDateTime":"2026-02-02T02:40:12Z"}]}"#;
const BOTH: &str = r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:11Z"},
    {"id":"2","displayName":"Rust","createdDateTime":"2026-02-02T02:40:12Z"}]}"#;

/// Returns a submission that was sent twice. Both responses were lost, and the collection contains
/// the second skill.
fn lost_twice() -> World {
    let mut world = not_found(World::new());
    world
        .send_again()
        .token()
        .answer(504, &[], "")
        .look(200, SECOND);
    assert!(
        matches!(world.state(), State::Created(added) if added.duplicates.is_empty()),
        "{:?}",
        world.state()
    );
    assert_eq!(world.written().unwrap().stage, Stage::Added);
    world
}

#[test]
fn a_lost_attempt_that_arrives_after_the_next_was_found_is_reported_as_a_duplicate() {
    for looks_in_vain in [0, 1] {
        let mut world = lost_twice();
        for _ in 0..looks_in_vain {
            world.look(200, SECOND);
        }
        world.look(200, BOTH);
        assert!(
            matches!(world.state(), State::Created(added) if added.duplicates == ["1"]),
            "{:?}",
            world.state()
        );
        assert_eq!((world.posts(), world.written()), (2, None));
    }
    let mut reloaded = lost_twice().reloaded();
    reloaded.listed(200, BOTH);
    assert!(
        matches!(reloaded.state(), State::Created(added) if added.duplicates == ["1"]),
        "{:?}",
        reloaded.state()
    );
}

#[test]
fn checks_for_a_late_duplicate_end_and_pause_while_the_form_is_removed() {
    let mut world = lost_twice();
    world.look(200, SECOND).look(500, "");
    assert_eq!(world.written(), None);
    let looks = world.lists().len();
    world.send(Event::Reconnected).send(Event::VisibleAgain);
    assert_eq!(world.lists().len(), looks);
    let mut removed = lost_twice();
    let looks = removed.lists().len();
    removed.send(Event::Disconnected).timer();
    assert_eq!(removed.lists().len(), looks);
    removed.send(Event::Reconnected).listed(200, BOTH);
    assert!(matches!(removed.state(), State::Created(added) if added.duplicates == ["1"]));
}

#[test]
fn a_skill_sent_to_another_collection_is_a_new_submission() {
    let mut world = lost(World::new());
    world.look(403, "");
    let target = Target {
        collection: "https://graph.microsoft.com/beta/users/1/profile/skills".to_owned(),
        ..world.target()
    };
    let skill = Box::new(machine_harness::skill(r#"{"displayName":"Rust"}"#));
    world.send(Event::Submit(skill, target)).token();
    assert_eq!((world.posts(), world.written().unwrap().attempt), (2, 1));
}

#[test]
fn a_retry_sends_the_corrected_skill_as_a_first_attempt() {
    let mut world = not_found(World::new());
    let target = world.target();
    world
        .send(Event::SendAgain(
            Box::new(machine_harness::skill(r#"{"displayName":"Rust 2024"}"#)),
            target,
        ))
        .token();
    let record = world.written().unwrap();
    assert_eq!(
        (record.payload.display_name.as_deref(), record.attempt),
        (Some("Rust 2024"), 1)
    );
}
