//! The list: its rows, and what is known of the profile.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::form::{Callbacks, DraftMode, Options, SkillForm};
use crate::graph::known_skills;
use crate::graph::{State, Undo};
use crate::platform::tab_lock::TabLock;
use crate::platform::{Cancel, Millis, guid};
use crate::skill::{Draft, Entry, FieldPath};

use super::counts::Counts;
use super::focus::{ACTIONS, RESTORE, replace_focused};
use super::import::{ImportError, MAX_ROWS, import};
use super::notice::{Notice, Problem};
use super::profile::Profile;
use super::progress::{Settled, Transfer};
use super::row::{Mark, Progress, Row};
use super::texts::Text;

/// The delay before the marks and the counts follow a change, in milliseconds.
const REFRESH_DELAY: u32 = 100;

/// The callback with the counts at the end of a transfer.
pub(crate) type OnSettled = Rc<dyn Fn(&Settled)>;

/// The callbacks from the list to the page.
#[derive(Clone)]
pub(crate) struct ListCallbacks {
    /// Those of each skill.
    pub skill: Callbacks,
    /// Called at the end of a transfer.
    pub on_settled: OnSettled,
}

/// The list. All clones are the same list.
#[derive(Clone)]
pub(crate) struct SkillList(Rc<Inner>);

pub(crate) struct Inner {
    /// Distinguishes this list from others, also in other tabs.
    pub id: RefCell<String>,
    /// The options, the language, and the token source of the list. It has no values.
    pub form: SkillForm,
    pub callbacks: ListCallbacks,
    pub rows: ArcRwSignal<Vec<Row>>,
    /// The rows before the list was cleared.
    pub cleared: RefCell<Vec<Row>>,
    last_number: Cell<u32>,
    last_serial: Cell<u32>,
    /// The text to import.
    pub text: ArcRwSignal<String>,
    pub problem: ArcRwSignal<Option<Problem>>,
    pub notice: ArcRwSignal<Option<Notice>>,
    pub transfer: ArcRwSignal<Option<Transfer>>,
    /// Whether the profile is being read before a transfer or at the user's request.
    pub is_looking_up: ArcRwSignal<bool>,
    pub counts: ArcRwSignal<Counts>,
    refresh_timer: RefCell<Option<Timeout>>,
    pub profile: RefCell<Option<Profile>>,
    pub save_timer: RefCell<Option<Timeout>>,
    /// What was saved last, after its storage key.
    pub saved: RefCell<(String, String)>,
    /// The end of the delay that the service has requested, and the text about it.
    pub busy: RefCell<Option<(Millis, String)>>,
    /// Excludes the same list in other tabs.
    pub lock: RefCell<Option<TabLock>>,
    /// Cancels the current lookup.
    pub cancel: RefCell<Cancel>,
    /// The ids of the skills that need no report: those from before the first transfer, and those
    /// that were verified since.
    pub known_ids: RefCell<Option<Vec<String>>>,
    /// Whether skills were added since the profile was read.
    pub is_unverified: Cell<bool>,
    /// Whether the profile is being read.
    pub is_reading: Cell<bool>,
    /// Whether skills are being verified by that.
    pub is_verifying: Cell<bool>,
    /// Whether the list is cleared at the end of the transfer.
    pub clears_at_end: Cell<bool>,
    /// Whether the browser cannot save the list.
    pub is_unsaved: ArcRwSignal<bool>,
    /// The text for screen readers.
    pub announcement: ArcRwSignal<String>,
    pub announced_at: Cell<Millis>,
    /// Whether the list was shown, and restored.
    pub has_mounted: Cell<bool>,
}

/// A weak reference to a list.
#[derive(Clone)]
pub(crate) struct WeakList(Weak<Inner>);

impl WeakList {
    /// Returns the list, if it still exists.
    pub fn upgrade(&self) -> Option<SkillList> {
        self.0.upgrade().map(SkillList)
    }
}

