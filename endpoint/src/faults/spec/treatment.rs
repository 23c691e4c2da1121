//! How the server processes a request with a fault.

use std::time::Duration;

use serde_json::Value;

use super::values::{self, Wrong};
use crate::etag::Etags;

/// How a request is processed, and what is stored.
#[derive(Clone, Debug, Default)]
pub struct Treatment {
    pub commit: Option<Commit>,
    /// The members of the new or changed skill that are stored with other values.
    pub store: Vec<(String, Option<Value>)>,
    pub late: Option<Late>,
    pub etags: Etags,
}

/// Whether, when, and how often a request is processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commit {
    No,
    Once,
    Twice,
    /// Once, this long after the response.
    After(Duration),
}

/// How long lists omit a new skill, or contain the earlier version of a changed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    Lists(u32),
    For(Duration),
}

impl Treatment {
    pub fn word(&mut self, name: &str, value: &str) -> Result<bool, Wrong> {
        match name {
            "commit" => {
                self.commit = Some(match value {
                    "" => Commit::Once,
                    "no" => Commit::No,
                    "twice" => Commit::Twice,
                    delay => Commit::After(values::duration(name, delay)?),
                });
            }
            "store" => self.store.push(values::assignment(name, value)?),
            "late" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.late = Some(Late::Lists(values::number(name, value)?));
            }
            "late" => self.late = Some(Late::For(values::duration(name, value)?)),
            "etags" if value.is_empty() => self.etags = Etags::Included,
            "etags" => return Err(values::wrong(name, value, "no value")),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
