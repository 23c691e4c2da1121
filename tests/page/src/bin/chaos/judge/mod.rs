//! The promises of each submission, and their verification.
//!
//! 1. A skill that was reported as added is stored. A skill that was reported as not added is not
//!    stored, unless an earlier response was lost and that was reported.
//! 2. Nothing is posted twice, except at the user's request or after a response that guarantees
//!    that nothing was processed.
//! 3. No duplicate that the last check could detect is unreported. Without `verify`, there is no
//!    check after success, and a failed check detects nothing.
//! 4. A removal deletes a duplicate of the same skill, never the last one, and no other skill.
//! 5. No draft is lost, each step ends, and the token is only in its header.
//! 6. Nothing is added that a lookup has shown before, unless the user asked for it: with *Add
//!    anyway*, or with `existing="allow"` or `verify="off"`. A lookup precedes the first POST, and
//!    the user is asked about a skill with the same name. A skill that the user keeps is all there
//!    is.
//! 7. Nothing is changed or removed unless the user asked for it, once for each wish. Only the level
//!    is changed, to the one that the user has submitted.
//! 8. A skill that was reported as changed or removed is. A skill that was reported as not changed is
//!    not, unless an earlier response was lost and that was reported.

use std::collections::BTreeSet;

use crate::faults::Twin;
use crate::ledger::{Account, Change, Post};
use crate::log::{Log, Request, Step};

mod existing;
#[cfg(test)]
mod tests;

/// The maximum difference of the clocks, in milliseconds, if only they identify a skill. The
/// element allows ten minutes.
const CLOCK: u64 = 540_000;
/// The ends that report that the skill was not added.
const NOT_ADDED: [&str; 5] = ["not-sent", "rejected", "needs-auth", "throttled", "kept"];

/// The decisions that send a skill.
const POSTING: [&str; 5] = [
    "submit",
    "send-again",
    "reject-match",
    "add-anyway",
    "add-without-level",
];

/// Returns a description of each broken promise.
pub fn judge(log: &Log, account: &Account, verifies: bool) -> Vec<String> {
    let mut broken = existing::judge(log, account);
    // Without a check before the first POST, a skill that was created just before cannot be
    // distinguished from the own one.
    if account.twin == Some(Twin::Recent) && !has_baseline(log) {
        return broken;
    }
    broken.extend(
        log.list("errors")
            .map(|error| format!("it did not end: {error}")),
    );
    broken.extend(
        log.list("lost")
            .map(|lost| format!("a draft was lost: {lost}")),
    );
    broken.extend(
        log.list("leaks")
            .map(|leak| format!("the token leaked: {leak}")),
    );
    broken.extend(posted_twice(log));
    broken.extend(wrongly_said(log, account));
    broken.extend(unreported_duplicates(log, account));
    broken.extend(unlooked(log, verifies));
    broken.extend(wrongly_removed(log, account));
    broken
}

/// Promise 2.
fn posted_twice(log: &Log) -> Vec<String> {
    let mut broken = Vec::new();
    for (index, step) in log.steps().enumerate() {
        let posts = log
            .requests()
            .filter(|request| request.method() == "POST" && request.step() == index + 1)
            .collect::<Vec<_>>();
        let may_post = POSTING.contains(&step.did());
        if !may_post && !posts.is_empty() {
            broken.push(format!("{} has posted the skill", step.did()));
        }
        let claims = posts
            .iter()
            .filter(|post| post.status() == Some(401))
            .count();
        let unprocessed = |post: &Request| {
            matches!(post.status(), Some(429 | 503))
                || post.status() == Some(401) && post.has("claims")
        };
        if posts.iter().rev().skip(1).any(|post| !unprocessed(post))
            || posts.len() > 4 + claims
            || claims > 2
        {
            let statuses = posts.iter().map(|post| post.status()).collect::<Vec<_>>();
            broken.push(format!(
                "one click has posted the skill {} times, after {statuses:?}",
                posts.len()
            ));
        }
    }
    broken
}

/// Promise 1.
fn wrongly_said(log: &Log, account: &Account) -> Vec<String> {
    let mut broken = Vec::new();
    let mut is_unsure = false;
    let mut count = 0;
    for (index, step) in log.steps().enumerate() {
        is_unsure |= is_unknown(step) || log.reloads() > 0;
        count += step
            .events()
            .filter(|event| event["type"] == "skill-added")
            .count();
        let end = step.end();
        if end == "added"
            && step.did() != "confirm-match"
            && account.copies.is_empty()
            && account.removed.is_empty()
        {
            broken.push("it was reported as added, and is not stored".to_owned());
        }
        if NOT_ADDED.contains(&end) && !is_unsure {
            let added = account
                .copies
                .values()
                .filter(|created| created.as_str() < step.to())
                .count();
            if added > 0 {
                broken.push(format!(
                    "it was reported as {end}, and is stored {added} times"
                ));
            }
        }
        if end == "not-found" {
            let seen = last_look(log, index)
                .map(|look| visible(account, look))
                .unwrap_or_default();
            if !seen.is_empty() {
                broken.push(format!(
                    "it was reported as not found, and the check could find {seen:?}"
                ));
            }
        }
    }
    if count > 1 {
        broken.push(format!("its success was reported {count} times"));
    }
    broken
}

/// Returns whether a step has reported that the skill may have been added.
fn is_unknown(step: Step<'_>) -> bool {
    step.did() != "change-level" && step.events().any(|event| event["kind"] == "unknown")
}

