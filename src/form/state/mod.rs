//! The state of one form, apart from its view: what is typed, what is wrong, how far it is.
//!
//! The signals are reference-counted, not owned by a view: what was typed outlives the removal of
//! the view, and an answer that comes after it finds its signals alive.

mod language;
mod populate;
mod subscribers;
mod validation;

use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::graph::{Driver, State};
use crate::i18n::{Direction, Messages, Ui};
use crate::platform::Millis;
use crate::skill::{Draft, Entry, FieldError, FieldPath, Map, SkillProficiency};

use self::language::LanguageRequest;
use self::validation::Validity;
use super::callbacks::Callbacks;
use super::categories::batch::CategoryBatch;
use super::options::Options;
use super::status::Status;
use super::submission::oneshot::Oneshot;
use super::submission::{Sent, SubmitError};

/// Numbers the forms of this module's instance, so that ids differ where several stand in one tree.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// One form's state. Clones are the same form.
#[derive(Clone)]
pub struct SkillForm {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    number: usize,
    pub entries: Vec<ArcRwSignal<Entry>>,
    pub errors: Vec<ArcRwSignal<Option<FieldError>>>,
    /// Members of the page's prefill that no field shows.
    pub extra: ArcRwSignal<Map>,
    pub options: ArcRwSignal<Options>,
    pub messages: ArcRwSignal<Messages>,
    /// The direction in which the form is read, once its language is known.
    pub direction: ArcRwSignal<Option<Direction>>,
    pub status: ArcRwSignal<Status>,
    /// How far the submission is.
    pub submission: ArcRwSignal<State>,
    /// The fields that the error summary speaks of.
    pub summary: ArcRwSignal<Vec<FieldPath>>,
    pub disabled: ArcRwSignal<bool>,
    pub readonly: ArcRwSignal<bool>,
    /// Whether the fields under "More details" are built.
    pub details_rendered: ArcRwSignal<bool>,
    /// Fields that the page does not show, but that keep the form from being sent.
    pub fields_with_hidden_errors: ArcRwSignal<Vec<FieldPath>>,
    /// Whether the page has completions of the skill's name, and those that are offered now.
    pub has_suggest: ArcRwSignal<bool>,
    pub suggestions: ArcRwSignal<Vec<String>>,
    /// What there is to say about the kept draft.
    pub notice: ArcRwSignal<Option<Ui>>,
    /// What is told of the categories to those who do not see them.
    pub announcement: ArcRwSignal<String>,
    /// What was typed in the categories' input and not yet added.
    pub pending: ArcRwSignal<String>,
    /// What stays on the page's thread.
    pub local: SendWrapper<Local>,
}

pub(crate) struct Local {
    pub callbacks: Callbacks,
    /// The language and words that the page has asked for.
    pub language: RefCell<LanguageRequest>,
    /// Sends what is typed.
    pub driver: OnceCell<Driver>,
    /// What it was given last.
    pub sent: RefCell<Option<Sent>>,
    /// Who waits for the end of it.
    pub result: RefCell<Option<Oneshot<Result<SkillProficiency, SubmitError>>>>,
    /// When the pointer was pressed, until it is released.
    pub pointer_down: Cell<Option<Millis>>,
    /// The fields that were left meanwhile.
    pub deferred_blur: RefCell<Vec<FieldPath>>,
    /// Whether the user has changed the value since it was last committed.
    pub is_uncommitted: Cell<bool>,
    /// A long text whose items are being added.
    pub batch: RefCell<Option<CategoryBatch>>,
    /// Keeps what was typed, a moment later.
    pub save_timer: RefCell<Option<Timeout>>,
    /// Where the draft of a key is written, once that is known.
    pub draft_slot: RefCell<Option<(String, String)>>,
    /// The kept draft that was brought back, until it is changed.
    pub restored: RefCell<Option<Kept>>,
    pub has_mounted: Cell<bool>,
    /// What is wrong with each field, shown or not, where that is known of what it holds now.
    pub problems: RefCell<Vec<Validity>>,
    /// The part of the button that has gone with the focus.
    pub last_button_part: RefCell<Option<String>>,
    /// The form in the page, while it is there.
    pub form_element: RefCell<Option<web_sys::HtmlElement>>,
    /// What the page has put into the form.
    pub prefill: RefCell<Draft>,
}

/// A kept draft: the fields that hold something, and the category that was being typed.
#[derive(Clone)]
pub(crate) struct Kept {
    pub fields: Vec<(FieldPath, Entry)>,
    pub pending: String,
}

impl fmt::Debug for SkillForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SkillForm {}", self.inner.number)
    }
}

