//! The service's log: each stored skill and each request.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, ensure};
use page_tests::{Endpoint, Page, Result};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::faults::{self, OLD, Twin};
use crate::log::{Log, Request};
use crate::plan::{ELEMENTS, PROFILES, Plan, number_of, profile};

/// The collection of the ledger's own requests, which are not part of a submission.
const TOKEN: &str = "ledger";
/// The time limit for delayed effects of the service.
const LATE: Duration = Duration::from_secs(20);
const EVERY: Duration = Duration::from_millis(50);
/// The time limit for the body of a request.
const BODY_WITHIN: Duration = Duration::from_secs(5);

/// The service's log of one submission.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// All skills that were ever stored, by id, with their times.
    pub copies: BTreeMap<String, String>,
    /// The twin that existed before.
    pub twin: Option<Twin>,
    /// The skills with the same name that existed before, by id: the twin or the namesake.
    pub existing: BTreeSet<String>,
    pub posts: Vec<Post>,
    /// The copies that the element has removed.
    pub removed: BTreeSet<String>,
    /// The level of each stored skill at the end.
    pub levels: BTreeMap<String, String>,
    pub changes: Vec<Change>,
    /// The requests of the submission that the service has answered with 200 and without a fault,
    /// by their `client-request-id`.
    pub answered: BTreeSet<String>,
}

/// A PATCH that has changed a skill.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: String,
    pub level: String,
    pub fault: Option<String>,
    pub client_request_id: String,
}

/// A POST that has reached the service.
#[derive(Clone, Debug)]
pub struct Post {
    pub fault: Option<String>,
    /// The skills that the POST has added.
    pub added: Vec<String>,
}

/// The service's log of a round.
#[derive(Debug)]
pub struct Ledger<'a> {
    page: &'a Page,
    client: Client,
    accounts: BTreeMap<u64, Account>,
    /// The submissions whose skills were removed.
    ended: BTreeSet<u64>,
    swept: BTreeSet<String>,
    answered: BTreeSet<String>,
    /// The faults that were applied.
    pub met: Vec<String>,
}

impl<'a> Ledger<'a> {
    /// Starts the log of a round, and adds the twins of its skills to the collection.
    pub async fn open(page: &'a Page, plans: &[Plan]) -> Result<Self> {
        page.endpoint().simulate(&json!([])).await?;
        let accounts = plans
            .iter()
            .map(|plan| (plan.number, Account::default()))
            .collect();
        let mut ledger = Self {
            page,
            client: Client::new(),
            accounts,
            ended: BTreeSet::new(),
            swept: BTreeSet::new(),
            answered: BTreeSet::new(),
            met: Vec::new(),
        };
        for plan in plans {
            let user = profile(plan.number % ELEMENTS);
            let twin = plan.twin.map(|twin| (&plan.skill, twin));
            let namesake = plan.namesake.as_ref().map(|skill| (skill, Twin::Old));
            if let Some((skill, age)) = twin.or(namesake) {
                let id = ledger.add_twin(user, skill, age).await?;
                let account = ledger.account(plan.number);
                account.twin = plan.twin;
                account.existing.insert(id);
            }
        }
        Ok(ledger)
    }

    fn account(&mut self, number: u64) -> &mut Account {
        self.accounts.entry(number).or_default()
    }

    async fn answer(&self, request: RequestBuilder) -> Result<reqwest::Response> {
        Ok(request
            .bearer_auth(TOKEN)
            .send()
            .await?
            .error_for_status()?)
    }

    async fn add_twin(&self, user: &str, skill: &Value, twin: Twin) -> Result<String> {
        let url = collection(self.page.endpoint(), user);
        let mut request = self.client.post(url).json(skill);
        if twin == Twin::Old {
            request = request.header("x-fault", OLD);
        }
        let stored: Value = self.answer(request).await?.json().await?;
        stored["id"]
            .as_str()
            .map(str::to_owned)
            .context("a twin has no id")
    }

    /// Counts and removes the skills of submissions that have ended, so that the collection stays
    /// small.
    pub async fn end(&mut self, numbers: impl Iterator<Item = u64>) -> Result {
        self.ended.extend(numbers);
        self.sweep().await
    }

    async fn sweep(&mut self) -> Result {
        for (user, _) in PROFILES {
            self.sweep_profile(user).await?;
        }
        Ok(())
    }

    async fn sweep_profile(&mut self, user: &str) -> Result {
        let url = collection(self.page.endpoint(), user);
        let newest = format!("{url}?$top=999&$select=id,displayName,createdDateTime,proficiency");
        let list: Value = self.answer(self.client.get(newest)).await?.json().await?;
        for skill in list["value"]
            .as_array()
            .context("the endpoint answered no list")?
        {
            let text = |member: &str| skill[member].as_str().unwrap_or_default().to_owned();
            let (id, number) = (text("id"), number_of(&text("displayName")));
            let Some(number) = number.filter(|number| self.ended.contains(number)) else {
                continue;
            };
            self.answer(self.client.delete(format!("{url}/{id}")))
                .await?;
            self.swept.insert(id.clone());
            let level = text("proficiency");
            let account = self.account(number);
            account.levels.insert(id.clone(), level);
            if !account.existing.contains(&id) {
                account.copies.insert(id, text("createdDateTime"));
            }
        }
        Ok(())
    }

