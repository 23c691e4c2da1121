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
        Key::Failure(reason) => failure(*reason),
        Key::Ui(ui) => self::ui(*ui),
        Key::Counted(counted) => self::counted(*counted, false),
    }
}

fn label(field: FieldPath) -> &'static str {
    match field {
        FieldPath::DisplayName => "Skill name",
        FieldPath::Proficiency => "Proficiency",
        FieldPath::Categories => "Categories",
        FieldPath::WebUrl => "Web link",
        FieldPath::AllowedAudiences => "Audience",
        FieldPath::CollaborationTags => "Collaboration",
        FieldPath::ThumbnailUrl => "Picture link",
        FieldPath::ConfidenceScore => "Confidence score",
        FieldPath::UserHasVerifiedAccuracy => "Verified by the person",
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
            "User name"
        }
        #[cfg(test)]
        FieldPath::Commitment => "Commitment",
    }
}

fn hint(field: FieldPath) -> &'static str {
    match field {
        FieldPath::DisplayName => "For example: Rust, public speaking, watercolour",
        FieldPath::Categories => "For example: professional, hobby. Enter or a comma adds one.",
        FieldPath::WebUrl => "A page about this skill, such as a certificate",
        FieldPath::AllowedAudiences => "Who may see this skill on your profile",
        FieldPath::ConfidenceScore => "How sure the application is that inferred this skill",
        FieldPath::UserHasVerifiedAccuracy => "Whether the inference was confirmed",
        FieldPath::Id => "Usually left empty: the service gives one",
        FieldPath::CreatedDateTime | FieldPath::LastModifiedDateTime => {
            "Usually left empty. Date, time and offset, like 2026-01-31T09:30:00+01:00"
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
        SkillProficiencyLevel::UnknownFutureValue => "Unknown (unknownFutureValue)",
    }
}

fn audience(audience: AllowedAudiences) -> &'static str {
    match audience {
        AllowedAudiences::Me => "Only me",
        AllowedAudiences::Family => "Family",
        AllowedAudiences::Contacts => "Contacts",
        AllowedAudiences::GroupMembers => "Members of my groups",
        AllowedAudiences::Organization => "My organization",
        AllowedAudiences::FederatedOrganizations => "Federated organizations",
        AllowedAudiences::Everyone => "Everyone",
        AllowedAudiences::UnknownFutureValue => "Unknown (unknownFutureValue)",
    }
}

fn level_hint(level: SkillProficiencyLevel) -> &'static str {
    match level {
        SkillProficiencyLevel::Elementary => "You know the basics and still need guidance.",
        SkillProficiencyLevel::LimitedWorking => {
            "You do simple tasks yourself and ask for help with the rest."
        }
        SkillProficiencyLevel::GeneralProfessional => "You do the usual work yourself.",
        SkillProficiencyLevel::AdvancedProfessional => {
            "You do difficult work and help others with theirs."
        }
        SkillProficiencyLevel::Expert => "Others turn to you when nobody else knows.",
        SkillProficiencyLevel::UnknownFutureValue => "A level that this form does not know.",
    }
}

fn audience_hint(audience: AllowedAudiences) -> &'static str {
    match audience {
        AllowedAudiences::Me => "Nobody but you will see this skill.",
        AllowedAudiences::Family => "Your family will see this skill.",
        AllowedAudiences::Contacts => "Your contacts will see this skill.",
        AllowedAudiences::GroupMembers => {
            "The members of the groups that you are in will see this skill."
        }
        AllowedAudiences::Organization => "Everyone in your organization will see this skill.",
        AllowedAudiences::FederatedOrganizations => {
            "Everyone in your organization and in those that are connected with it will see this skill."
        }
        AllowedAudiences::Everyone => {
            "Everyone will see this skill, outside your organization too."
        }
        AllowedAudiences::UnknownFutureValue => "This form does not know who will see this skill.",
    }
}

