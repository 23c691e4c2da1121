//! Validation: from a draft to the resource, or to all validation errors.

use super::check;
use super::draft::{Draft, Entry};
use super::enums::{EnumMember, Enumeration};
use super::error::{Errors, FieldError, Rule};
use super::field::{FieldPath, Kind};
use super::proficiency::SkillProficiency;
use super::{Map, Value};

/// The page's constraints, in addition to the contract's rules.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Constraints {
    /// The required fields, in addition to `displayName`.
    pub required: Vec<FieldPath>,
    /// The range of `inference.confidenceScore`. If there is none, any finite number is valid.
    pub score_range: Option<ScoreRange>,
    /// The allowed members of enumerations, in the order of the picker, which preselects the first.
    /// If there is none of an enumeration, all its members are allowed, and none is preselected.
    ///
    /// The sentinel, which users cannot select, counts as a member: a list with only the sentinel
    /// allows no member of its enumeration.
    pub members: Vec<EnumMember>,
}

/// A closed range of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreRange {
    /// The minimum.
    pub min: f64,
    /// The maximum.
    pub max: f64,
}

impl ScoreRange {
    /// Returns whether `number` is in the range. Both ends are included.
    pub fn contains(self, number: f64) -> bool {
        (self.min..=self.max).contains(&number)
    }
}

/// Converts a draft to the resource, by the contract's rules alone.
///
/// # Errors
/// All validation errors, each with its Graph path.
pub fn validate(draft: &Draft) -> Result<SkillProficiency, Errors> {
    Constraints::default().validate(draft)
}

impl Constraints {
    /// Returns the members of an enumeration that the user can select.
    pub fn selectable(&self, enumeration: Enumeration) -> Vec<EnumMember> {
        let mut members = if self.restricts(enumeration) {
            self.members.clone()
        } else {
            enumeration.members().collect()
        };
        members.retain(|member| member.enumeration() == enumeration && !member.is_sentinel());
        members
    }

    /// Returns whether the page chooses the members of an enumeration.
    pub fn restricts(&self, enumeration: Enumeration) -> bool {
        self.members
            .iter()
            .any(|member| member.enumeration() == enumeration)
    }

    /// Returns whether the page allows a member.
    pub(super) fn allows(&self, member: EnumMember) -> bool {
        !self.restricts(member.enumeration()) || self.members.contains(&member)
    }

    /// Converts a draft to the resource.
    ///
    /// The resource contains the value of each field at its path, the other members of the page's
    /// prefill, and `@odata.type` as in the contract's example.
    ///
    /// # Errors
    /// All validation errors, each with its Graph path.
    pub fn validate(&self, draft: &Draft) -> Result<SkillProficiency, Errors> {
        let (mut members, errors) = self.assemble(draft);
        if errors.is_empty() {
            if !members.contains_key("@odata.type") {
                members.push(
                    "@odata.type".to_owned(),
                    SkillProficiency::ODATA_TYPE.into(),
                );
            }
            Ok(members.into())
        } else {
            Err(Errors(errors))
        }
    }

    /// Returns the resource as far as it is valid. An invalid field contains its input verbatim.
    pub fn preview(&self, draft: &Draft) -> SkillProficiency {
        self.assemble(draft).0.into()
    }

    fn assemble(&self, draft: &Draft) -> (Map, Vec<FieldError>) {
        let mut members = draft.extra().clone();
        let mut errors = Vec::new();
        for field in FieldPath::ALL {
            let entry = draft.entry(*field);
            let value = self.check(*field, entry).unwrap_or_else(|error| {
                errors.push(error);
                (!entry.is_empty()).then(|| entry.clone().into())
            });
            match value {
                Some(value) => insert(&mut members, field.path(), value),
                None => drop(remove(&mut members, field.path())),
            }
        }
        (members, errors)
    }

    /// Returns the value to send for the content of `field`, or `None` if the field is empty.
    ///
    /// # Errors
    /// The rule that the content breaks.
    pub fn check(&self, field: FieldPath, entry: &Entry) -> Result<Option<Value>, FieldError> {
        self.filled(field, check::value(field, entry, self))
    }

    /// Returns the rule that the content of `field` breaks, if any.
    ///
    /// Equals the error of [`Constraints::check`], but does not build the value of a list.
    pub(crate) fn problem(&self, field: FieldPath, entry: &Entry) -> Option<FieldError> {
        match field.kind() {
            Kind::StringList => self
                .filled(
                    field,
                    check::strings(entry.list()).map(|kept| (!kept.is_empty()).then_some(())),
                )
                .err(),
            _ => self.check(field, entry).err(),
        }
    }

    /// Returns the rule because of which a text cannot be added to a list, if any.
    pub(crate) fn item_problem(field: FieldPath, item: &str) -> Option<FieldError> {
        check::item(item).err().map(|rule| FieldError {
            field,
            rule,
            item: None,
        })
    }

    /// Returns the checked content, or [`Rule::Required`] if the field is empty but required.
    fn filled<T>(
        &self,
        field: FieldPath,
        checked: Result<Option<T>, check::Violation>,
    ) -> Result<Option<T>, FieldError> {
        match checked {
            Ok(None) if self.requires(field) => Err((Rule::Required, None)),
            checked => checked,
        }
        .map_err(|(rule, item)| FieldError { field, rule, item })
    }

    /// Returns whether `field` is required.
    ///
    /// Graph itself requires no property. The form requires a name because a skill without one is
    /// useless.
    pub fn requires(&self, field: FieldPath) -> bool {
        field == FieldPath::DisplayName || self.required.contains(&field)
    }
}

/// Sets the value at a path, and creates missing objects as in the contract's example.
fn insert(object: &mut Map, path: &str, value: Value) {
    let Some((name, rest)) = path.split_once('.') else {
        object.insert(path.to_owned(), value);
        return;
    };
    if object.get(name).and_then(Value::as_object).is_none() {
        object.insert(name.to_owned(), facet(name));
    }
    if let Some(Value::Object(child)) = object.get_mut(name) {
        insert(child, rest, value);
    }
}

/// Returns an empty object of the nested type of the property `name`.
///
/// An identity set always contains all three parties, as in the contract's example.
fn facet(name: &str) -> Value {
    let mut members = Map::new();
    let odata_type = match name {
        "inference" => "microsoft.graph.inferenceData",
        "createdBy" | "lastModifiedBy" => {
            members.extend(
                ["application", "device", "user"].map(|party| (party.to_owned(), facet(party))),
            );
            "microsoft.graph.identitySet"
        }
        _ => "microsoft.graph.identity",
    };
    members.insert("@odata.type".to_owned(), odata_type.into());
    Value::Object(members)
}

/// Removes the member at a path, and the objects that then contain nothing but `@odata.type`.
///
/// Returns whether the member existed.
fn remove(object: &mut Map, path: &str) -> bool {
    let Some((name, rest)) = path.split_once('.') else {
        return object.remove(path).is_some();
    };
    let removed = match object.get_mut(name) {
        Some(Value::Object(child)) => remove(child, rest),
        _ => false,
    };
    if removed && object.get(name).is_some_and(is_empty_object) {
        object.remove(name);
    }
    removed
}

/// Returns whether an object contains nothing but `@odata.type`, at any depth.
fn is_empty_object(value: &Value) -> bool {
    matches!(value, Value::Object(members) if members.iter().all(|(name, member)| name == "@odata.type" || is_empty_object(member)))
}
