//! `<add-skill>`
pub mod skill;
