//! Submission: from the submit button to the outcome, and its messages and buttons.

mod added;
mod commands;
mod countdown;
mod existing;
mod live_regions;
mod next_steps;
mod page_validation;
mod submit;

pub(crate) use added::{duplicates, undone};
pub(crate) use countdown::{Countdown, seconds_until};
pub(crate) use live_regions::{live_regions, reference};
pub(crate) use next_steps::{button, next_steps, row_steps};
