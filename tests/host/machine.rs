//! The state machine of a submission, from state to state (cases A, B, E, and F of the reliability
//! report).

use crate::machine_harness::{self, COLLECTION, START, World, answer};
use add_skill::graph::{
    Effect, Event, FailureKind, NoAnswer, Outcome, Reason, Stage, State, Target, TokenError,
};

const CREATED: &str = r#"{"id":"1","displayName":"Rust"}"#;
const CHALLENGE: [(&str, &str); 1] = [(
    "WWW-Authenticate",
    r#"Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ==""#,
)];

fn kind(world: &World) -> FailureKind {
    world.failure().kind
}

#[test]
fn a_record_is_saved_before_the_only_post_and_deleted_after_success() {
    let mut world = World::new();
    world.submit("Rust");
    assert!(matches!(
        world.last(),
        [Effect::Cancel, Effect::Wait(..), Effect::AskToken(_, None)]
    ));
    world.token();
    let [
        Effect::SaveRecord(record),
        Effect::Wait(_, 35_000),
        Effect::Post {
            client_request_id,
            retry: 0,
            payload,
            ..
        },
    ] = world.last()
    else {
        panic!("{:?}", world.last())
    };
    assert_eq!(
        (record.attempt, record.first_sent_at, record.stage),
        (1, START, Stage::Sending)
    );
    assert_eq!(
        (&record.client_request_ids[..], &record.payload),
        (&[client_request_id.clone()][..], &**payload)
    );
    world.answer(201, &[], CREATED);
    assert!(matches!(
        world.last(),
        [
            Effect::Cancel,
            Effect::ForgetRecord,
            Effect::Emit(Outcome::Created(_))
        ]
    ));
    assert!(matches!(world.state(), State::Created(added) if added.duplicates.is_empty()));
    assert_eq!((world.posts(), world.reported().len()), (1, 1));
}

#[test]
fn a_201_response_means_success_regardless_of_its_body() {
    // E1, E2, E4, E6, E8.
    let nulls = r#"{"id":"1","displayName":"Rust","inference":null,"webUrl":null,"createdBy":{"application":null}}"#;
    for body in [
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "<html>",
        nulls,
        include_str!("../fixtures/response.json"),
    ] {
        let mut world = World::new();
        world.sent("Rust").answer(201, &[], body);
        assert!(matches!(world.state(), State::Created(_)), "{body}");
    }
    let mut world = World::new();
    world.sent("Rust").answer(200, &[], CREATED);
    assert!(matches!(world.state(), State::Created(_)));
}

#[test]
fn a_rejection_ends_the_submission_without_another_post() {
    // A5, and 507 of A6.
    for status in [
        400, 403, 404, 405, 406, 409, 411, 412, 413, 415, 422, 423, 501, 507,
    ] {
        let mut world = World::new();
        world.sent("Rust").answer(status, &[], "{}");
        assert!(
            matches!(world.state(), State::Rejected(failure) if failure.status == Some(status)),
            "{status}"
        );
        assert_eq!(
            (world.posts(), kind(&world), world.written()),
            (1, FailureKind::Rejected, None),
            "{status}"
        );
    }
}

#[test]
fn an_unknown_outcome_is_checked_without_another_post() {
    // A4, A6, E9, E21, D1, D3, D4.
    for status in [
        0, 200, 202, 204, 206, 302, 307, 408, 425, 500, 502, 504, 505, 599,
    ] {
        let mut world = World::new();
        world.sent("Rust").answer(status, &[], "{}");
        assert!(matches!(world.state(), State::Checking(_)), "{status}");
        assert_eq!(
            (
                world.posts(),
                world.reported().len(),
                world.written().unwrap().stage
            ),
            (1, 0, Stage::Unknown),
            "{status}"
        );
    }
    for (why, reason) in [
        (NoAnswer::Network, Reason::Network),
        (NoAnswer::Timeout, Reason::Timeout),
        (NoAnswer::Cancelled, Reason::StoppedLate),
    ] {
        // A31, E23.
        let mut world = World::new();
        world.sent("Rust");
        let ticket = world.ticket(|effect| matches!(effect, Effect::Post { .. }));
        world.send(Event::NoAnswer(ticket, why));
        assert!(
            matches!(world.state(), State::Checking(checking) if checking.failure.reason == reason),
            "{why:?}"
        );
        assert_eq!(world.posts(), 1);
    }
}

