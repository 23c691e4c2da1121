//! The enumerations:
//! <https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta#properties>

use serde_json::Value;

use super::findings::Findings;

const SENTINEL: &str = "unknownFutureValue";

const PROFICIENCY: [&str; 5] = [
    "elementary",
    "limitedWorking",
    "generalProfessional",
    "advancedProfessional",
    "expert",
];

const ALLOWED_AUDIENCES: [&str; 7] = [
    "me",
    "family",
    "contacts",
    "groupMembers",
    "organization",
    "federatedOrganizations",
    "everyone",
];

const COLLABORATION_TAGS: [&str; 4] = [
    "askMeAbout",
    "ableToMentor",
    "wantsToLearn",
    "wantsToImprove",
];

/// Validates a `skillProficiencyLevel`: one member.
pub fn proficiency(findings: &mut Findings, path: &str, value: &Value) {
    match value.as_str() {
        Some(SENTINEL) => findings.sentinel(path),
        Some(member) if PROFICIENCY.contains(&member) => {}
        _ => findings.invalid(path, &possible(&PROFICIENCY)),
    }
}

/// Validates `allowedAudiences`: one member, or several separated by commas, because the live
/// metadata contains `IsFlags="true"`.
pub fn allowed_audiences(findings: &mut Findings, path: &str, value: &Value) {
    let mut members = value.as_str().unwrap_or_default().split(',');
    if members.clone().any(|member| member == SENTINEL) {
        findings.sentinel(path);
    } else if !members.all(|member| ALLOWED_AUDIENCES.contains(&member)) {
        findings.invalid(
            path,
            &format!(
                "{} Several are joined by commas.",
                possible(&ALLOWED_AUDIENCES)
            ),
        );
    }
}

/// Validates `collaborationTags`: a list of members.
pub fn collaboration_tags(findings: &mut Findings, path: &str, value: &Value) {
    let is_tag = |tag: &Value| {
        tag.as_str()
            .is_some_and(|tag| COLLABORATION_TAGS.contains(&tag))
    };
    if !value.as_array().is_some_and(|tags| tags.iter().all(is_tag)) {
        findings.invalid(
            path,
            &format!("It must be an array. {}", possible(&COLLABORATION_TAGS)),
        );
    }
}

fn possible(members: &[&str]) -> String {
    format!("Possible values are: {}.", members.join(", "))
}
