//! Faults that apply in order.

use std::sync::Arc;

use axum::http::{Method, Uri};
use serde_json::{Value, json};

use super::spec::{Age, Fault, Times};

/// The properties of a request that a script compares.
#[derive(Clone, Copy, Debug)]
pub struct Met<'a> {
    pub method: &'a Method,
    pub uri: &'a Uri,
    pub age: Age,
}

/// Faults, with their remaining counts.
#[derive(Clone, Debug, Default)]
pub struct Script(Vec<Line>);

#[derive(Clone, Debug)]
struct Line {
    fault: Arc<Fault>,
    /// The number of matches that are still skipped.
    after: u32,
    left: Times,
}

impl Line {
    fn new(fault: Fault, usual: Times) -> Self {
        Self {
            after: fault.when.after,
            left: fault.when.times.unwrap_or(usual),
            fault: Arc::new(fault),
        }
    }

    fn is_spent(&self) -> bool {
        self.left == Times::Count(0)
    }

    fn matches(&self, met: Met<'_>) -> bool {
        self.fault.when.matches(met.method, met.uri, met.age)
    }
}

impl Script {
    /// `usual` is the count of a fault that does not specify one.
    pub fn new(faults: impl IntoIterator<Item = Fault>, usual: Times) -> Self {
        Self(
            faults
                .into_iter()
                .map(|fault| Line::new(fault, usual))
                .collect(),
        )
    }

    /// Adds a fault that applies once, unless it contains a fault with the same text.
    pub fn add(&mut self, fault: Fault) {
        self.0.retain(|line| line.fault.spelling != fault.spelling);
        self.0.push(Line::new(fault, Times::Count(1)));
    }

    /// Returns the fault that applies to this request, and decrements its count.
    pub fn take(&mut self, met: Met<'_>, is_meant: impl Fn(&Fault) -> bool) -> Option<Arc<Fault>> {
        for line in self
            .0
            .iter_mut()
            .filter(|line| !line.is_spent() && line.matches(met) && is_meant(&line.fault))
        {
            if line.after > 0 {
                line.after -= 1;
                continue;
            }
            if let Times::Count(count) = &mut line.left {
                *count -= 1;
            }
            return Some(Arc::clone(&line.fault));
        }
        None
    }

    /// Returns whether faults match this request, but the counts of all are used up.
    pub fn is_spent_for(&self, met: Met<'_>) -> bool {
        let mut lines = self.0.iter().filter(|line| line.matches(met)).peekable();
        lines.peek().is_some() && lines.all(Line::is_spent)
    }

    /// Returns the remaining script.
    pub fn to_json(&self) -> Value {
        let lines = self.0.iter().filter(|line| !line.is_spent()).map(|line| {
            let times = match line.left {
                Times::Count(count) => Value::from(count),
                Times::Always => Value::from("always"),
            };
            json!({ "fault": line.fault.spelling, "after": line.after, "times": times })
        });
        lines.collect()
    }
}
