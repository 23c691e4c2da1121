//! Validates a skillProficiency and reports all errors.
//! <https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta>

mod enumeration;
mod findings;
mod identity;
mod inference;
mod text;

use serde_json::{Map, Value};

use crate::problem::Detail;
use crate::timestamp;
use findings::Findings;

/// The resource's type in `@odata.type`.
pub const SKILL_TYPE: &str = "#microsoft.graph.skillProficiency";

/// The rule of a property. It checks a value that is not `null`, and adds errors with its path.
type Rule = fn(&mut Findings, &str, &Value);

/// The properties and their rules. A new property of the resource needs a line here. All properties
/// are nullable in Graph's metadata. The required name is a rule of this product.
const RULES: [(&str, Rule); 12] = [
    ("displayName", text::name),
    ("proficiency", enumeration::proficiency),
    ("allowedAudiences", enumeration::allowed_audiences),
    ("collaborationTags", enumeration::collaboration_tags),
    ("categories", text::categories),
    ("webUrl", text::web_address),
    ("thumbnailUrl", text::web_address),
    ("inference", inference::inference),
    ("createdBy", identity::identity_set),
    ("lastModifiedBy", identity::identity_set),
    ("createdDateTime", date_time),
    ("lastModifiedDateTime", date_time),
];

/// Returns all errors of a new skill.
pub fn new_skill(sent: &Map<String, Value>) -> Vec<Detail> {
    check(sent, sent.get("displayName").is_none_or(Value::is_null))
}

/// Returns all errors of changes of a skill, in which all members are optional. The name cannot be
/// removed.
pub fn changes(sent: &Map<String, Value>) -> Vec<Detail> {
    check(sent, sent.get("displayName").is_some_and(Value::is_null))
}

/// Members without a rule are not validated, because a beta resource can get new ones.
fn check(sent: &Map<String, Value>, is_name_missing: bool) -> Vec<Detail> {
    let mut findings = Findings::default();
    if sent
        .get("@odata.type")
        .is_some_and(|sent| sent != SKILL_TYPE)
    {
        findings.invalid("@odata.type", &format!("It must be {SKILL_TYPE}."));
    }
    if is_name_missing {
        findings.missing("displayName");
    }
    for (name, rule) in RULES {
        match sent.get(name) {
            None | Some(Value::Null) => {}
            Some(value) => rule(&mut findings, name, value),
        }
    }
    findings.into_details()
}

/// Returns whether a member of the resource has a rule.
pub fn is_known(name: &str) -> bool {
    RULES.iter().any(|(known, _)| *known == name)
}

fn date_time(findings: &mut Findings, path: &str, value: &Value) {
    if !value.as_str().is_some_and(timestamp::is_date_time_offset) {
        findings.invalid(
            path,
            "It must be a date and time with an offset, such as 2016-12-31T23:58:10.4520456Z.",
        );
    }
}
