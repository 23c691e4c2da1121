//! The texts of `<add-skills>` that the form of one skill does not have.
//!
//! Each has a key, `several.` and its name in camelCase, under which a page can override it in the
//! property `messages`. English is compiled in. The other languages are files in `src/i18n/several`,
//! which a page loads in addition to the catalog of the form, so that pages with only `<add-skill>`
//! do not load them.

use strum::{IntoStaticStr, VariantArray};

/// A text of the list.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray)]
#[strum(serialize_all = "camelCase")]
pub enum Text {
    /// The label of the text area.
    Input,
    /// The hint of the text area.
    InputHint,
    /// The button that selects a file.
    ChooseFile,
    /// The hint of that button: the formats of files.
    FileHint,
    /// The button that adds the skills of the text area to the list.
    Import,
    /// The text or the file contains no skill.
    ImportEmpty,
    /// The list would have too many skills. Contains `{max}` and `{count}`.
    ImportTooMany,
    /// A file cannot be read. Contains `{file}`, its name.
    ImportUnreadable,
    /// The name of the table.
    Caption,
    /// The heading of the column that selects the skills to add.
    SelectColumn,
    /// The heading of the column with the result of each skill.
    StatusColumn,
    /// The checkbox that selects all skills that can be added.
    SelectAll,
    /// The label of the control that sets the level of all selected skills.
    SetLevel,
    /// The option of that control that changes nothing.
    SetLevelPrompt,
    /// The button that removes a skill from the list.
    Remove,
    /// The button that restores a removed skill.
    Restore,
    /// The accessible name of that button. Contains `{item}`, the name of the skill.
    RestoreItem,
    /// The status of a skill that will be added.
    Ready,
    /// The status of a skill that is not selected.
    NotSelected,
    /// The status of a skill that the profile has. Contains `{level}`.
    Exists,
    /// The status of a skill that the profile has without a level.
    ExistsWithoutLevel,
    /// The status of a skill with the same name as an earlier one. Contains `{row}`, its number.
    SameName,
    /// The status of a skill that breaks a rule.
    HasErrors,
    /// The status of the skill that is being added.
    Adding,
    /// The status of a skill that was added.
    Added,
    /// The status of a skill that was removed from the list.
    Removed,
    /// The status of a skill that the page handles itself, because it has canceled `skill-submit`.
    Skipped,
    /// The button that ends the transfer after the current skill.
    Stop,
    /// The status after that, until the current skill has its result.
    Stopping,
    /// The progress. Contains `{name}`, the current skill, `{index}`, its number, and `{count}`.
    Progress,
    /// The time when all will be added. Contains `{when}`, such as "in 2 minutes".
    TimeLeft,
    /// The result. Contains `{added}`, `{skipped}`, `{failed}`, and `{unknown}`, each a number.
    Result,
    /// The transfer has ended before its end.
    Paused,
    /// A list of an earlier visit was restored.
    Restored,
    /// A list of an earlier visit exists but is unreadable.
    Unreadable,
    /// The button that saves the unreadable list as a file.
    DownloadUnreadable,
    /// The list cannot be saved, and will be lost when the user leaves the page.
    NotSaved,
    /// Another tab is adding the skills of this list.
    OtherTab,
    /// The profile is being read.
    LookingUp,
    /// The profile could not be read before the skills are added.
    NotLookedUp,
    /// The profile could not be read after the skills were added, so duplicates are not known.
    NotVerified,
    /// The button that saves the skills that were not added as a CSV file.
    Download,
    /// The button that saves them as a file with one JSON object per line.
    DownloadJson,
    /// The button that removes all skills from the list.
    Clear,
    /// All skills were removed from the list.
    Cleared,
    /// The button that restores them.
    RestoreList,
}

