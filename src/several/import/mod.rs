//! Import of skills from a text: a list, a spreadsheet's cells, CSV, or JSON.
//!
//! [`import()`] documents the formats. This module is pure: it changes no form.

mod columns;
pub(crate) mod formula;
pub(crate) mod items;
mod json;
mod labels;
mod layout;
mod list;
pub(crate) mod quotes;
mod table;
mod text;
mod tidy;
mod vocabulary;

pub use labels::LABELS;
pub use text::{ImportError, MAX_ROWS, import};
