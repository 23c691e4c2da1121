//! The keys of the messages.

use strum::{IntoStaticStr, VariantArray};

use crate::graph::Reason;
use crate::skill::{AllowedAudiences, CollaborationTag, FieldPath, Rule, SkillProficiencyLevel};

/// What a message is about.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Key {
    /// A field's label.
    Label(FieldPath),
    /// What a field is for, or how to fill it; empty where the label says it.
    Hint(FieldPath),
    /// The name of a group of fields.
    Group(Group),
    /// A member of `proficiency`.
    Level(SkillProficiencyLevel),
    /// A member of `allowedAudiences`.
    Audience(AllowedAudiences),
    /// A member of `collaborationTags`.
    CollaborationTag(CollaborationTag),
    /// What is wrong with a field, and how to mend it.
    Error(Rule),
    /// Why a submission failed, and what to do.
    Failure(Reason),
    /// Everything else.
    Ui(Ui),
}

/// A group of fields under "More details".
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "camelCase")]
pub enum Group {
    /// Who added the skill.
    CreatedBy,
    /// Who last changed the skill.
    LastModifiedBy,
}

/// A message of the form itself.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray)]
#[strum(serialize_all = "camelCase")]
pub enum Ui {
    /// The button that adds the skill.
    Submit,
    /// The status while the skill is being added.
    Submitting,
    /// The button that stops it.
    Stop,
    /// The status after the skill was added: `{name}`.
    Added,
    /// The id of the skill that was added: `{id}`.
    AddedId,
    /// The service's answer could not be read.
    AddedUnread,
    /// The skill stands in the collection more than once: `{ids}`.
    AddedTwice,
    /// The heading of the fields that are not in sight.
    MoreDetails,
    /// Behind the label of a field that must be filled.
    Required,
    /// The choice of nothing.
    NotSaid,
    /// The answer yes.
    Yes,
    /// The answer no.
    No,
    /// The heading of the error summary.
    SummaryTitle,
    /// Before the text of an error, for those who do not see its colour.
    ErrorPrefix,
    /// The button that adds what was typed to the list of categories.
    AddCategory,
    /// The button that removes an item from a list: `{item}`.
    Remove,
    /// An item was removed from a list: `{item}`.
    Removed,
    /// How many completions there are: `{count}`.
    Suggestions,
    /// How a number was understood: `{number}`.
    Understood,
    /// A member that this version does not know: `{value}`.
    UnknownMember,
    /// The status code and ids of a failure, for a support request: `{ids}`.
    Reference,
    /// What was typed earlier stands in the form again.
    DraftRestored,
    /// The button that empties the form.
    DiscardDraft,
    /// What is typed cannot be kept when the page is left.
    DraftNotKept,
}

impl Key {
    /// The name by which a page overrides the message, for example `label.displayName` or `error.too-long`.
    pub fn name(&self) -> String {
        let (kind, name): (_, &str) = match self {
            Self::Label(field) => ("label", field.path()),
            Self::Hint(field) => ("hint", field.path()),
            Self::Group(group) => ("group", group.into()),
            Self::Level(level) => ("proficiency", level.into()),
            Self::Audience(audience) => ("allowedAudiences", audience.into()),
            Self::CollaborationTag(tag) => ("collaborationTags", tag.into()),
            Self::Error(rule) => ("error", rule.name()),
            Self::Failure(reason) => ("failure", reason.into()),
            Self::Ui(ui) => ("ui", ui.into()),
        };
        [kind, ".", name].concat()
    }
}
