//! `<add-skill>`: attributes, properties, methods and events of the custom element, around the
//! form.
//!
//! `js/element.js` is the class that browsers require, and `js/crash.js` what it shows when nothing
//! here can be relied upon; everything else is here. Its instances belong to JavaScript's
//! collector, so nothing here holds an element strongly while it is not in a document.

mod attributes;
mod crash;
mod events;
mod host;
mod instance;
mod internals;
mod js;
mod language;
mod stylesheet;

pub use attributes::OBSERVED;
pub use instance::Instance;
pub use internals::STATES;

use wasm_bindgen::prelude::*;

/// Lets the elements of this page live: those that wait for the module, and those to come. Defines
/// the element under `tag`, unless something is defined there: then that is left alone, with a
/// warning in the console.
///
/// Hosts that define the class themselves, before the module is loaded, call [`start`] instead.
pub fn define(tag: &str) {
    start();
    js::define(tag);
}

/// As [`define`], unless the page's script names the tags itself: it has the class before the
/// module is there.
pub fn define_unless_chosen(tag: &str) {
    start();
    js::define_unless_chosen(tag);
}

/// Lets the elements of this page live, under whatever tag their class is defined.
pub fn start() {
    crash::watch();
    let create =
        Closure::<dyn Fn(web_sys::HtmlElement) -> Instance>::new(|host| Instance::new(&host));
    crate::i18n::set_catalogs(js::locale);
    js::start(&create.into_js_value());
}
