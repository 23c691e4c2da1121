//! The requests to which a fault applies.

use axum::http::{Method, Uri};

use super::values::{self, Wrong};

/// The requests to which a fault applies, and their number.
#[derive(Clone, Debug, Default)]
pub struct When {
    pub method: Option<Method>,
    pub path: Option<String>,
    pub on: Option<Age>,
    /// The number of matches that are skipped.
    pub after: u32,
    pub times: Option<Times>,
}

/// The number of requests to which a fault applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Count(u32),
    Always,
}

/// Whether a connection was already used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Fresh,
    Reused,
}

impl When {
    pub fn word(&mut self, name: &str, value: &str) -> Result<bool, Wrong> {
        match name {
            "method" => {
                let method = Method::try_from(value.to_ascii_uppercase().as_str());
                self.method = Some(method.map_err(|_| values::wrong(name, value, "a method"))?);
            }
            "path" => self.path = Some(value.to_owned()),
            "on" => {
                self.on = Some(match value {
                    "fresh" => Age::Fresh,
                    "reused" => Age::Reused,
                    _ => return Err(values::wrong(name, value, "fresh or reused")),
                });
            }
            "after" => self.after = values::number(name, value)?,
            "times" if value == "always" => self.times = Some(Times::Always),
            "times" => self.times = Some(Times::Count(values::number(name, value)?)),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Returns whether a request matches, regardless of the count.
    pub fn matches(&self, method: &Method, uri: &Uri, age: Age) -> bool {
        let is_method = match &self.method {
            Some(wanted) => wanted == method,
            None => method != Method::OPTIONS,
        };
        let is_path = self
            .path
            .as_ref()
            .is_none_or(|end| ends_with(uri.path(), end));
        is_method && is_path && self.on.is_none_or(|wanted| wanted == age)
    }
}

/// Returns whether a path ends with a text. A final `/*` in the text matches any last segment, such as
/// the id of a skill that does not exist yet when a script is set.
fn ends_with(path: &str, end: &str) -> bool {
    match (end.strip_suffix("/*"), path.rsplit_once('/')) {
        (Some(end), Some((parent, last))) => parent.ends_with(end) && !last.is_empty(),
        _ => path.ends_with(end),
    }
}
