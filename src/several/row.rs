//! One skill of the list.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::form::{SkillForm, Status, focus};
use crate::graph::{FailureKind, State, Undo};
use crate::platform::deadline::Deadline;
use crate::platform::{Millis, fold};
use crate::skill::{Draft, Entry, FieldPath};

use super::categories;

/// How long to wait for the check of an unknown outcome, in steps.
const MAX_STEPS: u32 = 600;
/// The duration of a step, in milliseconds.
const STEP: u32 = 100;

/// A skill of the list, with a form of its own. All clones are the same row.
#[derive(Clone)]
pub(crate) struct Row(Rc<Inner>);

pub(crate) struct Inner {
    /// Identifies the row in this document, also among those of earlier lists.
    pub serial: u32,
    /// The number of the row, from 1. It never changes.
    pub number: u32,
    /// The values, the errors, and the submission.
    pub form: SkillForm,
    /// The text of the categories, as entered.
    pub categories: ArcRwSignal<String>,
    /// Whether the user wants to add the skill.
    pub is_selected: ArcRwSignal<bool>,
    /// Whether the user has removed the skill from the list.
    pub is_removed: ArcRwSignal<bool>,
    /// Why the skill is not selected by default.
    pub mark: ArcRwSignal<Option<Mark>>,
    /// The id of the added skill. It is empty if the response did not contain it.
    pub added_id: ArcRwSignal<Option<String>>,
    /// Whether the page handles the skill itself.
    pub is_taken_over: ArcRwSignal<bool>,
    /// Why the last transfer has not added the skill.
    pub last_failure: ArcRwSignal<Option<String>>,
    /// Whether the service has rejected the skill before the document was loaded.
    pub was_rejected: ArcRwSignal<bool>,
    /// Whether the user has selected the row, and whether it had a mark then.
    choice: Cell<Option<(bool, bool)>>,
    /// Whether the outcome was unknown at the last change.
    was_unknown: Cell<bool>,
    /// Whether the skill was being removed from the profile when the list was saved.
    pub is_removing: Cell<bool>,
    /// The end of the current delay because the service is busy.
    pub waits_until: Cell<Option<Millis>>,
    /// The name, and the same in the form in which names are compared.
    folded_name: RefCell<(String, Rc<str>)>,
}

/// Why a skill is not selected by default.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Mark {
    /// The profile has a skill with this name. Contains its level.
    Exists(Option<String>),
    /// An earlier row has the same name. Contains its number.
    SameName(u32),
}

/// What has become of a row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Progress {
    /// The skill was not sent, or certainly not added for a temporary reason.
    Open,
    /// The skill is being added.
    Busy,
    /// The skill was added.
    Added,
    /// The service did not accept the skill.
    Failed,
    /// It is not certain whether the skill was added.
    Unknown,
}

impl Progress {
    /// Returns whether the user can select such a row.
    pub fn is_selectable(self) -> bool {
        !matches!(self, Self::Added | Self::Busy)
    }
}

impl Deref for Row {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Row {
    /// Creates a row of a form without values.
    pub fn new(serial: u32, number: u32, form: SkillForm, draft: &Draft) -> Self {
        let items = draft.entry(FieldPath::Categories).list();
        let row = Self(Rc::new(Inner {
            serial,
            number,
            categories: ArcRwSignal::new(categories::join(items)),
            is_selected: ArcRwSignal::new(true),
            is_removed: ArcRwSignal::new(false),
            mark: ArcRwSignal::new(None),
            added_id: ArcRwSignal::new(None),
            is_taken_over: ArcRwSignal::new(false),
            last_failure: ArcRwSignal::new(None),
            was_rejected: ArcRwSignal::new(false),
            choice: Cell::new(None),
            was_unknown: Cell::new(false),
            is_removing: Cell::new(false),
            waits_until: Cell::new(None),
            folded_name: RefCell::new((String::new(), "".into())),
            form,
        }));
        row.form.set_draft(draft);
        row
    }

    /// Unsubscribes all effects, after the view was removed.
    pub fn clear_subscribers(&self) {
        self.form.clear_subscribers();
        self.categories.clear_subscribers();
        for signal in [
            &self.is_selected,
            &self.is_removed,
            &self.is_taken_over,
            &self.was_rejected,
        ] {
            signal.clear_subscribers();
        }
        self.mark.clear_subscribers();
        self.last_failure.clear_subscribers();
        self.added_id.clear_subscribers();
    }

    /// Changes the categories, as an edit of the user.
    pub fn set_categories(&self, text: String) {
        let items = categories::split(&text);
        self.categories.set(text);
        self.form.edit(FieldPath::Categories, Entry::List(items));
        self.form.check(FieldPath::Categories);
    }

    /// Shows all errors of the row.
    pub fn check(&self) {
        for field in FieldPath::ALL {
            if !self.form.is_rejected(*field) {
                self.form.check(*field);
            }
        }
    }

    /// Returns the name as entered. Tracked.
    pub fn name(&self) -> String {
        let name = self.form.entry(FieldPath::DisplayName);
        let name = name.read();
        name.text().trim().to_owned()
    }

    /// Returns the name in the form in which names are compared.
    pub fn folded_name(&self) -> Rc<str> {
        let name = self.form.entry(FieldPath::DisplayName);
        let name = name.read_untracked();
        let name = name.text().trim();
        let mut known = self.folded_name.borrow_mut();
        if known.0 != name {
            *known = (name.to_owned(), fold(name).into());
        }
        known.1.clone()
    }

