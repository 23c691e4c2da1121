//! All fields of the form: Graph path, order, and kind.

use std::str::FromStr;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::enums::Enumeration;
use super::text::list_items;

/// A leaf property of the resource.
///
/// Its Graph path identifies it everywhere: in the control's `name`, in errors, and in message
/// keys. The order of the variants is the order under "More details".
#[derive(
    Clone,
    Copy,
    Debug,
    EnumString,
    Eq,
    Hash,
    IntoStaticStr,
    Ord,
    PartialEq,
    PartialOrd,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "camelCase")]
pub enum FieldPath {
    /// The skill's name.
    DisplayName,
    /// How well the user knows the skill.
    Proficiency,
    /// The user's own categories.
    Categories,
    /// A link to a page about the skill.
    WebUrl,
    /// Who can see the skill.
    AllowedAudiences,
    /// How others can collaborate with the user.
    CollaborationTags,
    /// A link to an image of the skill.
    ThumbnailUrl,
    /// The application's confidence in the inferred skill.
    #[strum(serialize = "inference.confidenceScore")]
    ConfidenceScore,
    /// Whether the user confirmed that the inference is correct.
    #[strum(serialize = "inference.userHasVerifiedAccuracy")]
    UserHasVerifiedAccuracy,
    /// The skill's identifier.
    Id,
    /// When the skill was created.
    CreatedDateTime,
    /// The id of the application that created the skill.
    #[strum(serialize = "createdBy.application.id")]
    CreatedByApplicationId,
    /// The name of the application that created the skill.
    #[strum(serialize = "createdBy.application.displayName")]
    CreatedByApplicationDisplayName,
    /// The id of the device on which the skill was created.
    #[strum(serialize = "createdBy.device.id")]
    CreatedByDeviceId,
    /// The name of the device on which the skill was created.
    #[strum(serialize = "createdBy.device.displayName")]
    CreatedByDeviceDisplayName,
    /// The id of the user who created the skill.
    #[strum(serialize = "createdBy.user.id")]
    CreatedByUserId,
    /// The name of the user who created the skill.
    #[strum(serialize = "createdBy.user.displayName")]
    CreatedByUserDisplayName,
    /// When the skill was last modified.
    LastModifiedDateTime,
    /// The id of the application that last modified the skill.
    #[strum(serialize = "lastModifiedBy.application.id")]
    LastModifiedByApplicationId,
    /// The name of the application that last modified the skill.
    #[strum(serialize = "lastModifiedBy.application.displayName")]
    LastModifiedByApplicationDisplayName,
    /// The id of the device on which the skill was last modified.
    #[strum(serialize = "lastModifiedBy.device.id")]
    LastModifiedByDeviceId,
    /// The name of the device on which the skill was last modified.
    #[strum(serialize = "lastModifiedBy.device.displayName")]
    LastModifiedByDeviceDisplayName,
    /// The id of the user who last modified the skill.
    #[strum(serialize = "lastModifiedBy.user.id")]
    LastModifiedByUserId,
    /// The name of the user who last modified the skill.
    #[strum(serialize = "lastModifiedBy.user.displayName")]
    LastModifiedByUserDisplayName,
    /// How often the user practices the skill. Only the unit tests have it.
    #[cfg(test)]
    Commitment,
}

/// The type of a field's content, which determines its rules and its control.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// One line of text.
    Text {
        /// The maximum number of UTF-16 code units, which HTML's
        /// [`maxlength`](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#attr-fe-maxlength)
        /// counts too.
        max: usize,
    },
    /// An absolute http or https URL.
    Url,
    /// One member of an enumeration.
    One(Enumeration),
    /// Any number of strings.
    StringList,
    /// Any number of members of an enumeration.
    Many(Enumeration),
    /// A finite Double.
    Number,
    /// Yes, no, or not specified.
    Boolean,
    /// A date and time with a UTC offset.
    Timestamp,
}

/// The fields that are visible if the page does not specify any.
pub const DEFAULT_FIELDS: [FieldPath; 5] = [
    FieldPath::DisplayName,
    FieldPath::Proficiency,
    FieldPath::Categories,
    FieldPath::WebUrl,
    FieldPath::AllowedAudiences,
];

impl FieldPath {
    /// All fields, in order.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The field that the user can change on an existing skill, and that services have rejected
    /// although its value is documented.
    pub const LEVEL: Self = Self::Proficiency;

    /// Returns the Graph path, for example `inference.confidenceScore`.
    pub fn path(self) -> &'static str {
        self.into()
    }

    /// Returns the type of the field's content.
    pub fn kind(self) -> Kind {
        match self {
            // Graph documents no lengths. These limits only protect memory and layout, and the
            // service remains the authority.
            Self::DisplayName => Kind::Text { max: 1000 },
            Self::Proficiency => Kind::One(Enumeration::SkillProficiencyLevel),
            Self::Categories => Kind::StringList,
            Self::WebUrl | Self::ThumbnailUrl => Kind::Url,
            Self::AllowedAudiences => Kind::One(Enumeration::AllowedAudiences),
            Self::CollaborationTags => Kind::Many(Enumeration::CollaborationTag),
            Self::ConfidenceScore => Kind::Number,
            Self::UserHasVerifiedAccuracy => Kind::Boolean,
            Self::CreatedDateTime | Self::LastModifiedDateTime => Kind::Timestamp,
            #[cfg(test)]
            Self::Commitment => Kind::One(Enumeration::Commitment),
            _ => Kind::Text { max: 256 },
        }
    }

    /// Returns whether the contract's page documents the field.
    ///
    /// The other fields exist only on the live service and are shown only if the page names them.
    pub fn in_contract(self) -> bool {
        !matches!(self, Self::CollaborationTags | Self::ThumbnailUrl)
    }

    /// Parses a list of Graph property names, separated by white space or commas.
    ///
    /// Returns each field once, in the order of the list. The name of an object selects all its
    /// leaves: `inference` selects both properties of `inferenceData`. Calls `unknown` with each
    /// name that the resource does not have.
    pub fn list(names: &str, mut unknown: impl FnMut(&str)) -> Vec<Self> {
        let mut fields = Vec::new();
        for name in list_items(names) {
            let found = Self::by_name(name);
            if found.is_empty() {
                unknown(name);
            }
            fields.extend(
                found
                    .into_iter()
                    .filter(|field| !fields.contains(field))
                    .collect::<Vec<_>>(),
            );
        }
        fields
    }

    fn by_name(name: &str) -> Vec<Self> {
        if let Ok(field) = Self::from_str(name) {
            return vec![field];
        }
        let is_leaf = |field: &&Self| {
            field
                .path()
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        Self::ALL.iter().filter(is_leaf).copied().collect()
    }
}
