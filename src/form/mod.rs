//! The view: [`AddSkillForm`], its fields, and the state that it shows.

mod add_skill_form;
mod added;
mod another_draft;
mod boolean_field;
mod cached;
mod callbacks;
mod categories;
mod category_list;
mod category_text;
mod checking;
mod checks_field;
mod choice;
mod choice_field;
mod choice_hint;
mod countdown;
mod destination;
mod drafts;
mod ended;
mod error_summary;
mod error_text;
mod field;
mod filling;
mod focus;
mod keys;
mod language;
mod live;
mod model;
mod name_field;
mod next_steps;
mod options;
mod readers;
mod records;
mod resuming;
mod said;
mod scroll;
mod status;
mod submission;
mod suggestions;
mod text_field;

pub use add_skill_form::{AddSkillForm, AddSkillFormProps};
pub use callbacks::{Callbacks, OnAdded, OnFailed, Suggest, Suggestions};
pub use model::SkillForm;
pub use options::{DraftMode, Options};
pub use status::Status;
pub use submission::SubmitError;

/// The form's stylesheet. `<add-skill>` adopts it; an app that uses [`AddSkillForm`] by itself adds it to its page.
pub const STYLE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/element.css"),
    include_str!("../../style/lists.css"),
    include_str!("../../style/messages.css"),
);
