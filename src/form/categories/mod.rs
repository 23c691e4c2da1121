//! The field for the categories of a skill.

mod announcement;
pub(crate) mod batch;
mod chunks;
mod edit;
mod field;
mod list;
mod text;

pub(crate) use edit::add_pending;
pub(crate) use field::categories;
pub(crate) use text::SEPARATORS;
