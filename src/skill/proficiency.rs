//! The resource.

use super::enums::{AllowedAudiences, CollaborationTag, Member, SkillProficiencyLevel};
use super::facets::{IdentitySet, InferenceData};
use super::open_type::{Property, open_type};
use super::timestamp::Timestamp;
use crate::platform::stringify;

open_type! {
    /// A skill on a user's profile:
    /// [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta).
    ///
    /// Every property is optional, as in Graph's own schema. [`validate`](super::validate())
    /// decides what the form may send. Responses are not validated, so an unknown value never makes
    /// a response unreadable.
    SkillProficiency {
        /// `@odata.type`, which is `#microsoft.graph.skillProficiency`.
        odata_type: String = "@odata.type",
        /// The skill's identifier, assigned by the service.
        id: String = "id",
        /// Who can see the skill. On the live service, this is a flags enumeration: a response may
        /// join members by commas.
        allowed_audiences: Member<AllowedAudiences> = "allowedAudiences",
        /// How the skill was inferred, if an application inferred it.
        inference: InferenceData = "inference",
        /// When the skill was created.
        created_date_time: Timestamp = "createdDateTime",
        /// Who created the skill.
        created_by: IdentitySet = "createdBy",
        /// When the skill was last modified.
        last_modified_date_time: Timestamp = "lastModifiedDateTime",
        /// Who last modified the skill.
        last_modified_by: IdentitySet = "lastModifiedBy",
        /// The user's own categories, such as `professional` or `hobby`.
        categories: Vec<String> = "categories",
        /// How others can collaborate with the user (live service only; not on the contract's
        /// page).
        collaboration_tags: Vec<Member<CollaborationTag>> = "collaborationTags",
        /// The skill's name.
        display_name: String = "displayName",
        /// How well the user knows the skill.
        proficiency: Member<SkillProficiencyLevel> = "proficiency",
        /// A link to a page about the skill.
        web_url: String = "webUrl",
        /// A link to an image of the skill (live service only; not on the contract's page).
        thumbnail_url: String = "thumbnailUrl",
    }
}

impl SkillProficiency {
    /// The resource's `@odata.type`, as in the contract's example.
    pub const ODATA_TYPE: &'static str = "#microsoft.graph.skillProficiency";

    /// Returns the skill as JSON text, with its members in the order of the contract's example, or
    /// an empty string if the page broke `JSON.stringify`.
    pub fn to_json(&self) -> String {
        stringify(&self.clone().write())
    }
}
