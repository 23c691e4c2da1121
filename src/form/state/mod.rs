//! The state of one form, apart from its view: what is typed, what is wrong, how far it is.
//!
//! The signals are reference-counted, not owned by a view: what was typed outlives the removal of
//! the view, and an answer that comes after it finds its signals alive.

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
pub(crate) use submission::Sent;
pub use submission::SubmitError;

/// Numbers the forms of this module's instance, so that their ids differ.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// The state of one form. Clones are the same form.
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
    /// Makes an empty form.
    pub fn new(options: Options, callbacks: Callbacks) -> Self {
        let form = Self {
            inner: Arc::new(Inner {
                number: COUNT.fetch_add(1, Ordering::Relaxed),
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

    /// Unsubscribes all effects from the form's signals, once its view is removed.
    ///
    /// Leptos does so only when it drops a signal, so a form that is shown repeatedly would keep
    /// what remains of each of its views.
    pub(crate) fn clear_subscribers(&self) {
        self.inner.options.clear_subscribers();
        self.inner.values.unsubscribe();
        self.inner.categories.unsubscribe();
        self.inner.submission.unsubscribe();
        self.inner.draft.unsubscribe();
        self.inner.language.unsubscribe();
        self.inner.view.unsubscribe();
    }

    /// What `field` holds.
    pub fn entry(&self, field: FieldPath) -> ArcRwSignal<Entry> {
        self.inner.values.entries[field as usize].clone()
    }

    /// What is shown to be wrong with `field`.
    pub fn error(&self, field: FieldPath) -> ArcRwSignal<Option<FieldError>> {
        self.inner.values.errors[field as usize].clone()
    }

    /// Returns how far the form is. Tracked.
    pub fn status(&self) -> Status {
        self.inner.submission.status()
    }

    /// How far the submission is: more exactly than [`SkillForm::status`] what is waited for, and
    /// what a person can do.
    pub fn submission(&self) -> ArcRwSignal<State> {
        self.inner.submission.state.clone()
    }

    /// What the page has chosen.
    pub fn options(&self) -> Options {
        self.inner.options.get_untracked()
    }

    /// Changes what the page has chosen. The preselected audience follows, unless a person has
    /// chosen another.
    pub fn set_options(&self, options: Options) {
        let before = self.inner.options.get_untracked();
        if before == options {
            return;
        }
        let is_another_draft =
            (&before.draft_key, before.draft) != (&options.draft_key, options.draft);
        let is_another_place =
            before.instance_key != options.instance_key && options.draft_key.is_none();
        let is_another_endpoint =
            (&before.endpoint, &before.token_hosts) != (&options.endpoint, &options.token_hosts);
        if is_another_draft {
            self.detach_draft(&options);
        } else if is_another_endpoint || is_another_place {
            self.flush_draft();
        }
        self.inner.options.set(options);
        for field in FieldPath::ALL {
            self.mark_stale(*field);
        }
        self.preselect(Some(&before));
        self.recheck();
        if is_another_draft && self.inner.draft.has_mounted.take() {
            self.restore_draft();
        } else if is_another_endpoint || is_another_place {
            if !is_another_endpoint {
                self.move_record(&before);
            }
            self.on_endpoint_changed(&before);
        }
    }

    /// Whether the person can neither fill in nor send the form.
    pub fn set_disabled(&self, disabled: bool) {
        self.inner.view.disabled.set(disabled);
    }

    /// Whether the person can only read what the form holds.
    pub fn set_readonly(&self, readonly: bool) {
        self.inner.view.readonly.set(readonly);
    }

    /// Whether the page has completions of the skill's name now.
    pub fn set_suggests(&self, suggests: bool) {
        self.inner.view.has_suggest.set(suggests);
    }

    /// The id of an element of the view.
    pub(crate) fn id(&self, field: FieldPath, part: &str) -> String {
        format!("add-skill-{}-{}{part}", self.inner.number, field.path())
    }

    /// What was typed, in all fields. Tracked.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::with_extra(self.inner.values.extra.get());
        for field in FieldPath::ALL {
            draft.set(*field, self.inner.values.entries[*field as usize].get());
        }
        draft
    }

    /// Tells the page that the user has changed the value otherwise than by an event of a control,
    /// and has committed it.
    pub(crate) fn commit_change(&self) {
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_input)());
        self.commit();
    }

    /// Tells the page that the user has committed the value.
    pub(crate) fn commit(&self) {
        self.inner.values.is_uncommitted.set(false);
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_commit)());
    }

    /// Tells the page that what the form holds or shows has changed.
    pub(crate) fn notify(&self) {
        self.inner
            .callbacks
            .with(|callbacks| (callbacks.on_change)());
    }

    /// The person changes what `field` holds. A field that is in error is checked again, so that
    /// the error leaves as soon as it is mended.
    pub fn edit(&self, field: FieldPath, entry: Entry) {
        self.inner.draft.restored.take();
        self.put(field, entry);
        self.edited(field);
    }

    /// The person changes what `field` holds, in its place: a long list is not copied.
    pub(crate) fn change(&self, field: FieldPath, change: impl FnOnce(&mut Entry)) {
        self.inner.draft.restored.take();
        self.inner.values.entries[field as usize].update(change);
        self.edited(field);
    }

    fn edited(&self, field: FieldPath) {
        self.mark_stale(field);
        self.schedule_save();
        if self.error(field).with_untracked(Option::is_some) {
            self.check(field);
        }
        self.notify();
    }

    /// The person has typed something into `field`'s control: of a field that holds several, the
    /// next of them, which is not added yet.
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

    /// What is wrong with a field, in words.
    pub fn message(&self, error: &FieldError) -> String {
        untrack(|| self.error_text(error))
    }

    /// The id of a field's control in the view, or of the group of its controls.
    pub fn control_id(&self, field: FieldPath) -> String {
        self.id(field, "")
    }

    pub(crate) fn put(&self, field: FieldPath, entry: Entry) {
        let held = &self.inner.values.entries[field as usize];
        if held.with_untracked(|held| *held != entry) {
            held.set(entry);
            self.mark_stale(field);
        }
    }
}
