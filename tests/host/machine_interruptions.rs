//! Submissions that are stopped, removed, suspended, or dismissed (rows 17 to 22 of the reliability
//! report).

use crate::machine_harness::{EMPTY, World, answer, lost, not_found, ours, skill};
use add_skill::graph::{CheckFailure, Effect, Event, Reason, Stage, State};

#[test]
fn a_laptop_that_wakes_resumes_a_wait_once() {
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
fn a_page_that_comes_back_from_the_cache_does_not_wait_for_an_answer_that_cannot_come() {
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
fn stopping_after_the_post_does_not_take_it_back() {
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
    assert_eq!((world.posts(), world.told().len()), (1, 1));
}

#[test]
fn a_page_that_dies_while_sending_finds_out_and_sends_nothing() {
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
fn a_clock_that_was_set_back_makes_no_wait_longer() {
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
fn a_form_that_was_removed_asks_for_nothing_until_it_is_back() {
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
fn an_answer_that_comes_after_all_still_says_that_the_skill_was_added() {
    let mut world = World::new();
    world.sent("Rust");
    let post = world.ticket(|effect| matches!(effect, Effect::Post { .. }));
    world.timer();
    world.send(Event::Answer(post, Box::new(answer(500, &[], ""))));
    assert!(matches!(world.state(), State::Checking(_)));
    world.send(Event::Answer(post, Box::new(answer(201, &[], ""))));
    assert!(matches!(world.state(), State::Created(_)));
    assert_eq!(world.told().len(), 1);
}

#[test]
fn an_open_question_is_not_forgotten_for_something_that_could_not_be_sent() {
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
fn the_page_is_told_of_a_payload_that_is_sent_as_it_was_when_the_button_was_pressed() {
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
