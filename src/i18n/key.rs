//! The keys of the messages.

use strum::{IntoStaticStr, VariantArray, VariantNames};

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
    /// A member of `proficiency`, explained in a sentence.
    LevelHint(SkillProficiencyLevel),
    /// A member of `allowedAudiences`.
    Audience(AllowedAudiences),
    /// Who will see a skill with this member of `allowedAudiences`, in a sentence.
    AudienceHint(AllowedAudiences),
    /// A member of `collaborationTags`.
    CollaborationTag(CollaborationTag),
    /// What is wrong with a field, and how to mend it.
    Error(Rule),
    /// Why a submission failed, and what to do.
    Failure(Reason),
    /// Everything else.
    Ui(Ui),
    /// A message with a count, in the form that its language has for the number.
    Counted(Counted),
}

/// A group of fields under "More details".
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray, VariantNames)]
#[strum(serialize_all = "camelCase")]
pub enum Group {
    /// Who added the skill.
    CreatedBy,
    /// Who last changed the skill.
    LastModifiedBy,
}

/// A message of the form itself.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray, VariantNames)]
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
    AddedUnreadable,
    /// The service stored other values than those that were sent.
    AddedChanged,
    /// The service stored values that were not sent.
    AddedByService,
    /// The skill stands in the collection more than once: `{ids}`.
    DuplicateFound,
    /// The button that removes the further copy.
    RemoveDuplicate,
    /// The further copy was removed.
    DuplicateRemoved,
    /// The further copy could not be removed.
    DuplicateNotRemoved,
    /// The status while a busy service is waited for, with the time until the next try, such as "in
    /// 5 seconds": `{when}`.
    Waiting,
    /// The status while a service asks for a long wait, with the time of day when it ends:
    /// `{time}`.
    WaitingUntil,
    /// The button that tries again at once.
    TryNow,
    /// Beside the status while the browser says that it is offline.
    SeemsOffline,
    /// The status while the collection is looked at, because nobody knows whether the skill was
    /// added.
    Checking,
    /// The skill is not in the collection.
    NotFound,
    /// The button that sends the skill once more.
    SendAgain,
    /// The button that leaves the skill in the form, unsent.
    KeepDraft,
    /// The collection could not be looked at.
    NotChecked,
    /// The collection is longer than what is looked at of it, or leads elsewhere.
    NotCheckedToEnd,
    /// The button that looks at the collection again.
    CheckAgain,
    /// A skill like this one stood in the collection before: a question.
    Similar,
    /// The answer that it is the one that was sent.
    ConfirmMatch,
    /// The answer that it is another; the skill is sent once more.
    RejectMatch,
    /// The heading of the fields that are not in sight.
    MoreDetails,
    /// Behind the label of a field that must be filled.
    Required,
    /// The choice of nothing.
    NotSpecified,
    /// Who will see a skill of which nothing is said, in a sentence.
    AudienceDefault,
    /// The heading of the explanations of all proficiency levels.
    Levels,
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
    /// An item was added to a list: `{item}`.
    ItemAdded,
    /// How a number was understood: `{number}`.
    ParsedNumber,
    /// The host that a web link leads to: `{host}`.
    Destination,
    /// The link that opens a web link in a new tab.
    OpenLink,
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
    /// A draft of an earlier visit is there and cannot be read.
    DraftUnreadable,
    /// The button that copies that draft, as it is stored.
    CopyDraft,
    /// That draft was copied.
    DraftCopied,
    /// That draft could not be copied; its text is shown.
    CopyManually,
    /// The record of a submission of an earlier visit is there and cannot be read.
    RecordUnreadable,
    /// The form has ended by an error of its own; what was typed is there after a reload.
    Crashed,
    /// The same, where nothing is kept.
    CrashedUnkept,
    /// The button that loads the page again.
    Reload,
    /// What the npm package's loader says in the place of the form where the WebAssembly cannot be
    /// had.
    Unavailable,
    /// The same, where it is of another version than the script.
    Outdated,
}

/// A message with a count: `{count}`.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray, VariantNames)]
#[strum(serialize_all = "camelCase")]
pub enum Counted {
    /// How many completions there are.
    Suggestions,
    /// How many categories were added at once.
    ItemsAdded,
    /// How many categories there are.
    Items,
}

/// What both identity sets call alike is one message.
fn label(field: FieldPath) -> &'static str {
    match field {
        FieldPath::CreatedByApplicationId | FieldPath::LastModifiedByApplicationId => {
            "application.id"
        }
        FieldPath::CreatedByApplicationDisplayName
        | FieldPath::LastModifiedByApplicationDisplayName => "application.displayName",
        FieldPath::CreatedByDeviceId | FieldPath::LastModifiedByDeviceId => "device.id",
        FieldPath::CreatedByDeviceDisplayName | FieldPath::LastModifiedByDeviceDisplayName => {
            "device.displayName"
        }
        FieldPath::CreatedByUserId | FieldPath::LastModifiedByUserId => "user.id",
        FieldPath::CreatedByUserDisplayName | FieldPath::LastModifiedByUserDisplayName => {
            "user.displayName"
        }
        _ => field.path(),
    }
}

impl Key {
    /// The name by which a catalogue has the message and a page overrides it, for example
    /// `label.displayName` or `error.too-long`.
    pub fn name(&self) -> String {
        let (kind, name): (_, &str) = match self {
            Self::Label(field) => ("label", label(*field)),
            Self::Hint(field) => ("hint", field.path()),
            Self::Group(group) => ("group", group.into()),
            Self::Level(level) => ("proficiency", level.into()),
            Self::LevelHint(level) => ("proficiencyHint", level.into()),
            Self::Audience(audience) => ("allowedAudiences", audience.into()),
            Self::AudienceHint(audience) => ("allowedAudiencesHint", audience.into()),
            Self::CollaborationTag(tag) => ("collaborationTags", tag.into()),
            Self::Error(rule) => ("error", rule.name()),
            Self::Failure(reason) => ("failure", reason.into()),
            Self::Ui(ui) => ("ui", ui.into()),
            Self::Counted(counted) => ("count", counted.into()),
        };
        [kind, ".", name].concat()
    }
}
