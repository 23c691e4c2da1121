//! `inferenceData`:
//! <https://learn.microsoft.com/graph/api/resources/inferencedata?view=graph-rest-beta>

use serde_json::Value;

use super::findings::Findings;

/// Validates a score, which can be any finite number because the documentation specifies no range,
/// and whether the user has confirmed it.
pub fn inference(findings: &mut Findings, path: &str, value: &Value) {
    let Some(members) = findings.object(path, value, "microsoft.graph.inferenceData") else {
        return;
    };
    if !members
        .get("confidenceScore")
        .is_none_or(|score| score.is_null() || score.is_number())
    {
        findings.invalid(
            &format!("{path}.confidenceScore"),
            "It must be a finite number.",
        );
    }
    if !members
        .get("userHasVerifiedAccuracy")
        .is_none_or(|verified| verified.is_null() || verified.is_boolean())
    {
        findings.invalid(
            &format!("{path}.userHasVerifiedAccuracy"),
            "It must be true or false.",
        );
    }
}