#[test]
fn a_post_that_never_completes_times_out_and_is_checked() {
    let mut world = World::new();
    world.sent("Rust").timer();
    assert!(
        matches!(world.state(), State::Checking(checking) if checking.failure.reason == Reason::Timeout)
    );
    assert_eq!(world.last()[0], Effect::Cancel);
}

#[test]
fn a_throttled_post_is_retried_after_the_delay_with_a_new_token_and_request_id() {
    // A1, A2, A18, A27, A34, B19.
    let mut world = World::new();
    world.sent("Rust").answer(429, &[("Retry-After", "5")], "");
    assert!(
        matches!(world.state(), State::Waiting(waiting) if waiting.until == START + 5000 && waiting.is_automatic && !waiting.may_skip)
    );
    assert_eq!(world.written().unwrap().stage, Stage::Waiting(START + 5000));
    world.timer();
    assert!(matches!(
        world.last(),
        [Effect::Wait(..), Effect::AskToken(_, None)]
    ));
    world.token().answer(
        503,
        &[("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")],
        "<html>",
    );
    // A26, A37: a date in the past is ignored. The second back-off is 5 seconds.
    assert!(
        matches!(world.state(), State::Waiting(waiting) if waiting.until == world.now + 5500 && waiting.may_skip)
    );
    world.timer().token().answer(201, &[], CREATED);
    let posts = world.effects.iter().filter_map(|effect| match effect {
        Effect::Post {
            client_request_id,
            retry,
            ..
        } => Some((client_request_id.clone(), *retry)),
        _ => None,
    });
    let (mut ids, retries): (Vec<_>, Vec<_>) = posts.unzip();
    assert_eq!(retries, [0, 1, 2]);
    ids.dedup();
    assert_eq!((ids.len(), world.reported().len()), (3, 1));
}

#[test]
fn a_throttled_post_is_retried_automatically_at_most_three_times() {
    // A28, A29.
    let mut world = World::new();
    world.sent("Rust");
    for _ in 0..3 {
        world.answer(429, &[], "").timer().token();
    }
    world.answer(429, &[], "");
    assert!(matches!(world.state(), State::Waiting(waiting) if !waiting.is_automatic));
    assert_eq!(
        (world.posts(), kind(&world), world.reported().len()),
        (4, FailureKind::Throttled, 1)
    );
    world.send_again().token().answer(201, &[], CREATED);
    assert!(matches!(world.state(), State::Created(_)));
}

