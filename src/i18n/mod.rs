//! The words that people read.
//!
//! Every message has a [`Key`], whose name a page may override by the element's `messages` property. English is compiled
//! in, as exhaustive matches: a key without words does not compile.

mod en;
mod key;
mod messages;

pub use key::{Group, Key, Ui};
pub use messages::{Messages, fill};