fn collaboration_tag(tag: CollaborationTag) -> &'static str {
    match tag {
        CollaborationTag::AskMeAbout => "Ask me about it",
        CollaborationTag::AbleToMentor => "I can mentor",
        CollaborationTag::WantsToLearn => "I want to learn it",
        CollaborationTag::WantsToImprove => "I want to improve",
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
        Rule::Required => "Fill in this field",
        Rule::Invisible => "Use characters that can be seen",
        Rule::TooLong { .. } => "Use at most {max} characters",
        Rule::ControlCharacter => "Remove the tabs, line breaks or control characters",
        Rule::BidiControl => "Remove the hidden characters that change the direction of text",
        Rule::UnreadableCharacter => "Remove the characters that cannot be read (�)",
        Rule::NotAllowed => "Choose one of: {allowed}",
        Rule::Sentinel => {
            "Choose another value: unknownFutureValue only marks values of later versions, and the service does not accept it"
        }
        Rule::NotANumber => "Write a number like 0.5, without separators of thousands",
        Rule::NotFinite => "Write a smaller number",
        Rule::OutOfRange(_) => "Write a number from {min} to {max}",
        Rule::NotABoolean => "Choose yes or no",
        Rule::NotAUrl => "Write a whole web address, like https://example.com/page",
        Rule::UrlScheme => "Write an address that begins with https:// or http://",
        Rule::UrlUserinfo => "Remove the user name or password from the address",
        Rule::UrlInvisible => "Remove the invisible character {character} from the web address",
        Rule::NotATimestamp => "Write a date, a time and an offset, like 2026-01-31T09:30:00+01:00",
        Rule::TooMany { .. } => "Use at most {max} of them",
        Rule::Duplicate => "“{item}” is already in the list",
        Rule::Refused => "Change this value: the service did not accept it",
    }
}

fn failure(reason: Reason) -> &'static str {
    match reason {
        Reason::Endpoint => {
            "This form is not set up correctly: it may not send to its address. Nothing was sent. Please tell the owner of this page."
        }
        Reason::Token => {
            "Your sign-in could not be used. Nothing was sent. Sign in again, then try once more."
        }
        Reason::Offline => {
            "You are offline. Nothing was sent, and what you typed is kept. Try again when you are connected."
        }
        Reason::Stopped => "Stopped. Nothing was sent.",
        Reason::InProgress => {
            "Another form on this page is sending this skill. Nothing was sent from here."
        }
        Reason::Invalid => {
            "The service did not accept this skill. Check the values; another proficiency level has helped where all seemed right."
        }
        Reason::InvalidValue => "The service did not accept this skill. Check the values.",
        Reason::SignIn => "Please sign in again, then try once more. What you typed is kept.",
        Reason::Forbidden => {
            "You do not have permission to add skills to this profile. An administrator can give it."
        }
        Reason::NotFound => {
            "There is no such profile yet. It may still be being set up: try again later, or ask an administrator."
        }
        Reason::Conflict => {
            "The service says that this skill conflicts with another. Check the skills on your profile."
        }
        Reason::Exists => "Your profile already has this skill, so it was not added again.",
        Reason::TooLarge => {
            "This is too much text for the service ({size}). Shorten it or remove some categories."
        }
        Reason::StorageFull => "Your storage is full. Make room, then try again.",
        Reason::Technical => {
            "A technical problem stopped this. Please tell the owner of this page."
        }
        Reason::Busy => {
            "The service is busy. Your skill was not added. Try again in a little while."
        }
        Reason::Timeout => {
            "The service did not answer in time. Your skill may have been added: check your profile before you try again."
        }
        Reason::Network => {
            "The connection failed. Your skill may have been added: check your profile before you try again."
        }
        Reason::Blocked => {
            "This page blocks the connection to the service. Nothing was sent. Please tell the owner of this page."
        }
        Reason::CaptivePortal => {
            "Something else answered in the service’s place. Does your network want you to log in?"
        }
        Reason::Redirect => "The service answered from another address, which was not followed.",
        Reason::Service => {
            "The service did not say whether your skill was added. Check your profile before you try again."
        }
        Reason::StoppedLate => {
            "Stopped, but the skill may already have been sent. Check your profile before you try again."
        }
    }
}

