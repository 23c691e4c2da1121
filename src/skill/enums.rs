//! The enumerations of the resource.
//!
//! The enumerations are evolvable: the service may return a member that this version does not know
//! ([best
//! practices](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)),
//! and has returned numbers. [`Member`] keeps such a value verbatim.
//!
//! Each enumeration is a Rust type, for code that reads the resource, and a row of [`Enumeration`],
//! for code that works with any of them.

use std::fmt;
use std::str::FromStr;

use strum::{ParseError, VariantArray, VariantNames};

use super::{Property, Value};

/// Who can see an item of a profile:
/// [allowedAudiences](https://learn.microsoft.com/graph/api/resources/itemfacet?view=graph-rest-beta).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, VariantArray, VariantNames)]
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
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, VariantArray, VariantNames)]
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
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, VariantArray, VariantNames)]
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

/// The enumeration of a field that only the unit tests have: see `form/fields/new_enumeration.rs`.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, VariantArray, VariantNames)]
#[strum(serialize_all = "camelCase")]
pub enum Commitment {
    /// Now and then.
    Occasional,
    /// Every week.
    EveryWeek,
    /// Graph's sentinel for future members.
    UnknownFutureValue,
}

/// Implements the typed interface of enumerations: each type has the name of its [`Enumeration`].
macro_rules! enumerated {
    ($($type:ident),*) => {$(
        impl $type {
            /// Returns the members that the user can select, in order: all except the sentinel.
            pub fn selectable() -> impl Iterator<Item = Self> {
                <Self as VariantArray>::VARIANTS
                    .iter()
                    .copied()
                    .filter(|member| !EnumMember::from(*member).is_sentinel())
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str((*self).into())
            }
        }

        impl From<$type> for EnumMember {
            fn from(member: $type) -> Self {
                Self {
                    enumeration: Enumeration::$type,
                    index: member as usize,
                }
            }
        }

        impl From<$type> for &'static str {
            fn from(member: $type) -> Self {
                EnumMember::from(member).name()
            }
        }

        impl FromStr for $type {
            type Err = ParseError;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Enumeration::$type
                    .member(name)
                    .and_then(EnumMember::typed)
                    .ok_or(ParseError::VariantNotFound)
            }
        }
    )*};
}
enumerated!(AllowedAudiences, SkillProficiencyLevel, CollaborationTag);
#[cfg(test)]
enumerated!(Commitment);

/// An enumeration of the resource, as data.
///
/// The rules, the form and the catalogs know enumerations only by these columns, so that they need
/// no code for a new one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, VariantArray)]
pub enum Enumeration {
    /// [`SkillProficiencyLevel`].
    SkillProficiencyLevel,
    /// [`AllowedAudiences`].
    AllowedAudiences,
    /// [`CollaborationTag`].
    CollaborationTag,
    /// [`Commitment`].
    #[cfg(test)]
    Commitment,
}

/// The columns of an enumeration.
struct Table {
    /// The wire names of the documented members, in the order of the picker.
    names: &'static [&'static str],
    /// The index of the member that stands for future members. The form never offers or sends it.
    sentinel: Option<usize>,
    /// Whether one value can be several members, joined by commas.
    is_flags: bool,
    /// The first part of the keys of the members' labels in the catalogs.
    label_key: &'static str,
    /// The first part of the keys of the sentences that explain the members, if there are any.
    hint_key: Option<&'static str>,
}

impl Enumeration {
    /// All enumerations, in the order of the catalogs.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The enumeration of [`FieldPath::LEVEL`](super::FieldPath::LEVEL).
    pub const LEVEL: Self = Self::SkillProficiencyLevel;

    const fn table(self) -> &'static Table {
        match self {
            Self::SkillProficiencyLevel => &Table {
                names: <SkillProficiencyLevel as VariantNames>::VARIANTS,
                sentinel: Some(SkillProficiencyLevel::UnknownFutureValue as usize),
                is_flags: false,
                label_key: "proficiency",
                hint_key: Some("proficiencyHint"),
            },
            Self::AllowedAudiences => &Table {
                names: <AllowedAudiences as VariantNames>::VARIANTS,
                sentinel: Some(AllowedAudiences::UnknownFutureValue as usize),
                is_flags: true,
                label_key: "allowedAudiences",
                hint_key: Some("allowedAudiencesHint"),
            },
            Self::CollaborationTag => &Table {
                names: <CollaborationTag as VariantNames>::VARIANTS,
                sentinel: None,
                is_flags: false,
                label_key: "collaborationTags",
                hint_key: None,
            },
            #[cfg(test)]
            Self::Commitment => &Table {
                names: <Commitment as VariantNames>::VARIANTS,
                sentinel: Some(Commitment::UnknownFutureValue as usize),
                is_flags: false,
                label_key: "commitment",
                hint_key: Some("commitmentHint"),
            },
        }
    }

    /// Returns the wire names of the documented members, including the sentinel.
    pub const fn names(self) -> &'static [&'static str] {
        self.table().names
    }

    /// Returns the documented members that the user can select, in order: all except the sentinel.
    pub fn selectable(self) -> impl Iterator<Item = EnumMember> {
        self.members().filter(|member| !member.is_sentinel())
    }

    /// Returns the member with a wire name, if it is documented. The sentinel is.
    pub fn member(self, name: &str) -> Option<EnumMember> {
        let index = self.names().iter().position(|own| *own == name)?;
        Some(self.at(index))
    }

    /// Returns the documented members, including the sentinel.
    pub(super) fn members(self) -> impl Iterator<Item = EnumMember> {
        (0..self.names().len()).map(move |index| self.at(index))
    }

    fn at(self, index: usize) -> EnumMember {
        EnumMember {
            enumeration: self,
            index,
        }
    }

    /// Returns the sentinel, if there is one.
    pub fn sentinel(self) -> Option<EnumMember> {
        self.table().sentinel.map(|index| self.at(index))
    }

    /// Returns whether one value can be several members, joined by commas.
    pub const fn is_flags(self) -> bool {
        self.table().is_flags
    }

    /// Returns the first part of the keys of the members' labels: `proficiency` of
    /// `proficiency.expert`.
    pub const fn label_key(self) -> &'static str {
        self.table().label_key
    }

    /// Returns the first part of the keys of the sentences that explain the members:
    /// `proficiencyHint` of `proficiencyHint.expert`. `None` if the members explain themselves.
    pub const fn hint_key(self) -> Option<&'static str> {
        self.table().hint_key
    }
}

/// A documented member of an [`Enumeration`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EnumMember {
    enumeration: Enumeration,
    /// The index of the member in the enumeration's names.
    index: usize,
}

impl EnumMember {
    /// Returns the enumeration of the member.
    pub fn enumeration(self) -> Enumeration {
        self.enumeration
    }

    /// Returns the wire name, for example `expert`.
    pub fn name(self) -> &'static str {
        self.enumeration
            .names()
            .get(self.index)
            .copied()
            .unwrap_or_default()
    }

    /// Returns the member as `T`, which must be the type of its enumeration.
    pub(crate) fn typed<T: VariantArray + Copy>(self) -> Option<T> {
        T::VARIANTS.get(self.index).copied()
    }

    /// Returns whether this is the sentinel of its enumeration.
    pub fn is_sentinel(self) -> bool {
        self.enumeration.table().sentinel == Some(self.index)
    }
}

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