impl Deref for SkillList {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl SkillList {
    /// Returns a weak reference, for callbacks that the list owns.
    pub fn downgrade(&self) -> WeakList {
        WeakList(Rc::downgrade(&self.0))
    }

    /// Creates an empty list.
    pub fn new(options: Options, callbacks: ListCallbacks) -> Self {
        Self(Rc::new(Inner {
            id: RefCell::new(guid()),
            form: SkillForm::new(options, callbacks.skill.clone()),
            callbacks,
            rows: ArcRwSignal::default(),
            cleared: RefCell::default(),
            last_number: Cell::default(),
            last_serial: Cell::default(),
            text: ArcRwSignal::default(),
            problem: ArcRwSignal::new(None),
            notice: ArcRwSignal::new(None),
            transfer: ArcRwSignal::new(None),
            is_looking_up: ArcRwSignal::default(),
            counts: ArcRwSignal::default(),
            refresh_timer: RefCell::default(),
            profile: RefCell::default(),
            save_timer: RefCell::default(),
            saved: RefCell::default(),
            busy: RefCell::default(),
            lock: RefCell::default(),
            cancel: RefCell::default(),
            known_ids: RefCell::default(),
            is_unverified: Cell::default(),
            is_reading: Cell::default(),
            is_verifying: Cell::default(),
            clears_at_end: Cell::default(),
            is_unsaved: ArcRwSignal::default(),
            announcement: ArcRwSignal::default(),
            announced_at: Cell::default(),
            has_mounted: Cell::default(),
        }))
    }

    /// Unsubscribes all effects, after the view was removed.
    pub fn clear_subscribers(&self) {
        self.form.clear_subscribers();
        self.rows.clear_subscribers();
        self.text.clear_subscribers();
        self.problem.clear_subscribers();
        self.notice.clear_subscribers();
        self.transfer.clear_subscribers();
        self.is_looking_up.clear_subscribers();
        self.counts.clear_subscribers();
        self.is_unsaved.clear_subscribers();
        self.announcement.clear_subscribers();
        for row in &*self.rows.read_untracked() {
            row.clear_subscribers();
        }
    }

    /// Sets the options of the list and its rows. Another user or another collection has another
    /// list.
    pub fn set_options(&self, options: Options) {
        let before = self.form.options();
        let owner = |options: &Options| {
            (
                options.draft_key.clone(),
                options.endpoint.clone(),
                options.token_hosts.clone(),
            )
        };
        let is_another_owner = self.has_mounted.get() && owner(&before) != owner(&options);
        if is_another_owner {
            self.leave(&options);
        } else if self.has_mounted.get() && before.list_key() != options.list_key() {
            self.delete();
        }
        let rows = self.rows.get_untracked();
        for row in &rows {
            row.form.set_options(self.row_options(&options, row.number));
        }
        self.form.set_options(options);
        if is_another_owner {
            self.restore();
        } else if self.has_mounted.get() {
            self.save();
        }
        self.schedule_refresh();
    }

    /// Ends the list of a user or a collection. It is restored when the page returns to it, unless
    /// nothing may be stored anymore.
    fn leave(&self, next: &Options) {
        self.stop();
        // The page has reset the list during its last transfer.
        if self.clears_at_end.take() || next.draft == DraftMode::Off {
            self.delete();
        } else {
            self.save();
        }
        let rows = self.rows.try_update(std::mem::take).unwrap_or_default();
        for row in rows {
            row.form.leave_submission();
        }
        self.id.replace(guid());
        self.lock.take();
        self.busy.take();
        self.last_number.set(0);
        self.cleared.take();
        self.forget_profile();
        self.transfer.set(None);
        self.text.set(String::new());
        self.problem.set(None);
        self.notice.set(None);
        self.announcement.set(String::new());
    }

    /// Returns the options of a row: those of the list, with a storage key of its own.
    fn row_options(&self, options: &Options, number: u32) -> Options {
        let key = [&*self.id.borrow(), " ", &number.to_string()].concat();
        Options {
            draft_key: Some(key),
            is_row: true,
            ..options.clone()
        }
    }

