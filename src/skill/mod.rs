//! The domain: Graph's `skillProficiency`, its enumerations and facets, what a person typed, and
//! the rules between them.
//!
//! Nothing here knows a browser's document, Leptos or the network, so all of it compiles and is
//! tested on the host. The one thing it asks of its surroundings, the platform's URL, number and
//! Unicode parsers, is in [`crate::platform`].

mod check;
mod draft;
mod enums;
mod error;
mod facets;
mod field;
mod number;
mod open_type;
mod proficiency;
mod text;
mod timestamp;
mod validate;

pub use draft::{Draft, Entry};
pub use enums::{AllowedAudiences, CollaborationTag, Member, SkillProficiencyLevel};
pub use error::{Errors, FieldError, Rule};
pub use facets::{Identity, IdentitySet, InferenceData};
pub use field::{DEFAULT_FIELDS, FieldPath, Kind};
pub use open_type::{Map, Property, Value};
pub use proficiency::SkillProficiency;
pub use text::{invisible_inside, list_items};
pub use timestamp::Timestamp;
pub use validate::{Constraints, ScoreRange, validate};
