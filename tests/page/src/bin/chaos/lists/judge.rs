//! The promises of each list, and their verification.
//!
//! 1. A row that was reported as added is stored.
//! 2. A skill that is stored was reported: its row as added, or its outcome as unknown.
//! 3. A skill that is stored more than once was reported as such, if a list of the profile without a
//!    fault could show it afterwards, or its outcome as unknown.
//! 4. A skill is posted again only after a response that guarantees that nothing was stored, or at
//!    the user's request.
//! 5. No row is lost or changed by an interruption, and no skill that was added is forgotten.
//! 6. Nothing is posted after an interruption before the user continues.
//! 7. Rows that the profile has, that are in the list twice, that break a rule, or that were removed
//!    are not posted.
//! 8. The last copy of a skill is removed only at the user's request, and no other skill is.
//! 9. The list settles, its counts are those of its rows, and the token is only in its header.

use std::collections::{BTreeMap, BTreeSet};

use page_tests::Row;
use serde_json::Value;

use super::plan::{Plan, Role};

/// The beginning of the status of a row whose skill the profile has.
const EXISTS: &str = "Already on your profile";

/// What the page has shown, and the user has done.
#[derive(Debug, Default)]
pub struct Story {
    /// The broken promises that were found while it ran.
    pub broken: Vec<String>,
    /// The rows at the end.
    pub rows: Vec<Row>,
    /// The buttons that the user has pressed in each row.
    pub pressed: BTreeMap<u64, Vec<String>>,
    /// The names of the rows that the copy in another tab has sent, which reported their results.
    pub elsewhere: BTreeSet<String>,
    /// The rows whose duplicates were reported.
    pub reported: BTreeSet<u64>,
    /// The service's log.
    pub requests: Vec<Value>,
}

/// A POST that has reached the service.
#[derive(Debug)]
pub struct Post<'a> {
    pub id: &'a str,
    time: u64,
    status: Option<u64>,
    fault: String,
    pub committed: Vec<&'a str>,
}

impl Story {
    /// Returns the POSTs of a name. A browser's repetitions have the same id.
    pub fn posts(&self, name: &str) -> Vec<Post<'_>> {
        let is_of = |request: &&Value| {
            let body = request["body"].as_str().unwrap_or_default();
            let body: Value = serde_json::from_str(body).unwrap_or_default();
            request["method"] == "POST" && body["displayName"] == name
        };
        let requests = self.requests.iter().filter(is_of);
        requests
            .map(|request| Post {
                id: request["client-request-id"].as_str().unwrap_or_default(),
                time: request["time"].as_u64().unwrap_or_default(),
                status: request["status"].as_u64(),
                fault: fault(request),
                committed: ids(&request["committed"]),
            })
            .collect()
    }

    /// Returns the ids of the skills that were removed.
    pub fn removed(&self) -> BTreeSet<&str> {
        let requests = self.requests.iter();
        let requests = requests.filter(|request| request["method"] == "DELETE");
        requests
            .flat_map(|request| ids(&request["committed"]))
            .collect()
    }

    fn has_pressed(&self, row: u64, buttons: &[&str]) -> bool {
        let pressed = self.pressed.get(&row).into_iter().flatten();
        pressed
            .into_iter()
            .any(|button| buttons.contains(&&**button))
    }

    /// Returns whether a list of the profile without a fault was read after this time, with a margin
    /// for the service's own work.
    fn has_looked_after(&self, time: u64) -> bool {
        self.requests.iter().any(|request| {
            request["method"] == "GET"
                && request["status"] == 200
                && fault(request).is_empty()
                && request["time"]
                    .as_u64()
                    .is_some_and(|read| read > time + 20)
        })
    }
}

fn ids(value: &Value) -> Vec<&str> {
    let ids = value.as_array().into_iter().flatten();
    ids.filter_map(Value::as_str).collect()
}

/// Returns the fault of a request, without the words that only select it.
fn fault(request: &Value) -> String {
    let text = match &request["fault"] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let words = text.split(';').filter(|word| !word.starts_with("method:"));
    words.collect::<Vec<_>>().join(";")
}

/// Returns whether a row reports that its outcome is unknown.
pub fn is_unknown(row: &Row) -> bool {
    let open = ["check-again", "confirm-match", "send-anyway"];
    row.actions.iter().any(|action| open.contains(&&**action))
}