impl SkillForm {
    /// An empty form.
    pub fn new(options: Options, callbacks: Callbacks) -> Self {
        let form = Self {
            inner: Arc::new(Inner {
                number: COUNT.fetch_add(1, Ordering::Relaxed),
                entries: FieldPath::ALL
                    .iter()
                    .map(|field| ArcRwSignal::new(Entry::empty(*field)))
                    .collect(),
                errors: FieldPath::ALL
                    .iter()
                    .map(|_| ArcRwSignal::new(None))
                    .collect(),
                extra: ArcRwSignal::default(),
                options: ArcRwSignal::new(options),
                messages: ArcRwSignal::default(),
                direction: ArcRwSignal::default(),
                status: ArcRwSignal::default(),
                submission: ArcRwSignal::default(),
                summary: ArcRwSignal::default(),
                disabled: ArcRwSignal::default(),
                readonly: ArcRwSignal::default(),
                details_rendered: ArcRwSignal::default(),
                fields_with_hidden_errors: ArcRwSignal::default(),
                suggestions: ArcRwSignal::default(),
                has_suggest: ArcRwSignal::new(callbacks.suggest.is_some()),
                notice: ArcRwSignal::default(),
                announcement: ArcRwSignal::default(),
                pending: ArcRwSignal::default(),
                local: SendWrapper::new(Local {
                    callbacks,
                    language: RefCell::default(),
                    driver: OnceCell::default(),
                    sent: RefCell::default(),
                    result: RefCell::default(),
                    pointer_down: Cell::default(),
                    deferred_blur: RefCell::default(),
                    is_uncommitted: Cell::default(),
                    batch: RefCell::default(),
                    save_timer: RefCell::default(),
                    draft_slot: RefCell::default(),
                    restored: RefCell::default(),
                    has_mounted: Cell::default(),
                    problems: RefCell::new(vec![Validity::Stale; FieldPath::ALL.len()]),
                    last_button_part: RefCell::default(),
                    form_element: RefCell::default(),
                    prefill: RefCell::default(),
                }),
            }),
        };
        form.preselect(None);
        form
    }

    /// What `field` holds.
    pub fn entry(&self, field: FieldPath) -> ArcRwSignal<Entry> {
        self.inner.entries[field as usize].clone()
    }

    /// What is shown to be wrong with `field`.
    pub fn error(&self, field: FieldPath) -> ArcRwSignal<Option<FieldError>> {
        self.inner.errors[field as usize].clone()
    }

    /// How far the form is.
    pub fn status(&self) -> ArcRwSignal<Status> {
        self.inner.status.clone()
    }

    /// How far the submission is: more exactly than [`SkillForm::status`] what is waited for, and
    /// what a person can do.
    pub fn submission(&self) -> ArcRwSignal<State> {
        self.inner.submission.clone()
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
        if is_another_draft && self.inner.local.has_mounted.take() {
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
        self.inner.disabled.set(disabled);
    }

    /// Whether the person can only read what the form holds.
    pub fn set_readonly(&self, readonly: bool) {
        self.inner.readonly.set(readonly);
    }

    /// Whether the page has completions of the skill's name now.
    pub fn set_suggests(&self, suggests: bool) {
        self.inner.has_suggest.set(suggests);
    }

    /// The id of an element of the view.
    pub(crate) fn id(&self, field: FieldPath, part: &str) -> String {
        format!("add-skill-{}-{}{part}", self.inner.number, field.path())
    }

    /// What was typed, in all fields. Tracked.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::with_extra(self.inner.extra.get());
        for field in FieldPath::ALL {
            draft.set(*field, self.inner.entries[*field as usize].get());
        }
        draft
    }

    /// Tells the page that the user has changed the value otherwise than by an event of a control,
    /// and has committed it.
    pub(crate) fn commit_change(&self) {
        (self.inner.local.callbacks.on_input)();
        self.commit();
    }

    /// Tells the page that the user has committed the value.
    pub(crate) fn commit(&self) {
        self.inner.local.is_uncommitted.set(false);
        (self.inner.local.callbacks.on_commit)();
    }

    /// Tells the page that what the form holds or shows has changed.
    pub(crate) fn notify(&self) {
        (self.inner.local.callbacks.on_change)();
    }

    /// The person changes what `field` holds. A field that is in error is checked again, so that
    /// the error leaves as soon as it is mended.
    pub fn edit(&self, field: FieldPath, entry: Entry) {
        self.inner.local.restored.take();
        self.put(field, entry);
        self.edited(field);
    }

    /// The person changes what `field` holds, in its place: a long list is not copied.
    pub(crate) fn change(&self, field: FieldPath, change: impl FnOnce(&mut Entry)) {
        self.inner.local.restored.take();
        self.inner.entries[field as usize].update(change);
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
                self.inner.pending.set(text);
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
        let held = &self.inner.entries[field as usize];
        if held.with_untracked(|held| *held != entry) {
            held.set(entry);
            self.mark_stale(field);
        }
    }
}
