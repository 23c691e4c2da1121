//! Behavior of the view apart from its fields: events, focus, and scrolling.

mod bfcache;
mod bindings;
mod controls;
mod focus;
mod lazy_details;
mod pointer;
mod scroll;
mod ssr_input;
mod submit_events;

pub(crate) use controls::field_of;
pub(crate) use focus::{focus, focus_in_place};
pub(crate) use lazy_details::with_deferred_details;
pub(crate) use scroll::{scroll_into_view, scroll_list_to};
pub(crate) use ssr_input::SsrInput;
