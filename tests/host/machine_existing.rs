//! The question about an existing skill with the name of the submitted one, and the removal of an
//! added skill.

use crate::machine_harness::{COLLECTION, EMPTY, World, lost, not_found, skill};
use add_skill::graph::{
    Checks, Effect, Event, Existing, FailureKind, Outcome, Reason, State, TokenError, Undo,
};
use add_skill::platform::fold;

const CREATED: &str = r#"{"id":"1","displayName":"Rust"}"#;
const RUST: &str = r#"{"value":[{"id":"0","displayName":"C"},{"id":"1","displayName":"rust","proficiency":"expert"}]}"#;

fn existing(world: &World) -> &Existing {
    match world.state() {
        State::Exists(existing) => existing,
        other => panic!("{other:?}"),
    }
}

fn submit(world: &mut World, text: &str) {
    let target = world.target();
    world.send(Event::Submit(Box::new(skill(text)), target));
}

#[test]
fn a_skill_with_the_same_name_is_found_before_anything_is_sent() {
    let mut world = World::asking();
    world.submit("Rust").listed(200, RUST);
    assert_eq!(existing(&world).skill.id.as_deref(), Some("1"));
    assert_eq!(existing(&world).level, None);
    assert_eq!((world.posts(), world.reported().len()), (0, 0));
    assert_eq!(
        world.lists(),
        [[COLLECTION, "?$select=id,displayName,proficiency"].concat()]
    );
    assert_eq!(world.written(), None);
}

