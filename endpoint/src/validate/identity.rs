//! `identitySet` and `identity`, which are both open types:
//! <https://learn.microsoft.com/graph/api/resources/identityset?view=graph-rest-beta>

use serde_json::Value;

use super::findings::Findings;

/// Validates a user, an application, and a device. Other members are allowed and not validated.
pub fn identity_set(findings: &mut Findings, path: &str, value: &Value) {
    let Some(members) = findings.object(path, value, "microsoft.graph.identitySet") else {
        return;
    };
    for name in ["application", "device", "user"] {
        if let Some(value) = members.get(name).filter(|value| !value.is_null()) {
            identity(findings, &format!("{path}.{name}"), value);
        }
    }
}

fn identity(findings: &mut Findings, path: &str, value: &Value) {
    let Some(members) = findings.object(path, value, "microsoft.graph.identity") else {
        return;
    };
    for name in ["id", "displayName"] {
        if !members
            .get(name)
            .is_none_or(|value| value.is_null() || value.is_string())
        {
            findings.invalid(&format!("{path}.{name}"), "It must be a string.");
        }
    }
}