    /// Calls `change` with the form of the list and those of its rows.
    pub fn for_each_form(&self, change: impl Fn(&SkillForm)) {
        change(&self.form);
        // A copy, because the page may change the list in an event.
        let rows = self.rows.get_untracked();
        for row in &rows {
            change(&row.form);
        }
    }

    /// Adds the skills of a text to the list, or shows why that is not possible. Returns their
    /// number.
    pub fn import(&self, text: &str) -> Option<usize> {
        let imported = import(text).and_then(|drafts| {
            let count = self.live_rows().len() + drafts.len();
            if count > MAX_ROWS {
                return Err(ImportError::TooMany(count));
            }
            Ok(drafts)
        });
        match imported {
            Ok(drafts) => {
                self.problem.set(None);
                self.append(&drafts);
                Some(drafts.len())
            }
            Err(error) => {
                self.problem.set(Some(match error {
                    ImportError::Empty => Problem::Empty,
                    ImportError::TooMany(count) => Problem::TooMany(count),
                }));
                None
            }
        }
    }

    /// Replaces the skills. Returns `false` if there are more than the list can contain, or if skills
    /// are being added.
    pub fn replace(&self, drafts: &[Draft]) -> bool {
        if drafts.len() > MAX_ROWS {
            self.problem.set(Some(Problem::TooMany(drafts.len())));
            return false;
        }
        if self.is_busy() {
            return false;
        }
        self.problem.set(None);
        self.rows.set(Vec::new());
        self.append(drafts);
        true
    }

    /// Appends skills to the list.
    pub fn append(&self, drafts: &[Draft]) {
        // During a transfer, the list stays the same.
        if self.rows.read_untracked().is_empty() && self.transfer.read_untracked().is_none() {
            // A record of an earlier row must not be found under the number of a new one.
            self.id.replace(guid());
            self.last_number.set(0);
            self.lock.take();
            self.known_ids.take();
            self.is_unverified.set(false);
        }
        self.cleared.take();
        let rows: Vec<_> = drafts
            .iter()
            .map(|draft| self.make_row(None, draft))
            .collect();
        for row in &rows {
            row.check();
        }
        self.rows.update(|all| all.extend(rows));
        self.refresh();
        self.save();
    }

    /// Creates a row, with the next number unless one is specified.
    pub fn make_row(&self, number: Option<u32>, draft: &Draft) -> Row {
        let number = number.unwrap_or(self.last_number.get() + 1);
        self.last_number.set(self.last_number.get().max(number));
        let serial = self.last_serial.get().wrapping_add(1);
        self.last_serial.set(serial);
        let options = self.row_options(&self.form.options(), number);
        let list = self.downgrade();
        let mut callbacks = self.callbacks.skill.clone();
        callbacks.on_change = Rc::new(move || {
            if let Some(list) = list.upgrade() {
                list.on_row_change(serial);
            }
        });
        let (added, list) = (callbacks.on_added.clone(), self.downgrade());
        callbacks.on_added = Rc::new(move |skill, created| {
            if let Some(list) = list.upgrade() {
                if let Some(row) = list.row(serial) {
                    list.set_added(&row, skill.id.clone().unwrap_or_default());
                }
                if let Ok(client) = list.form.client() {
                    known_skills::share(&client.scope(), skill);
                }
            }
            added(skill, created);
        });
        let (removed, list) = (callbacks.on_removed.clone(), self.downgrade());
        callbacks.on_removed = Rc::new(move |id| {
            if let Some(list) = list.upgrade() {
                if let Some(row) = list.row(serial) {
                    list.set_undone(&row);
                }
                if let Ok(client) = list.form.client() {
                    known_skills::share_removal(&client.scope(), id);
                }
            }
            removed(id);
        });
        let form = SkillForm::new(options, callbacks);
        self.update_form(&form);
        Row::new(serial, number, form, draft)
    }

