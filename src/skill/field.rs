//! Every field of the form: its Graph path, its place and its kind.

use std::str::FromStr;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::text::list_items;

/// A leaf property of the resource, named by its Graph path everywhere: the control's `name`, a
/// problem, a message's key.
///
/// The order of the variants is the order under "More details".
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
    /// How well the person knows the skill.
    Proficiency,
    /// The person's own categories.
    Categories,
    /// A page about the skill.
    WebUrl,
    /// Who may see the skill.
    AllowedAudiences,
    /// What others may turn to the person for.
    CollaborationTags,
    /// A picture of the skill.
    ThumbnailUrl,
    /// How sure an application was when it inferred the skill.
    #[strum(serialize = "inference.confidenceScore")]
    ConfidenceScore,
    /// Whether the person has said that the inference is right.
    #[strum(serialize = "inference.userHasVerifiedAccuracy")]
    UserHasVerifiedAccuracy,
    /// The skill's identifier.
    Id,
    /// When the skill was added.
    CreatedDateTime,
    /// The application by which the skill was added.
    #[strum(serialize = "createdBy.application.id")]
    CreatedByApplicationId,
    /// Its name.
    #[strum(serialize = "createdBy.application.displayName")]
    CreatedByApplicationDisplayName,
    /// The device on which the skill was added.
    #[strum(serialize = "createdBy.device.id")]
    CreatedByDeviceId,
    /// Its name.
    #[strum(serialize = "createdBy.device.displayName")]
    CreatedByDeviceDisplayName,
    /// The person who added the skill.
    #[strum(serialize = "createdBy.user.id")]
    CreatedByUserId,
    /// Their name.
    #[strum(serialize = "createdBy.user.displayName")]
    CreatedByUserDisplayName,
    /// When the skill was last changed.
    LastModifiedDateTime,
    /// The application by which the skill was last changed.
    #[strum(serialize = "lastModifiedBy.application.id")]
    LastModifiedByApplicationId,
    /// Its name.
    #[strum(serialize = "lastModifiedBy.application.displayName")]
    LastModifiedByApplicationDisplayName,
    /// The device on which the skill was last changed.
    #[strum(serialize = "lastModifiedBy.device.id")]
    LastModifiedByDeviceId,
    /// Its name.
    #[strum(serialize = "lastModifiedBy.device.displayName")]
    LastModifiedByDeviceDisplayName,
    /// The person who last changed the skill.
    #[strum(serialize = "lastModifiedBy.user.id")]
    LastModifiedByUserId,
    /// Their name.
    #[strum(serialize = "lastModifiedBy.user.displayName")]
    LastModifiedByUserDisplayName,
}

/// What a field holds, and so which rules and which control it has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// One line of text of at most so many UTF-16 code units.
    Text {
        /// The most UTF-16 code units, as HTML's `maxlength` counts them.
        max: usize,
    },
    /// An absolute http or https URL.
    Url,
    /// One member of `skillProficiencyLevel`.
    Level,
    /// One member of `allowedAudiences`.
    Audience,
    /// Any number of texts.
    StringList,
    /// Any members of the closed list of `collaborationTags`.
    CollaborationTags,
    /// A finite Double.
    Number,
    /// Yes, no, or not said.
    Boolean,
    /// A date and time with its offset.
    Timestamp,
}

/// The fields in sight where the page names none.
pub const DEFAULT_FIELDS: [FieldPath; 5] = [
    FieldPath::DisplayName,
    FieldPath::Proficiency,
    FieldPath::Categories,
    FieldPath::WebUrl,
    FieldPath::AllowedAudiences,
];

impl FieldPath {
    /// Every field there is.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Graph path, for example `inference.confidenceScore`.
    pub fn path(self) -> &'static str {
        self.into()
    }

    /// What the field holds.
    pub fn kind(self) -> Kind {
        match self {
            // No length is documented; these protect memory and layout only, the service stays the
            // authority.
            Self::DisplayName => Kind::Text { max: 1000 },
            Self::Proficiency => Kind::Level,
            Self::Categories => Kind::StringList,
            Self::WebUrl | Self::ThumbnailUrl => Kind::Url,
            Self::AllowedAudiences => Kind::Audience,
            Self::CollaborationTags => Kind::CollaborationTags,
            Self::ConfidenceScore => Kind::Number,
            Self::UserHasVerifiedAccuracy => Kind::Boolean,
            Self::CreatedDateTime | Self::LastModifiedDateTime => Kind::Timestamp,
            _ => Kind::Text { max: 256 },
        }
    }

    /// Whether the field is on the contract's page; the others (of the live service) are shown only
    /// where a page names them.
    pub fn in_contract(self) -> bool {
        !matches!(self, Self::CollaborationTags | Self::ThumbnailUrl)
    }

    /// The fields that a list of Graph property names, separated by spaces or commas, stands for,
    /// in its order and each once.
    ///
    /// A name of an object stands for all its leaves: `inference` for both of `inferenceData`'s.
    /// Names that the resource does not have are given to `unknown`.
    pub fn list(names: &str, mut unknown: impl FnMut(&str)) -> Vec<Self> {
        let mut fields = Vec::new();
        for name in list_items(names) {
            let found = Self::named(name);
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

    fn named(name: &str) -> Vec<Self> {
        if let Ok(field) = Self::from_str(name) {
            return vec![field];
        }
        let below = |field: &&Self| {
            field
                .path()
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        Self::ALL.iter().filter(below).copied().collect()
    }
}
