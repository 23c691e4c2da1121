//! The state that all handlers share.

use std::sync::Arc;

use crate::store::Store;

/// The state of the server. Clones share the same store.
#[derive(Clone, Debug)]
pub struct App {
    pub store: Store,
    /// The origin for links if a request does not name its host.
    pub own_origin: Arc<str>,
    pub verbose: bool,
}
