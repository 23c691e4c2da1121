//! The faults of requests, in the syntax of `skills-endpoint --help`, with their frequencies.

use fastrand::Rng;
use serde_json::{Value, json};

/// An identical skill that is in the collection before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// Created just before.
    Recent,
    /// Created years ago.
    Old,
}

/// The fault that makes a twin old.
pub const OLD: &str = "store:createdDateTime=2016-12-31T23:58:10Z";

/// The faults of a POST. The endpoint's time is real: 1.5 s are half a minute of the page's time.
const POST: [(u32, &str); 78] = [
    // Rejections.
    (6, "status:400"),
    (3, "code:UnknownError;message:"),
    (3, "target:webUrl"),
    (4, "status:401"),
    (6, "claims"),
    (4, "status:403"),
    (1, "status:403;code:insufficient_claims"),
    (3, "status:404"),
    (5, "status:409"),
    (3, "status:413"),
    (2, "status:415"),
    (2, "status:422"),
    (2, "status:507"),
    // Throttling, with a valid, a missing, or an invalid delay.
    (8, "status:429;retry-after:2"),
    (8, "status:429"),
    (3, "status:429;retry-after:0"),
    (3, "status:429;retry-after:soon"),
    (3, "status:429;retry-after:3600"),
    (3, "status:429;retry-after-date:-60s"),
    (3, "status:429;retry-after:4;hide:Retry-After"),
    (5, "status:503;retry-after:1;body:html"),
    (4, "status:503"),
    (2, "status:509"),
    // Responses that do not show the result.
    (6, "status:500"),
    (6, "status:500;commit"),
    (3, "status:502;body:empty"),
    (4, "status:502;commit"),
    (6, "status:504"),
    (6, "status:504;commit"),
    (6, "commit:100ms"),
    (6, "commit:300ms"),
    (6, "commit:700ms"),
    (4, "commit:1500ms"),
    (3, "status:200;body:html"),
    (4, "status:200;commit"),
    (3, "status:200;commit;body:object"),
    (3, "status:202;commit"),
    (2, "status:204;commit"),
    (2, "status:204"),
    (2, "status:408"),
    (3, "redirect:self"),
    (3, "redirect:self;commit"),
    (3, "redirect:https://example.com/;status:307"),
    // Lost connections. A browser repeats a request that was lost on a persistent connection. The
    // repetition succeeds or fails.
    (4, "reset:unread"),
    (4, "reset:unread;times:1"),
    (4, "reset:before"),
    (4, "reset:before;times:1"),
    (8, "reset:after"),
    (10, "reset:after;times:1"),
    (4, "reset:headers"),
    (4, "reset:body"),
    (3, "close:unread"),
    (4, "close:before;times:1"),
    (5, "close:after"),
    (8, "close:after;times:1"),
    (3, "close:headers"),
    (3, "close:body"),
    (4, "cors:none"),
    // Slow responses.
    (6, "delay:40ms"),
    (4, "delay:1700ms"),
    (2, "delay:ever"),
    (2, "stall:headers"),
    (3, "stall:body"),
    (2, "drip:1ms"),
    // Unexpected responses.
    (8, "commit:twice"),
    (5, "commit:twice;reset:after;times:1"),
    (4, "commit:twice;status:504"),
    (1, "body:huge"),
    (3, "body:deep"),
    (3, "body:utf8"),
    (3, "body:cut"),
    (3, "body:sample"),
    (3, "body:duplicate"),
    (4, "set:displayName=Another"),
    (4, "store:proficiency=\"4\";store:allowedAudiences=\"8\""),
    (3, "set:id;set:createdDateTime"),
    // A service whose lists are outdated, or whose clock is wrong.
    (5, "late:200ms;reset:after"),
    (4, "late:900ms;status:504;commit"),
];

/// The faults of a list, and of reading a single skill.
const GET: [(u32, &str); 25] = [
    (6, "status:500"),
    (3, "status:400"),
    (4, "status:403"),
    (2, "status:401"),
    (4, "status:429"),
    (3, "status:503;retry-after:2"),
    (4, "body:cut"),
    (2, "body:html"),
    (2, "body:array"),
    (1, "body:huge"),
    (2, "body:utf8"),
    (2, "body:deep"),
    (4, "pages:2"),
    (2, "pages:12"),
    (2, "next:https://example.com/"),
    (5, "delay:40ms"),
    (2, "delay:ever"),
    (2, "stall:body"),
    (3, "reset:before"),
    (3, "close:after"),
    (3, "reset:body"),
    (3, "set:createdDateTime"),
    (3, "shift:-3d"),
    (3, "cors:none"),
    // With ETags in the list, a change is conditional.
    (6, "etags"),
];

