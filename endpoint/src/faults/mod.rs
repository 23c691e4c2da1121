//! Faults on demand: what a service, a gateway or a network between can do to an exchange, for
//! tests and for trying out by hand. Only a server that was started with `--faults` knows any of
//! this.
//!
//! A fault is asked for by the request that meets it (`?fault=…`, `x-fault: …`) or by a script
//! (`PUT /faults`). Its words are in [`GRAMMAR`]; `spec` reads them. Two layers apply it:
//! `exchange`, the outermost, which owns the connection and the finished answer, and `work`, next
//! to the handlers, which owns what is stored and which answer is given.

mod answer;
mod body;
mod connection;
mod control;
mod delivery;
mod exchange;
mod grammar;
mod hidden;
mod json;
mod pages;
mod script;
mod seen;
mod spec;
mod state;
mod work;

pub use connection::{Connection, Listener};
pub use control::router;
pub use exchange::exchange;
pub use grammar::GRAMMAR;
pub use state::{Faults, HEADER};
pub use work::work;