/// Promise 3.
fn unreported_duplicates(log: &Log, account: &Account) -> Vec<String> {
    let silent = unreported(log, account, true);
    if silent.is_empty() {
        Vec::new()
    } else {
        vec![format!("the duplicates were not reported: {silent:?}")]
    }
}

/// Checks for duplicates follow success if the page enables them, and always a second POST.
fn unlooked(log: &Log, verifies: bool) -> Vec<String> {
    let steps = log.steps().enumerate();
    let added = steps
        .take_while(|(_, step)| step.did() != "remove-duplicate")
        .find(|(_, step)| step.end() == "added");
    let Some((index, step)) =
        added.filter(|(_, step)| step.did() != "confirm-match" && !log.is("withheld"))
    else {
        return Vec::new();
    };
    let is_unsure = log.steps().take(index).any(is_unknown);
    let is_due = verifies || is_unsure && step.did() == "send-again";
    let has_looked = log
        .requests()
        .any(|request| request.is_look() && request.step() == index + 1);
    if is_due && !has_looked {
        vec!["there was no check for duplicates".to_owned()]
    } else {
        Vec::new()
    }
}

/// Returns the unreported duplicates: those that the last check could detect, or all.
pub fn unreported(log: &Log, account: &Account, has_to_be_seen: bool) -> Vec<String> {
    let Some((index, step)) = log
        .steps()
        .enumerate()
        .find(|(_, step)| step.end() == "added")
    else {
        return Vec::new();
    };
    if step.did() == "confirm-match" {
        return Vec::new();
    }
    let copies = match last_look(log, index) {
        _ if !has_to_be_seen => account
            .copies
            .keys()
            .chain(&account.removed)
            .cloned()
            .collect(),
        Some(look) => visible(account, look),
        None => return Vec::new(),
    };
    let reported = log.steps().flat_map(Step::doubles).collect::<BTreeSet<_>>();
    // One of them is the skill itself.
    let unreported = copies
        .into_iter()
        .filter(|id| !reported.contains(id))
        .collect::<Vec<_>>();
    if unreported.len() > 1 {
        unreported
    } else {
        Vec::new()
    }
}

/// The reason why a duplicate was not reported.
pub fn why_unseen(log: &Log) -> &'static str {
    let added = log
        .steps()
        .enumerate()
        .find(|(_, step)| step.end() == "added")
        .map_or(0, |(index, _)| index);
    let looks = log
        .requests()
        .rfind(|request| request.is_look() && request.step() == added + 1);
    match looks.map(Request::is_plain) {
        None => "verify is off:",
        Some(false) => "the check failed:",
        Some(true) => "it was stored after the check:",
    }
}

/// Promise 4.
fn wrongly_removed(log: &Log, account: &Account) -> Vec<String> {
    let mut broken = Vec::new();
    let deleted = log
        .requests()
        .filter(|request| request.method() == "DELETE")
        .map(|request| request.last_segment().to_owned());
    for id in deleted.collect::<BTreeSet<_>>() {
        let is_own = account.copies.contains_key(&id) || account.removed.contains(&id);
        // The service may have said so in its response to the POST.
        let is_named = log
            .steps()
            .flat_map(Step::events)
            .any(|event| event["type"] == "skill-added" && event["id"] == *id);
        let is_undone = log.steps().any(|step| step.asked_for("undo"));
        if !(is_own || is_named && is_undone) {
            broken.push(format!("{id} was to be removed, which is no copy of it"));
        }
    }
    let is_undone = log.steps().any(|step| step.asked_for("undo"));
    if !account.removed.is_empty() && account.copies.is_empty() && !is_undone {
        broken.push("its last copy was removed".to_owned());
    }
    broken
}

/// Returns whether the initial content of the collection is known.
fn has_baseline(log: &Log) -> bool {
    log.requests()
        .rfind(|request| request.is_lookup())
        .is_some_and(Request::is_baseline)
}

/// Returns the first page of the last list of a step, if its last page was received completely and
/// can identify the skill: without a baseline, by the clocks.
fn last_look(log: &Log, index: usize) -> Option<Request<'_>> {
    let looks = || {
        log.requests()
            .filter(|request| request.is_look() && request.step() == index + 1)
    };
    let last = looks().next_back()?;
    let first = looks().rfind(|look| !look.is_following())?;
    (last.is_plain() && (has_baseline(log) || last.ahead() < CLOCK)).then_some(first)
}

/// Returns the duplicates that a list contained with certainty.
fn visible(account: &Account, look: Request<'_>) -> Vec<String> {
    let is_plain = |post: &Post| {
        !post
            .fault
            .as_deref()
            .is_some_and(|fault| fault.contains("late:") || fault.contains("createdDateTime"))
    };
    let plain = account
        .posts
        .iter()
        .filter(|post| is_plain(post))
        .flat_map(|post| &post.added)
        .collect::<BTreeSet<_>>();
    // The precision of both clocks is a millisecond.
    let was_there = |created: &str| created.get(..23) < look.started().get(..23);
    account
        .copies
        .iter()
        .filter(|(id, created)| plain.contains(id) && was_there(created))
        .map(|(id, _)| id.clone())
        .collect()
}

/// Describes how a submission ended.
pub fn end(log: &Log) -> &str {
    log.steps().next_back().map_or("nothing", Step::end)
}
