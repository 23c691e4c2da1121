//! The list: its rows, and what is known of the profile.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::reactive::graph::Source;

use crate::form::{Callbacks, Options, SkillForm};
use crate::graph::known_skills::{self, KnownSkill};
use crate::graph::{Collection, State, Undo};
use crate::i18n::{Key, Ui, fill};
use crate::platform::{Millis, fold, guid, now};
use crate::skill::{Draft, Entry, FieldPath};

use super::import::{ImportError, MAX_ROWS, import};
use super::progress::{Settled, Transfer};
use super::row::{Mark, Progress, Row};
use super::texts::{CountedText, Text, english, english_counted};

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
    /// The text to import.
    pub text: ArcRwSignal<String>,
    pub problem: ArcRwSignal<Option<Problem>>,
    pub notice: ArcRwSignal<Option<Notice>>,
    pub transfer: ArcRwSignal<Option<Transfer>>,
    /// Whether the profile is being read.
    pub is_looking_up: ArcRwSignal<bool>,
    /// Changes when the counts may have changed.
    pub version: ArcRwSignal<u32>,
    refresh_timer: RefCell<Option<Timeout>>,
    pub profile: RefCell<Option<Profile>>,
    pub save_timer: RefCell<Option<Timeout>>,
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

/// What is known of the profile.
pub(crate) struct Profile {
    /// The names of its skills, in the form in which names are compared, with their levels.
    names: Vec<(String, Option<String>)>,
    /// The ids of its skills, if all were read.
    pub ids: Option<Vec<String>>,
    /// When it was read.
    pub read_at: Millis,
}

/// Why a text or a file was not imported.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Problem {
    /// It contains no skill.
    Empty,
    /// The list would have this many skills.
    TooMany(usize),
    /// The file with this name cannot be read.
    Unreadable(String),
}

