//! The fields of the form, by kind.

mod checkboxes;
mod choice;
mod choice_description;
mod field_events;
mod link_preview;
mod name;
#[cfg(test)]
mod new_enumeration;
mod select;
mod suggestions;
mod text;
mod yes_no;

pub(crate) use select::with_options;

use crate::form::categories::categories;
use crate::form::el::El;
use crate::form::state::SkillForm;
use crate::skill::{FieldPath, Kind};

/// Returns the view of a field.
///
/// The view subscribes to the form itself, so that input in one field does not update the others.
pub(crate) fn field(form: &SkillForm, field: FieldPath) -> El {
    match field.kind() {
        _ if field == FieldPath::DisplayName => name::name_field(form),
        Kind::Text { .. } | Kind::Url | Kind::Number | Kind::Timestamp => {
            text::text_field(form, field)
        }
        Kind::One(enumeration) => select::select(form, field, enumeration),
        Kind::Boolean => yes_no::yes_no(form, field),
        Kind::StringList => categories(form, field),
        Kind::Many(enumeration) => checkboxes::checkboxes(form, field, enumeration),
    }
}
