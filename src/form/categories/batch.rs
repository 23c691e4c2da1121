//! Adds the items of a text to a list in chunks. This module does not change the form.

use crate::platform::{StringSet, nfc};
use crate::skill::{Constraints, FieldError, FieldPath};

use super::text::SEPARATORS;

/// A text whose items are being added to a list.
pub(crate) struct CategoryBatch {
    field: FieldPath,
    text: String,
    /// The byte offset of the rest of the text.
    rest: usize,
    known: Known,
    outcome: Outcome,
}

/// What has been added and rejected so far.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The number of added items.
    pub added: usize,
    /// The last added item.
    pub last: String,
    pub rejected: Vec<String>,
    /// The error of the first rejected item.
    pub error: Option<FieldError>,
}

/// The items of the list, to detect duplicates.
enum Known {
    /// The list itself is searched, for a single item.
    List,
    /// A set, because searching the list for each of many items takes quadratic time.
    Set(StringSet),
}

impl CategoryBatch {
    /// Creates a batch that adds the items of a text to a list with these items.
    pub fn new(field: FieldPath, text: String, items: &[String]) -> Self {
        let has_many = text.trim_matches(SEPARATORS).contains(SEPARATORS);
        let known = if has_many {
            let mut set = StringSet::default();
            for item in items {
                set.insert(&nfc(item.trim()));
            }
            Known::Set(set)
        } else {
            Known::List
        };
        Self {
            field,
            text,
            rest: 0,
            known,
            outcome: Outcome::default(),
        }
    }

    /// Returns the field of the list.
    pub fn field(&self) -> FieldPath {
        self.field
    }

    /// Appends a text.
    pub fn append(&mut self, text: &str) {
        self.text.extend([",", text]);
    }

    /// Returns whether all items have been processed.
    pub fn is_done(&self) -> bool {
        self.rest == self.text.len()
    }

    /// Processes at least `bytes` bytes of the text, up to the end of an item. Returns the items to
    /// add to the list.
    pub fn process_chunk(&mut self, items: &[String], bytes: usize) -> Vec<String> {
        let rest = &self.text[self.rest..];
        let start = (bytes..rest.len()).find(|index| rest.is_char_boundary(*index));
        let end = start
            .and_then(|start| Some(start + rest[start..].find(SEPARATORS)?))
            .unwrap_or(rest.len());
        self.rest += end;
        let mut new = Vec::new();
        for item in rest[..end]
            .split(SEPARATORS)
            .map(str::trim)
            .filter(|item| !item.is_empty())
        {
            let problem = Constraints::item_problem(self.field, item).or_else(|| {
                let is_new = self.known.insert(items, item);
                (!is_new).then(|| FieldError::duplicate(self.field))
            });
            match problem {
                None => new.push(item.to_owned()),
                Some(error) => {
                    self.outcome.rejected.push(item.to_owned());
                    self.outcome.error.get_or_insert(error);
                }
            }
        }
        self.outcome.added += new.len();
        if let Some(last) = new.last() {
            self.outcome.last.clone_from(last);
        }
        new
    }

    /// Returns what has been added and rejected.
    pub fn into_outcome(self) -> Outcome {
        self.outcome
    }
}

impl Known {
    /// Adds an item. Returns whether it is new.
    fn insert(&mut self, items: &[String], item: &str) -> bool {
        let item = nfc(item);
        match self {
            Self::List => items.iter().all(|known| nfc(known.trim()) != item),
            Self::Set(set) => set.insert(&item),
        }
    }
}
