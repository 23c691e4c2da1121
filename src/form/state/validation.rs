//! When what is wrong is shown: on leaving a field, on submitting, and while it is mended.

use leptos::prelude::*;

use crate::form::status::Status;
use crate::skill::{Draft, Entry, Errors, FieldError, FieldPath, Rule, SkillProficiency};

use super::SkillForm;

/// What is known of what a field holds now.
#[derive(Clone)]
pub(crate) enum Validity {
    Stale,
    Valid,
    Invalid(FieldError),
}

impl SkillForm {
    /// Makes the resource of what was typed; shows nothing.
    ///
    /// # Errors
    /// Every field that breaks a rule.
    pub fn validate(&self) -> Result<SkillProficiency, Errors> {
        let draft = untrack(|| self.draft());
        self.inner
            .options
            .with_untracked(|options| options.constraints.validate(&draft))
    }

    /// The first field that breaks a rule, shown or not; only what has changed since is checked
    /// again.
    pub fn first_problem(&self) -> Option<FieldError> {
        self.inner.values.validity.update(|validity| {
            FieldPath::ALL
                .iter()
                .zip(validity)
                .find_map(|(field, known)| {
                    if matches!(known, Validity::Stale) {
                        let problem = self.inner.values.entries[*field as usize]
                            .with_untracked(|entry| self.problem(*field, entry));
                        *known = problem.map_or(Validity::Valid, Validity::Invalid);
                    }
                    match known {
                        Validity::Invalid(error) => Some(error.clone()),
                        _ => None,
                    }
                })
        })
    }

    /// What `field` holds is no longer what was checked.
    pub(crate) fn mark_stale(&self, field: FieldPath) {
        self.inner
            .values
            .validity
            .update(|validity| validity[field as usize] = Validity::Stale);
    }

    fn problem(&self, field: FieldPath, entry: &Entry) -> Option<FieldError> {
        self.inner
            .options
            .with_untracked(|options| options.constraints.problem(field, entry))
    }

    /// The resource so far, with what breaks a rule as it was typed.
    pub fn preview(&self) -> SkillProficiency {
        self.read_controls();
        self.flush_batch();
        let draft = untrack(|| self.draft());
        self.inner
            .options
            .with_untracked(|options| options.constraints.preview(&draft))
    }

    /// Shows everything that is wrong, beside the fields and in the error summary. Returns the
    /// resource if nothing is.
    pub fn report(&self) -> Option<SkillProficiency> {
        self.read_controls();
        self.flush_batch();
        let (skill, errors) = match self.validate() {
            Ok(skill) => (Some(skill), Errors::default()),
            Err(errors) => (None, errors),
        };
        for field in FieldPath::ALL {
            self.show(
                *field,
                errors.at(*field).cloned().or_else(|| self.refused(*field)),
            );
        }
        let fields = self.reveal();
        let is_valid = fields.is_empty();
        if !is_valid {
            self.leave_added();
        }
        self.inner.view.summary.set(fields);
        self.notify();
        skill.filter(|_| is_valid)
    }

    /// The skill that was added before is no longer what this is about, unless there is a copy of
    /// it still to remove.
    fn leave_added(&self) {
        let is_done = |status: &Status| matches!(status, Status::Added { duplicates, .. } if duplicates.is_empty());
        if is_done(&untrack(|| self.status())) {
            self.change_status(|| self.inner.submission.is_dismissed.set(true));
        }
    }

    /// Shows the fields that the page hides though something is wrong with them. Returns all that
    /// something is wrong with: in the order in which they stand on the page, then those that did
    /// not.
    fn reveal(&self) -> Vec<FieldPath> {
        let (shown, details) = self
            .inner
            .options
            .with_untracked(|options| (options.visible(), options.in_details()));
        let is_wrong = |field: &FieldPath| self.error(*field).with_untracked(Option::is_some);
        if details.iter().any(is_wrong) {
            self.render_details();
        }
        let shown = [shown, details].concat();
        let hidden: Vec<_> = FieldPath::ALL
            .iter()
            .copied()
            .filter(|field| !shown.contains(field))
            .filter(is_wrong)
            .collect();
        let fields = shown
            .into_iter()
            .filter(is_wrong)
            .chain(hidden.clone())
            .collect();
        if !hidden.is_empty() {
            self.inner.view.fields_with_hidden_errors.set(hidden);
        }
        fields
    }

    /// Shows which values the service has refused, unless they were changed since they were sent.
    /// Any other value mends them.
    pub(crate) fn show_refused(&self, fields: &[FieldPath], sent: &Draft) {
        for field in fields.iter().filter(|field| {
            self.entry(**field)
                .with_untracked(|held| held == sent.entry(**field))
        }) {
            self.show(*field, Some(FieldError::refused(*field)));
        }
        self.reveal();
        self.notify();
    }

    pub(crate) fn is_refused_by_service(&self, field: FieldPath) -> bool {
        self.error(field).with_untracked(|error| {
            error
                .as_ref()
                .is_some_and(|error| error.rule == Rule::Refused)
        })
    }

    /// What is wrong with a category that was refused and still stands in the input: no list holds
    /// it.
    pub fn refused(&self, field: FieldPath) -> Option<FieldError> {
        let is_refused = field == FieldPath::Categories
            && !self
                .inner
                .categories
                .pending
                .with_untracked(String::is_empty);
        if is_refused {
            self.error(field).get_untracked()
        } else {
            None
        }
    }

    /// Whether any field is shown to be wrong.
    pub fn shows_errors(&self) -> bool {
        self.inner
            .values
            .errors
            .iter()
            .any(|error| error.with_untracked(Option::is_some))
    }

    pub(crate) fn check(&self, field: FieldPath) {
        let problem = self
            .entry(field)
            .with_untracked(|entry| self.problem(field, entry));
        self.show(field, problem);
    }

    pub(crate) fn recheck(&self) {
        for field in FieldPath::ALL {
            if self.error(*field).with_untracked(Option::is_some)
                && !self.is_refused_by_service(*field)
            {
                self.check(*field);
            }
        }
    }

    pub(crate) fn show(&self, field: FieldPath, error: Option<FieldError>) {
        let shown = &self.inner.values.errors[field as usize];
        if shown.with_untracked(|shown| *shown != error) {
            shown.set(error);
        }
    }
}
