//! The keys of the messages.

use strum::{IntoStaticStr, VariantArray, VariantNames};

use crate::graph::Reason;
use crate::skill::{EnumMember, Enumeration, FieldPath, Rule};

/// The key of a message.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Key {
    /// The label of a field.
    Label(FieldPath),
    /// The purpose of a field or how to complete it. Empty if the label is sufficient.
    Hint(FieldPath),
    /// The name of a group of fields.
    Group(Group),
    /// The name of a member of an enumeration.
    Member(EnumMember),
    /// A sentence that explains a member of an enumeration. Empty if the names are sufficient.
    MemberHint(EnumMember),
    /// A validation error and how to fix it.
    Error(Rule),
    /// A required field is empty. If the field has no message of its own, the form shows
    /// `error.required`, which contains `{field}`.
    Required(FieldPath),
    /// The reason why a submission failed, and what to do.
    Failure(Reason),
    /// Any other message.
    Ui(Ui),
    /// A message with a count, in the plural form of its language.
    Counted(Counted),
}

/// A group of fields under "More details".
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray, VariantNames)]
#[strum(serialize_all = "camelCase")]
pub enum Group {
    /// The fields that describe who created the skill.
    CreatedBy,
    /// The fields that describe who last modified the skill.
    LastModifiedBy,
}

/// A message of the form itself.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray, VariantNames)]
#[strum(serialize_all = "camelCase")]
pub enum Ui {
    /// The button that submits the skill.
    Submit,
    /// The status while the skill is being added.
    Submitting,
    /// The button that stops the submission.
    Stop,
    /// The status after the skill was added. Contains `{name}`.
    Added,
    /// The id of the added skill. Contains `{id}`.
    AddedId,
    /// The skill was added, but the response was unreadable.
    AddedUnreadable,
    /// The heading of the values that the service stored differently from what was sent.
    AddedChanged,
    /// The heading of the additional values that the service stored.
    AddedByService,
    /// The collection contains duplicates of the skill. Contains `{ids}`.
    DuplicateFound,
    /// The button that removes the duplicate.
    RemoveDuplicate,
    /// The duplicate was removed.
    DuplicateRemoved,
    /// The duplicate could not be removed.
    DuplicateNotRemoved,
    /// The profile already contains a skill with this name. Contains `{name}` and `{level}`.
    Exists,
    /// The profile already contains a skill with this name, which has no level. Contains `{name}`.
    ExistsWithoutLevel,
    /// The button that changes the level of the existing skill to the selected one.
    ChangeLevel,
    /// The button that keeps the existing skill and adds none.
    KeepExisting,
    /// The status while the level of the existing skill is being changed.
    Updating,
    /// The status after the level was changed. Contains `{name}` and `{level}`.
    Updated,
    /// The level was not changed.
    NotUpdated,
    /// The level was not changed, because the existing skill was removed in the meantime. Contains `{name}`.
    UpdateNotFound,
    /// The response was lost, and the existing skill could not be read.
    UpdateUnknown,
    /// The service rejected a skill, possibly because of its level.
    LevelRejected,
    /// The button that adds the skill without its level.
    AddWithoutLevel,
    /// The button that moves the focus to the levels.
    ChooseLevel,
    /// The button that removes the added skill again.
    Undo,
    /// The added skill was removed again. Contains `{name}`.
    Undone,
    /// The added skill was not removed, or not certainly. Contains `{name}`.
    NotUndone,
    /// A text of the page below the result, for example where the skill appears. Empty by default.
    AddedNote,
    /// The status during an automatic delay (429 or 503). Contains `{when}`, the time until the
    /// next retry, such as "in 5 seconds".
    Waiting,
    /// The status while the service requires a long delay. Contains `{time}`, the time of day when
    /// it ends.
    WaitingUntil,
    /// The button that retries immediately.
    TryNow,
    /// An addition to the status while the browser reports that it is offline.
    SeemsOffline,
    /// The status while the collection is checked after a lost response.
    Checking,
    /// The response was lost, and the skill is not in the collection.
    NotFound,
    /// The button that sends the skill again if it was not added.
    SendAgain,
    /// The button that sends the skill again if it may have been added. This can create a
    /// duplicate.
    SendAnyway,
    /// The button that keeps the skill in the form without sending it.
    KeepDraft,
    /// The collection could not be checked.
    NotChecked,
    /// The collection was checked only in part, because it has too many pages or its next page has
    /// another origin.
    NotCheckedToEnd,
    /// The button that checks the collection again.
    CheckAgain,
    /// A question about a similar skill that was found in the collection.
    Similar,
    /// The button that confirms that the similar skill is the sent one.
    ConfirmMatch,
    /// The button that denies this and sends the skill again.
    RejectMatch,
    /// The heading of the fields that are initially collapsed.
    MoreDetails,
    /// The mark after the label of a required field.
    Required,
    /// The option that selects no value.
    NotSpecified,
    /// A sentence that describes who can see a skill without `allowedAudiences`.
    AudienceDefault,
    /// The heading of the descriptions of all proficiency levels.
    Levels,
    /// The option "yes".
    Yes,
    /// The option "no".
    No,
    /// The heading of the error summary.
    SummaryTitle,
    /// The prefix of an error, so that errors are not indicated by color alone ([WCAG
    /// 1.4.1](https://www.w3.org/WAI/WCAG22/Understanding/use-of-color.html)).
    ErrorPrefix,
    /// The button that adds the input to the list of categories.
    AddCategory,
    /// The button that removes an item from a list. Contains `{item}`.
    Remove,
    /// The announcement that an item was removed from a list. Contains `{item}`.
    Removed,
    /// The announcement that an item was added to a list. Contains `{item}`.
    ItemAdded,
    /// The number that the form parsed from the input. Contains `{number}`.
    ParsedNumber,
    /// The host of a link. Contains `{host}`.
    Destination,
    /// The link that opens the entered link in a new tab.
    OpenLink,
    /// A member of an enumeration that this version does not know. Contains `{value}`.
    UnknownMember,
    /// The status code and ids of a failure, for a support request. Contains `{ids}`.
    Reference,
    /// The user's draft was restored.
    DraftRestored,
    /// The button that discards the draft and empties the form.
    DiscardDraft,
    /// The draft cannot be saved, and will be lost when the user leaves the page.
    DraftNotKept,
    /// The draft of an earlier visit exists but is unreadable.
    DraftUnreadable,
    /// The button that copies the unreadable draft as it is stored.
    CopyDraft,
    /// The unreadable draft or record was copied.
    DraftCopied,
    /// The unreadable draft or record could not be copied, so its text is shown.
    CopyManually,
    /// The record of an earlier submission exists but is unreadable.
    RecordUnreadable,
    /// The button that copies the unreadable record as it is stored.
    CopyRecord,
    /// The button that removes the unreadable record.
    DismissRecord,
    /// The form crashed. The draft will be restored after a reload.
    Crashed,
    /// The form crashed, and there is no saved draft.
    CrashedUnkept,
    /// The button that reloads the page.
    Reload,
    /// The npm package shows this if the WebAssembly module is still loading after five seconds.
    Loading,
    /// The npm package shows this if the user submits the form while the WebAssembly module is still
    /// loading.
    LoadingSubmit,
    /// The npm package shows this if the WebAssembly module fails to load: in the form, or instead
    /// of it.
    Unavailable,
    /// The npm package shows this if the WebAssembly module and the script have different versions.
    Outdated,
    /// A line of the error summary. Contains `{field}` and `{error}`.
    FieldError,
    /// A value that the service stored. Contains `{field}` and `{value}`.
    FieldValue,
    /// The label of a field in a group. Contains `{group}` and `{field}`.
    GroupField,
    /// The announcement of a change to a list. Contains `{change}` and `{count}`, the number of
    /// items.
    Announcement,
    /// Two sentences, one after the other. Contains `{first}` and `{second}`.
    Sentences,
}