/// A text of the list with a count. Contains `{count}`.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray)]
#[strum(serialize_all = "camelCase")]
pub enum CountedText {
    /// The button that adds the selected skills.
    Submit,
    /// The button that adds the remaining skills after an interruption.
    Continue,
    /// The number of skills that were added to the list.
    Imported,
    /// The number of selected skills that break a rule.
    WithErrors,
}

/// Returns the English text.
pub fn english(text: Text) -> &'static str {
    match text {
        Text::Input => "Your skills",
        Text::InputHint => {
            "Enter one skill per line, or paste a table. You can also drop a file here."
        }
        Text::ChooseFile => "Choose a file",
        Text::FileHint => "CSV, TSV, JSON Resume, or Skills.csv from LinkedIn",
        Text::Import => "Add to list",
        Text::ImportEmpty => "No skills were found. Enter at least one skill name.",
        Text::ImportTooMany => {
            "A list can contain up to {max} skills. It would contain {count}, so nothing was added to it."
        }
        Text::ImportUnreadable => "“{file}” could not be read. Select a CSV, TSV, or JSON file.",
        Text::Caption => "Skills to add",
        Text::SelectColumn => "Add",
        Text::StatusColumn => "Status",
        Text::SelectAll => "Select all",
        Text::SetLevel => "Set level for all",
        Text::SetLevelPrompt => "Select a level",
        Text::Remove => "Remove",
        Text::Restore => "Restore",
        Text::RestoreItem => "Restore {item}",
        Text::Ready => "Ready to add",
        Text::NotSelected => "Not selected",
        Text::Exists => "Already on your profile ({level})",
        Text::ExistsWithoutLevel => "Already on your profile",
        Text::SameName => "Same name as row {row}",
        Text::HasErrors => "Needs changes",
        Text::Adding => "Adding…",
        Text::Added => "Added",
        Text::Removed => "Removed from the list",
        Text::Skipped => "Skipped by this page",
        Text::Stop => "Stop after this skill",
        Text::Stopping => "Stopping after this skill…",
        Text::Progress => "Adding “{name}” ({index} of {count})",
        Text::TimeLeft => "Expected to finish {when}",
        Text::Result => {
            "Added: {added}. Skipped: {skipped}. Not added: {failed}. Result unknown: {unknown}."
        }
        Text::Paused => "Paused. Nothing more is added until you continue.",
        Text::Restored => "Your list was restored. Nothing is added until you continue.",
        Text::Unreadable => "A list from an earlier visit could not be opened.",
        Text::DownloadUnreadable => "Download list",
        Text::NotSaved => {
            "The list cannot be saved in this browser. If you leave this page, it will be lost."
        }
        Text::OtherTab => "Another tab is adding the skills of this list.",
        Text::LookingUp => "Checking which skills you already have…",
        Text::NotLookedUp => {
            "Your profile could not be checked, so skills that you already have are not marked."
        }
        Text::NotVerified => {
            "Your profile could not be checked afterwards. Check it for skills that were added twice."
        }
        Text::Download => "Download remaining skills",
        Text::DownloadJson => "Download as JSON Lines",
        Text::Clear => "Clear list",
        Text::Cleared => "The list was cleared.",
        Text::RestoreList => "Restore list",
    }
}

/// Returns the English text, in the singular or the plural.
pub fn english_counted(text: CountedText, is_one: bool) -> &'static str {
    match (text, is_one) {
        (CountedText::Submit, true) => "Add {count} skill",
        (CountedText::Submit, false) => "Add {count} skills",
        (CountedText::Continue, true) => "Continue with {count} skill",
        (CountedText::Continue, false) => "Continue with {count} skills",
        (CountedText::Imported, true) => "{count} skill added to the list",
        (CountedText::Imported, false) => "{count} skills added to the list",
        (CountedText::WithErrors, true) => {
            "{count} selected skill needs changes and will not be added."
        }
        (CountedText::WithErrors, false) => {
            "{count} selected skills need changes and will not be added."
        }
    }
}