/// Returns whether a row reports that its skill was added.
pub fn is_added(row: &Row) -> bool {
    row.status.starts_with("Added")
}

/// Returns a description of each broken promise.
pub fn judge(plan: &Plan, story: &Story) -> Vec<String> {
    let mut broken = story.broken.clone();
    let removed = story.removed();
    for (row, (role, name)) in story.rows.iter().zip(&plan.rows) {
        let number = row.number;
        let posts = story.posts(name);
        let stored: BTreeSet<_> = posts
            .iter()
            .flat_map(|post| &post.committed)
            .copied()
            .collect();
        let left: Vec<_> = stored.difference(&removed).collect();
        let mut tell = |what: &str| {
            broken.push(format!(
                "row {number} ({role:?}) {what}: {row:?}\n    {posts:?}"
            ));
        };
        if *role != Role::New
            && !(posts.is_empty() || *role == Role::Exists && !has_read(story, &posts))
        {
            tell("was posted");
        }
        if is_added(row) && stored.is_empty() && *role == Role::New {
            tell("was reported as added, and is not stored");
        }
        // A browser has repeated a POST, and the service has rejected the repetition.
        let is_misled = posts
            .windows(2)
            .any(|pair| pair[0].id == pair[1].id && matches!(pair[1].status, Some(400..=499)));
        // The user has submitted a copy of the list, and the profile may have been unreadable then.
        let was_sent_elsewhere = story.elsewhere.contains(name);
        // Its outcome was reported as unknown before the user has sent it again.
        let is_sent_again = story.has_pressed(number, &["send-again", "reject-match"]);
        let is_silent = !is_added(row)
            && !is_unknown(row)
            && !is_misled
            && !is_sent_again
            && !was_sent_elsewhere;
        if is_silent && !left.is_empty() {
            tell("is stored, and was not reported as added or unknown");
        }
        let last = posts
            .iter()
            .filter(|post| !post.committed.is_empty())
            .map(stored_at)
            .max();
        let is_reported = story.reported.contains(&number)
            || is_unknown(row)
            || is_misled && !is_added(row)
            || row.status.contains(EXISTS);
        if left.len() > 1 && !is_reported && last.is_some_and(|time| story.has_looked_after(time)) {
            tell("is stored more than once, and that was not reported");
        }
        let wishes = [
            "send-again",
            "send-anyway",
            "reject-match",
            "add-without-level",
        ];
        if !story.has_pressed(number, &wishes)
            && !was_sent_elsewhere
            && posts.windows(2).any(|pair| is_repeated(&pair[0], &pair[1]))
        {
            tell("was posted again");
        }
        if !stored.is_empty() && left.is_empty() && !story.has_pressed(number, &["undo"]) {
            tell("has lost its last copy");
        }
    }
    let own: BTreeSet<_> = plan
        .rows
        .iter()
        .flat_map(|(_, name)| story.posts(name))
        .flat_map(|post| post.committed)
        .collect();
    for id in removed.difference(&own) {
        broken.push(format!("{id} was removed, and is of no row"));
    }
    broken
}

/// Returns when the skill of a POST was stored.
fn stored_at(post: &Post<'_>) -> u64 {
    let words = post.fault.split(';');
    let delays = words.filter_map(|word| {
        let delay = word
            .strip_prefix("commit:")
            .or_else(|| word.strip_prefix("late:"))?;
        delay.strip_suffix("ms")?.parse::<u64>().ok()
    });
    post.time + delays.sum::<u64>()
}

/// Returns whether the profile was read without a fault before the first of these POSTs.
fn has_read(story: &Story, posts: &[Post<'_>]) -> bool {
    let first = posts.first().map_or(u64::MAX, |post| post.time);
    story.requests.iter().any(|request| {
        request["method"] == "GET"
            && request["status"] == 200
            && fault(request).is_empty()
            && request["time"].as_u64().is_some_and(|time| time < first)
    })
}

/// Returns whether a skill was posted again although it may have been stored.
fn is_repeated(earlier: &Post<'_>, later: &Post<'_>) -> bool {
    let is_refused =
        matches!(earlier.status, Some(400..=499 | 503 | 507 | 509)) && earlier.status != Some(408);
    earlier.id != later.id && !(is_refused && earlier.committed.is_empty())
}