/// A message with a count. Contains `{count}`.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq, VariantArray, VariantNames)]
#[strum(serialize_all = "camelCase")]
pub enum Counted {
    /// The number of suggestions.
    Suggestions,
    /// The number of categories that were added at the same time.
    ItemsAdded,
    /// The number of categories.
    Items,
}

/// Returns the name of a field's label. Both identity sets share the labels of their members.
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
    /// Returns the name of the message in catalogs and in the page's custom messages, for example
    /// `label.displayName` or `error.too-long`.
    pub fn name(&self) -> String {
        let (kind, name): (_, &str) = match self {
            Self::Label(field) => ("label", label(*field)),
            Self::Hint(field) => ("hint", field.path()),
            Self::Group(group) => ("group", group.into()),
            Self::Member(member) => (member.enumeration().label_key(), member.name()),
            Self::MemberHint(member) => (
                member.enumeration().hint_key().unwrap_or_default(),
                member.name(),
            ),
            Self::Error(rule) => ("error", rule.name()),
            Self::Required(field) => ("error.required", field.path()),
            Self::Failure(reason) => ("failure", reason.into()),
            Self::Ui(ui) => ("ui", ui.into()),
            Self::Counted(counted) => ("count", counted.into()),
        };
        [kind, ".", name].concat()
    }

    /// Returns the sentence that explains a field in which no member is selected, if the
    /// enumeration has one.
    pub fn none_selected(enumeration: Enumeration) -> Option<Self> {
        match enumeration {
            Enumeration::AllowedAudiences => Some(Self::Ui(Ui::AudienceDefault)),
            _ => None,
        }
    }

    /// Returns the heading of the list that explains all members, if the enumeration has one.
    pub fn explanations(enumeration: Enumeration) -> Option<Self> {
        match enumeration {
            Enumeration::SkillProficiencyLevel => Some(Self::Ui(Ui::Levels)),
            _ => None,
        }
    }
}
