//! The syntax of faults: words in a text or in a JSON object. See [`GRAMMAR`](super::GRAMMAR).

mod arrival;
mod reply;
mod treatment;
mod values;
mod when;

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value};

pub use arrival::{Arrival, Cut, Point, Wait};
pub use reply::{Link, MediaType, Reply};
pub use treatment::{Commit, Late, Treatment};
pub use values::Wrong;
pub use when::{Age, Times, When};

/// A fault.
#[derive(Clone, Debug, Default)]
pub struct Fault {
    /// The original text.
    pub spelling: Value,
    pub when: When,
    pub treatment: Treatment,
    pub reply: Reply,
    pub arrival: Arrival,
}

impl Fault {
    /// Parses a text such as `status:429;retry-after:5`.
    pub fn from_text(text: &str) -> Result<Self, Wrong> {
        let mut fault = Self {
            spelling: Value::from(text),
            ..Self::default()
        };
        for word in text
            .split(';')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            let (name, value) = word.split_once(':').unwrap_or((word, ""));
            fault.word(name.trim(), value)?;
        }
        Ok(fault)
    }

    /// Parses an object such as `{"status": 429, "header": {"Retry-After": "5"}}`, or a text.
    pub fn from_json(value: &Value) -> Result<Self, Wrong> {
        let words = match value {
            Value::String(text) => return Self::from_text(text),
            Value::Object(words) => words,
            _ => return Err(format!("A fault must be a text or an object, not {value}.")),
        };
        let mut fault = Self {
            spelling: value.clone(),
            ..Self::default()
        };
        for (name, value) in words {
            fault.member(name, value)?;
        }
        Ok(fault)
    }

    /// Parses a script: a JSON array of faults.
    pub fn script(bytes: &[u8]) -> Result<Vec<Self>, Wrong> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Array(faults)) => faults.iter().map(Self::from_json).collect(),
            Ok(_) => Err("A script is a JSON array of faults.".to_owned()),
            Err(cause) => Err(format!("The script is not JSON: {cause}.")),
        }
    }

    fn member(&mut self, name: &str, value: &Value) -> Result<(), Wrong> {
        match (name, value) {
            (_, Value::String(text)) => self.word(name, text),
            // A JSON body needs no quotes.
            ("text", json) => self.word(name, &json.to_string()),
            (_, Value::Array(values)) => {
                values.iter().try_for_each(|value| self.member(name, value))
            }
            (_, Value::Object(members)) => members
                .iter()
                .try_for_each(|pair| self.word(name, &member_word(name, pair))),
            (_, Value::Number(number)) => self.word(name, &number.to_string()),
            (_, Value::Bool(true)) => self.word(name, ""),
            (_, Value::Bool(false) | Value::Null) => {
                Err(format!("'{name}' cannot be {value}. Omit it."))
            }
        }
    }

    fn word(&mut self, name: &str, value: &str) -> Result<(), Wrong> {
        let is_known = self.when.word(name, value)?
            || self.treatment.word(name, value)?
            || self.reply.word(name, value)?
            || self.arrival.word(name, value)?;
        if is_known {
            Ok(())
        } else {
            Err(format!("'{name}' is not a word of a fault."))
        }
    }

    /// Returns the status that replaces the usual one.
    pub fn status(&self) -> Option<StatusCode> {
        let is_late = matches!(self.treatment.commit, Some(Commit::After(_)));
        self.reply
            .status()
            .or(is_late.then_some(StatusCode::GATEWAY_TIMEOUT))
    }

    /// Returns how the server processes a request with this method.
    pub fn commit(&self, method: &Method) -> Commit {
        match (self.treatment.commit, self.status()) {
            (Some(commit), _) => commit,
            (None, Some(status)) if status != success(method) => Commit::No,
            (None, _) => Commit::Once,
        }
    }
}

/// Returns the status of a request that was processed. A list with a status is not processed, so that
/// it has no body.
fn success(method: &Method) -> StatusCode {
    match *method {
        Method::PATCH => StatusCode::OK,
        Method::DELETE => StatusCode::NO_CONTENT,
        _ => StatusCode::CREATED,
    }
}

/// Returns a member of an object in the syntax of a word: `Retry-After: 5` for `header`,
/// `displayName=Other` for the others.
fn member_word(name: &str, (member, value): (&String, &Value)) -> String {
    match value {
        Value::String(text) if name == "header" => format!("{member}: {text}"),
        value if name == "header" => format!("{member}: {value}"),
        value => format!("{member}={value}"),
    }
}

/// Changes members of a skill. `None` removes a member.
pub fn change(skill: &mut Map<String, Value>, changes: &[(String, Option<Value>)]) {
    for (name, value) in changes {
        match value {
            Some(value) => skill.insert(name.clone(), value.clone()),
            None => skill.shift_remove(name),
        };
    }
}
