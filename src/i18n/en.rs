//! English.

use crate::graph::Reason;
use crate::skill::{AllowedAudiences, CollaborationTag, FieldPath, Rule, SkillProficiencyLevel};

use super::key::{Group, Key, Ui};

/// The English words of a message.
pub fn text(key: &Key) -> &'static str {
    match key {
        Key::Label(field) => label(*field),
        Key::Hint(field) => hint(*field),
        Key::Group(Group::CreatedBy) => "Created by",
        Key::Group(Group::LastModifiedBy) => "Last modified by",
        Key::Level(level) => self::level(*level),
        Key::Audience(audience) => self::audience(*audience),
        Key::CollaborationTag(tag) => collaboration_tag(*tag),
        Key::Error(rule) => error(rule),
        Key::Failure(reason) => failure(*reason),
        Key::Ui(ui) => self::ui(*ui),
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
        FieldPath::CreatedByApplicationId | FieldPath::LastModifiedByApplicationId => "Application ID",
        FieldPath::CreatedByApplicationDisplayName | FieldPath::LastModifiedByApplicationDisplayName => "Application name",
        FieldPath::CreatedByDeviceId | FieldPath::LastModifiedByDeviceId => "Device ID",
        FieldPath::CreatedByDeviceDisplayName | FieldPath::LastModifiedByDeviceDisplayName => "Device name",
        FieldPath::CreatedByUserId | FieldPath::LastModifiedByUserId => "User ID",
        FieldPath::CreatedByUserDisplayName | FieldPath::LastModifiedByUserDisplayName => "User name",
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

fn collaboration_tag(tag: CollaborationTag) -> &'static str {
    match tag {
        CollaborationTag::AskMeAbout => "Ask me about it",
        CollaborationTag::AbleToMentor => "I can mentor",
        CollaborationTag::WantsToLearn => "I want to learn it",
        CollaborationTag::WantsToImprove => "I want to improve",
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
        Rule::NotATimestamp => "Write a date, a time and an offset, like 2026-01-31T09:30:00+01:00",
        Rule::TooMany { .. } => "Use at most {max} of them",
        Rule::Duplicate => "“{item}” is already in the list",
    }
}

fn failure(reason: Reason) -> &'static str {
    match reason {
        Reason::Endpoint => {
            "This form is not set up correctly: it may not send to its address. Nothing was sent. Please tell the owner of this page."
        }
        Reason::Token => "Your sign-in could not be used. Nothing was sent. Sign in again, then try once more.",
        Reason::Offline => "You are offline. Nothing was sent, and what you typed is kept. Try again when you are connected.",
        Reason::Stopped => "Stopped. Nothing was sent.",
        Reason::Invalid => {
            "The service did not accept this skill. Check the values; another proficiency level has helped where all seemed right."
        }
        Reason::SignIn => "Please sign in again, then try once more. What you typed is kept.",
        Reason::Forbidden => "You do not have permission to add skills to this profile. An administrator can give it.",
        Reason::NotFound => {
            "There is no such profile yet. It may still be being set up: try again later, or ask an administrator."
        }
        Reason::Conflict => "The service says that this skill conflicts with another. Check the skills on your profile.",
        Reason::TooLarge => "This is too much text for the service. Shorten it or remove some categories.",
        Reason::StorageFull => "Your storage is full. Make room, then try again.",
        Reason::Technical => "A technical problem stopped this. Please tell the owner of this page.",
        Reason::Busy => "The service is busy. Your skill was not added. Try again in a little while.",
        Reason::Timeout => {
            "The service did not answer in time. Your skill may have been added: check your profile before you try again."
        }
        Reason::Network => "The connection failed. Your skill may have been added: check your profile before you try again.",
        Reason::Redirect => {
            "The service answered from another address, which was not followed. Check your profile before you try again."
        }
        Reason::Service => "The service did not say whether your skill was added. Check your profile before you try again.",
        Reason::StoppedLate => "Stopped, but the skill may already have been sent. Check your profile before you try again.",
    }
}

fn ui(ui: Ui) -> &'static str {
    match ui {
        Ui::Submit => "Add skill",
        Ui::Submitting => "Adding your skill…",
        Ui::Stop => "Stop",
        Ui::Added => "“{name}” was added to your profile.",
        Ui::AddedId => "ID: {id}",
        Ui::AddedUnread => "The details in the service’s answer could not be read.",
        Ui::AddedTwice => "The connection made it twice. Remove the extra one from your profile: {ids}",
        Ui::MoreDetails => "More details",
        Ui::Required => "(required)",
        Ui::NotSaid => "Not said",
        Ui::Yes => "Yes",
        Ui::No => "No",
        Ui::SummaryTitle => "There is a problem",
        Ui::ErrorPrefix => "Error:",
        Ui::AddCategory => "Add category",
        Ui::Remove => "Remove {item}",
        Ui::Removed => "{item} removed",
        Ui::Suggestions => "Suggestions: {count}",
        Ui::Understood => "Understood as {number}",
        Ui::UnknownMember => "Other value: {value}",
        Ui::Reference => "For support: {ids}",
        Ui::DraftRestored => "What you typed earlier is back.",
        Ui::DiscardDraft => "Discard it",
        Ui::DraftNotKept => "What you type cannot be kept if you leave this page.",
    }
}
