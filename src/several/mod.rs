//! `<add-skills>`: imports a list of skills, lets the user review it, and adds them one after the
//! other.
//!
//! Each skill has a [`SkillForm`](crate::SkillForm) of its own, without its view: its values, its
//! errors, and its submission with all that can follow.

#[cfg(not(feature = "ssr"))]
mod categories;
#[cfg(not(feature = "ssr"))]
mod download;
pub mod export;
pub mod import;
#[cfg(not(feature = "ssr"))]
pub(crate) mod list;
#[cfg(not(feature = "ssr"))]
pub(crate) mod progress;
#[cfg(not(feature = "ssr"))]
mod row;
#[cfg(not(feature = "ssr"))]
mod saved;
#[cfg(not(feature = "ssr"))]
mod style;
pub mod texts;
#[cfg(not(feature = "ssr"))]
mod transfer;
#[cfg(not(feature = "ssr"))]
mod verification;
#[cfg(not(feature = "ssr"))]
pub(crate) mod view;

#[cfg(not(feature = "ssr"))]
pub(crate) use style::STYLE;