    /// Gives the form of a row the language of the list, and whether it is locked.
    fn update_form(&self, form: &SkillForm) {
        form.copy_language(&self.form);
        let view = &self.form.inner.view;
        form.set_disabled(view.disabled.get_untracked());
        form.set_readonly(view.readonly.get_untracked());
    }

    /// Returns the row with a serial number, also if the list was cleared since.
    pub fn row(&self, serial: u32) -> Option<Row> {
        let rows = self.rows.read_untracked();
        let cleared = self.cleared.borrow();
        let mut all = rows.iter().chain(&*cleared);
        all.find(|row| row.serial == serial).cloned()
    }

    /// Returns the rows that the user has not removed.
    pub fn live_rows(&self) -> Vec<Row> {
        let rows = self.rows.read_untracked();
        let is_live = |row: &&Row| !row.is_removed.get_untracked();
        rows.iter().filter(is_live).cloned().collect()
    }

    /// Saves that the skill of a row was added. The id is empty if the response did not contain it.
    fn set_added(&self, row: &Row, id: String) {
        if row.added_id.with_untracked(|it| it.as_ref() == Some(&id)) {
            return;
        }
        row.keep_focus("input, select");
        row.is_selected.set(false);
        row.is_removing.set(false);
        row.added_id.set(Some(id));
        self.is_unverified.set(true);
        self.save();
        self.verify_single();
    }

    /// Saves that the added skill of a row was removed from the profile. The next transfer does not
    /// add it, unless the user selects it again.
    pub fn set_undone(&self, row: &Row) {
        row.choose(false);
        row.is_removing.set(false);
        row.added_id.set(None);
        self.forget_name(&row.folded_name());
        self.schedule_refresh();
        self.save();
    }

    /// Handles a change of a row's values or status.
    fn on_row_change(&self, serial: u32) {
        if let Some(row) = self.row(serial) {
            // What was added is saved before the record of its submission is deleted.
            if let State::Created(added) = &*row.form.submission().read_untracked()
                && added.undo != Undo::Done
                && row.added_id.with_untracked(Option::is_none)
            {
                let id = added.created.id().cloned().unwrap_or_default();
                self.set_added(&row, id);
            }
            row.deselect_if_unknown();
            self.release_lock();
        }
        self.schedule_refresh();
        self.schedule_save();
    }

    /// Follows a change of a row's submission that leaves its status unchanged.
    pub fn on_submission_change(&self, row: &Row, state: &State) {
        let until = match state {
            State::Waiting(waiting) if waiting.is_automatic => Some(waiting.until),
            _ => None,
        };
        if row.waits_until.replace(until) != until && until.is_some() {
            self.announce(&untrack(|| self.busy_text(row)));
        }
        // What is being removed is saved before the response may be lost.
        let is_removing = match state {
            State::Created(added) => {
                added.removing.is_some() && added.removing.as_ref() == added.created.id()
            }
            _ => return,
        };
        if row.is_removing.replace(is_removing) != is_removing {
            self.save();
        }
    }

    /// Updates the marks and the counts soon, once for several changes. While the user types, they
    /// follow after a pause, because they depend on all rows.
    pub fn schedule_refresh(&self) {
        let list = self.downgrade();
        let timer = Timeout::new(REFRESH_DELAY, move || {
            if let Some(list) = list.upgrade() {
                list.refresh();
            }
        });
        self.refresh_timer.replace(Some(timer));
    }

    /// Updates the marks and the counts.
    pub fn refresh(&self) {
        let rows = self.live_rows();
        let mut names: Vec<(Rc<str>, u32)> = Vec::with_capacity(rows.len());
        for row in &rows {
            let name = row.folded_name();
            let is_added = untrack(|| row.progress()) == Progress::Added;
            let earlier = names.iter().find(|(earlier, _)| *earlier == name);
            let mark = match earlier {
                _ if is_added || name.is_empty() => None,
                Some((_, number)) => Some(Mark::SameName(*number)),
                None => self.existing(&name),
            };
            if earlier.is_none() {
                names.push((name, row.number));
            }
            row.set_mark(mark);
        }
        let counts = Counts::new(&rows);
        if *self.counts.read_untracked() != counts {
            self.counts.set(counts);
        }
    }

