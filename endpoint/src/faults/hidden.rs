//! Skills whose new or changed version is not visible yet, as in a service whose reads lag behind its
//! writes.

use std::collections::HashMap;
use std::time::Instant;

use serde_json::{Map, Value};

use super::spec::Late;

/// The skills whose last version is hidden, by id.
#[derive(Debug, Default)]
pub struct Hidden(HashMap<String, Lag>);

/// The visible version of a skill: the one before a change, or `None` for a new skill.
pub type Visible = Option<Map<String, Value>>;

#[derive(Debug)]
struct Lag {
    until: Until,
    visible: Visible,
}

#[derive(Debug)]
enum Until {
    Lists(u32),
    Instant(Instant),
}

impl Hidden {
    pub fn hide(&mut self, id: String, visible: Visible, late: Late) {
        let until = match late {
            Late::Lists(count) => Until::Lists(count),
            Late::For(time) => Until::Instant(Instant::now() + time),
        };
        self.0.insert(id, Lag { until, visible });
    }

    /// Returns the ids of the skills that a list omits or contains in their earlier version. All pages
    /// of a list count as one list.
    pub fn in_a_list(&mut self, is_first_page: bool) -> HashMap<String, Visible> {
        let mut hidden = HashMap::new();
        self.0.retain(|id, lag| {
            let is_hidden = lag.until.is_ahead(is_first_page);
            if is_hidden {
                hidden.insert(id.clone(), lag.visible.clone());
            }
            is_hidden
        });
        hidden
    }

    /// Returns the earlier version of a changed skill if a GET of the skill returns it. This counts as
    /// a list.
    pub fn of_a_skill(&mut self, id: &str) -> Visible {
        let lag = self.0.get_mut(id)?;
        let visible = lag.visible.clone()?;
        if lag.until.is_ahead(true) {
            Some(visible)
        } else {
            self.0.remove(id);
            None
        }
    }
}

impl Until {
    /// Returns whether the version is still hidden, and counts a list.
    fn is_ahead(&mut self, is_first_page: bool) -> bool {
        match self {
            Self::Lists(0) => !is_first_page,
            Self::Lists(count) => {
                *count -= u32::from(is_first_page);
                true
            }
            Self::Instant(instant) => Instant::now() < *instant,
        }
    }
}

/// Removes the new skills from a list, and replaces the changed ones. `show` returns a skill as it is
/// in the list.
pub fn apply(
    list: &mut Map<String, Value>,
    hidden: &HashMap<String, Visible>,
    show: impl Fn(Map<String, Value>) -> Map<String, Value>,
) {
    let Some(Value::Array(skills)) = list.get_mut("value") else {
        return;
    };
    let before = skills.len();
    skills.retain_mut(
        |skill| match skill["id"].as_str().and_then(|id| hidden.get(id)) {
            None => true,
            Some(None) => false,
            Some(Some(visible)) => {
                *skill = Value::Object(show(visible.clone()));
                true
            }
        },
    );
    let gone = before - skills.len();
    if let Some(count) = list.get("@odata.count").and_then(Value::as_u64) {
        list.insert(
            "@odata.count".to_owned(),
            Value::from(count.saturating_sub(gone as u64)),
        );
    }
}
