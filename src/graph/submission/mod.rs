//! One submission, from the first request to its final outcome.
//!
//! [`Machine`] decides what follows an event, and [`Driver`] performs it.

mod driver;
mod fingerprint;
mod in_flight;
mod listing;
mod machine;
mod reconcile;
mod record;
pub mod retry;
mod state;

pub use driver::{Driver, Hooks, SaveRecord};
pub use fingerprint::Fingerprint;
pub use listing::{ListError, ListRequest, Listing, follow, item, read as read_listing};
pub(super) use machine::MAX_PAGES;
pub use machine::Machine;
pub use reconcile::{MatchBy, Matches, find, find_duplicates};
pub use record::{Record, RecordError, Stage};
pub use state::{
    Added, CheckFailure, Checking, Checks, Effect, EffectId, Event, Existing, Inputs, State,
    Target, Undo, Update, Waiting,
};
