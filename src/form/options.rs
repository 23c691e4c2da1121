//! What a page chooses.

use crate::graph::{Endpoint, TokenHosts};
use crate::skill::{Constraints, DEFAULT_FIELDS, FieldPath};

/// The choices of a page, with the defaults of `<add-skill>`'s attributes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// The URL of the skills collection, absolute or relative to the page.
    pub endpoint: String,
    /// Further origins that may be sent the token.
    pub token_hosts: TokenHosts,
    /// The fields in sight, in order; the everyday ones, with the others under "More details",
    /// where there is no choice.
    pub fields: Option<Vec<FieldPath>>,
    /// What must hold beyond the contract.
    pub constraints: Constraints,
    /// Whether the collection is looked at before the first POST and after a skill was created, to
    /// find doubles.
    pub verify: bool,
    /// Whether what is typed outlives a reload.
    pub draft: DraftMode,
    /// The page's name for whose draft this is.
    pub draft_key: Option<String>,
    /// What keeps drafts apart, with the endpoint, where the page has given no name: the form's
    /// place.
    pub instance_key: String,
}

/// How long what is typed is kept.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum DraftMode {
    /// Until the tab is closed, in the tab's `sessionStorage`.
    #[default]
    Session,
    /// Nothing is kept.
    Off,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            endpoint: Endpoint::DEFAULT.to_owned(),
            token_hosts: TokenHosts::default(),
            fields: None,
            constraints: Constraints::default(),
            verify: true,
            draft: DraftMode::default(),
            draft_key: None,
            instance_key: String::new(),
        }
    }
}

impl Options {
    /// The fields in sight.
    pub fn visible(&self) -> Vec<FieldPath> {
        self.fields
            .clone()
            .unwrap_or_else(|| DEFAULT_FIELDS.to_vec())
    }

    /// The fields under "More details": all others of the contract, unless the page has chosen its
    /// fields.
    pub fn in_details(&self) -> Vec<FieldPath> {
        let is_other = |field: &FieldPath| field.in_contract() && !DEFAULT_FIELDS.contains(field);
        match self.fields {
            Some(_) => Vec::new(),
            None => FieldPath::ALL.iter().copied().filter(is_other).collect(),
        }
    }
}
