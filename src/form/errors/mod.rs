//! Validation errors: the summary, and their texts.

mod summary;
mod text;

pub(crate) use summary::{error_summary, line};
