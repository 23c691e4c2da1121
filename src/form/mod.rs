//! The form: [`AddSkillForm`], its fields, and its state.

mod add_skill_form;
mod callbacks;
mod categories;
mod draft;
pub(crate) mod el;
mod errors;
mod field_frame;
mod fields;
mod options;
mod props;
mod rehearsal;
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
pub(crate) use categories::SEPARATORS;
pub(crate) use draft::storage_keys as storage;
#[cfg(feature = "ssr")]
pub(crate) use el::escape;
pub(crate) use field_frame::{error, named};
pub(crate) use fields::with_options;
pub use options::{DraftMode, ExistingSkills, Options};
pub use props::{EventHandler, TokenSource, Validator};
pub(crate) use rehearsal::rehearse;
pub use state::{SkillForm, SubmitError, load_messages};
pub use status::Status;
pub(crate) use status::isolate;
pub use style::STYLE;
pub(crate) use style::{minified, minify};
pub(crate) use submission::{
    Countdown, button, duplicates, reference, row_steps, seconds_until, undone,
};

pub(crate) use view::{focus, with_deferred_details};
