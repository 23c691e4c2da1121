//! The field of the skill's categories.

pub(crate) mod batch;
mod chunks;
mod field;
mod list;
mod text;

pub(crate) use field::categories;
pub(crate) use text::SEPARATORS;