/// A message about the list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Notice {
    /// This text.
    Of(Text),
    /// So many skills were added to the list.
    Imported(usize),
    /// A transfer has ended before its end, for the reason in the text.
    Paused(String),
    /// A transfer has ended.
    Settled(Settled),
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
            text: ArcRwSignal::default(),
            problem: ArcRwSignal::new(None),
            notice: ArcRwSignal::new(None),
            transfer: ArcRwSignal::new(None),
            is_looking_up: ArcRwSignal::default(),
            version: ArcRwSignal::default(),
            refresh_timer: RefCell::default(),
            profile: RefCell::default(),
            save_timer: RefCell::default(),
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
        self.version.clear_subscribers();
        for row in &*self.rows.read_untracked() {
            row.clear_subscribers();
        }
    }

    /// Returns a text in the list's language. Tracked.
    pub fn text(&self, text: Text) -> String {
        let name: &str = text.into();
        let name = ["several.", name].concat();
        let messages = self.form.inner.language.messages.read();
        messages.by_name(&name, english(text)).into_owned()
    }

    /// Returns a closure for a text in the list's language.
    pub fn bound(&self, text: Text) -> impl Fn() -> String + use<> {
        let list = self.clone();
        move || list.text(text)
    }

    /// Returns a text with a count in the list's language. Tracked.
    pub fn counted(&self, text: CountedText, count: usize) -> String {
        let name: &str = text.into();
        let name = ["several.", name].concat();
        let messages = self.form.inner.language.messages.read();
        messages.counted_by_name(&name, count, english_counted(text, count == 1))
    }

    /// Sets the options of the list and its rows.
    pub fn set_options(&self, options: Options) {
        for row in &*self.rows.read_untracked() {
            row.form.set_options(self.row_options(&options, row.number));
        }
        self.form.set_options(options);
        self.schedule_refresh();
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
        for row in &*self.rows.read_untracked() {
            change(&row.form);
        }
    }

    /// Returns the skills of a text, or shows why there are none. Then it looks them up in the
    /// profile.
    pub fn import(&self, text: &str) -> bool {
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
                self.notice.set(Some(Notice::Imported(drafts.len())));
                self.append(&drafts);
                true
            }
            Err(error) => {
                self.problem.set(Some(match error {
                    ImportError::Empty => Problem::Empty,
                    ImportError::TooMany(count) => Problem::TooMany(count),
                }));
                false
            }
        }
    }

    /// Replaces the skills. Returns `false` if there are more than the list can contain.
    pub fn replace(&self, drafts: &[Draft]) -> bool {
        let is_small = drafts.len() <= MAX_ROWS;
        if is_small && self.transfer.read_untracked().is_none() {
            self.rows.set(Vec::new());
            self.append(drafts);
        } else if !is_small {
            self.problem.set(Some(Problem::TooMany(drafts.len())));
        }
        is_small
    }

    /// Appends skills to the list.
    pub fn append(&self, drafts: &[Draft]) {
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
        let options = self.row_options(&self.form.options(), number);
        let list = self.downgrade();
        let mut callbacks = self.callbacks.skill.clone();
        callbacks.on_change = Rc::new(move || {
            if let Some(list) = list.upgrade() {
                list.on_row_change(number);
            }
        });
        let (added, list) = (callbacks.on_added.clone(), self.downgrade());
        callbacks.on_added = Rc::new(move |skill, created| {
            if let Some(list) = list.upgrade() {
                list.set_added(number, Some(skill.id.clone().unwrap_or_default()));
                if let Ok(client) = list.form.client() {
                    known_skills::share(&client.scope(), skill);
                }
            }
            added(skill, created);
        });
        let (removed, list) = (callbacks.on_removed.clone(), self.downgrade());
        callbacks.on_removed = Rc::new(move |id| {
            if let Some(list) = list.upgrade() {
                list.set_added(number, None);
                if let Ok(client) = list.form.client() {
                    known_skills::share_removal(&client.scope(), id);
                }
            }
            removed(id);
        });
        let form = SkillForm::new(options, callbacks);
        form.copy_language(&self.form);
        let view = &self.form.inner.view;
        form.set_disabled(view.disabled.get_untracked());
        form.set_readonly(view.readonly.get_untracked());
        Row::new(number, form, draft)
    }

    /// Returns the row with a number.
    pub fn row(&self, number: u32) -> Option<Row> {
        let rows = self.rows.read_untracked();
        rows.iter().find(|row| row.number == number).cloned()
    }

    /// Returns the rows that the user has not removed.
    pub fn live_rows(&self) -> Vec<Row> {
        let rows = self.rows.read_untracked();
        let is_live = |row: &&Row| !row.is_removed.get_untracked();
        rows.iter().filter(is_live).cloned().collect()
    }

    fn set_added(&self, number: u32, id: Option<String>) {
        if let Some(row) = self.row(number) {
            row.is_selected.set(false);
            row.added_id.set(id);
            self.save();
        }
    }

    /// Handles a change of a row's values or status.
    fn on_row_change(&self, number: u32) {
        // What was added is saved before the record of its submission is deleted.
        if let Some(row) = self.row(number)
            && row.added_id.with_untracked(Option::is_none)
            && let State::Created(added) = &*row.form.submission().read_untracked()
            && added.undo != Undo::Done
        {
            let id = added.created.id().cloned().unwrap_or_default();
            self.set_added(number, Some(id));
        }
        self.schedule_refresh();
        self.schedule_save();
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
    fn refresh(&self) {
        let rows = self.live_rows();
        let mut names: Vec<(String, u32)> = Vec::new();
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
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }

    /// Returns the mark of a row whose name the profile has.
    fn existing(&self, name: &str) -> Option<Mark> {
        let profile = self.profile.borrow();
        let names = &profile.as_ref()?.names;
        let (_, level) = names.iter().find(|(known, _)| known == name)?;
        Some(Mark::Exists(level.clone()))
    }

    /// Remembers what a lookup has found.
    pub fn learn(&self, collection: &Collection) {
        let asks = self.form.options().asks_about_existing();
        let name = |skill| {
            let known = KnownSkill::of(skill);
            (fold(&known.name), known.level)
        };
        let names = collection.skills.iter().map(name);
        let names = if asks { names.collect() } else { Vec::new() };
        let ids = collection
            .skills
            .iter()
            .filter_map(|skill| skill.id.clone());
        let ids = collection.is_complete.then(|| ids.collect());
        self.profile.replace(Some(Profile {
            names,
            ids,
            read_at: now(),
        }));
        self.refresh();
    }

    /// Selects or deselects all rows that can be added.
    pub fn select_all(&self, is_selected: bool) {
        for row in self.live_rows() {
            let is_free = row.mark.with_untracked(Option::is_none) || !is_selected;
            if is_free && untrack(|| row.is_selectable()) {
                row.is_selected.set(is_selected);
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
        row.is_removed.set(is_removed);
        row.is_selected.set(!is_removed);
        self.schedule_refresh();
        self.save();
    }

    /// Removes all rows. The user can restore them until the next import.
    pub fn clear(&self) {
        let rows = self.rows.try_update(std::mem::take).unwrap_or_default();
        self.cleared.replace(rows);
        self.notice.set(Some(Notice::Of(Text::Cleared)));
        self.id.replace(guid());
        self.schedule_refresh();
        self.save();
    }

    /// Restores the rows before the list was cleared.
    pub fn restore_cleared(&self) {
        let rows = self.cleared.take();
        self.notice.set(None);
        self.rows
            .update(|all| all.splice(0..0, rows).for_each(drop));
        self.schedule_refresh();
        self.save();
    }

    /// Returns whether the user can change something.
    pub fn is_locked(&self) -> bool {
        let view = &self.form.inner.view;
        view.disabled.get_untracked() || view.readonly.get_untracked()
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

    /// Returns the text of a problem. Tracked.
    pub fn problem_text(&self, problem: &Problem) -> String {
        let count = |count| self.form.intl(|intl| intl.count(count));
        match problem {
            Problem::Empty => self.text(Text::ImportEmpty),
            Problem::TooMany(rows) => {
                let text = fill(&self.text(Text::ImportTooMany), "max", &count(MAX_ROWS));
                fill(&text, "count", &count(*rows))
            }
            Problem::Unreadable(file) => fill(&self.text(Text::ImportUnreadable), "file", file),
        }
    }

    /// Returns the text of a notice. Tracked.
    pub fn notice_text(&self, notice: &Notice) -> String {
        match notice {
            Notice::Of(text) => self.text(*text),
            Notice::Imported(count) => self.counted(CountedText::Imported, *count),
            Notice::Paused(reason) => {
                let text = self.form.text(&Key::Ui(Ui::Sentences));
                fill(
                    &fill(&text, "first", reason),
                    "second",
                    &self.text(Text::Paused),
                )
            }
            Notice::Settled(settled) => {
                let counts = [
                    ("added", settled.added),
                    ("skipped", settled.skipped),
                    ("failed", settled.failed),
                    ("unknown", settled.unknown),
                ];
                counts
                    .iter()
                    .fold(self.text(Text::Result), |text, (name, count)| {
                        fill(&text, name, &self.form.intl(|intl| intl.count(*count)))
                    })
            }
        }
    }
}
