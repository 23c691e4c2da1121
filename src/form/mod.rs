//! The form: [`AddSkillForm`], its fields, and its state.

mod add_skill_form;
mod callbacks;
mod categories;
mod draft;
mod el;
mod errors;
mod field_frame;
mod fields;
mod options;
mod props;
mod state;
mod status;
mod style;
mod submission;
mod view;

#[cfg(feature = "ssr")]
pub use add_skill_form::to_html;
pub use add_skill_form::{AddSkillForm, AddSkillFormProps};
pub(crate) use add_skill_form::{rendered_in, view_in};
pub use callbacks::{
    Callbacks, OnAdded, OnExists, OnFailed, Suggest, Suggestions, Validate, Validation,
};
#[cfg(feature = "ssr")]
pub(crate) use el::escape;
pub use options::{DraftMode, ExistingSkills, Options};
pub use props::{EventHandler, TokenSource, Validator};
pub use state::{SkillForm, SubmitError, load_messages};
pub use status::Status;
pub use style::STYLE;
pub(crate) use view::with_deferred_details;
