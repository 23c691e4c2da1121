//! Lists of fifty skills in `<add-skills>`, with random faults, reloads, and kills at any row.
//!
//! `LISTS` is their number, `SEED` selects them, and `LIST` repeats one of them.

mod judge;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::ensure;
use page_tests::{List, Result, Row, Step};
use serde_json::{Value, json};

use judge::{Story, is_added, is_unknown, judge};
use plan::{Deed, Plan, Role};

/// The time limit for a transfer, and for the checks after a reload.
const PATIENCE: Duration = Duration::from_secs(120);
const EVERY: Duration = Duration::from_millis(4);
/// The maximum number of transfers of a list. Most need fewer than ten.
const MAX_TRANSFERS: usize = 80;

/// The statistics of a run.
#[derive(Debug, Default)]
struct Figures {
    lists: u64,
    transfers: u64,
    deeds: BTreeMap<Deed, u64>,
    faults: BTreeMap<String, u64>,
    ends: BTreeMap<&'static str, u64>,
    pressed: BTreeMap<String, u64>,
    posts: usize,
    stored: usize,
    duplicates: usize,
    reported: usize,
    longest: (u64, u64),
}

/// Runs lists, and returns the broken promises of each.
pub async fn run(
    seed: u64,
    numbers: std::ops::Range<u64>,
    tells: bool,
) -> Result<BTreeMap<u64, Vec<String>>> {
    let started = Instant::now();
    let mut figures = Figures::default();
    let mut all_broken = BTreeMap::new();
    for number in numbers {
        let plan = Plan::draw(seed, number);
        let began = Instant::now();
        let mut performance = Performance::begin(plan.clone()).await?;
        let end = performance.perform(&mut figures).await;
        let story = performance.close().await?;
        let took = u64::try_from(began.elapsed().as_millis())?;
        figures.longest = figures.longest.max((took, number));
        eprintln!("list {number}: {took} ms");
        figures.add(&plan, &story);
        let mut broken = judge(&plan, &story);
        broken.extend(
            end.err()
                .map(|error| format!("it does not settle: {error:#}")),
        );
        if tells {
            for request in &story.requests {
                eprintln!(
                    "{} {} {} {} {}",
                    request["time"],
                    request["method"],
                    request["status"],
                    request["fault"],
                    request["body"]
                );
            }
            eprintln!(
                "{:#?}\n{:?}\n{:?}",
                story.rows, story.pressed, plan.interruptions
            );
        }
        if !broken.is_empty() {
            all_broken.insert(number, broken);
        }
    }
    figures.print(seed, started.elapsed());
    Ok(all_broken)
}

/// A list in a browser.
struct Performance {
    list: List,
    plan: Plan,
    story: Story,
    /// The interruptions that have happened.
    interrupted: usize,
    /// The number of skills that the document had sent at the last interruption.
    base: usize,
}

impl Performance {
    /// Opens the page, and imports the list.
    async fn begin(plan: Plan) -> Result<Self> {
        let list = List::open().await?;
        for (_, name) in plan.rows.iter().filter(|(role, _)| *role == Role::Exists) {
            let skill = json!({ "displayName": name.to_lowercase(), "proficiency": "expert" });
            list.endpoint().add(&skill).await?;
        }
        list.endpoint()
            .simulate(&Value::Array(plan.faults.clone()))
            .await?;
        list.enter(&plan.text).await?;
        list.click("import").await?;
        wait("the list is imported", async || {
            Ok(list.rows().await?.len() == plan.rows.len()
                && !list.notice().await?.starts_with("Checking"))
        })
        .await?;
        for (index, (role, _)) in plan.rows.iter().enumerate() {
            if *role == Role::Removed {
                press(&list, &format!("{}/remove", index + 1)).await?;
            }
        }
        wait("rows are removed", async || {
            let rows = list.rows().await?;
            let mut roles = rows.iter().zip(&plan.rows);
            Ok(roles.all(|(row, (role, _))| row.is_removed == (*role == Role::Removed)))
        })
        .await?;
        Ok(Self {
            list,
            plan,
            story: Story::default(),
            interrupted: 0,
            base: 0,
        })
    }

