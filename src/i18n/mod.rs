//! The texts that users read.
//!
//! Every message has a [`Key`]. A page can override it under the key's name in the element's
//! property `messages`. English is compiled in as exhaustive matches, so a key without a text does
//! not compile. The other languages are files in `locales`. They are checked against the keys at
//! compile time, and fetched in the browser only by pages that use the language.

mod check;
mod en;
mod intl;
mod key;
mod language;
mod messages;

#[cfg(test)]
pub(crate) use check::assert_complete;
pub use intl::Intl;
pub use key::{Counted, Group, Key, Ui};
#[cfg(feature = "several")]
pub(crate) use language::add_catalogs;
pub use language::{Direction, Language, set_catalogs};
pub use messages::{Catalog, CustomMessages, Messages, fill, string_values};