    /// Returns whether the user has removed the added skill from the profile again. Tracked.
    pub fn is_undone(&self) -> bool {
        let state = self.form.submission();
        matches!(&*state.read(), State::Created(added) if added.undo == Undo::Done)
    }

    /// Returns what has become of the row. Tracked.
    pub fn progress(&self) -> Progress {
        let is_undone = self.is_undone();
        match self.form.status() {
            Status::Submitting => Progress::Busy,
            _ if self.added_id.read().is_some() => Progress::Added,
            Status::Added { .. } if !is_undone => Progress::Added,
            Status::Failed(failure) => match failure.kind {
                FailureKind::Unknown => Progress::Unknown,
                FailureKind::Rejected | FailureKind::Exists => Progress::Failed,
                FailureKind::NotSent | FailureKind::NeedsAuth | FailureKind::Throttled => {
                    Progress::Open
                }
            },
            _ if self.was_rejected.get() => Progress::Failed,
            _ => Progress::Open,
        }
    }

    /// Returns whether the row breaks no rule.
    pub fn is_valid(&self) -> bool {
        self.form.first_problem().is_none()
            && !FieldPath::ALL
                .iter()
                .any(|field| self.form.is_rejected(*field))
    }

    /// Returns whether the row shows an error. Tracked.
    pub fn shows_errors(&self) -> bool {
        let mut fields = FieldPath::ALL.iter();
        fields.any(|field| self.form.error(*field).read().is_some())
    }

    /// Returns whether the user can select the row. Tracked.
    pub fn is_selectable(&self) -> bool {
        !self.is_removed.get() && self.progress().is_selectable()
    }

    /// Returns whether the row is selected, and could be sent but for its errors. Tracked.
    pub fn is_chosen(&self) -> bool {
        self.is_selected.get() && self.is_selectable()
    }

    /// Sets why the row is not selected by default. A row that gets a mark is not selected, and a
    /// row that loses it is, unless the user has chosen otherwise.
    pub fn set_mark(&self, mark: Option<Mark>) {
        let before = self.mark.get_untracked();
        if before == mark {
            return;
        }
        if before.is_some() != mark.is_some() && untrack(|| self.is_selectable()) {
            self.is_selected.set(self.is_default(mark.is_some()));
        }
        self.mark.set(mark);
    }

    /// Returns whether a row with or without a mark is selected.
    fn is_default(&self, is_marked: bool) -> bool {
        match self.choice.get() {
            Some((false, _)) => false,
            Some((true, was_marked)) if was_marked == is_marked => true,
            _ => !is_marked,
        }
    }

    /// Deselects the row when its outcome becomes unknown. Otherwise, the next transfer could add
    /// the skill twice.
    pub fn deselect_if_unknown(&self) {
        let is_unknown = untrack(|| self.progress()) == Progress::Unknown;
        let was_unknown = self.was_unknown.replace(is_unknown);
        if is_unknown && !was_unknown {
            self.choose(false);
        }
    }

    /// Selects or deselects the row, as the user, or because the next transfer would repeat a failure.
    pub fn choose(&self, is_selected: bool) {
        let is_marked = self.mark.with_untracked(Option::is_some);
        self.choice.set(Some((is_selected, is_marked)));
        self.is_selected.set(is_selected);
        if is_selected {
            self.was_rejected.set(false);
        }
    }

    /// Returns the user's choice.
    pub fn choice(&self) -> Option<(bool, bool)> {
        self.choice.get()
    }

    /// Restores the user's choice.
    pub fn restore_choice(&self, choice: Option<(bool, bool)>) {
        self.choice.set(choice);
    }

    /// Removes the row from the list, or restores it.
    pub fn set_removed(&self, is_removed: bool) {
        let is_marked = self.mark.with_untracked(Option::is_some);
        self.is_removed.set(is_removed);
        self.is_selected
            .set(!is_removed && self.is_default(is_marked));
    }

    /// Moves the focus from a control of this row, which will be disabled, to the row.
    pub fn keep_focus(&self, selector: &str) {
        let focused = self.form.focused();
        let row = self.form.inner.view.form_element.get();
        if let (Some(focused), Some(row)) = (focused, row)
            && focused.matches(selector).unwrap_or(false)
        {
            row.set_tab_index(-1);
            focus(&row);
        }
    }

    /// Shows the duplicates of the added skill, or that there are none anymore. After a reload, its
    /// result is restored first.
    pub fn set_duplicates(&self, ids: Vec<String>) {
        let state = self.form.submission();
        let is_shown = matches!(&*state.read_untracked(), State::Created(added) if !added.duplicates.is_empty());
        if ids.is_empty() && !is_shown {
            return;
        }
        if matches!(&*self.form.submission().read_untracked(), State::Idle) {
            let id = self.added_id.get_untracked();
            self.form.restore_added(id.unwrap_or_default());
        }
        self.form.set_duplicates(ids);
    }

    /// Returns whether the skill was sent in this document or was added.
    pub fn was_sent(&self) -> bool {
        let state = self.form.submission();
        self.added_id.with_untracked(Option::is_some)
            || !matches!(&*state.read_untracked(), State::Idle)
    }

    /// Waits until the check of an unknown outcome has ended.
    pub async fn settle(&self) {
        for _ in 0..MAX_STEPS {
            if untrack(|| self.progress()) != Progress::Busy {
                break;
            }
            Deadline::new(STEP).passed().await;
        }
    }
}
