//! The English messages.

use strum::VariantArray;

use crate::graph::Reason;
use crate::skill::{
    AllowedAudiences, CollaborationTag, EnumMember, Enumeration, FieldPath, Rule,
    SkillProficiencyLevel,
};

use super::key::{Counted, Group, Key, Ui};

/// Returns the English text of a message.
pub fn text(key: &Key) -> &'static str {
    match key {
        Key::Label(field) => label(*field),
        Key::Hint(field) => hint(*field),
        Key::Group(Group::CreatedBy) => "Created by",
        Key::Group(Group::LastModifiedBy) => "Last modified by",
        Key::Member(member) => self::member(*member),
        Key::MemberHint(member) => member_hint(*member),
        Key::Error(rule) => error(rule),
        Key::Required(field) => required(*field),
        Key::Failure(reason) => failure(*reason),
        Key::Ui(ui) => self::ui(*ui),
        Key::Counted(counted) => self::counted(*counted, false),
    }
}

fn label(field: FieldPath) -> &'static str {
    match field {
        FieldPath::DisplayName => "Skill name",
        FieldPath::Proficiency => "Proficiency level",
        FieldPath::Categories => "Categories",
        FieldPath::WebUrl => "Link",
        FieldPath::AllowedAudiences => "Who can see this skill",
        FieldPath::CollaborationTags => "Collaboration",
        FieldPath::ThumbnailUrl => "Image link",
        FieldPath::ConfidenceScore => "Confidence score",
        FieldPath::UserHasVerifiedAccuracy => "Accuracy confirmed",
        FieldPath::Id => "Skill ID",
        FieldPath::CreatedDateTime => "Created",
        FieldPath::LastModifiedDateTime => "Last modified",
        FieldPath::CreatedByApplicationId | FieldPath::LastModifiedByApplicationId => {
            "Application ID"
        }
        FieldPath::CreatedByApplicationDisplayName
        | FieldPath::LastModifiedByApplicationDisplayName => "Application name",
        FieldPath::CreatedByDeviceId | FieldPath::LastModifiedByDeviceId => "Device ID",
        FieldPath::CreatedByDeviceDisplayName | FieldPath::LastModifiedByDeviceDisplayName => {
            "Device name"
        }
        FieldPath::CreatedByUserId | FieldPath::LastModifiedByUserId => "User ID",
        FieldPath::CreatedByUserDisplayName | FieldPath::LastModifiedByUserDisplayName => {
            "User display name"
        }
        #[cfg(test)]
        FieldPath::Commitment => "Commitment",
    }
}

fn hint(field: FieldPath) -> &'static str {
    match field {
        FieldPath::DisplayName => "For example, Rust, public speaking, or watercolor painting",
        FieldPath::Categories => {
            "For example, professional or hobby. Press Enter or type a comma after each one."
        }
        FieldPath::WebUrl => "A page about this skill, such as a certificate",
        FieldPath::ConfidenceScore => "How confident the app that inferred this skill is",
        FieldPath::UserHasVerifiedAccuracy => {
            "Whether the user has confirmed that the inferred skill is correct"
        }
        FieldPath::Id => "Leave blank to have an ID assigned",
        FieldPath::CreatedDateTime | FieldPath::LastModifiedDateTime => {
            "Usually left blank. Date, time, and UTC offset, like 2026-01-31T09:30:00+01:00"
        }
        _ => "",
    }
}

fn member(member: EnumMember) -> &'static str {
    match member.enumeration() {
        Enumeration::SkillProficiencyLevel => text_of(member, level),
        Enumeration::AllowedAudiences => text_of(member, audience),
        Enumeration::CollaborationTag => text_of(member, collaboration_tag),
        #[cfg(test)]
        Enumeration::Commitment => text_of(member, commitment),
    }
}

fn member_hint(member: EnumMember) -> &'static str {
    match member.enumeration() {
        Enumeration::SkillProficiencyLevel => text_of(member, level_hint),
        Enumeration::AllowedAudiences => text_of(member, audience_hint),
        Enumeration::CollaborationTag => "",
        #[cfg(test)]
        Enumeration::Commitment => text_of(member, commitment_hint),
    }
}

/// Returns the text of a member of the enumeration that `T` is the type of.
fn text_of<T: VariantArray + Copy>(
    member: EnumMember,
    text: fn(T) -> &'static str,
) -> &'static str {
    member.typed().map_or("", text)
}

fn level(level: SkillProficiencyLevel) -> &'static str {
    match level {
        SkillProficiencyLevel::Elementary => "Elementary",
        SkillProficiencyLevel::LimitedWorking => "Limited working",
        SkillProficiencyLevel::GeneralProfessional => "General professional",
        SkillProficiencyLevel::AdvancedProfessional => "Advanced professional",
        SkillProficiencyLevel::Expert => "Expert",
        SkillProficiencyLevel::UnknownFutureValue => "Unknown level",
    }
}