    /// Continues until the list has settled.
    async fn perform(&mut self, figures: &mut Figures) -> Result {
        let mut last = Vec::new();
        for _ in 0..MAX_TRANSFERS {
            if !self.can_submit().await? {
                if !self.decide(figures).await? {
                    return Ok(());
                }
                continue;
            }
            figures.transfers += 1;
            press(&self.list, "submit").await?;
            self.transfer(figures).await?;
            let rows = self.list.rows().await?;
            let posts = self.posts().await?;
            // For example, the service wants to be left alone for longer than this user waits.
            let now = (rows, posts);
            if last.last() == Some(&now) && last.len() > 3 {
                return Ok(());
            }
            last.push(now);
        }
        anyhow::bail!("after {MAX_TRANSFERS} transfers, it still continues")
    }

    /// Waits until the transfer has ended or is interrupted.
    async fn transfer(&mut self, figures: &mut Figures) -> Result {
        let started = Instant::now();
        loop {
            ensure!(started.elapsed() < PATIENCE, "the transfer does not end");
            let (is_sending, count) = self.progress().await?;
            if let Some(next) = self.plan.interruptions.get(self.interrupted).copied()
                && count >= self.base + next.after
                && is_sending
            {
                tokio::time::sleep(Duration::from_millis(next.delay)).await;
                self.interrupted += 1;
                let deed = self.possible(next.deed);
                *figures.deeds.entry(deed).or_default() += 1;
                let continues = self.interrupt(deed).await?;
                self.base = self.progress().await?.1;
                if !continues {
                    return Ok(());
                }
                continue;
            }
            if !is_sending {
                return self.ended().await;
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Compares the counts of the last `skills-settled` with the rows.
    async fn ended(&mut self) -> Result {
        let events = self.list.events().await?;
        let settled = events
            .iter()
            .rfind(|event| event["type"] == "skills-settled");
        let Some(counts) = settled.map(|event| event["detail"].clone()) else {
            return Ok(());
        };
        // Checks that the transfer has started again can still be in progress.
        self.at_rest().await?;
        let rows = self.look().await?;
        let added = rows
            .iter()
            .filter(|row| is_added(row) && !row.is_removed)
            .count();
        if counts["added"] != added {
            // A check after the transfer may have found more.
            let reported = counts["added"].as_u64().unwrap_or_default();
            if usize::try_from(reported)? > added {
                self.story.broken.push(format!(
                    "its counts are {counts}, and {added} rows were added"
                ));
            }
        }
        Ok(())
    }

    /// Returns the rows, and remembers which duplicates they report.
    async fn look(&mut self) -> Result<Vec<Row>> {
        let rows = self.list.rows().await?;
        let reported = rows.iter().filter(|row| {
            row.status.contains("more than once")
                || row
                    .actions
                    .iter()
                    .any(|action| action == "remove-duplicate")
        });
        self.story.reported.extend(reported.map(|row| row.number));
        Ok(rows)
    }

    /// Waits until no row is being sent or checked.
    async fn at_rest(&self) -> Result {
        wait("no row is busy", async || {
            Ok(self.list.rows().await?.iter().all(|row| !row.is_busy))
        })
        .await
    }

    fn possible(&self, deed: Deed) -> Deed {
        match deed {
            Deed::Kill if self.list.engine().cannot(Step::Crash).is_some() => Deed::Reload,
            deed => deed,
        }
    }

    /// Interrupts the transfer. Returns whether it continues.
    async fn interrupt(&mut self, deed: Deed) -> Result<bool> {
        let before = self.look().await?;
        match deed {
            Deed::Reload => self.list.reload().await?,
            Deed::Kill => self.list.crash().await?,
            Deed::Leave => {
                if self.list.leave_and_go_back().await? {
                    return Ok(true);
                }
            }
            Deed::Tab => return self.in_another_tab(before.len()).await,
            Deed::Stop => {
                if !self.list.text_of("stop").await?.is_empty() {
                    press(&self.list, "stop").await?;
                }
                return Ok(true);
            }
            Deed::NoToken => {
                self.list.refuse_token("signed out").await?;
                wait("the transfer has ended", async || {
                    Ok(!self.is_sending().await?)
                })
                .await?;
                self.list.give_token("CANARY-4e1d").await?;
                return Ok(true);
            }
            Deed::Remove => {
                self.list
                    .run("window.removed = element; element.remove();", &[])
                    .await?;
                tokio::time::sleep(Duration::from_millis(40)).await;
                self.list
                    .run("document.body.append(window.removed);", &[])
                    .await?;
                self.list.ready().await?;
                return Ok(true);
            }
        }
        self.resumed(&before, deed).await?;
        Ok(false)
    }

    /// Promises 5 and 6, after a new document was loaded.
    async fn resumed(&mut self, before: &[Row], deed: Deed) -> Result {
        let posts = self.posts().await?;
        wait("all rows are restored", async || {
            Ok(self.list.rows().await?.len() >= before.len())
        })
        .await?;
        self.at_rest().await?;
        let after = self.look().await?;
        let now = self.posts().await?;
        let mut tell = |what: String| self.story.broken.push(format!("after {deed:?}, {what}"));
        if after.len() != before.len() {
            tell(format!(
                "there are {} rows, not {}",
                after.len(),
                before.len()
            ));
        }
        for (before, after) in before.iter().zip(&after) {
            let entered = |row: &Row| {
                (
                    row.number,
                    row.name.clone(),
                    row.level.clone(),
                    row.categories.clone(),
                    row.link.clone(),
                    row.is_removed,
                )
            };
            if entered(before) != entered(after) {
                tell(format!("{before:?} became {after:?}"));
            }
            if is_added(before) && !is_added(after) {
                tell(format!(
                    "it is forgotten that {before:?} was added: {after:?}"
                ));
            }
            let is_waiting = before.is_selected && !before.is_busy;
            if is_waiting && after.status == "Not selected" {
                tell(format!("{before:?} is not selected anymore: {after:?}"));
            }
        }
        if now != posts {
            tell(format!(
                "{} skills were posted before the user continued",
                now - posts
            ));
        }
        Ok(())
    }

    /// Submits the copy of the list in another tab. Nothing must be sent from there while the first
    /// tab is sending.
    async fn in_another_tab(&mut self, count: usize) -> Result<bool> {
        let first = self.list.open_another_tab().await?;
        wait("the other tab has the list", async || {
            Ok(self.list.rows().await?.len() == count)
        })
        .await?;
        self.at_rest().await?;
        if self.can_submit().await? {
            press(&self.list, "submit").await?;
            wait("the other tab has submitted", async || {
                Ok(!self.is_sending().await?)
            })
            .await?;
        }
        self.at_rest().await?;
        // The first tab may have ended its transfer before this one has begun.
        let events = self.list.events().await?;
        let sent = events
            .iter()
            .filter(|event| event["type"] == "skill-submit");
        let names = sent.filter_map(|event| event["detail"]["skill"]["displayName"].as_str());
        self.story.elsewhere.extend(names.map(str::to_owned));
        self.look().await?;
        self.list.close_tab(&first).await?;
        Ok(true)
    }

    /// Decides about the rows that need it. Returns whether the user has done anything.
    async fn decide(&mut self, figures: &mut Figures) -> Result<bool> {
        let mut has_pressed = false;
        for row in self.look().await? {
            let count = self.story.pressed.get(&row.number).map_or(0, Vec::len);
            let wants = self.plan.decisions.u8(..100) < 60 && count < 3;
            let buttons = [
                "send-again",
                "check-again",
                "confirm-match",
                "add-without-level",
                "remove-duplicate",
                "undo",
            ];
            let offered: Vec<_> = row
                .actions
                .iter()
                .filter(|action| buttons.contains(&&***action))
                .collect();
            let Some(button) = self
                .plan
                .decisions
                .choice(offered)
                .cloned()
                .filter(|_| wants)
            else {
                continue;
            };
            if button == "undo" && self.plan.decisions.u8(..100) > 5 {
                continue;
            }
            press(&self.list, &format!("{}/{button}", row.number)).await?;
            *figures.pressed.entry(button.clone()).or_default() += 1;
            self.story
                .pressed
                .entry(row.number)
                .or_default()
                .push(button);
            self.at_rest().await?;
            self.look().await?;
            has_pressed = true;
        }
        Ok(has_pressed)
    }

    async fn can_submit(&self) -> Result<bool> {
        let can = "const button = element.shadowRoot.querySelector('[part~=submit]'); return Boolean(button && !button.disabled);";
        // The counts follow a change after a pause.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Ok(self.list.run(can, &[]).await? == true)
    }

    async fn is_sending(&self) -> Result<bool> {
        Ok(self.progress().await?.0)
    }

    /// Returns whether a transfer is in progress, and how many skills this document has sent.
    async fn progress(&self) -> Result<(bool, usize)> {
        let progress = "const is = element.matches(':state(submitting)') || Boolean(element.shadowRoot.querySelector('progress'));
            return [is, pageTests.events().filter(({ type }) => type === 'skill-submit').length];";
        let progress = self.list.run(progress, &[]).await?;
        let count = progress[1].as_u64().unwrap_or_default();
        Ok((progress[0] == true, usize::try_from(count)?))
    }

    async fn posts(&self) -> Result<usize> {
        Ok(self.list.seen("POST").await?.len())
    }

    /// Returns the story, with the service's log after its delayed effects.
    async fn close(mut self) -> Result<Story> {
        tokio::time::sleep(Duration::from_millis(1600)).await;
        self.story.rows = self.look().await.unwrap_or_default();
        if let Err(error) = self.list.assert_no_token_is_left().await {
            self.story
                .broken
                .push(format!("the token leaked: {error:#}"));
        }
        for method in ["GET", "POST", "DELETE"] {
            self.story.requests.extend(self.list.seen(method).await?);
        }
        self.story
            .requests
            .sort_by_key(|request| request["time"].as_u64());
        Ok(self.story)
    }
}

/// Clicks a button like a script, which is faster than the pointer. The button may have gone.
async fn press(list: &List, part: &str) -> Result {
    let click = "pageTests.part(selector, given[0])?.click();";
    list.run(click, &[part.into()]).await.map(drop)
}

/// Waits until a condition holds.
async fn wait(what: &str, holds: impl AsyncFn() -> Result<bool>) -> Result {
    let started = Instant::now();
    while !holds().await? {
        ensure!(
            started.elapsed() < PATIENCE,
            "this condition did not hold: {what}"
        );
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    Ok(())
}

impl Figures {
    fn add(&mut self, plan: &Plan, story: &Story) {
        self.lists += 1;
        for request in &story.requests {
            if let Some(fault) = request["fault"]
                .as_str()
                .and_then(|fault| fault.split_once(';'))
            {
                *self.faults.entry(fault.1.to_owned()).or_default() += 1;
            }
        }
        for (row, (_, name)) in story.rows.iter().zip(&plan.rows) {
            let end = match row {
                row if row.is_removed => "removed",
                row if is_added(row) => "added",
                row if is_unknown(row) => "unknown",
                row if row.is_selected => "open",
                row if row
                    .actions
                    .iter()
                    .any(|action| action == "add-without-level") =>
                {
                    "rejected"
                }
                _ => "other",
            };
            *self.ends.entry(end).or_default() += 1;
            let posts = story.posts(name);
            self.posts += posts.len();
            let stored: BTreeSet<_> = posts
                .iter()
                .flat_map(|post| post.committed.iter())
                .collect();
            self.stored += stored.len();
            self.duplicates += stored.len().saturating_sub(1);
        }
        self.reported += story.reported.len();
    }

    fn print(&self, seed: u64, took: Duration) {
        let list = |counts: Vec<(String, u64)>| {
            counts
                .iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let met: u64 = self.faults.values().sum();
        println!(
            "lists                 {} of {} skills, in {} transfers",
            self.lists,
            plan::ROWS,
            self.transfers
        );
        println!(
            "interruptions         {}",
            list(
                self.deeds
                    .iter()
                    .map(|(deed, count)| (format!("{deed:?}"), *count))
                    .collect()
            )
        );
        println!(
            "rows ended as         {}",
            list(
                self.ends
                    .iter()
                    .map(|(end, count)| ((*end).to_owned(), *count))
                    .collect()
            )
        );
        println!(
            "a person pressed      {}",
            list(self.pressed.clone().into_iter().collect())
        );
        println!("faults met            {met} of {} kinds", self.faults.len());
        println!("POSTs that arrived    {}", self.posts);
        println!("skills stored         {}", self.stored);
        println!(
            "duplicates made       {}, in {} rows reported",
            self.duplicates, self.reported
        );
        println!(
            "longest list          {}.{:03} s (list {})",
            self.longest.0 / 1000,
            self.longest.0 % 1000,
            self.longest.1
        );
        println!("\nseed {seed}, {} s\n", took.as_secs());
    }
}
