//! The statistics of a run, and their table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::faults::kind;
use crate::judge::{end, unreported, why_unseen};
use crate::ledger::Account;
use crate::log::{Log, Step};

/// The sums of a run.
#[derive(Debug, Default)]
pub struct Figures {
    pub submissions: u64,
    ends: BTreeMap<String, u64>,
    met: BTreeMap<String, u64>,
    deeds: BTreeMap<String, u64>,
    decisions: BTreeMap<String, u64>,
    posts: u64,
    stored: u64,
    doubles: u64,
    reported: u64,
    removed: u64,
    /// The unreported duplicates, by the reason why they could not be detected.
    unseen: BTreeMap<&'static str, u64>,
    asked: u64,
    changed: u64,
    pub drafts: u64,
    reloads: u64,
    longest: (u64, u64),
}

impl Figures {
    /// Counts one submission.
    pub fn add(&mut self, log: &Log, account: &Account) {
        self.submissions += 1;
        *self.ends.entry(end(log).to_owned()).or_default() += 1;
        for deed in log.list("meanwhile").filter_map(|deed| deed.as_str()) {
            *self.deeds.entry(deed.to_owned()).or_default() += 1;
        }
        for step in log.steps() {
            *self.decisions.entry(step.did().to_owned()).or_default() += 1;
        }
        let copies = (account.copies.len() + account.removed.len()) as u64;
        self.posts += account.posts.len() as u64;
        self.stored += copies;
        self.doubles += copies.saturating_sub(1);
        self.reported += log
            .steps()
            .flat_map(Step::doubles)
            .collect::<BTreeSet<_>>()
            .len() as u64;
        self.removed += account.removed.len() as u64;
        let unseen = (unreported(log, account, false).len() as u64).saturating_sub(1);
        if unseen > 0 {
            *self.unseen.entry(why_unseen(log)).or_default() += unseen;
        }
        self.asked += log.steps().flat_map(Step::questions).count() as u64;
        self.changed += account.changes.len() as u64;
        self.drafts += log.count("checks");
        self.reloads += log.reloads();
        self.longest = self.longest.max((log.longest(), log.number()));
    }

    /// Counts the faults that requests have met.
    pub fn meet(&mut self, faults: &[String]) {
        for fault in faults {
            *self.met.entry(kind(fault).to_owned()).or_default() += 1;
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let met: u64 = self.met.values().sum();
        let (longest, number) = self.longest;
        let lines = [
            ("submissions", self.submissions.to_string()),
            ("ended as", list(&self.ends)),
            ("a person did", list(&self.decisions)),
            ("and meanwhile", list(&self.deeds)),
            ("faults met", format!("{met} of {} kinds", self.met.len())),
            ("POSTs that arrived", self.posts.to_string()),
            ("skills stored", self.stored.to_string()),
            ("doubles made", self.doubles.to_string()),
            ("doubles reported", self.reported.to_string()),
            ("skills removed", self.removed.to_string()),
            (
                "existing skills",
                format!("{} asked about, {} changed", self.asked, self.changed),
            ),
            ("doubles out of sight", list(&self.unseen)),
            (
                "drafts checked",
                format!(
                    "{}, with {} reloads amid a submission",
                    self.drafts, self.reloads
                ),
            ),
            (
                "longest to rest",
                format!(
                    "{}.{:03} s of the page's time (submission {number})",
                    longest / 1000,
                    longest % 1000
                ),
            ),
        ];
        for (name, value) in lines {
            writeln!(f, "{name:<22}{value}")?;
        }
        writeln!(f, "\nfaults met, by kind")?;
        for (fault, count) in &self.met {
            writeln!(f, "{count:>8}  {fault}")?;
        }
        Ok(())
    }
}

fn list<T: fmt::Display>(counts: &BTreeMap<T, u64>) -> String {
    counts
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect::<Vec<_>>()
        .join(", ")
}
