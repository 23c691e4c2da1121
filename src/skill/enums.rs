//! The enumerations of the resource.
//!
//! They are evolvable: a service may answer a member that this version does not know ([best
//! practices](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)),
//! and has answered numbers. [`Member`] keeps such a value verbatim.

use std::fmt;
use std::str::FromStr;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::open_type::{Property, Value};

/// Who may see an item of a profile:
/// [allowedAudiences](https://learn.microsoft.com/graph/api/resources/itemfacet?view=graph-rest-beta).
#[derive(
    Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq, VariantArray, VariantNames,
)]
#[strum(serialize_all = "camelCase")]
pub enum AllowedAudiences {
    /// Only the person.
    Me,
    /// The person's family.
    Family,
    /// The person's contacts.
    Contacts,
    /// Members of groups that the person is in.
    GroupMembers,
    /// Everyone in the organization.
    Organization,
    /// Everyone in organizations that are federated with it.
    FederatedOrganizations,
    /// Everyone.
    Everyone,
    /// Graph's sentinel for members of later versions: read and kept, never offered, never sent.
    UnknownFutureValue,
}

/// How well a person knows a skill: `skillProficiencyLevel` of
/// [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta).
#[derive(
    Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq, VariantArray, VariantNames,
)]
#[strum(serialize_all = "camelCase")]
pub enum SkillProficiencyLevel {
    /// A first acquaintance.
    Elementary,
    /// Enough for simple tasks.
    LimitedWorking,
    /// Enough for the usual work.
    GeneralProfessional,
    /// Enough for difficult work.
    AdvancedProfessional,
    /// Others turn to this person.
    Expert,
    /// Graph's sentinel for members of later versions: read and kept, never offered, never sent.
    UnknownFutureValue,
}

/// What others may turn to a person for: the closed list of `collaborationTags` in
/// [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta).
#[derive(
    Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq, VariantArray, VariantNames,
)]
#[strum(serialize_all = "camelCase")]
pub enum CollaborationTag {
    /// Others may ask about the skill.
    AskMeAbout,
    /// The person can mentor.
    AbleToMentor,
    /// The person wants to learn.
    WantsToLearn,
    /// The person wants to improve.
    WantsToImprove,
}

impl AllowedAudiences {
    /// The members that a person can choose: all but the sentinel.
    pub fn selectable() -> impl Iterator<Item = Self> {
        <Self as VariantArray>::VARIANTS
            .iter()
            .copied()
            .filter(|member| *member != Self::UnknownFutureValue)
    }
}

impl SkillProficiencyLevel {
    /// The members that a person can choose, from least to most: all but the sentinel.
    pub fn selectable() -> impl Iterator<Item = Self> {
        <Self as VariantArray>::VARIANTS
            .iter()
            .copied()
            .filter(|member| *member != Self::UnknownFutureValue)
    }
}

impl CollaborationTag {
    /// The members that a person can choose: all.
    pub fn selectable() -> impl Iterator<Item = Self> {
        <Self as VariantArray>::VARIANTS.iter().copied()
    }
}

macro_rules! prints_its_wire_name {
    ($($type:ty),*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.into())
            }
        }
    )*};
}
prints_its_wire_name!(AllowedAudiences, SkillProficiencyLevel, CollaborationTag);

/// One value of an evolvable enumeration.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Member<T> {
    /// A member that the contract documents, the sentinel included.
    Documented(T),
    /// Anything else that a service answered, or a page set, verbatim: a later member, a number,
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
