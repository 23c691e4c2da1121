//! Validation: errors appear on blur, on submit, and while the user corrects a field.

use leptos::prelude::*;

use crate::form::status::Status;
use crate::skill::{Draft, Entry, Errors, FieldError, FieldPath, Rule, SkillProficiency};

use super::SkillForm;

/// The cached validation result of a field.
#[derive(Clone)]
pub(crate) enum Validity {
    Stale,
    Valid,
    Invalid(FieldError),
}

impl SkillForm {
    /// Converts the values to the resource. Shows no errors.
    ///
    /// # Errors
    /// All validation errors.
    pub fn validate(&self) -> Result<SkillProficiency, Errors> {
        let draft = untrack(|| self.draft());
        self.inner
            .options
            .with_untracked(|options| options.constraints.validate(&draft))
    }

    /// Returns the first validation error, shown or not. Validates only fields that have changed
    /// since the last call.
    pub fn first_problem(&self) -> Option<FieldError> {
        self.inner.values.validity.update(|validity| {
            FieldPath::ALL
                .iter()
                .zip(validity)
                .find_map(|(field, cached)| {
                    if matches!(cached, Validity::Stale) {
                        let problem = self.inner.values.entries[*field as usize]
                            .with_untracked(|entry| self.problem(*field, entry));
                        *cached = problem.map_or(Validity::Valid, Validity::Invalid);
                    }
                    match cached {
                        Validity::Invalid(error) => Some(error.clone()),
                        _ => None,
                    }
                })
        })
    }

    /// Marks the cached validation result of `field` as stale.
    pub(crate) fn mark_stale(&self, field: FieldPath) {
        self.inner
            .values
            .validity
            .update(|validity| validity[field as usize] = Validity::Stale);
        if field == FieldPath::DisplayName {
            self.set_known(None);
        }
    }

    fn problem(&self, field: FieldPath, entry: &Entry) -> Option<FieldError> {
        self.inner
            .options
            .with_untracked(|options| options.constraints.problem(field, entry))
    }

    /// Returns the resource as far as it is valid. An invalid field contains its input verbatim.
    pub fn preview(&self) -> SkillProficiency {
        self.read_controls();
        self.flush_batch();
        let draft = untrack(|| self.draft());
        self.inner
            .options
            .with_untracked(|options| options.constraints.preview(&draft))
    }

    /// Shows all validation errors, next to the fields and in the error summary. Returns the
    /// resource if it is valid.
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
        let fields = self.show_hidden_errors();
        let is_valid = fields.is_empty();
        if !is_valid {
            self.dismiss_added();
        }
        self.inner.view.summary.set(fields);
        self.notify();
        skill.filter(|_| is_valid)
    }

    /// Dismisses the message about the last skill, unless a duplicate of it can still be removed.
    pub(crate) fn dismiss_added(&self) {
        let is_done = |status: &Status| matches!(status, Status::Added { duplicates, .. } if duplicates.is_empty());
        if is_done(&self.status_untracked()) {
            self.change_status(|| self.inner.submission.is_dismissed.set(true));
        }
    }

    /// Shows invalid fields that the page hides. Returns all invalid fields: the visible ones in
    /// page order, then the others.
    fn show_hidden_errors(&self) -> Vec<FieldPath> {
        let (shown, details) = self
            .inner
            .options
            .with_untracked(|options| (options.visible(), options.in_details()));
        let is_invalid = |field: &FieldPath| self.error(*field).with_untracked(Option::is_some);
        if details.iter().any(is_invalid) {
            self.render_details();
        }
        let shown = [shown, details].concat();
        let hidden: Vec<_> = FieldPath::ALL
            .iter()
            .copied()
            .filter(|field| !shown.contains(field))
            .filter(is_invalid)
            .collect();
        let fields = shown
            .into_iter()
            .filter(is_invalid)
            .chain(hidden.clone())
            .collect();
        if !hidden.is_empty() {
            self.inner.view.fields_with_hidden_errors.set(hidden);
        }
        fields
    }

    /// Shows the errors of values that the service or the page rejected, unless the values have
    /// changed since they were submitted. Any other value removes the error. Returns all invalid
    /// fields.
    pub(crate) fn show_rejected(
        &self,
        errors: impl IntoIterator<Item = FieldError>,
        submitted: &Draft,
    ) -> Vec<FieldPath> {
        for error in errors {
            let field = error.field;
            if self
                .entry(field)
                .with_untracked(|held| held == submitted.entry(field))
            {
                self.show(field, Some(error));
            }
        }
        let fields = self.show_hidden_errors();
        self.notify();
        fields
    }

    /// Returns whether `field` shows that the service or the page rejected its value. The rules do
    /// not know this error, so a check of an unchanged value must not remove it.
    pub(crate) fn is_rejected(&self, field: FieldPath) -> bool {
        self.error(field).with_untracked(|error| {
            error
                .as_ref()
                .is_some_and(|error| matches!(error.rule, Rule::Refused | Rule::Page(_)))
        })
    }

    /// Returns the error of a rejected category. It is still in the input and not in the list.
    pub fn refused(&self, field: FieldPath) -> Option<FieldError> {
        let is_refused = field == FieldPath::Categories
            && !self.is_rejected(field)
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

    /// Returns whether any field shows an error.
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
            if self.error(*field).with_untracked(Option::is_some) && !self.is_rejected(*field) {
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