    /// Waits for all delayed effects of the service, and completes the log.
    pub async fn close(mut self, logs: &[Log]) -> Result<(BTreeMap<u64, Account>, Vec<String>)> {
        let started = Instant::now();
        let requests = loop {
            let seen = self.page.endpoint().met().await?;
            self.sweep().await?;
            let requests = seen["requests"]
                .as_array()
                .cloned()
                .context("the endpoint tells of no requests")?;
            let open = open_posts(&requests);
            if open.is_empty() {
                break requests;
            }
            ensure!(started.elapsed() < LATE, "requests do not end: {open:#?}");
            tokio::time::sleep(EVERY).await;
        };
        for request in &requests {
            self.note(request);
        }
        for request in &requests {
            self.note_changes(request)?;
        }
        for log in logs {
            let ids = log.requests().map(Request::client_request_id);
            let answered = ids.filter(|id| self.answered.contains(*id));
            let answered = answered.map(str::to_owned).collect();
            self.account(log.number()).answered = answered;
        }
        Ok((self.accounts, self.met))
    }

    fn note(&mut self, request: &Value) {
        let fault = request["fault"].as_str().map(str::to_owned);
        self.met
            .extend(fault.as_deref().map(|fault| faults::kind(fault).to_owned()));
        if request["method"] == "POST" {
            let body: Value = request["body"]
                .as_str()
                .and_then(|body| serde_json::from_str(body).ok())
                .unwrap_or_default();
            let number = body["displayName"].as_str().and_then(number_of);
            let is_earlier = number.is_some_and(|number| {
                let existing = &self.account(number).existing;
                added(request).iter().any(|id| existing.contains(id))
            });
            if let Some(number) = number.filter(|_| !is_earlier) {
                let post = Post {
                    fault,
                    added: added(request),
                };
                self.account(number).posts.push(post);
            }
        } else if request["method"] == "GET" && request["status"] == 200 && fault.is_none() {
            self.answered.insert(text(request, "client-request-id"));
        }
    }

    /// Notes what the elements have changed and removed: all that the ledger has not removed.
    ///
    /// # Errors
    /// They have changed a skill that belongs to no submission.
    fn note_changes(&mut self, request: &Value) -> Result {
        let is_removal = request["method"] == "DELETE";
        if !is_removal && request["method"] != "PATCH" {
            return Ok(());
        }
        let body: Value = request["body"]
            .as_str()
            .and_then(|body| serde_json::from_str(body).ok())
            .unwrap_or_default();
        for id in added(request) {
            if is_removal && self.swept.contains(&id) {
                continue;
            }
            let is_of = |account: &&mut Account| {
                let mut own = account.posts.iter().flat_map(|post| &post.added);
                account.existing.contains(&id) || own.any(|own| *own == id)
            };
            let account = self.accounts.values_mut().find(is_of);
            let account =
                account.with_context(|| format!("a skill of no submission: {request:#}"))?;
            if is_removal {
                account.removed.insert(id);
            } else {
                account.changes.push(Change {
                    level: text(&body, "proficiency"),
                    fault: request["fault"].as_str().map(str::to_owned),
                    client_request_id: text(request, "client-request-id"),
                    id,
                });
            }
        }
        Ok(())
    }
}

/// Adds other skills to the profiles, once.
pub async fn fill(page: &Page) -> Result {
    page.endpoint().simulate(&json!([])).await?;
    let client = Client::new();
    for (user, count) in PROFILES {
        for number in 0..count {
            let skill = json!({ "displayName": format!("Another skill {number}"), "proficiency": "elementary" });
            let request = client.post(collection(page.endpoint(), user)).json(&skill);
            request
                .bearer_auth(TOKEN)
                .send()
                .await?
                .error_for_status()?;
        }
    }
    Ok(())
}

fn collection(endpoint: &Endpoint, user: &str) -> String {
    endpoint.url(&format!("/beta/{user}/profile/skills"))
}

/// Returns the POSTs that can still store a skill, or whose skills are not counted yet.
fn open_posts(requests: &[Value]) -> Vec<&Value> {
    let removed = requests
        .iter()
        .filter(|request| request["method"] == "DELETE")
        .flat_map(added)
        .collect::<BTreeSet<_>>();
    let is_open = |request: &&Value| {
        let added = added(request);
        let is_late = request["fault"]
            .as_str()
            .map(faults::kind)
            .is_some_and(faults::is_late);
        is_late && added.is_empty() && !is_cut_off(request)
            || !added.iter().all(|id| removed.contains(id))
    };
    requests
        .iter()
        .filter(|request| request["method"] == "POST")
        .filter(is_open)
        .collect()
}

/// Returns whether the body of a request will not arrive any more, because the page stopped or left
/// while it was sent. Such a request stores nothing.
fn is_cut_off(request: &Value) -> bool {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let since = request["time"]
        .as_u64()
        .map(Duration::from_millis)
        .unwrap_or_default();
    request["body"].is_null() && now.saturating_sub(since) > BODY_WITHIN
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}

/// Returns the ids of the skills that a request has added, changed, or removed.
fn added(request: &Value) -> Vec<String> {
    let ids = request["committed"].as_array().into_iter().flatten();
    ids.filter_map(|id| id.as_str().map(str::to_owned))
        .collect()
}
