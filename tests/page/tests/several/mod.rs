//! The list of `<add-skills>`: from its import to the last result.

mod importing;
mod looks;
mod nothing_lost;
mod pages;
mod review;
mod sending;
mod tabs;
mod verification;
