//! The enumerations of the resource.
//!
//! The enumerations are evolvable: the service may return a member that this version does not know
//! ([best
//! practices](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)),
//! and has returned numbers. [`Member`] keeps such a value verbatim.

use std::fmt;
use std::str::FromStr;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::open_type::{Property, Value};

/// Who can see an item of a profile:
/// [allowedAudiences](https://learn.microsoft.com/graph/api/resources/itemfacet?view=graph-rest-beta).
#[derive(
    Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq, VariantArray, VariantNames,
)]
#[strum(serialize_all = "camelCase")]
pub enum AllowedAudiences {
    /// Only the user.
    Me,
    /// The user's family.
    Family,
    /// The user's contacts.
    Contacts,
    /// Members of the user's groups.
    GroupMembers,
    /// Everyone in the user's organization.
    Organization,
    /// Everyone in the organizations that are federated with the user's organization.
    FederatedOrganizations,
    /// Everyone.
    Everyone,
    /// Graph's sentinel for future members. The form reads and keeps it, but never offers or sends
    /// it.
    UnknownFutureValue,
}

/// How well the user knows a skill: `skillProficiencyLevel` of
/// [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta).
#[derive(
    Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq, VariantArray, VariantNames,
)]
#[strum(serialize_all = "camelCase")]
pub enum SkillProficiencyLevel {
    /// Basic knowledge.
    Elementary,
    /// Sufficient for simple tasks.
    LimitedWorking,
    /// Sufficient for everyday work.
    GeneralProfessional,
    /// Sufficient for complex work.
    AdvancedProfessional,
    /// Sufficient to advise others.
    Expert,
    /// Graph's sentinel for future members. The form reads and keeps it, but never offers or sends
    /// it.
    UnknownFutureValue,
}

/// How others can collaborate with the user: the closed list of `collaborationTags` in
/// [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta).
#[derive(
    Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq, VariantArray, VariantNames,
)]
#[strum(serialize_all = "camelCase")]
pub enum CollaborationTag {
    /// The user answers questions about the skill.
    AskMeAbout,
    /// The user can mentor others.
    AbleToMentor,
    /// The user wants to learn the skill.
    WantsToLearn,
    /// The user wants to improve the skill.
    WantsToImprove,
}

impl AllowedAudiences {
    /// Returns the members that the user can select: all except the sentinel.
    pub fn selectable() -> impl Iterator<Item = Self> {
        <Self as VariantArray>::VARIANTS
            .iter()
            .copied()
            .filter(|member| *member != Self::UnknownFutureValue)
    }
}

impl SkillProficiencyLevel {
    /// Returns the levels that the user can select, in ascending order: all except the sentinel.
    pub fn selectable() -> impl Iterator<Item = Self> {
        <Self as VariantArray>::VARIANTS
            .iter()
            .copied()
            .filter(|member| *member != Self::UnknownFutureValue)
    }
}

impl CollaborationTag {
    /// Returns the members that the user can select, which are all of them.
    pub fn selectable() -> impl Iterator<Item = Self> {
        <Self as VariantArray>::VARIANTS.iter().copied()
    }
}

macro_rules! display_wire_name {
    ($($type:ty),*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.into())
            }
        }
    )*};
}
display_wire_name!(AllowedAudiences, SkillProficiencyLevel, CollaborationTag);

/// One value of an evolvable enumeration.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Member<T> {
    /// A documented member, including the sentinel.
    Documented(T),
    /// Any other value from the service or the page, verbatim: a future member, a number, or
    /// several members joined by commas.
    Other(String),
}

impl<T: FromStr> From<String> for Member<T> {
    fn from(text: String) -> Self {
        text.parse().map_or(Self::Other(text), Self::Documented)
    }
}

impl<T: FromStr + Into<&'static str>> Property for Member<T> {
    fn read(value: Value) -> Result<Self, Value> {
        String::read(value).map(Into::into)
    }

    fn write(self) -> Value {
        match self {
            Self::Documented(member) => Value::from(member.into()),
            Self::Other(text) => Value::String(text),
        }
    }
}

impl<T: FromStr + Into<&'static str>> Property for Vec<Member<T>> {
    fn read(value: Value) -> Result<Self, Value> {
        Ok(Vec::<String>::read(value)?
            .into_iter()
            .map(Into::into)
            .collect())
    }

    fn write(self) -> Value {
        Value::Array(self.into_iter().map(Property::write).collect())
    }
}

impl<T: fmt::Display> fmt::Display for Member<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented(member) => member.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}