#[test]
fn a_long_delay_is_not_retried_automatically_and_cannot_be_bypassed() {
    // A24 and row 24.
    for (status, seconds) in [(429, "3600"), (503, "181"), (509, "60")] {
        let mut world = World::new();
        world
            .sent("Rust")
            .answer(status, &[("Retry-After", seconds)], "");
        let until = START + 1000 * seconds.parse::<i64>().unwrap();
        assert!(
            matches!(world.state(), State::Waiting(waiting) if waiting.until == until && !waiting.is_automatic)
        );
        world.now = until - 1;
        world
            .send_again()
            .send(Event::Skip)
            .submit("Rust")
            .submit("Other");
        assert_eq!(
            (world.failure().retry_after, world.failure().reason),
            (Some(1), Reason::Busy)
        );
        world
            .send(Event::Discard)
            .submit("Rust")
            .send(Event::Refused(Reason::Offline))
            .submit("Rust");
        let mut next = world.reloaded();
        next.send_again().submit("Rust");
        assert_eq!((world.posts(), next.posts()), (1, 0));
        for mut world in [world, next] {
            world.now = until;
            world.send_again().token().answer(201, &[], CREATED);
            assert!(
                matches!(world.state(), State::Created(_)),
                "{:?}",
                world.state()
            );
        }
    }
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(429, &[("Retry-After", "3600")], "")
        .send(Event::Discard);
    let target = Target {
        collection: "https://graph.microsoft.com/beta/users/1/profile/skills".to_owned(),
        ..world.target()
    };
    world
        .send(Event::Submit(
            Box::new(machine_harness::skill(r#"{"displayName":"Rust"}"#)),
            target,
        ))
        .token();
    assert_eq!(world.posts(), 2, "the wait is the other collection's");
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(429, &[("Retry-After", "180")], "");
    assert!(matches!(
        world.last(),
        [Effect::SaveRecord(_), Effect::Wait(_, 180_000)]
    ));
}

#[test]
fn a_wait_can_be_stopped_but_only_skipped_if_the_service_did_not_request_it() {
    // A33.
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(429, &[("Retry-After", "5")], "")
        .send(Event::Skip);
    assert!(world.last().is_empty());
    let timer = world.ticket(|effect| matches!(effect, Effect::Wait(..)));
    world.send(Event::Stop);
    assert!(matches!(world.state(), State::Waiting(waiting) if !waiting.is_automatic));
    world.now += 5000;
    world.send(Event::Timer(timer));
    assert_eq!((world.posts(), kind(&world)), (1, FailureKind::Throttled));
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(429, &[], "")
        .send(Event::Skip)
        .token();
    assert_eq!((world.posts(), world.now), (2, START));
}

#[test]
fn a_claims_challenge_leads_to_one_more_post() {
    // B2.
    let mut world = World::new();
    world.sent("Rust").answer(401, &CHALLENGE, "");
    let [Effect::Wait(..), Effect::AskToken(_, Some(claims))] = world.last() else {
        panic!("{:?}", world.last())
    };
    assert_eq!(claims.as_str(), r#"{"a":1}"#);
    world.token().answer(201, &[], CREATED);
    assert!(matches!(world.state(), State::Created(_)));
    assert_eq!((world.posts(), world.reported().len()), (2, 1));
}

#[test]
fn repeated_challenges_and_challenges_without_claims_require_a_sign_in() {
    // B3, B4, B5, B11, B12.
    let mut world = World::new();
    world
        .sent("Rust")
        .answer(401, &CHALLENGE, "")
        .token()
        .answer(401, &CHALLENGE, "");
    assert!(matches!(world.state(), State::NeedsAuth(_)));
    assert_eq!((world.posts(), kind(&world)), (2, FailureKind::NeedsAuth));
    let basic = [("WWW-Authenticate", "Basic realm=\"x\"")];
    for (status, headers) in [(401, &[][..]), (401, &basic[..]), (403, &CHALLENGE[..])] {
        let mut world = World::new();
        world.sent("Rust").answer(status, headers, "");
        assert!(
            matches!(world.state(), State::NeedsAuth(_)),
            "{status} {headers:?}"
        );
        assert_eq!((world.posts(), world.written()), (1, None));
    }
    let mut world = World::new();
    world.sent("Rust").answer(401, &CHALLENGE, "");
    let ticket = world.ticket(|effect| matches!(effect, Effect::AskToken(..)));
    world.send(Event::NoToken(ticket, TokenError::Unusable));
    assert!(matches!(world.state(), State::NeedsAuth(_)));
}

#[test]
fn a_submission_without_a_token_is_not_sent() {
    // B13, B14, row 53.
    let mut world = World::new();
    world.submit("Rust");
    let ticket = world.ticket(|effect| matches!(effect, Effect::AskToken(..)));
    world.send(Event::NoToken(ticket, TokenError::Unusable));
    assert!(matches!(world.state(), State::NotSent(failure) if failure.reason == Reason::Token));
    let mut hangs = World::new();
    hangs.submit("Rust").timer();
    assert!(matches!(hangs.state(), State::NotSent(failure) if failure.reason == Reason::Token));
    for event in [Event::Stop, Event::Disconnected] {
        // B18.
        let mut world = World::new();
        world.submit("Rust").send(event);
        assert!(
            matches!(world.state(), State::NotSent(failure) if failure.reason == Reason::Stopped)
        );
        world.token();
        assert_eq!((world.posts(), world.reported().len()), (0, 1));
    }
    // F22: the page is notified, and the machine does not wait for the network.
    let mut offline = World::new();
    offline
        .send(Event::Refused(Reason::Offline))
        .send(Event::VisibleAgain);
    assert!(
        matches!(offline.state(), State::NotSent(failure) if failure.reason == Reason::Offline)
    );
    assert_eq!((offline.posts(), hangs.posts(), world.posts()), (0, 0, 0));
}

#[test]
fn commands_are_ignored_while_a_submission_is_in_progress() {
    // F1.
    let mut world = World::new();
    for step in 0..4 {
        let count = world.submit("Rust").effects.len();
        world
            .submit("Rust")
            .submit("Other")
            .send_again()
            .send(Event::Discard)
            .send(Event::CheckAgain);
        assert_eq!(world.effects.len(), count, "{step}: {:?}", world.state());
        match step {
            1 => world.answer(429, &[], ""),
            2 => world.timer(),
            _ => world.token(),
        };
    }
    assert_eq!(world.posts(), 2);
}

#[test]
fn a_lookup_before_the_first_post_saves_a_baseline_but_may_fail() {
    let mut world = World::verifying();
    world.submit("Rust");
    assert_eq!(
        (world.lists(), world.state()),
        (
            vec![&*format!("{COLLECTION}?$select=id")],
            &State::Preparing
        )
    );
    world
        .listed(200, r#"{"value":[{"id":"1"},{"id":"2"}]}"#)
        .token();
    assert_eq!(
        world.written().unwrap().baseline_ids,
        Some(vec!["1".to_owned(), "2".to_owned()])
    );
    for (status, body) in [
        (
            200,
            r#"{"value":[{"id":"1"}],"@odata.nextLink":"https://graph.microsoft.com/2"}"#,
        ),
        (500, "{}"),
        (401, ""),
    ] {
        let mut world = World::verifying();
        world.submit("Rust").listed(status, body).token();
        assert_eq!(
            (world.posts(), &world.written().unwrap().baseline_ids),
            (1, &None),
            "{status}"
        );
    }
    let mut world = World::verifying();
    world.submit("Rust");
    let ticket = world.ticket(|effect| matches!(effect, Effect::List(..)));
    world.send(Event::NotListed(ticket, Some(TokenError::Unusable)));
    assert!(matches!(world.state(), State::NotSent(failure) if failure.reason == Reason::Token));
    let mut dead = World::verifying();
    assert!(matches!(
        dead.submit("Rust").timer().state(),
        State::NotSent(_)
    ));
}

#[test]
fn stale_tokens_and_responses_are_ignored() {
    let mut world = World::new();
    world.submit("Rust");
    let first = world.ticket(|effect| matches!(effect, Effect::AskToken(..)));
    world
        .send(Event::Stop)
        .submit("Rust")
        .send(Event::Token(first));
    assert_eq!(world.posts(), 0);
    world.token();
    let post = world.ticket(|effect| matches!(effect, Effect::Post { .. }));
    world
        .answer(429, &[], "")
        .send(Event::Answer(post, Box::new(answer(201, &[], CREATED))));
    assert!(
        matches!(world.state(), State::Waiting(_)),
        "the answer to a POST comes once"
    );
}
