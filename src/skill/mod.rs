//! The domain: Graph's `skillProficiency`, its enumerations and facets, the user's input, and the
//! validation rules.
//!
//! This module does not depend on the DOM, Leptos, or the network, so it compiles and is tested on
//! the host. Its only platform dependency is [`crate::platform`], which parses URLs, numbers, and
//! Unicode text.

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
#[cfg(test)]
pub use enums::Commitment;
pub use enums::{
    AllowedAudiences, CollaborationTag, EnumMember, Enumeration, Member, SkillProficiencyLevel,
};
pub use error::{Errors, FieldError, Rule};
pub use facets::{Identity, IdentitySet, InferenceData};
pub use field::{DEFAULT_FIELDS, FieldPath, Kind};
pub use open_type::Property;
pub(crate) use open_type::take;
pub use proficiency::SkillProficiency;
pub use text::{invisible_inside, list_items};
pub use timestamp::Timestamp;
pub use validate::{Constraints, ScoreRange, validate};

#[doc(inline)]
pub use crate::platform::{Map, Value};
