//! Submissions of a list: one lookup serves all of them.

use add_skill::graph::{Event, State, Undo};

use crate::machine_harness::{World, lost};

#[test]
fn a_skill_of_a_list_is_posted_without_another_lookup() {
    let mut world = World::of_list();
    world.sent("Rust").answer(201, &[], r#"{"id":"1"}"#);
    assert!(matches!(world.state(), State::Created(added) if added.undo == Undo::Possible));
    assert_eq!(world.lists(), [""; 0]);
    assert_eq!(world.written(), None, "nothing is left to check");
}

#[test]
fn a_submission_without_a_list_lookup_reads_the_collection_itself() {
    let mut world = World::verifying();
    world.submit("Rust");
    assert_eq!(world.lists().len(), 1);
}

#[test]
fn a_lost_response_is_checked_with_the_ids_of_the_lists_lookup() {
    let mut world = lost(World::of_list());
    let existing = r#"{"value":[{"id":"old","displayName":"Rust"}]}"#;
    world
        .look(200, existing)
        .look(200, existing)
        .look(200, existing);
    assert!(
        matches!(world.state(), State::NotFound(_)),
        "{:?}",
        world.state()
    );
}

#[test]
fn a_browser_that_seems_offline_reads_the_collection_before_it_posts() {
    let mut world = World::of_list();
    world.is_offline = true;
    world.submit("Rust");
    assert_eq!((world.lists().len(), world.posts()), (1, 0));
}

#[test]
fn duplicates_that_the_lists_lookup_finds_can_be_removed() {
    let mut world = World::of_list();
    world.sent("Rust").answer(201, &[], r#"{"id":"1"}"#);
    world.send(Event::FoundDuplicates(vec!["2".to_owned()]));
    world.send(Event::RemoveDuplicate("1".to_owned()));
    assert!(world.last().is_empty(), "only a duplicate is removed");
    world
        .send(Event::RemoveDuplicate("2".to_owned()))
        .removed(true);
    assert!(matches!(world.state(), State::Created(added) if added.has_removed));
}

#[test]
fn reported_duplicates_are_ignored_while_the_outcome_is_unknown() {
    let mut world = lost(World::of_list());
    let before = world.state().clone();
    world.send(Event::FoundDuplicates(vec!["2".to_owned()]));
    assert_eq!(*world.state(), before);
}
