//! Drafts, and the results of their validation.

use add_skill::skill::{Draft, FieldPath, Rule, validate};
use serde_json::Value;

pub fn named() -> Draft {
    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, "Rust");
    draft
}

/// Returns the rule that `text` breaks in `field`, if all other fields are valid.
pub fn broken(field: FieldPath, text: &str) -> Option<Rule> {
    let mut draft = named();
    draft.set_text(field, text);
    rule_at(field, &draft)
}

/// Returns the rule that the draft breaks in `field`, if all other fields are valid.
pub fn rule_at(field: FieldPath, draft: &Draft) -> Option<Rule> {
    validate(draft)
        .err()
        .map(|errors| errors.at(field).unwrap().rule.clone())
}

pub fn sent(draft: &Draft) -> Value {
    serde_json::to_value(validate(draft).unwrap()).unwrap()
}
