//! Submissions that are stopped, removed, suspended, or dismissed (rows 17 to 22 of the reliability
//! report).

use crate::machine_harness::{EMPTY, World, answer, lost, not_found, ours, skill};
use add_skill::graph::{CheckFailure, Effect, Event, Reason, Stage, State};

#[test]
fn a_wait_resumes_only_once_after_the_device_wakes() {
    // Row 22.
    let mut world = World::new();
    world.sent("Rust").answer(429, &[("Retry-After", "60")], "");
    let slept = world.ticket(|effect| matches!(effect, Effect::Wait(..)));
    world.now += 10_000;
    world.send(Event::VisibleAgain);
    assert!(matches!(world.last(), [Effect::Wait(_, 50_000)]));
    world.now += 100_000;
    world
        .send(Event::VisibleAgain)
        .send(Event::Timer(slept))
        .send(Event::VisibleAgain)
        .token();
    world.send(Event::Timer(slept)).send(Event::VisibleAgain);
    assert_eq!(world.posts(), 2);
}

#[test]
fn a_page_restored_from_the_bfcache_checks_an_overdue_post() {
    // F20, row 21.
    let mut world = World::new();
    world.sent("Rust");
    world.now += 34_999;
    assert!(matches!(
        world.send(Event::VisibleAgain).state(),
        State::Sending { attempt: 1 }
    ));
    world.now += 1;
    assert!(matches!(
        world.send(Event::VisibleAgain).state(),
        State::Checking(_)
    ));
}

#[test]
fn stopping_after_the_post_starts_a_check_of_the_outcome() {
    // Row 17.
    let mut world = World::new();
    world.sent("Rust").send(Event::Stop);
    assert!(
        matches!(world.state(), State::Checking(checking) if checking.failure.reason == Reason::StoppedLate)
    );
    assert_eq!(world.last()[0], Effect::Cancel);
    world.send(Event::Stop);
    assert!(matches!(
        world.state(),
        State::Unknown(_, CheckFailure::Stopped)
    ));
    assert_eq!((world.posts(), world.reported().len()), (1, 1));
}

#[test]
fn a_reload_while_sending_checks_the_outcome_without_another_post() {
    // Rows 18 to 20.
    let mut world = World::new();
    world.sent("Rust");
    let mut next = world.reloaded();
    assert!(matches!(next.state(), State::Checking(_)));
    next.look(200, EMPTY).look(200, EMPTY).look(200, EMPTY);
    assert!(matches!(next.state(), State::NotFound(_)));
    let third = next.reloaded();
    assert!(matches!(third.state(), State::NotFound(_)));
    assert!(third.effects.is_empty());
    assert_eq!(next.posts(), 0);
    next.submit("Rust").token();
    assert_eq!(
        (next.posts(), next.written().unwrap().attempt),
        (1, 2),
        "the same submission goes on"
    );
    let mut other = third;
    other.submit("Other").token();
    assert_eq!(
        other.written().unwrap().attempt,
        1,
        "another skill is another submission"
    );
}

#[test]
fn a_clock_set_back_does_not_extend_a_wait() {
    // Rows 24 and 63.
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(429, &[("Retry-After", "3600")], "");
    let day = 86_400_000;
    world.now -= 3 * day;
    let next = world.reloaded();
    let State::Waiting(waiting) = next.state() else {
        panic!("{:?}", next.state())
    };
    assert_eq!(waiting.until - next.now, 3_600_000);
}

#[test]
fn a_removed_form_sends_no_requests_until_it_is_reconnected() {
    // Row 18.
    let mut world = World::verifying();
    world
        .submit("Rust")
        .listed(401, "")
        .token()
        .send(Event::Disconnected);
    assert!(
        matches!(world.state(), State::Sending { .. }),
        "what was sent may be answered"
    );
    let mut answered = world.clone();
    answered.answer(201, &[], "");
    assert!(matches!(answered.state(), State::Created(_)));
    world.timer();
    assert!(matches!(
        world.state(),
        State::Unknown(_, CheckFailure::Stopped)
    ));
    assert_eq!(
        (world.lists().len(), answered.lists().len()),
        (1, 1),
        "only the look before the POST"
    );
    world.send(Event::Reconnected).look(200, &ours("1"));
    assert!(matches!(world.state(), State::Created(_)));
    let mut looking = lost(World::new());
    looking.timer().send(Event::Disconnected);
    assert!(matches!(looking.state(), State::Unknown(..)));
    looking.send(Event::Reconnected);
    assert!(matches!(looking.state(), State::Checking(_)));
    let mut waiting = World::new();
    waiting
        .sent("Rust")
        .answer(429, &[("Retry-After", "5")], "")
        .send(Event::Disconnected)
        .send(Event::Reconnected);
    assert!(matches!(waiting.state(), State::Waiting(waiting) if !waiting.is_automatic));
}

#[test]
fn a_late_201_response_still_reports_the_skill_as_added() {
    let mut world = World::new();
    world.sent("Rust");
    let post = world.ticket(|effect| matches!(effect, Effect::Post { .. }));
    world.timer();
    world.send(Event::Answer(post, Box::new(answer(500, &[], ""))));
    assert!(matches!(world.state(), State::Checking(_)));
    world.send(Event::Answer(post, Box::new(answer(201, &[], ""))));
    assert!(matches!(world.state(), State::Created(_)));
    assert_eq!(world.reported().len(), 1);
}

#[test]
fn an_unknown_outcome_is_preserved_if_the_next_submission_is_not_sent() {
    let mut world = lost(World::new());
    world.look(401, "").send(Event::Refused(Reason::Offline));
    assert!(matches!(world.state(), State::NotSent(_)));
    assert_eq!(world.written().unwrap().stage, Stage::Unknown);
    world.submit("Rust");
    assert!(
        matches!((world.posts(), world.state()), (1, State::Checking(_))),
        "first it is found out"
    );
    let mut world = not_found(World::new());
    world.send_again().send(Event::Stop);
    assert!(matches!(world.state(), State::NotSent(_)));
    assert_eq!(
        world.written().unwrap().stage,
        Stage::NotFound,
        "the first attempt may come through late"
    );
    world.send(Event::Discard);
    assert_eq!((world.written(), world.state()), (None, &State::Idle));
}

#[test]
fn a_resubmission_posts_the_payload_as_submitted() {
    // Row 59: later input belongs to the form.
    let mut world = not_found(World::new());
    let changed = skill(r#"{"displayName":"Rust","proficiency":"expert"}"#);
    let target = world.target();
    world
        .send(Event::Submit(Box::new(changed.clone()), target))
        .token();
    let Some(Effect::Post { payload, .. }) = world.last().last() else {
        panic!()
    };
    assert_eq!(**payload, changed);
}
