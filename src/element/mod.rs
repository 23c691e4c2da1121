//! `<add-skill>`: attributes, properties, methods, and events of the custom element around the
//! form.
//!
//! `js/element.js` is the class that browsers require, and `js/crash.js` shows an error message
//! after a crash of the module. Everything else is in Rust. JavaScript's garbage collector owns the
//! instances, so nothing here holds an element strongly while it is not in a document.

mod attributes;
mod crash;
mod events;
mod host;
mod inherited_language;
mod instance;
mod internals;
mod js;
mod stylesheet;

pub use attributes::OBSERVED;
pub use instance::Instance;
pub use internals::STATES;

use wasm_bindgen::prelude::*;

/// Starts the elements of this page, and defines the element under `tag`.
///
/// If `tag` is already defined, its definition stays, and the console shows a warning. Pages that
/// define the class themselves, before the module is loaded, call [`start`] instead.
pub fn define(tag: &str) {
    start();
    js::define(tag);
}

/// Starts the elements of this page, and defines the element under `tag`, unless the page's script
/// defines the tags itself.
///
/// That script has the class before the module is loaded.
pub fn define_unless_chosen(tag: &str) {
    start();
    js::define_unless_chosen(tag);
}

/// Starts the existing and future elements of this page, under any tag.
pub fn start() {
    crash::watch();
    let create =
        Closure::<dyn Fn(web_sys::HtmlElement) -> Instance>::new(|host| Instance::new(&host));
    crate::i18n::set_catalogs(js::locale);
    js::start(&create.into_js_value());
}
