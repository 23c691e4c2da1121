//! Stored skills that lists omit, as in a service whose reads lag behind its writes.

use std::collections::HashMap;
use std::time::Instant;

use serde_json::{Map, Value};

use super::spec::Late;

/// The skills that lists omit, by id.
#[derive(Debug, Default)]
pub struct Hidden(HashMap<String, Until>);

#[derive(Debug)]
enum Until {
    Lists(u32),
    Instant(Instant),
}

impl Hidden {
    pub fn hide(&mut self, id: String, late: Late) {
        let until = match late {
            Late::Lists(count) => Until::Lists(count),
            Late::For(time) => Until::Instant(Instant::now() + time),
        };
        self.0.insert(id, until);
    }

    /// Returns the ids that a list omits. All pages of a list count as one list.
    pub fn missing_in_a_list(&mut self, is_first_page: bool) -> Vec<String> {
        let mut missing = Vec::new();
        self.0.retain(|id, until| {
            let is_hidden = match until {
                Until::Lists(0) => !is_first_page,
                Until::Lists(count) => {
                    *count -= u32::from(is_first_page);
                    true
                }
                Until::Instant(instant) => Instant::now() < *instant,
            };
            if is_hidden {
                missing.push(id.clone());
            }
            is_hidden
        });
        missing
    }
}

/// Removes these skills from a list.
pub fn without(list: &mut Map<String, Value>, missing: &[String]) {
    let Some(Value::Array(skills)) = list.get_mut("value") else {
        return;
    };
    let before = skills.len();
    skills.retain(|skill| !missing.iter().any(|id| skill["id"] == **id));
    let gone = before - skills.len();
    if let Some(count) = list.get("@odata.count").and_then(Value::as_u64) {
        list.insert(
            "@odata.count".to_owned(),
            Value::from(count.saturating_sub(gone as u64)),
        );
    }
}
