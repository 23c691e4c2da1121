//! Whether and when a skill is retried automatically (cases A of the reliability report).

use add_skill::graph::retry::{Plan, backoff, is_retryable, plan, wait};
use add_skill::graph::retry_after;
use proptest::prelude::*;

/// Sun, 06 Nov 1994 08:49:37 GMT.
const NOW: i64 = 784_111_777_000;

#[test]
fn only_429_and_503_are_retried_automatically() {
    // A1, A2, A4, A5, A6.
    for status in 100..=599 {
        assert_eq!(
            is_retryable(status),
            matches!(status, 429 | 503),
            "{status}"
        );
        assert_eq!(
            plan(Some(status), None, 0, 0.0).is_automatic,
            is_retryable(status),
            "{status}"
        );
    }
    assert!(!plan(None, None, 0, 0.0).is_automatic);
}

#[test]
fn the_backoff_matches_the_graph_sdks() {
    // A13 to A17.
    let growing: Vec<_> = (0..=10).map(backoff).collect();
    assert_eq!(growing, [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    for (n, delay, seconds) in [
        (1, 10, 10),
        (2, 10, 12),
        (10, 100, 180),
        (1, 3, 3),
        (2, 3, 5),
        (3, 3, 7),
        (255, 3, 180),
    ] {
        assert_eq!(wait(n, delay, 0.0), seconds * 1000, "{n} {delay}");
        let latest = wait(n, delay, 0.999_999);
        assert!(
            (seconds * 1000 + 900..(seconds + 1) * 1000).contains(&latest),
            "{n} {delay} {latest}"
        );
    }
    for jitter in [-1.0, f64::NAN, f64::INFINITY, 1.0] {
        assert!((3000..4000).contains(&wait(1, 3, jitter)), "{jitter}");
    }
}

#[test]
fn retry_after_is_read_in_seconds_and_rounded_up() {
    for (header, seconds) in [
        ("10", 10),
        (" 10 ", 10),
        ("0", 0),
        ("0.249", 1),
        ("5.", 5),
        ("180", 180),
        ("3600", 3600),
        ("99999999999999999999", u32::MAX),
    ] {
        assert_eq!(retry_after(header, NOW), Some(seconds), "{header}");
    }
}

#[test]
fn retry_after_dates_are_read_relative_to_now() {
    // A19.
    for (header, seconds) in [
        ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
        ("Mon, 07 Nov 1994 08:49:37 GMT", Some(86_400)),
        ("Fri, 31 Dec 9999 23:59:60 GMT", Some(u32::MAX)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:36 GMT", None),
        ("Sun, 30 Feb 1995 08:49:37 GMT", None),
        ("Sun, 06 Nov 1995 24:49:37 GMT", None),
        ("Sun, 06 Nov 1995 08:49:37 CET", None),
        (
            "Sun, 06 Nov 1995 08:49:37 GMT, Sun, 06 Nov 1995 08:49:37 GMT",
            None,
        ),
        ("Sun, 6 Nov 1995 08:49:37 GMT", None),
        ("Sun, 06 November 1995 08:49:37 GMT", None),
        ("Sun, 06 Nov +995 08:49:37 GMT", None),
        ("Sunday, 06-Nov-95 08:49:37 GMT", None),
        ("Sun Nov  6 08:49:37 1995", None),
    ] {
        assert_eq!(retry_after(header, NOW), seconds, "{header}");
    }
    assert_eq!(
        retry_after("Sun, 06 Nov 1994 08:49:38 GMT", NOW + 1),
        Some(1),
        "rounded up"
    );
}

#[test]
fn an_invalid_retry_after_does_not_cause_an_immediate_retry() {
    for header in [
        "", " ", "abc", "-5", "1e3", "0x10", "10, 20", "10;20", "1.2.3", "1.x", "１０", "NaN",
        "Sun, ",
    ] {
        assert_eq!(retry_after(header, NOW), None, "{header}");
        let plan = plan(Some(429), retry_after(header, NOW), 0, 0.0);
        assert_eq!(
            plan,
            Plan {
                wait: 3000,
                is_automatic: true,
                may_skip: true
            },
            "{header}"
        );
    }
    assert_eq!(
        plan(Some(429), Some(0), 0, 0.0),
        Plan {
            wait: 3000,
            is_automatic: true,
            may_skip: true
        }
    );
}

#[test]
fn a_requested_delay_is_kept_exactly_and_cannot_be_skipped() {
    // A18, A24.
    for (retries, seconds) in [(0, 10), (2, 10), (0, 180)] {
        let wait = i64::from(seconds) * 1000;
        assert_eq!(
            plan(Some(429), Some(seconds), retries, 0.9),
            Plan {
                wait,
                is_automatic: true,
                may_skip: false
            }
        );
    }
}

#[test]
fn long_delays_and_retries_beyond_the_limit_are_left_to_the_user() {
    for (status, seconds, retries) in [(429, 181, 0), (503, 3600, 0), (429, 5, 3), (509, 5, 0)] {
        let wait = i64::from(seconds) * 1000;
        assert_eq!(
            plan(Some(status), Some(seconds), retries, 0.9),
            Plan {
                wait,
                is_automatic: false,
                may_skip: false
            }
        );
    }
    assert_eq!(
        plan(Some(503), None, 3, 0.9),
        Plan {
            wait: 0,
            is_automatic: false,
            may_skip: true
        }
    );
}

proptest! {
    #[test]
    fn no_retry_after_value_causes_a_panic_or_an_immediate_retry(header in "\\PC{0,40}", status in any::<u16>(), retries in 0_u8..=3) {
        for now in [NOW, i64::MIN, i64::MAX] {
            let plan = plan(Some(status), retry_after(&header, now), retries, 0.0);
            prop_assert!(!plan.is_automatic || (1000..=181_000).contains(&plan.wait), "{plan:?}");
        }
    }
}