    /// Selects or deselects all rows that can be added. A row that may have been added is not
    /// selected with the others.
    pub fn select_all(&self, is_selected: bool) {
        for row in self.live_rows() {
            let is_free = !is_selected
                || row.mark.with_untracked(Option::is_none)
                    && untrack(|| row.progress()) != Progress::Unknown;
            if is_free && untrack(|| row.is_selectable()) {
                row.choose(is_selected);
            }
        }
        self.schedule_refresh();
        self.schedule_save();
    }

    /// Sets the level of all selected rows.
    pub fn set_level(&self, level: &str) {
        for row in self.live_rows() {
            if untrack(|| row.is_chosen()) {
                row.form
                    .edit(FieldPath::LEVEL, Entry::Text(level.to_owned()));
                row.form.check(FieldPath::LEVEL);
            }
        }
    }

    /// Removes a row from the list, or restores it.
    pub fn set_removed(&self, row: &Row, is_removed: bool) {
        let count = self.live_rows().len() + 1;
        if !is_removed && count > MAX_ROWS {
            return self.problem.set(Some(Problem::TooMany(count)));
        }
        row.set_removed(is_removed);
        self.schedule_refresh();
        self.save();
    }

    /// Returns whether skills are being added.
    pub fn is_busy(&self) -> bool {
        let rows = self.rows.read_untracked();
        self.transfer.read_untracked().is_some()
            || rows
                .iter()
                .any(|row| untrack(|| row.progress()) == Progress::Busy)
    }

    /// Removes all rows, as the page. A transfer ends before that.
    pub fn reset(&self) {
        self.text.set(String::new());
        if self.transfer.read_untracked().is_some() {
            self.clears_at_end.set(true);
            self.stop();
        } else {
            self.clear();
        }
    }

    /// Removes all rows, unless one is being added. The user can restore them until the next import.
    pub fn clear(&self) {
        if self.is_busy() {
            return;
        }
        self.problem.set(None);
        replace_focused(&self.form, RESTORE, || {
            let rows = self.rows.try_update(std::mem::take).unwrap_or_default();
            let notice = (!rows.is_empty()).then_some(Notice::Of(Text::Cleared));
            self.cleared.replace(rows);
            self.notice.set(notice);
        });
        self.schedule_refresh();
        self.save();
    }

    /// Restores the rows before the list was cleared.
    pub fn restore_cleared(&self) {
        let rows = self.cleared.take();
        // What has changed in the meantime.
        let options = self.form.options();
        for row in &rows {
            row.form.set_options(self.row_options(&options, row.number));
            self.update_form(&row.form);
        }
        replace_focused(&self.form, ACTIONS, || {
            self.notice.set(None);
            self.rows
                .update(|all| all.splice(0..0, rows).for_each(drop));
            self.refresh();
        });
        self.save();
    }

    /// Announces a text to screen readers.
    pub fn announce(&self, text: &str) {
        self.announcement.set(text.to_owned());
    }

    /// Returns whether the user can change something.
    pub fn is_locked(&self) -> bool {
        untrack(|| self.form.inner.view.is_locked())
    }

    /// Returns the counts for the page and the result. Tracked.
    pub fn settled(&self) -> Settled {
        let mut settled = Settled::default();
        for row in self.rows.read().iter().filter(|row| !row.is_removed.get()) {
            *match row.progress() {
                Progress::Added => &mut settled.added,
                Progress::Failed => &mut settled.failed,
                Progress::Unknown => &mut settled.unknown,
                Progress::Open | Progress::Busy => &mut settled.skipped,
            } += 1;
        }
        settled
    }
}
