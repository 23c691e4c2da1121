//! The resource itself.

use super::enums::{AllowedAudiences, CollaborationTag, Member, SkillProficiencyLevel};
use super::facets::{IdentitySet, InferenceData};
use super::open_type::open_type;
use super::timestamp::Timestamp;

open_type! {
    /// A skill on a person's profile:
    /// [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta).
    ///
    /// Every property is optional, as in Graph's own schema. What a form may send is decided by
    /// [`validate`](super::validate()); what a service answers is taken as it comes, so that no
    /// answer is lost to a word this version does not know.
    SkillProficiency {
        /// `@odata.type`, `#microsoft.graph.skillProficiency`.
        odata_type: String = "@odata.type",
        /// The skill's identifier, given by the service.
        id: String = "id",
        /// Who may see the skill. A flags enumeration on the live service, so an answer may join
        /// members by commas.
        allowed_audiences: Member<AllowedAudiences> = "allowedAudiences",
        /// How the skill was inferred, if an application did.
        inference: InferenceData = "inference",
        /// When the skill was added.
        created_date_time: Timestamp = "createdDateTime",
        /// Who added the skill.
        created_by: IdentitySet = "createdBy",
        /// When the skill was last changed.
        last_modified_date_time: Timestamp = "lastModifiedDateTime",
        /// Who last changed the skill.
        last_modified_by: IdentitySet = "lastModifiedBy",
        /// The person's own categories, such as `professional` or `hobby`.
        categories: Vec<String> = "categories",
        /// What others may turn to the person for (live service; not on the contract's page).
        collaboration_tags: Vec<Member<CollaborationTag>> = "collaborationTags",
        /// The skill's name.
        display_name: String = "displayName",
        /// How well the person knows the skill.
        proficiency: Member<SkillProficiencyLevel> = "proficiency",
        /// A page about the skill.
        web_url: String = "webUrl",
        /// A picture of the skill (live service; not on the contract's page).
        thumbnail_url: String = "thumbnailUrl",
    }
}

impl SkillProficiency {
    /// The resource's `@odata.type`, as in the contract's example.
    pub const ODATA_TYPE: &'static str = "#microsoft.graph.skillProficiency";
}