fn ui(ui: Ui) -> &'static str {
    match ui {
        Ui::Submit => "Add skill",
        Ui::Submitting => "Adding your skill…",
        Ui::Stop => "Stop",
        Ui::Added => "“{name}” was added to your profile.",
        Ui::AddedId => "ID: {id}",
        Ui::AddedUnreadable => "The details in the service’s answer could not be read.",
        Ui::AddedChanged => "The service changed some of the values.",
        Ui::AddedByService => "The service added some values.",
        Ui::DuplicateFound => {
            "The connection made it twice. Remove the extra one from your profile: {ids}"
        }
        Ui::RemoveDuplicate => "Remove the extra one",
        Ui::DuplicateRemoved => "The extra one was removed.",
        Ui::DuplicateNotRemoved => "The extra one could not be removed. Remove it on your profile.",
        Ui::Waiting => "The service is busy. Your skill was not added yet. Next try {when}.",
        Ui::WaitingUntil => {
            "The service is busy until {time}. Your skill was not added. You can try again then."
        }
        Ui::TryNow => "Try now",
        Ui::SeemsOffline => "You appear to be offline. Trying anyway…",
        Ui::Checking => "We do not know yet whether your skill was added. Looking at your profile…",
        Ui::NotFound => "Your skill is not on your profile. What you typed is kept.",
        Ui::SendAgain => "Send again",
        Ui::KeepDraft => "Keep it as a draft",
        Ui::NotChecked => {
            "We could not look at your profile, so we do not know whether your skill was added. What you typed is kept."
        }
        Ui::NotCheckedToEnd => {
            "We could not look through all of your profile, so we do not know whether your skill was added. What you typed is kept."
        }
        Ui::CheckAgain => "Look again",
        Ui::Similar => {
            "A skill like this is on your profile. Is it the one that you have just sent?"
        }
        Ui::ConfirmMatch => "Yes, it was added",
        Ui::RejectMatch => "No, send again",
        Ui::MoreDetails => "More details",
        Ui::Required => "(required)",
        Ui::NotSpecified => "Not said",
        Ui::AudienceDefault => "The settings of your organization decide who will see this skill.",
        Ui::Levels => "What the levels mean",
        Ui::Yes => "Yes",
        Ui::No => "No",
        Ui::SummaryTitle => "There is a problem",
        Ui::ErrorPrefix => "Error:",
        Ui::AddCategory => "Add category",
        Ui::Remove => "Remove {item}",
        Ui::Removed => "{item} removed",
        Ui::ItemAdded => "{item} added",
        Ui::ParsedNumber => "Understood as {number}",
        Ui::Destination => "Leads to {host}",
        Ui::OpenLink => "Open in a new tab",
        Ui::UnknownMember => "Other value: {value}",
        Ui::Reference => "For support: {ids}",
        Ui::DraftRestored => "What you typed earlier is back.",
        Ui::DiscardDraft => "Discard it",
        Ui::DraftNotKept => "What you type cannot be kept if you leave this page.",
        Ui::DraftUnreadable => "A draft of an earlier visit is there, but it cannot be read.",
        Ui::CopyDraft => "Copy it",
        Ui::DraftCopied => "Copied.",
        Ui::CopyManually => "The draft could not be copied. Select this text and copy it yourself.",
        Ui::RecordUnreadable => {
            "A skill that you sent earlier may have been added, but what was written down of it cannot be read. Check your profile before you send it again."
        }
        Ui::Crashed => "Something went wrong. What you typed is kept.",
        Ui::CrashedUnkept => "Something went wrong. What you typed could not be kept.",
        Ui::Reload => "Reload the page",
        Ui::Outdated => {
            "The form could not be loaded because the page has an outdated version of it. Reload the page."
        }
        Ui::Unavailable => {
            "The form could not be loaded. Check your connection and reload the page."
        }
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
