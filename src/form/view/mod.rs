//! What the view does apart from its fields: events, focus, scrolling.

mod bfcache;
mod bindings;
mod controls;
mod field_events;
mod focus;
mod lazy_details;
mod pointer;
mod scroll;
mod submit_events;

pub(crate) use controls::field_of;
pub(crate) use focus::{focus, focus_in_place};
pub(crate) use lazy_details::in_steps;
pub(crate) use scroll::{bring_into_sight, bring_into_sight_in};