fn audience(audience: AllowedAudiences) -> &'static str {
    match audience {
        AllowedAudiences::Me => "Only me",
        AllowedAudiences::Family => "My family",
        AllowedAudiences::Contacts => "My contacts",
        AllowedAudiences::GroupMembers => "Members of my groups",
        AllowedAudiences::Organization => "My organization",
        AllowedAudiences::FederatedOrganizations => "Federated organizations",
        AllowedAudiences::Everyone => "Everyone",
        AllowedAudiences::UnknownFutureValue => "Unknown",
    }
}

fn level_hint(level: SkillProficiencyLevel) -> &'static str {
    match level {
        SkillProficiencyLevel::Elementary => "You know the basics and still need guidance.",
        SkillProficiencyLevel::LimitedWorking => {
            "You can do simple tasks on your own and need help with the rest."
        }
        SkillProficiencyLevel::GeneralProfessional => "You can do everyday work on your own.",
        SkillProficiencyLevel::AdvancedProfessional => {
            "You can do complex work and help others with theirs."
        }
        SkillProficiencyLevel::Expert => "Others come to you with the hardest questions.",
        SkillProficiencyLevel::UnknownFutureValue => "This form does not recognize this level.",
    }
}

fn audience_hint(audience: AllowedAudiences) -> &'static str {
    match audience {
        AllowedAudiences::Me => "Only you can see this skill.",
        AllowedAudiences::Family => "Your family can see this skill.",
        AllowedAudiences::Contacts => "Your contacts can see this skill.",
        AllowedAudiences::GroupMembers => "Members of your groups can see this skill.",
        AllowedAudiences::Organization => "Everyone in your organization can see this skill.",
        AllowedAudiences::FederatedOrganizations => {
            "Everyone in your organization and in organizations federated with it can see this skill."
        }
        AllowedAudiences::Everyone => {
            "Everyone can see this skill, including people outside your organization."
        }
        AllowedAudiences::UnknownFutureValue => "This form does not recognize this setting.",
    }
}

fn collaboration_tag(tag: CollaborationTag) -> &'static str {
    match tag {
        CollaborationTag::AskMeAbout => "Ask me about this skill",
        CollaborationTag::AbleToMentor => "I can mentor others",
        CollaborationTag::WantsToLearn => "I want to learn this skill",
        CollaborationTag::WantsToImprove => "I want to improve this skill",
    }
}

#[cfg(test)]
fn commitment(commitment: crate::skill::Commitment) -> &'static str {
    match commitment {
        crate::skill::Commitment::Occasional => "Now and then",
        crate::skill::Commitment::EveryWeek => "Every week",
        crate::skill::Commitment::UnknownFutureValue => "Unknown",
    }
}

#[cfg(test)]
fn commitment_hint(commitment: crate::skill::Commitment) -> &'static str {
    match commitment {
        crate::skill::Commitment::Occasional => "You practice when there is time.",
        crate::skill::Commitment::EveryWeek => "You practice at least once a week.",
        crate::skill::Commitment::UnknownFutureValue => "This form does not recognize this.",
    }
}

fn error(rule: &Rule) -> &'static str {
    match rule {
        Rule::Required => "Enter a value for “{field}”",
        Rule::Invisible => "Enter at least one visible character",
        Rule::TooLong { .. } => "Use {max} characters or fewer",
        Rule::ControlCharacter => "Remove tabs, line breaks, and control characters",
        Rule::BidiControl => "Remove hidden characters that change the text direction",
        Rule::UnreadableCharacter => "Remove or replace the unreadable characters (�)",
        Rule::NotAllowed => "Select one of these options: {allowed}",
        Rule::Sentinel => {
            "Select a different value. The service does not accept “unknownFutureValue”"
        }
        Rule::NotANumber => "Enter a number, like 0.5, without thousands separators",
        Rule::NotFinite => "Enter a smaller number",
        Rule::OutOfRange(_) => "Enter a number from {min} to {max}",
        Rule::NotABoolean => "Select Yes or No",
        Rule::NotAUrl => "Enter a full web address, like https://example.com/page",
        Rule::UrlScheme => "Enter a web address that starts with https:// or http://",
        Rule::UrlUserinfo => "Remove the username and password from the web address",
        Rule::UrlInvisible => "Remove the invisible character {character} from the web address",
        Rule::NotATimestamp => "Enter a date, time, and UTC offset, like 2026-01-31T09:30:00+01:00",
        Rule::TooMany { .. } => "Add {max} categories or fewer",
        Rule::Duplicate => "You have already added “{item}”",
        Rule::Refused => "The service did not accept this value. Enter a different one",
        // Contains its text.
        Rule::Page(_) => "",
    }
}

