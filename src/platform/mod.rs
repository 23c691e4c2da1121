//! The browser's APIs, called defensively: the page may have replaced or wrapped any of them.
//!
//! On the host, which has no browser, [`values`] uses crates that implement the same standards.
//! This module does not depend on the other modules.

mod cancel;
mod clock;
pub(crate) mod csp;
pub(crate) mod deadline;
pub(crate) mod fetch;
mod fetch_json;
mod ids;
mod json;
mod listener;
mod local;
pub(crate) mod oneshot;
mod options;
mod ordered_map;
mod string_set;
pub(crate) mod tab_channel;
pub(crate) mod tab_lock;
pub(crate) mod text_file;
mod value;
pub mod values;
pub(crate) mod visibility;

pub use cancel::Cancel;
pub use clock::{Millis, now};
pub(crate) use fetch::is_offline;
pub use fetch_json::fetch_json;
pub use ids::guid;
pub(crate) use ids::random;
pub use json::{from_js, parse as parse_json, stringify, to_js};
pub(crate) use local::Local;
pub(crate) use options::options;
pub use ordered_map::OrderedMap;
pub use string_set::StringSet;
pub use value::{Map, Value};
pub use values::{Url, double, double_text, fold, is_json_object, nfc, url};
