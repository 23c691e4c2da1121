//! The promises about existing skills, and about changes and removals.

use serde_json::Value;

use crate::faults::{Twin, is_late, kind};
use crate::ledger::Account;
use crate::log::{Log, Request, Step};

use super::{Change, has_baseline, is_unknown};

/// The decisions with which a skill is still added anyway that was before.
const CONFIRMED: [&str; 3] = ["send-again", "reject-match", "add-without-level"];

/// Returns a description of each broken promise.
pub fn judge(log: &Log, account: &Account) -> Vec<String> {
    let mut broken = added_unasked(log, account);
    broken.extend(wrong_questions(log, account));
    broken.extend(unasked(log, account));
    broken.extend(wrongly_reported(log, account));
    broken
}

/// Promise 6, about what was posted.
fn added_unasked(log: &Log, account: &Account) -> Vec<String> {
    let mut broken = Vec::new();
    if !log.is("asks") {
        return broken;
    }
    let (mut is_confirmed, mut is_unsure) = (false, log.reloads() > 0);
    for (index, step) in log.steps().enumerate() {
        is_confirmed |= step.did() == "add-anyway";
        let is_wanted =
            step.did() == "add-anyway" || is_confirmed && CONFIRMED.contains(&step.did());
        let requests = requests_of(log, index).collect::<Vec<_>>();
        let first_post = requests
            .iter()
            .position(|request| request.method() == "POST");
        let before = requests
            .get(..first_post.unwrap_or_default())
            .unwrap_or_default();
        if first_post.is_some() && !is_wanted {
            let seen = before
                .iter()
                .filter(|request| request.is_lookup() && was_read(**request, account))
                .flat_map(|request| request.ids())
                .find(|id| account.existing.contains(*id));
            if let Some(id) = seen {
                broken.push(format!(
                    "{} has added it although {id} was there",
                    step.did()
                ));
            }
            let has_looked = before.iter().any(|request| request.is_lookup());
            if !has_looked && !is_unsure {
                broken.push(format!("{} has added it without a lookup", step.did()));
            }
        }
        is_unsure |= is_unknown(step) || step.end() == "not-found";
    }
    broken
}

/// Returns whether the element has read a whole response, as the service knows it too.
fn was_read(request: Request<'_>, account: &Account) -> bool {
    request.is_plain() && account.answered.contains(request.client_request_id())
}

/// Promise 6, about the question.
fn wrong_questions(log: &Log, account: &Account) -> Vec<String> {
    let questions = log.steps().flat_map(Step::questions);
    let is_known = |id: &&str| {
        account.existing.contains(*id)
            || account.copies.contains_key(*id)
            || account.removed.contains(*id)
    };
    questions
        .filter(|id| !is_known(id) || !log.is("asks"))
        .map(|id| format!("the user was asked about {id}"))
        .collect()
}

/// Promise 7.
fn unasked(log: &Log, account: &Account) -> Vec<String> {
    let mut broken = Vec::new();
    for (index, step) in log.steps().enumerate() {
        let of = |method| requests_of(log, index).filter(move |request| request.method() == method);
        let changes = of("PATCH").collect::<Vec<_>>();
        if !changes.is_empty() && step.did() != "change-level" {
            broken.push(format!("{} has changed a skill", step.did()));
        }
        // Only a claims challenge is answered.
        if changes
            .iter()
            .rev()
            .skip(1)
            .any(|change| !change.has("claims"))
            || changes.len() > 2
        {
            broken.push(format!(
                "one click has changed a skill {} times",
                changes.len()
            ));
        }
        for change in changes {
            let body = serde_json::from_str::<Value>(change.body()).unwrap_or_default();
            let wanted = serde_json::json!({ "proficiency": step.level() });
            if body != wanted {
                broken.push(format!("{wanted} was wanted, and {body} was sent"));
            }
        }
        let removals = of("DELETE").count();
        let wishes = ["undo", "remove-duplicate"];
        let wishes = wishes
            .into_iter()
            .filter(|wish| step.asked_for(wish))
            .count();
        if removals > wishes {
            broken.push(format!("{} has removed {removals} skills", step.did()));
        }
    }
    for change in &account.changes {
        let is_sent = log.requests().any(|request| {
            request.method() == "PATCH"
                && request.client_request_id() == change.client_request_id
                && request.last_segment() == change.id
        });
        if !is_sent {
            broken.push(format!("{} was changed without a request", change.id));
        }
    }
    for id in &account.removed {
        let is_sent = log
            .requests()
            .any(|request| request.method() == "DELETE" && request.last_segment() == id);
        // Without a baseline, a twin that was created just before is a duplicate.
        let is_twin = account.twin == Some(Twin::Recent) && !has_baseline(log);
        if !is_sent || account.existing.contains(id) && !is_twin {
            broken.push(format!("{id} was removed without a request"));
        }
    }
    broken
}

/// Promise 8.
fn wrongly_reported(log: &Log, account: &Account) -> Vec<String> {
    let mut broken = Vec::new();
    let mut is_unsure = log.reloads() > 0;
    for (index, step) in log.steps().enumerate() {
        for event in step.events() {
            let of = |member: &str| event[member].as_str().unwrap_or_default();
            let (id, level) = (of("id"), of("level"));
            let is_stored = account.levels.get(id).is_some_and(|stored| stored == level);
            let was_stored = account
                .changes
                .iter()
                .any(|change| change.id == id && change.level == level);
            if event["type"] == "skill-updated" && !is_stored && !was_stored {
                broken.push(format!("{id} was reported as {level}, and is not"));
            }
            if event["type"] == "skill-removed" && !account.removed.contains(id) {
                broken.push(format!("{id} was reported as removed, and was not"));
            }
        }
        if step.did() == "change-level" {
            if !matches!(step.end(), "updated" | "not-updated" | "update-unknown")
                && log.reloads() == 0
            {
                broken.push(format!("a change has ended as {}", step.end()));
            }
            if step.end() == "not-updated" && !is_unsure {
                let changed = account
                    .changes
                    .iter()
                    .find(|change| is_certain(change) && is_of(log, index, change));
                broken.extend(changed.map(|change| {
                    format!("{} was reported as unchanged, and was changed", change.id)
                }));
            }
            is_unsure |= step.end() == "update-unknown";
        }
    }
    broken
}

/// Returns whether a change must have been found after a lost response.
fn is_certain(change: &Change) -> bool {
    let fault = change.fault.as_deref().map(kind).unwrap_or_default();
    !is_late(fault) && !fault.starts_with("late:")
}

/// Returns whether a change was sent in a step.
fn is_of(log: &Log, index: usize, change: &Change) -> bool {
    requests_of(log, index).any(|request| {
        request.method() == "PATCH" && request.client_request_id() == change.client_request_id
    })
}

fn requests_of(log: &Log, index: usize) -> impl Iterator<Item = Request<'_>> {
    log.requests()
        .filter(move |request| request.step() == index + 1)
}
