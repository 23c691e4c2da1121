//! From a draft to the resource, or to everything that is wrong with it.

use super::check;
use super::draft::{Draft, Entry};
use super::enums::AllowedAudiences;
use super::error::{Errors, FieldError, Rule};
use super::field::{FieldPath, Kind};
use super::open_type::{Map, Value};
use super::proficiency::SkillProficiency;

/// What a page asks beyond the contract.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Constraints {
    /// Fields that must be filled besides `displayName`.
    pub required: Vec<FieldPath>,
    /// The range in which `inference.confidenceScore` must lie; any finite number where there is
    /// none.
    pub score_range: Option<ScoreRange>,
    /// The members of `allowedAudiences` that may be chosen; all where there are none. The
    /// sentinel, which nobody can choose, restricts the list too: alone, it leaves none.
    pub audiences: Vec<AllowedAudiences>,
}

/// A closed range of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreRange {
    /// The least number in it.
    pub min: f64,
    /// The greatest number in it.
    pub max: f64,
}

impl ScoreRange {
    /// Whether `number` lies in the range, its ends included.
    pub fn contains(self, number: f64) -> bool {
        (self.min..=self.max).contains(&number)
    }
}

/// Makes the resource of a draft, by the contract's rules alone.
///
/// # Errors
/// Every field that breaks a rule, each with its Graph path.
pub fn validate(draft: &Draft) -> Result<SkillProficiency, Errors> {
    Constraints::default().validate(draft)
}

impl Constraints {
    /// The members of `allowedAudiences` that the user can choose.
    pub fn selectable_audiences(&self) -> Vec<AllowedAudiences> {
        let all: Vec<_> = AllowedAudiences::selectable().collect();
        if self.audiences.is_empty() {
            all
        } else {
            self.audiences
                .iter()
                .copied()
                .filter(|member| all.contains(member))
                .collect()
        }
    }

    /// Makes the resource of a draft: what each field holds at its path, what the page's prefill
    /// holds besides, and `@odata.type` where the contract's example has it.
    ///
    /// # Errors
    /// Every field that breaks a rule, each with its Graph path.
    pub fn validate(&self, draft: &Draft) -> Result<SkillProficiency, Errors> {
        let (mut members, errors) = self.assemble(draft);
        if errors.is_empty() {
            members
                .entry("@odata.type")
                .or_insert_with(|| SkillProficiency::ODATA_TYPE.into());
            Ok(members.into())
        } else {
            Err(Errors(errors))
        }
    }

    /// The resource so far: a field that breaks a rule holds its text as typed.
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

    /// The value to send for what `field` holds; `None` where it holds nothing.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub fn check(&self, field: FieldPath, entry: &Entry) -> Result<Option<Value>, FieldError> {
        self.filled(field, check::value(field, entry, self))
    }

    /// The rule that what `field` holds breaks, if any: as [`Constraints::check`], without making
    /// the value.
    pub(crate) fn problem(&self, field: FieldPath, entry: &Entry) -> Option<FieldError> {
        match field.kind() {
            Kind::StringList => self
                .filled(
                    field,
                    check::texts(entry.list()).map(|kept| (!kept.is_empty()).then_some(())),
                )
                .err(),
            _ => self.check(field, entry).err(),
        }
    }

    /// The rule that a text breaks which is not taken into a list, if any.
    pub(crate) fn item_problem(field: FieldPath, item: &str) -> Option<FieldError> {
        check::item(item).err().map(|rule| FieldError {
            field,
            rule,
            item: None,
        })
    }

    /// What a field holds, unless it holds nothing and must.
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

    /// Whether `field` must be filled. Graph itself requires nothing; a skill without a name helps
    /// nobody.
    pub fn requires(&self, field: FieldPath) -> bool {
        field == FieldPath::DisplayName || self.required.contains(&field)
    }
}

/// Puts `value` at a path, making the objects on the way as the contract's example has them.
fn insert(object: &mut Map, path: &str, value: Value) {
    let Some((name, rest)) = path.split_once('.') else {
        object.insert(path.to_owned(), value);
        return;
    };
    let child = object.entry(name).or_insert(Value::Null);
    if !child.is_object() {
        *child = facet(name);
    }
    if let Value::Object(child) = child {
        insert(child, rest, value);
    }
}

/// An empty object of the nested type that `name` has. An identity set always says all three of its
/// parties, as the contract's example does.
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

/// Takes away what stands at a path, and the objects that this leaves with nothing but
/// `@odata.type`.
fn remove(object: &mut Map, path: &str) -> bool {
    let Some((name, rest)) = path.split_once('.') else {
        return object.remove(path).is_some();
    };
    let removed = object
        .get_mut(name)
        .and_then(Value::as_object_mut)
        .is_some_and(|child| remove(child, rest));
    if removed && object.get(name).is_some_and(is_empty_object) {
        object.remove(name);
    }
    removed
}

/// Whether an object says nothing but what type it and its members have.
fn is_empty_object(value: &Value) -> bool {
    matches!(value, Value::Object(members) if members.iter().all(|(name, member)| name == "@odata.type" || is_empty_object(member)))
}
