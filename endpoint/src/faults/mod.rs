//! Simulated faults of services, gateways, and networks, for automated and manual tests. Only a
//! server that was started with `--faults` supports them.
//!
//! A fault is specified by a request (`?fault=…`, `x-fault: …`) or by a script (`PUT /faults`).
//! [`GRAMMAR`] describes its words, and `spec` parses them. Two layers apply it: `exchange`, the
//! outermost one, controls the connection and the finished response. `work`, around the handlers,
//! controls what is stored and which response is returned.

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
