//! `<add-skill>`
pub mod element;
pub mod form;
pub mod graph;
pub mod i18n;
pub mod skill;