#[test]
fn names_are_compared_regardless_of_case_compatibility_characters_and_white_space() {
    for (one, other) in [
        ("Rust", "  rUST "),
        ("public speaking", "Public\u{a0} \tSpeaking"),
        ("Ｃ＋＋", "c++"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("ΟΔΟΣ", "οδοσ"),
        ("Café", "cafe\u{301}"),
        ("ﬁnance", "Finance"),
        ("İSTANBUL", "i\u{307}stanbul"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} {other}");
    }
    for (one, other) in [
        ("C", "C#"),
        ("résumé", "resume"),
        ("sıfır", "sifir"),
        ("Go", "G o"),
    ] {
        assert_ne!(fold(one), fold(other), "{one} {other}");
    }
}

#[test]
fn an_update_is_offered_only_for_a_different_selected_level() {
    let changes = |sent: &str, listed: &str| {
        let mut world = World::asking();
        submit(&mut world, sent);
        world.listed(200, listed);
        let level = existing(&world).level.clone();
        level.map(|level| level.to_string())
    };
    let elementary = r#"{"displayName":"Rust","proficiency":"elementary"}"#;
    assert_eq!(changes(elementary, RUST).as_deref(), Some("elementary"));
    assert_eq!(changes(r#"{"displayName":"Rust"}"#, RUST), None);
    let same = r#"{"displayName":"Rust","proficiency":"expert"}"#;
    assert_eq!(changes(same, RUST), None);
    // Of several, the one with the same level.
    let several = r#"{"value":[{"id":"1","displayName":"Rust","proficiency":"expert"},{"id":"2","displayName":"Rust","proficiency":"elementary"}]}"#;
    assert_eq!(changes(elementary, several), None);
    // A skill without a plain id has no URL.
    let odd = r#"{"value":[{"id":"../1","displayName":"Rust"}]}"#;
    assert_eq!(changes(elementary, odd), None);
    let none = r#"{"value":[{"displayName":"Rust"}]}"#;
    assert_eq!(changes(elementary, none), None);
}

#[test]
fn all_pages_are_read_up_to_the_limit_and_a_complete_list_is_the_baseline() {
    let page = |id: usize, next: bool| {
        let next = if next {
            format!(r#","@odata.nextLink":"{COLLECTION}?$skiptoken={id}""#)
        } else {
            String::new()
        };
        format!(r#"{{"value":[{{"id":"{id}","displayName":"C"}}]{next}}}"#)
    };
    let mut world = World::asking();
    world
        .submit("Rust")
        .listed(200, &page(1, true))
        .listed(200, &page(2, true))
        .listed(200, &page(3, false));
    assert!(matches!(world.state(), State::AskingToken { .. }));
    world.token();
    let baseline = world.written().unwrap().baseline_ids.clone();
    assert_eq!(baseline.unwrap(), ["1", "2", "3"]);

    let mut long = World::asking();
    long.submit("Rust");
    for id in 0..10 {
        long.listed(200, &page(id, true));
    }
    assert!(matches!(long.state(), State::AskingToken { .. }));
    assert_eq!(long.lists().len(), 10);
    assert_eq!(long.token().written().unwrap().baseline_ids, None);

    let mut last = World::asking();
    last.submit("Rust")
        .listed(200, &page(1, true))
        .listed(200, RUST);
    assert_eq!(existing(&last).skill.id.as_deref(), Some("1"));
}

#[test]
fn a_lookup_that_fails_does_not_prevent_the_skill_from_being_added() {
    let other_origin = r#"{"value":[],"@odata.nextLink":"https://evil.example/"}"#;
    for (status, body) in [(500, ""), (404, "{}"), (200, "[]"), (200, other_origin)] {
        let mut world = World::asking();
        world.submit("Rust").listed(status, body).token();
        assert_eq!(world.posts(), 1, "{status} {body}");
        assert!(world.lists().iter().all(|url| url.starts_with(COLLECTION)));
    }
    let mut world = World::asking();
    world.submit("Rust");
    let ticket = world.ticket(|effect| matches!(effect, Effect::List(..)));
    world.send(Event::NotListed(ticket, Some(TokenError::Unusable)));
    assert_eq!(world.failure().reason, Reason::Token);
}

#[test]
fn an_existing_skill_raises_no_question_unless_the_existence_check_is_enabled() {
    for mut world in [World::new(), World::verifying()] {
        world.submit("Rust");
        if world.checks != Checks::None {
            world.listed(200, RUST);
        }
        world.token();
        assert_eq!(world.posts(), 1);
        let is_learned = |effect: &Effect| matches!(effect, Effect::Learn { .. });
        assert!(!world.effects.iter().any(is_learned));
    }
}

#[test]
fn keeping_the_existing_skill_ends_the_submission() {
    let mut world = World::asking();
    world
        .submit("Rust")
        .listed(200, RUST)
        .send(Event::KeepExisting);
    assert_eq!(world.failure().kind, FailureKind::Exists);
    assert_eq!(world.failure().reason, Reason::Exists);
    assert!(matches!(world.state(), State::Rejected(_)));
    world.send(Event::KeepExisting).send(Event::Update);
    assert_eq!((world.posts(), world.reported().len()), (0, 1));
    assert_eq!(world.written(), None);
}

#[test]
fn adding_an_existing_skill_anyway_posts_it_with_a_new_baseline() {
    let mut world = World::asking();
    world.submit("Rust").listed(200, RUST);
    let target = add_skill::graph::Target {
        checks: Checks::Duplicates,
        ..world.target()
    };
    let rust = Box::new(skill(r#"{"displayName":"Rust"}"#));
    world
        .send(Event::SendAgain(rust, target))
        .listed(200, RUST)
        .token();
    assert_eq!(world.posts(), 1);
    let baseline = world.written().unwrap().baseline_ids.clone();
    assert_eq!(baseline.unwrap(), ["0", "1"]);
    world.answer(201, &[], CREATED);
    assert!(matches!(world.reported()[..], [Outcome::Created(_)]));
}

#[test]
fn the_question_about_an_existing_skill_can_be_discarded_or_superseded() {
    let mut world = World::asking();
    world.submit("Rust").listed(200, RUST);
    let mut discarded = world.clone();
    discarded.send(Event::Discard);
    assert_eq!(*discarded.state(), State::Idle);
    world
        .submit("C++")
        .listed(200, RUST)
        .token()
        .answer(201, &[], CREATED);
    assert_eq!(world.posts(), 1);
    // Removal from the page and its return change nothing.
    let mut moved = World::asking();
    moved
        .submit("Rust")
        .listed(200, RUST)
        .send(Event::Disconnected)
        .send(Event::Reconnected);
    assert_eq!(existing(&moved).skill.id.as_deref(), Some("1"));
}

#[test]
fn a_retry_after_a_lost_response_skips_the_lookup_of_existing_skills() {
    let mut world = not_found(World::new());
    world.checks = Checks::All;
    let lists = world.lists().len();
    world.send_again();
    assert!(matches!(world.state(), State::AskingToken { .. }));
    assert_eq!(world.lists().len(), lists);
}

/// Returns a skill that was added and is being removed again.
fn undoing() -> World {
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(201, &[], CREATED)
        .send(Event::Undo);
    world
}

#[test]
fn undo_deletes_the_added_skill_once_and_reports_the_removal() {
    let mut world = undoing();
    let url = [COLLECTION, "/1"].concat();
    let delete = Effect::Delete(world.deletion(), url);
    assert!(world.effects.contains(&delete));
    world.send(Event::Undo).removed(true);
    assert!(matches!(world.state(), State::Created(added) if added.undo == Undo::Done));
    assert_eq!(world.reported()[1], &Outcome::Removed("1".to_owned()));
    // Once only.
    world.send(Event::Undo);
    let deletes = |world: &World| {
        let is = |effect: &&Effect| matches!(effect, Effect::Delete(..));
        world.effects.iter().filter(is).count()
    };
    assert_eq!((deletes(&world), world.reported().len()), (1, 2));
}

#[test]
fn a_failed_removal_is_reported_and_can_be_retried() {
    let mut world = undoing();
    world.removed(false);
    assert!(
        matches!(world.state(), State::Created(added) if added.has_failed_to_remove && added.undo == Undo::Possible)
    );
    world.send(Event::Undo).timer();
    assert!(matches!(world.state(), State::Created(added) if added.has_failed_to_remove));
}

#[test]
fn undo_requires_a_201_response_with_a_plain_id() {
    let is_removable = |world: &mut World| {
        let is = matches!(world.state(), State::Created(added) if added.undo == Undo::Possible);
        world.send(Event::Undo);
        let is_deleted = matches!(world.last(), [.., Effect::Delete(..)]);
        assert_eq!(is, is_deleted);
        is
    };
    let mut created = World::new();
    assert!(is_removable(created.sent("Rust").answer(201, &[], CREATED)));
    let mut ok = World::new();
    assert!(!is_removable(ok.sent("Rust").answer(200, &[], CREATED)));
    let mut unreadable = World::new();
    assert!(!is_removable(unreadable.sent("Rust").answer(201, &[], "")));
    let mut found = lost(World::new());
    assert!(!is_removable(found.look(
        200,
        r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:01Z"}]}"#
    )));
    let mut odd = World::new();
    assert!(!is_removable(odd.sent("Rust").answer(
        201,
        &[],
        r#"{"id":"a/b"}"#
    )));
}

#[test]
fn a_duplicate_added_by_the_browser_is_still_found_after_an_undo() {
    const COPY: &str = r#"{"value":[{"id":"1","displayName":"Rust","createdDateTime":"2026-02-02T02:40:01Z"},{"id":"2","displayName":"Rust","createdDateTime":"2026-02-02T02:40:01Z"}]}"#;
    let mut world = added_and_verifying();
    world.send(Event::Undo).removed(true).listed(200, COPY);
    assert!(
        matches!(world.state(), State::Created(added) if added.undo == Undo::Done && added.duplicates == ["2"])
    );
    assert_eq!(world.written(), None);
    world
        .send(Event::RemoveDuplicate("2".to_owned()))
        .removed(true);
    assert!(matches!(world.state(), State::Created(added) if added.duplicates.is_empty()));
    assert_eq!(world.reported().len(), 2);
}

/// Returns a submission with duplicate detection whose skill was added as `1`, up to the check.
fn added_and_verifying() -> World {
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, EMPTY)
        .token()
        .answer(201, &[], CREATED);
    world
}

#[test]
fn a_missing_skill_counts_as_removed_only_if_the_collection_listed_it() {
    let mut unknown = added_and_verifying();
    unknown.send(Event::Undo);
    unknown.send(Event::Missing(unknown.deletion()));
    assert!(matches!(
        unknown.state(),
        State::Created(added) if added.has_failed_to_remove && added.undo == Undo::Possible
    ));
    assert_eq!(unknown.reported().len(), 1);
    let mut listed = added_and_verifying();
    listed
        .listed(200, r#"{"value":[{"id":"1","displayName":"Rust"}]}"#)
        .send(Event::Undo);
    listed.send(Event::Missing(listed.deletion()));
    assert_eq!(listed.reported()[1], &Outcome::Removed("1".to_owned()));
}

#[test]
fn a_removal_that_fails_does_not_end_the_check_for_duplicates() {
    const COPIES: &str =
        r#"{"value":[{"id":"1","displayName":"Rust"},{"id":"2","displayName":"Rust"}]}"#;
    let finds =
        |world: &World| matches!(world.state(), State::Created(added) if added.duplicates == ["2"]);
    let mut failed = added_and_verifying();
    failed.send(Event::Undo).removed(false);
    assert!(finds(failed.listed(200, COPIES)));
    let mut overdue = added_and_verifying();
    assert!(finds(overdue.send(Event::Undo).timer().listed(200, COPIES)));
}

#[test]
fn a_form_reconnected_during_a_removal_still_reports_it() {
    let mut world = added_and_verifying();
    world
        .send(Event::Undo)
        .send(Event::Disconnected)
        .send(Event::Reconnected)
        .removed(true);
    assert_eq!(world.reported()[1], &Outcome::Removed("1".to_owned()));
    assert!(matches!(world.last(), [.., Effect::List(..)]));
}

#[test]
fn a_skill_in_the_baseline_cannot_be_undone() {
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(200, r#"{"value":[{"id":"1"}]}"#)
        .token()
        .answer(201, &[], CREATED);
    assert!(matches!(world.state(), State::Created(added) if added.undo == Undo::Impossible));
}

#[test]
fn a_removal_that_ends_during_the_next_submission_is_reported() {
    let mut world = undoing();
    world.submit("C").removed(true);
    assert_eq!(world.reported()[1], &Outcome::Removed("1".to_owned()));
    assert!(world.state().is_busy());
    world.removed(true);
    assert_eq!(world.reported().len(), 2);
    let mut failed = undoing();
    failed.submit("C").removed(false);
    assert_eq!(
        failed.reported()[1],
        &Outcome::NotRemoved("Rust".to_owned())
    );
    // Two removals at the same time.
    let mut both = undoing();
    let first = both.deletion();
    both.submit("C")
        .token()
        .answer(201, &[], r#"{"id":"2","displayName":"C"}"#)
        .send(Event::Undo)
        .removed(true)
        .send(Event::Removed(first, true));
    assert_eq!(
        both.reported()[2..],
        [
            &Outcome::Removed("2".to_owned()),
            &Outcome::Removed("1".to_owned())
        ]
    );
    // After its time limit, which the form has reported, the failure is not reported again.
    let mut reported = undoing();
    reported.timer().removed(false);
    assert_eq!(reported.reported().len(), 1);
    // After its time limit, it corrects the message.
    let mut late = undoing();
    late.timer().removed(true);
    assert!(
        matches!(late.state(), State::Created(added) if added.undo == Undo::Done && !added.has_failed_to_remove)
    );
}