fn required(field: FieldPath) -> &'static str {
    match field {
        FieldPath::DisplayName => "Enter a skill name",
        FieldPath::Proficiency => "Select a proficiency level",
        FieldPath::Categories => "Add at least one category",
        FieldPath::WebUrl => "Enter a link",
        FieldPath::AllowedAudiences => "Select who can see this skill",
        FieldPath::CollaborationTags => "Select at least one option",
        FieldPath::ThumbnailUrl => "Enter an image link",
        FieldPath::ConfidenceScore => "Enter a confidence score",
        FieldPath::UserHasVerifiedAccuracy => "Select Yes or No",
        _ => error(&Rule::Required),
    }
}

fn failure(reason: Reason) -> &'static str {
    match reason {
        Reason::Endpoint => {
            "This form is not set up correctly, so your skill was not added. Contact the site owner."
        }
        Reason::Token => {
            "There was a problem with your sign-in, so your skill was not added. Sign in again, and then try again."
        }
        Reason::Offline => {
            "You’re offline, so your skill was not added. Your entries are still in the form. Try again when you’re back online."
        }
        Reason::Stopped => "Stopped. Your skill was not added.",
        Reason::InProgress => "Another form or tab is already adding this skill.",
        Reason::Invalid => {
            "The service did not accept this skill. Check your entries. If they are correct, try a different proficiency level."
        }
        Reason::InvalidValue => {
            "The service did not accept some of your entries. Correct them, and then try again."
        }
        Reason::SignIn => "Sign in again, and then try again. Your entries are still in the form.",
        Reason::Forbidden => {
            "You do not have permission to add skills to this profile. Contact your administrator."
        }
        Reason::NotFound => {
            "This profile is not ready yet. Try again later, or contact your administrator."
        }
        Reason::Conflict => {
            "This skill conflicts with another skill on your profile. Check your profile."
        }
        Reason::Exists => "Your profile already has this skill, so it was not added again.",
        Reason::TooLarge => {
            "This skill is too large to add ({size}). Shorten the text or remove some categories."
        }
        Reason::StorageFull => "Your storage is full. Free up some space, and then try again.",
        Reason::Technical => {
            "A technical problem occurred, so your skill was not added. Contact the site owner."
        }
        Reason::Busy => {
            "The service is busy, so your skill was not added. Try again in a few minutes."
        }
        Reason::Timeout => {
            "The service took too long to respond. Your skill may have been added. Check your profile before you try again."
        }
        Reason::Network => {
            "The connection was lost. Your skill may have been added. Check your profile before you try again."
        }
        Reason::Blocked => {
            "This site blocks the connection to the service, so your skill was not added. Contact the site owner."
        }
        Reason::CaptivePortal => {
            "The response did not come from the service. You might need to sign in to your network."
        }
        Reason::Redirect => {
            "The service redirected the request to another address. The redirect was not followed."
        }
        Reason::Service => {
            "The service did not confirm that your skill was added. Check your profile before you try again."
        }
        Reason::StoppedLate => {
            "Stopped, but your skill may already have been added. Check your profile before you try again."
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one match is the table of texts")]
fn ui(ui: Ui) -> &'static str {
    match ui {
        Ui::Submit => "Add skill",
        Ui::Submitting => "Adding your skill…",
        Ui::Stop => "Stop",
        Ui::Added => "“{name}” was added to your profile.",
        Ui::AddedId => "Skill ID: {id}",
        Ui::AddedUnreadable => "The details of your new skill could not be read.",
        Ui::AddedChanged => "The service changed these values:",
        Ui::AddedByService => "The service added these values:",
        Ui::DuplicateFound => {
            "Your skill was added more than once because of a connection problem. Duplicate IDs: {ids}"
        }
        Ui::RemoveDuplicate => "Remove duplicate",
        Ui::DuplicateRemoved => "Duplicate removed.",
        Ui::DuplicateNotRemoved => {
            "The duplicate could not be removed. Remove it from your profile."
        }
        Ui::Exists => "You already have “{name}” ({level}).",
        Ui::ExistsWithoutLevel => "You already have “{name}”.",
        Ui::ChangeLevel => "Change level",
        Ui::KeepExisting => "Keep as is",
        Ui::Updating => "Changing the level…",
        Ui::Updated => "The level of “{name}” is now “{level}”.",
        Ui::NotUpdated => "The level was not changed. Try again, or keep it as it is.",
        Ui::UpdateNotFound => {
            "“{name}” is no longer on your profile, so its level was not changed."
        }
        Ui::UpdateUnknown => {
            "The service did not confirm the change, so the level may or may not have been changed. Check your profile."
        }
        Ui::LevelRejected => {
            "The service did not accept this skill, possibly because of its proficiency level. Choose another level, or add the skill without one. You can set a level later."
        }
        Ui::AddWithoutLevel => "Add without level",
        Ui::ChooseLevel => "Choose another level",
        Ui::Undo => "Remove it again",
        Ui::Undone => "“{name}” was removed from your profile again.",
        Ui::NotUndone => {
            "The service did not confirm that “{name}” was removed. Check your profile."
        }
        Ui::AddedNote => "",
        Ui::Waiting => {
            "The service is busy. Your skill has not been added yet. Trying again {when}."
        }
        Ui::WaitingUntil => {
            "The service is busy, so your skill was not added. You can try again after {time}."
        }
        Ui::TryNow => "Try now",
        Ui::SeemsOffline => "You appear to be offline. Trying anyway…",
        Ui::Checking => "Checking your profile to see whether your skill was added…",
        Ui::NotFound => {
            "Your skill was not found on your profile. Your entries are still in the form."
        }
        Ui::SendAgain => "Try again",
        Ui::SendAnyway => "Add anyway",
        Ui::KeepDraft => "Keep as draft",
        Ui::NotChecked => {
            "Your profile could not be checked, so your skill may or may not have been added. Your entries are still in the form. If you add the skill anyway, it could be added twice."
        }
        Ui::NotCheckedToEnd => {
            "Only part of your profile could be checked, so your skill may or may not have been added. Your entries are still in the form. If you add the skill anyway, it could be added twice."
        }
        Ui::CheckAgain => "Check profile again",
        Ui::Similar => "A similar skill is already on your profile. Is it the one you just added?",
        Ui::ConfirmMatch => "Yes, this is my skill",
        Ui::RejectMatch => "No, add my skill",
        Ui::MoreDetails => "More details",
        Ui::Required => "(required)",
        Ui::NotSpecified => "Not specified",
        Ui::AudienceDefault => "Your organization’s settings determine who can see this skill.",
        Ui::Levels => "What the levels mean",
        Ui::Yes => "Yes",
        Ui::No => "No",
        Ui::SummaryTitle => "There is a problem",
        Ui::ErrorPrefix => "Error:",
        Ui::AddCategory => "Add category",
        Ui::Remove => "Remove {item}",
        Ui::Removed => "{item} removed",
        Ui::ItemAdded => "{item} added",
        Ui::ParsedNumber => "Will be saved as {number}",
        Ui::Destination => "Links to {host}",
        Ui::OpenLink => "Open link in new tab",
        Ui::UnknownMember => "Other value: {value}",
        Ui::Reference => "Reference for support: {ids}",
        Ui::DraftRestored => "Your draft was restored.",
        Ui::DiscardDraft => "Discard draft",
        Ui::DraftNotKept => {
            "Drafts cannot be saved in this browser. If you leave this page, your entries will be lost."
        }
        Ui::DraftUnreadable => "A draft from an earlier visit could not be opened.",
        Ui::CopyDraft => "Copy draft",
        Ui::DraftCopied => "Copied to clipboard.",
        Ui::CopyManually => "The text could not be copied. Select it, and then copy it yourself.",
        Ui::RecordUnreadable => {
            "A skill from an earlier visit may have been added, but its status could not be read. Check your profile before you add it again."
        }
        Ui::CopyRecord => "Copy details",
        Ui::DismissRecord => "Dismiss",
        Ui::Crashed => "Something went wrong. Your draft was saved. Reload the page to continue.",
        Ui::CrashedUnkept => {
            "Something went wrong, and your entries could not be saved. Reload the page to start again."
        }
        Ui::Reload => "Reload page",
        Ui::Outdated => {
            "The form could not load because this page has an outdated version of it. Reload the page."
        }
        Ui::Loading => "The form is still loading. You can already fill it in.",
        Ui::LoadingSubmit => {
            "The form is still loading. Your skill will be added when it has loaded."
        }
        Ui::Unavailable => {
            "The form could not load. Check your connection, and then reload the page."
        }
        Ui::FieldError => "{field}: {error}",
        Ui::FieldValue => "{field}: {value}",
        Ui::GroupField => "{group} – {field}",
        Ui::Announcement => "{change}, {count}",
        Ui::Sentences => "{first} {second}",
    }
}

/// Returns the English text of a message with a count, in the singular or the plural.
pub fn counted(counted: Counted, is_one: bool) -> &'static str {
    match (counted, is_one) {
        (Counted::Suggestions, true) => "{count} suggestion",
        (Counted::Suggestions, false) => "{count} suggestions",
        (Counted::ItemsAdded, true) => "{count} category added",
        (Counted::ItemsAdded, false) => "{count} categories added",
        (Counted::Items, true) => "{count} category",
        (Counted::Items, false) => "{count} categories",
    }
}
