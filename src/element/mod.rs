//! `<add-skill>`: attributes, properties, methods, and events of the custom element around the
//! form.
//!
//! `js/element.js` is the class that browsers require, `js/behavior.js` connects it with the module,
//! and `js/calls.js` shows an error message after a crash of the module. Everything else is in Rust. JavaScript's garbage collector owns the
//! instances, so nothing here holds an element strongly while it is not in a document.
//!
//! With the feature `several`, this is `<add-skills>` instead: exported functions are never removed
//! from a module, so each of the two modules exports only its own.
//!
//! A server (feature `ssr` for wasm32) has only the attributes and `render`.

mod attributes;
#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
mod callbacks;
#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
mod crash;
#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
mod events;
#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
mod host;
#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
mod inherited_language;
#[cfg(not(any(feature = "several", all(feature = "ssr", target_arch = "wasm32"))))]
mod instance;
#[cfg(not(any(feature = "several", all(feature = "ssr", target_arch = "wasm32"))))]
mod internals;
#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
mod js;
#[cfg(feature = "several")]
mod list_instance;
#[cfg(feature = "ssr")]
mod server;

pub use attributes::OBSERVED;
#[cfg(not(any(feature = "several", all(feature = "ssr", target_arch = "wasm32"))))]
pub use instance::Instance;
#[cfg(not(any(feature = "several", all(feature = "ssr", target_arch = "wasm32"))))]
pub use internals::STATES;
#[cfg(feature = "several")]
pub use list_instance::{ListInstance, start_list};
#[cfg(feature = "ssr")]
pub use server::render;

#[cfg(not(all(feature = "ssr", target_arch = "wasm32")))]
use wasm_bindgen::prelude::*;

/// Starts the elements of this page, and defines the element under `tag`.
///
/// If `tag` is already defined, its definition stays, and the console shows a warning. Pages that
/// define the class themselves, before the module is loaded, call [`start`] instead.
#[cfg(not(any(feature = "several", all(feature = "ssr", target_arch = "wasm32"))))]
pub fn define(tag: &str) {
    start();
    js::define(tag);
}

/// Starts the elements of this page, and defines the element under `tag`, unless the page's script
/// defines the tags itself.
///
/// That script has the class before the module is loaded.
#[cfg(not(any(feature = "several", all(feature = "ssr", target_arch = "wasm32"))))]
pub fn define_unless_chosen(tag: &str) {
    start();
    js::define_unless_chosen(tag);
}

/// Starts the existing and future elements of this page, under any tag.
#[cfg(not(any(feature = "several", all(feature = "ssr", target_arch = "wasm32"))))]
pub fn start() {
    crash::watch();
    let create =
        Closure::<dyn Fn(web_sys::HtmlElement) -> Instance>::new(|host| Instance::new(&host));
    crate::i18n::set_catalogs(js::locale);
    js::start(&create.into_js_value());
}
