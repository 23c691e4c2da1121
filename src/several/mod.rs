//! `<add-skills>`: imports a list of skills, lets the user review it, and adds them one after the
//! other.
//!
//! Each skill has a [`SkillForm`](crate::SkillForm) of its own, without its view: its values, its
//! errors, and its submission with all that can follow.

mod categories;
mod counts;
mod download;
pub mod export;
mod focus;
pub mod import;
pub(crate) mod list;
mod lookups;
mod messages;
mod notice;
mod profile;
pub(crate) mod progress;
mod row;
mod saved;
pub(crate) mod style;
pub mod texts;
mod transfer;
mod verification;
pub(crate) mod view;
