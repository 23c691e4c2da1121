//! The messages of the list, in its language.

use leptos::prelude::*;

use crate::form::{isolate, seconds_until};
use crate::graph::State;
use crate::i18n::{Key, Ui, fill};

use super::import::MAX_ROWS;
use super::list::SkillList;
use super::notice::{Notice, Problem};
use super::row::Row;
use super::texts::{CountedText, Text, english, english_counted};

/// Returns the name of a text, as in `messages` and the catalogs.
fn full_name(text: &str) -> String {
    ["several.", text].concat()
}

impl SkillList {
    /// Returns a text in the list's language. Tracked.
    pub fn text(&self, text: Text) -> String {
        let messages = self.form.inner.language.messages.read();
        let name = full_name(text.into());
        messages.by_name(&name, english(text)).into_owned()
    }

    /// Returns a closure for a text in the list's language.
    pub fn bound(&self, text: Text) -> impl Fn() -> String + use<> {
        let list = self.clone();
        move || list.text(text)
    }

    /// Returns a text with a count in the list's language. Tracked.
    pub fn counted(&self, text: CountedText, count: usize) -> String {
        let messages = self.form.inner.language.messages.read();
        let name = full_name(text.into());
        messages.counted_by_name(&name, count, english_counted(text, count == 1))
    }

    /// Returns the text about the current row of a transfer. Tracked.
    pub fn progress_text(&self) -> String {
        let transfer = self.transfer.read();
        let Some(transfer) = &*transfer else {
            return String::new();
        };
        if transfer.is_stopping {
            return self.text(Text::Stopping);
        }
        let Some(row) = transfer.row.and_then(|serial| self.row(serial)) else {
            return self.text(Text::LookingUp);
        };
        let count = |count| self.form.intl(|intl| intl.count(count));
        let name = isolate(&untrack(|| row.name()));
        let text = fill(&self.text(Text::Progress), "name", &name);
        let text = fill(&text, "index", &count(transfer.done + 1));
        fill(&text, "count", &count(transfer.count))
    }

    /// Returns the status of a row that is being added. Tracked.
    pub fn busy_text(&self, row: &Row) -> String {
        match &*row.form.submission().read() {
            State::Waiting(waiting) => {
                let text = self.form.text(&Key::Ui(Ui::Waiting));
                let seconds = seconds_until(waiting.until);
                let when = self.form.intl(|intl| intl.relative_time(seconds));
                fill(&text, "when", &when)
            }
            State::Checking(_) => self.form.text(&Key::Ui(Ui::Checking)),
            _ => self.text(Text::Adding),
        }
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
            Notice::Settled => {
                let settled = self.settled();
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
