//! The words that people read.
//!
//! Every message has a [`Key`], whose name a page may override by the element's `messages`
//! property. English is compiled in, as exhaustive matches: a key without words does not compile.
//! The other languages are files in `locales`, which are compared with the keys in the compiler and
//! fetched in the browser, each only by pages that speak it.

mod check;
mod en;
mod intl;
mod key;
mod language;
mod messages;

pub use intl::Intl;
pub use key::{Counted, Group, Key, Ui};
pub use language::{Direction, Language, set_catalogues};
pub use messages::{Catalog, CustomMessages, Messages, fill, string_values};
