//! The state of a form, apart from its view: values, errors, and status.
//!
//! The signals are reference-counted and do not belong to a view: values survive the removal of the
//! view, and a later response can still update the signals.

mod categories;
mod draft;
mod language;
mod populate;
mod submission;
mod validation;
mod values;
mod view;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::categories::Categories;
use self::draft::SavedDraft;
use self::language::LanguageState;
use self::submission::Submission;
use self::values::Values;
use self::view::ViewState;
use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::graph::State;
use crate::platform::Local;
use crate::skill::{Draft, Entry, FieldError, FieldPath};

use super::callbacks::Callbacks;
use super::options::Options;
use super::status::Status;

pub(crate) use draft::StoredDraft;
pub use language::load_messages;
pub(crate) use submission::Sent;
pub use submission::SubmitError;

/// The number of forms that this instance of the module has created. It makes their ids unique.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// The state of a form. All clones are the same form.
#[derive(Clone)]
pub struct SkillForm {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    number: usize,
    pub options: ArcRwSignal<Options>,
    pub callbacks: Local<Callbacks>,
    pub values: Values,
    pub categories: Categories,
    pub submission: Submission,
    pub draft: SavedDraft,
    pub language: LanguageState,
    pub view: ViewState,
}

impl fmt::Debug for SkillForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SkillForm {}", self.inner.number)
    }
}

impl SkillForm {
    /// Creates an empty form.
    pub fn new(options: Options, callbacks: Callbacks) -> Self {
        Self::numbered(COUNT.fetch_add(1, Ordering::Relaxed), options, callbacks)
    }

    /// Makes an empty form with a number, which distinguishes its ids from those of others.
    pub(crate) fn numbered(number: usize, options: Options, callbacks: Callbacks) -> Self {
        let form = Self {
            inner: Arc::new(Inner {
                number,
                options: ArcRwSignal::new(options),
                values: Values::new(),
                categories: Categories::default(),
                submission: Submission::default(),
                draft: SavedDraft::default(),
                language: LanguageState::default(),
                view: ViewState::default(),
                callbacks: Local::new(callbacks),
            }),
        };
        let has_suggest = form
            .inner
            .callbacks
            .with(|callbacks| callbacks.suggest.is_some());
        form.set_suggests(has_suggest);
        form.preselect(None);
        form
    }

    /// Unsubscribes all effects from the form's signals, after its view was removed.
    ///
    /// Leptos unsubscribes effects only when it drops a signal, so a form that is mounted
    /// repeatedly would leak memory for each view.
    pub(crate) fn clear_subscribers(&self) {
        self.inner.options.clear_subscribers();
        self.inner.values.unsubscribe();
        self.inner.categories.unsubscribe();
        self.inner.submission.unsubscribe();
        self.inner.draft.unsubscribe();
        self.inner.language.unsubscribe();
        self.inner.view.unsubscribe();
    }

    /// Returns the value of `field`.
    pub fn entry(&self, field: FieldPath) -> ArcRwSignal<Entry> {
        self.inner.values.entries[field as usize].clone()
    }

    /// Returns the error that `field` shows.
    pub fn error(&self, field: FieldPath) -> ArcRwSignal<Option<FieldError>> {
        self.inner.values.errors[field as usize].clone()
    }

    /// Returns the status of the form. Tracked.
    pub fn status(&self) -> Status {
        self.inner.submission.status()
    }

    pub(crate) fn status_untracked(&self) -> Status {
        untrack(|| self.status())
    }

    /// Returns the state of the submission. It is more detailed than [`SkillForm::status`]: what
    /// the form waits for, and what the user can do.
    pub fn submission(&self) -> ArcRwSignal<State> {
        self.inner.submission.state.clone()
    }

    /// Returns the options of the form.
    pub fn options(&self) -> Options {
        self.inner.options.get_untracked()
    }

