//! The collected validation errors.

use serde_json::{Map, Value};

use crate::problem::Detail;

/// Validation errors, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Findings(Vec<Detail>);

impl Findings {
    /// Adds an error: the value at this path is invalid.
    pub fn invalid(&mut self, path: &str, why: &str) {
        self.note(
            "invalidValue",
            path,
            &format!("Invalid value specified for {}. {why}", property(path)),
        );
    }

    /// Adds an error: a value is required at this path.
    pub fn missing(&mut self, path: &str) {
        self.note(
            "missingValue",
            path,
            &format!("A value must be provided for {}.", property(path)),
        );
    }

    /// Adds an error: the value at this path is the sentinel of an evolvable enumeration, which
    /// clients must not send:
    /// <https://github.com/microsoft/api-guidelines/blob/vNext/graph/patterns/evolvable-enums.md>
    pub fn sentinel(&mut self, path: &str) {
        let why = "unknownFutureValue stands for members that a client does not know yet; it cannot be written.";
        self.note(
            "unknownFutureValue",
            path,
            &format!("Invalid value specified for {}. {why}", property(path)),
        );
    }

    /// Returns the value as an object. Its `@odata.type`, if there is one, must be this type, with
    /// or without `#`.
    pub fn object<'a>(
        &mut self,
        path: &str,
        value: &'a Value,
        odata_type: &str,
    ) -> Option<&'a Map<String, Value>> {
        let Value::Object(members) = value else {
            self.invalid(path, "It must be an object.");
            return None;
        };
        let is_type = |sent: &Value| {
            sent.as_str()
                .is_some_and(|sent| sent.strip_prefix('#').unwrap_or(sent) == odata_type)
        };
        if !members.get("@odata.type").is_none_or(is_type) {
            self.invalid(
                &format!("{path}.@odata.type"),
                &format!("It must be #{odata_type}."),
            );
        }
        Some(members)
    }

    /// Returns the errors, one for each property.
    pub fn into_details(self) -> Vec<Detail> {
        self.0
    }

    fn note(&mut self, code: &'static str, path: &str, message: &str) {
        self.0.push(Detail {
            code,
            target: path.to_owned(),
            message: message.to_owned(),
        });
    }
}

fn property(path: &str) -> String {
    format!("property '{path}' of resource 'skillProficiency'")
}
