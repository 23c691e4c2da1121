//! The options of a form.

use crate::graph::{Checks, Endpoint, TokenHosts, TokenRequest};
use crate::skill::{Constraints, DEFAULT_FIELDS, FieldPath};

/// The options of a form. The defaults equal those of `<add-skill>`'s attributes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// The URL of the skills collection, absolute or relative to the page.
    pub endpoint: String,
    /// Additional origins that may receive the access token.
    pub token_hosts: TokenHosts,
    /// The scopes that the page is asked for with each request for an access token.
    pub scopes: Vec<String>,
    /// The visible fields, in order.
    ///
    /// If `None`, the default fields are visible, and the other ones are under "More details".
    pub fields: Option<Vec<FieldPath>>,
    /// The page's constraints, in addition to the contract's rules.
    pub constraints: Constraints,
    /// Whether the form reads the collection before the first POST and after success, to detect
    /// duplicates. After a lost response, the form always reads it.
    pub verify: bool,
    /// What the form does if the profile already contains a skill with the name of the submitted
    /// one. Has no effect without [`Options::verify`].
    pub existing: ExistingSkills,
    /// Whether the user's input is saved as a draft, which survives a reload.
    pub draft: DraftMode,
    /// The page's name for the draft, for example the user's id.
    pub draft_key: Option<String>,
    /// Distinguishes the drafts of one endpoint if the page has not named them. `<add-skill>` uses
    /// its position in the page.
    pub instance_key: String,
    /// Whether the form is a row of a list. The list saves the user's input, and a row keeps its
    /// values after success.
    pub(crate) is_row: bool,
    /// Whether the form only rehearses a submission, and sends nothing.
    pub(crate) is_rehearsal: bool,
}

/// What a form does if the profile already contains a skill with the name of the submitted one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ExistingSkills {
    /// The user decides.
    #[default]
    Ask,
    /// The form adds another skill.
    Allow,
}

/// How long a draft is stored.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum DraftMode {
    /// Until the tab is closed, in its `sessionStorage`.
    #[default]
    Session,
    /// No draft is stored.
    Off,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            endpoint: Endpoint::DEFAULT.to_owned(),
            token_hosts: TokenHosts::default(),
            scopes: TokenRequest::default().scopes,
            fields: None,
            constraints: Constraints::default(),
            verify: true,
            existing: ExistingSkills::default(),
            draft: DraftMode::default(),
            draft_key: None,
            instance_key: String::new(),
            is_row: false,
            is_rehearsal: false,
        }
    }
}

impl Options {
    /// Returns whether the user decides what to do with existing skills.
    pub(crate) fn asks_about_existing(&self) -> bool {
        self.checks() == Checks::All
    }

    /// Returns what is checked in the collection.
    pub(crate) fn checks(&self) -> Checks {
        match (self.verify, self.existing) {
            (false, _) => Checks::None,
            (true, ExistingSkills::Allow) => Checks::Duplicates,
            (true, ExistingSkills::Ask) => Checks::All,
        }
    }

    /// Returns the visible fields, in order.
    pub fn visible(&self) -> Vec<FieldPath> {
        self.fields
            .clone()
            .unwrap_or_else(|| DEFAULT_FIELDS.to_vec())
    }

    /// Returns the fields under "More details": all others of the contract, or none if the page
    /// chooses its fields.
    pub fn in_details(&self) -> Vec<FieldPath> {
        let is_other = |field: &FieldPath| field.in_contract() && !DEFAULT_FIELDS.contains(field);
        match self.fields {
            Some(_) => Vec::new(),
            None => FieldPath::ALL.iter().copied().filter(is_other).collect(),
        }
    }
}