    /// Changes the options of the form.
    ///
    /// The preselected audience changes too, unless the user has selected another one.
    pub fn set_options(&self, options: Options) {
        let before = self.inner.options.get_untracked();
        if before == options {
            return;
        }
        let is_another_draft =
            (&before.draft_key, before.draft) != (&options.draft_key, options.draft);
        let is_another_instance =
            before.instance_key != options.instance_key && options.draft_key.is_none();
        let is_another_endpoint =
            (&before.endpoint, &before.token_hosts) != (&options.endpoint, &options.token_hosts);
        if is_another_draft {
            self.detach_draft(&options);
        } else if is_another_endpoint || is_another_instance {
            self.flush_draft();
        }
        // A question about a skill of another collection must not be answered here.
        let has_question = self
            .inner
            .submission
            .state
            .with_untracked(|state| matches!(state, State::Exists(_) | State::NotUpdated(..)));
        if is_another_endpoint && has_question {
            self.dismiss_submission();
        }
        self.inner.options.set(options);
        for field in FieldPath::ALL {
            self.mark_stale(*field);
        }
        self.preselect(Some(&before));
        self.recheck();
        if is_another_draft && self.inner.draft.has_mounted.take() {
            self.restore_draft();
        } else if is_another_endpoint || is_another_instance {
            if !is_another_endpoint {
                self.move_record(&before);
            }
            self.on_endpoint_changed(&before);
        }
    }

    /// Sets whether the form is disabled, so that the user can neither edit nor submit it.
    pub fn set_disabled(&self, disabled: bool) {
        self.inner.view.disabled.set(disabled);
    }

    /// Sets whether the form is read-only.
    pub fn set_readonly(&self, readonly: bool) {
        self.inner.view.readonly.set(readonly);
    }

    /// Sets whether the page provides suggestions for the skill name.
    pub fn set_suggests(&self, suggests: bool) {
        self.inner.view.has_suggest.set(suggests);
    }

    /// Returns the id of an element of the view that belongs to no field.
    pub(crate) fn id_of(&self, part: &str) -> String {
        format!("add-skill-{}-{part}", self.inner.number)
    }

    /// Returns the id of an element of the view.
    pub(crate) fn id(&self, field: FieldPath, part: &str) -> String {
        format!("add-skill-{}-{}{part}", self.inner.number, field.path())
    }

    /// Returns the values of all fields. Tracked.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::with_extra(self.inner.values.extra.get());
        for field in FieldPath::ALL {
            draft.set(*field, self.inner.values.entries[*field as usize].get());
        }
        draft
    }

    /// Notifies the page that the user has changed and committed the value without an event of a
    /// control.
    pub(crate) fn commit_change(&self) {
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_input)());
        self.commit();
    }

    /// Notifies the page that the user has committed the value.
    pub(crate) fn commit(&self) {
        self.inner.values.is_uncommitted.set(false);
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_commit)());
    }

    /// Notifies the page that the values or the displayed state have changed.
    pub(crate) fn notify(&self) {
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_change)());
    }

    /// Sets the value of `field` as an edit of the user.
    ///
    /// If the field shows an error, it is validated again, so that the error disappears when it is
    /// fixed.
    pub fn edit(&self, field: FieldPath, entry: Entry) {
        self.inner.draft.restored.take();
        self.put(field, entry);
        self.after_edit(field);
    }

    /// Changes the value of `field` in place, as an edit of the user. This does not copy a long
    /// list.
    pub(crate) fn change(&self, field: FieldPath, change: impl FnOnce(&mut Entry)) {
        self.inner.draft.restored.take();
        self.inner.values.entries[field as usize].update(change);
        self.after_edit(field);
    }

    fn after_edit(&self, field: FieldPath) {
        self.mark_stale(field);
        self.schedule_save();
        if self.error(field).with_untracked(Option::is_some) {
            self.check(field);
        }
        self.notify();
    }

    /// Handles input in the control of `field`. The text of the categories' input is the next
    /// category, which is not added yet.
    pub(crate) fn type_in(&self, field: FieldPath, entry: Entry) {
        match entry {
            Entry::Text(text) if field == FieldPath::Categories => {
                self.inner.categories.pending.set(text);
                self.schedule_save();
                self.notify();
            }
            entry => self.edit(field, entry),
        }
    }

    /// Returns the text of an error.
    pub fn message(&self, error: &FieldError) -> String {
        untrack(|| self.error_text(error))
    }

    /// Returns the id of a field's control in the view, or of the group of its controls.
    pub fn control_id(&self, field: FieldPath) -> String {
        self.id(field, "")
    }

    pub(crate) fn put(&self, field: FieldPath, entry: Entry) {
        let signal = &self.inner.values.entries[field as usize];
        if signal.with_untracked(|current| *current != entry) {
            signal.set(entry);
            self.mark_stale(field);
        }
    }
}