/// The faults of the change of an existing skill.
const PATCH: [(u32, &str); 36] = [
    // Nothing is changed.
    (3, "status:400"),
    (2, "status:401"),
    (4, "claims"),
    (3, "status:403"),
    (2, "status:404"),
    (2, "status:409"),
    (3, "status:412"),
    (3, "status:429;retry-after:2"),
    (3, "status:503"),
    // Responses that do not show the result.
    (3, "status:500"),
    (4, "status:500;commit"),
    (3, "status:502;commit"),
    (3, "status:504"),
    (4, "status:504;commit"),
    (4, "commit:100ms"),
    (3, "commit:700ms"),
    (2, "status:200;body:html"),
    (2, "status:200;body:object"),
    (2, "body:html"),
    (2, "body:cut"),
    (2, "body:empty"),
    (2, "status:204;commit"),
    (3, "commit:twice"),
    // Lost and slow responses.
    (3, "reset:unread"),
    (4, "reset:before"),
    (6, "reset:after"),
    (4, "reset:after;times:1"),
    (3, "close:after"),
    (3, "reset:body"),
    (2, "stall:body"),
    (3, "delay:40ms"),
    (3, "delay:1700ms"),
    (2, "delay:ever"),
    (3, "cors:none"),
    // A service whose reads are outdated.
    (3, "late:200ms;reset:after"),
    (3, "late:900ms;status:504;commit"),
];

/// The faults of the removal of a duplicate or of the added skill.
const DELETE: [(u32, &str); 11] = [
    (2, "status:500"),
    (2, "status:500;commit"),
    (2, "status:403"),
    (2, "status:429"),
    (1, "reset:before"),
    (2, "reset:after"),
    (2, "reset:after;times:1"),
    (2, "delay:40ms"),
    (2, "delay:1700ms"),
    (1, "delay:ever"),
    (2, "cors:none"),
];

/// If the next page of a list is the list itself, this applies to each page.
const LOOP: &str = "next:self";

/// All faults.
pub fn all() -> Vec<&'static str> {
    [&POST[..], &GET, &PATCH, &DELETE]
        .concat()
        .into_iter()
        .map(|(_, fault)| fault)
        .chain([LOOP, OLD])
        .collect()
}

/// Determines the faults of a list of skills: a script in which each request has a fault with this
/// probability in percent. The others pass.
pub fn script(rng: &mut Rng, share: u32) -> Vec<Value> {
    let methods = [
        ("POST", 120, &POST[..]),
        ("GET", 80, &GET),
        ("DELETE", 10, &DELETE),
    ];
    let mut script = Vec::new();
    for (method, count, all) in methods {
        for _ in 0..count {
            // These delays are longer than a user of the list waits.
            let fault =
                Some(weighted(rng, all)).filter(|fault| !fault.contains("retry-after:3600"));
            let fault = fault.filter(|_| rng.u32(..100) < share);
            // A fault without `times` applies once, except to the repetitions of a browser.
            script.push(match fault {
                Some(fault) => json!(format!("method:{method};{fault}")),
                None => json!(format!("method:{method}")),
            });
        }
    }
    script
}

/// Determines whether there is a twin. Without a check before the first POST, a twin that was
/// created just before cannot be distinguished from the own skill.
pub fn twin(rng: &mut Rng, verifies: bool) -> Option<Twin> {
    match rng.u32(..100) {
        0..3 if verifies => Some(Twin::Recent),
        3..6 => Some(Twin::Old),
        _ => None,
    }
}

/// Determines the faults of a submission's requests, by method and in order. Later requests have no
/// faults.
pub fn draw(rng: &mut Rng, number: u64, twin: Option<Twin>) -> Value {
    let mut faults = [
        ("POST", 70, &POST[..]),
        ("GET", 18, &GET),
        ("PATCH", 55, &PATCH),
        ("DELETE", 30, &DELETE),
    ]
    .map(|(method, share, all)| {
        let mut drawn = Vec::new();
        for _ in 0..8 {
            drawn.push((rng.u32(..100) < share).then(|| weighted(rng, all)));
        }
        if method == "GET" && rng.u32(..100) < 2 {
            drawn = vec![Some(LOOP); 12];
        }
        (method, drawn)
    });
    // The initial content of the collection is known.
    if twin == Some(Twin::Recent)
        && let Some(first) = faults[1].1.first_mut()
    {
        *first = None;
    }
    // The endpoint counts faults by their text, so each text is different.
    let spell = |method: &str, drawn: Vec<Option<&str>>| {
        let each = drawn.into_iter().enumerate();
        each.map(|(index, fault)| {
            fault.map(|fault| format!("{fault};{MARK} {number}.{method}.{index}"))
        })
        .collect::<Vec<_>>()
    };
    let members = faults.map(|(method, drawn)| (method.to_owned(), json!(spell(method, drawn))));
    Value::Object(members.into_iter().collect())
}

/// The part without effect that makes the texts of equal faults different.
const MARK: &str = "header:x-submission:";

/// Returns the fault without this part.
pub fn kind(fault: &str) -> &str {
    fault
        .split_once(&format!(";{MARK}"))
        .map_or(fault, |(kind, _)| kind)
}

/// Returns whether a fault stores a skill after the response.
pub fn is_late(kind: &str) -> bool {
    kind.strip_prefix("commit:")
        .is_some_and(|delay| delay.ends_with("ms"))
}

fn weighted<'a>(rng: &mut Rng, all: &[(u32, &'a str)]) -> &'a str {
    let all_weights: u32 = all.iter().map(|(weight, _)| weight).sum();
    let mut rest = rng.u32(..all_weights);
    for (weight, fault) in all {
        if rest < *weight {
            return fault;
        }
        rest -= weight;
    }
    ""
}
