//! The view builder: elements, and what in them follows signals.

mod browser;
mod children;
mod event;
mod leptos_view;

pub(crate) use browser::{El, Place, el, forget_written, is_changed, set_written};
pub(crate) use children::Item;
pub(crate) use event::{is, is_by_input_method, is_composing, is_primary, key};
pub(crate) use leptos_view::Markup;
