//! The stored skillProficiency, created and changed by the sent one.
//! <https://learn.microsoft.com/graph/api/profile-post-skills?view=graph-rest-beta> and
//! <https://learn.microsoft.com/graph/api/skillproficiency-update?view=graph-rest-beta>

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::etag::{self, Etag};
use crate::list_options::Select;
use crate::timestamp;
use crate::validate::{self, SKILL_TYPE};

/// The user of every token: this server has only one user.
const CALLER: &str = "a5ab4a61-4a61-a5ab-614a-aba5614aaba5";

/// The members that only the server sets.
const SERVER_SET: [&str; 3] = ["id", "createdDateTime", "lastModifiedDateTime"];

/// The members that an update does not change, because the documentation does not list them, or sets
/// itself.
const READ_ONLY: [&str; 5] = [
    "id",
    "createdDateTime",
    "createdBy",
    "lastModifiedDateTime",
    "lastModifiedBy",
];

/// A new skill before it is stored.
#[derive(Debug)]
pub struct NewSkill {
    pub id: String,
    pub created: String,
    pub members: Map<String, Value>,
}

/// Adds the server's members to a valid skill. All other sent members follow unchanged and in their
/// order, including unknown ones. A `null` of a known property is omitted.
pub fn create(sent: Map<String, Value>) -> NewSkill {
    let id = Uuid::new_v4().to_string();
    let created = timestamp::now();
    let mut members = Map::new();
    members.insert("@odata.type".to_owned(), Value::from(SKILL_TYPE));
    members.insert("id".to_owned(), Value::from(id.as_str()));
    members.insert("createdDateTime".to_owned(), Value::from(created.as_str()));
    members.insert(
        "lastModifiedDateTime".to_owned(),
        Value::from(created.as_str()),
    );
    for by in ["createdBy", "lastModifiedBy"] {
        if sent.get(by).is_none_or(Value::is_null) {
            members.insert(by.to_owned(), caller());
        }
    }
    for (name, value) in sent {
        let is_ours = SERVER_SET.contains(&name.as_str()) || is_annotation(&name);
        let is_absent = value.is_null() && validate::is_known(&name);
        if !is_ours && !is_absent {
            members.insert(name, value);
        }
    }
    omit_nulls_of_inference(&mut members);
    NewSkill {
        id,
        created,
        members,
    }
}

/// Changes the members of a stored skill to the sent, valid ones. A `null` removes a member. If there
/// is no member to change, the dates do not change either.
pub fn update(skill: &mut Map<String, Value>, sent: Map<String, Value>) {
    let mut is_changed = false;
    for (name, value) in sent {
        if READ_ONLY.contains(&name.as_str()) || is_annotation(&name) {
            continue;
        }
        is_changed = true;
        if value.is_null() {
            skill.shift_remove(&name);
        } else {
            skill.insert(name, value);
        }
    }
    if is_changed {
        omit_nulls_of_inference(skill);
        skill.insert(
            "lastModifiedDateTime".to_owned(),
            Value::from(timestamp::now()),
        );
        skill.insert("lastModifiedBy".to_owned(), caller());
    }
}

/// Returns whether only the server sets a member, because it describes the resource.
fn is_annotation(name: &str) -> bool {
    name.starts_with("@odata.")
}

fn omit_nulls_of_inference(skill: &mut Map<String, Value>) {
    if let Some(Value::Object(inference)) = skill.get_mut("inference") {
        inference.retain(|_, value| !value.is_null());
    }
}

fn caller() -> Value {
    json!({ "application": null, "device": null, "user": { "id": CALLER, "displayName": "Local person" } })
}

/// Returns a skill of a response: its `ETag`, if the response contains it, and the selected members.
pub fn shown(
    members: Map<String, Value>,
    select: Option<&Select>,
    etag: Option<&Etag>,
) -> Map<String, Value> {
    let mut shown = Map::new();
    if let Some(etag) = etag {
        shown.insert(etag::MEMBER.to_owned(), Value::from(etag.to_string()));
    }
    let is_selected = |name: &str| select.is_none_or(|select| select.has(name));
    shown.extend(members.into_iter().filter(|(name, _)| is_selected(name)));
    shown
}

/// Returns a single skill: its members, and the URL of its metadata.
pub fn with_context(context: &str, members: Map<String, Value>) -> Value {
    let mut entity = Map::new();
    entity.insert(
        "@odata.context".to_owned(),
        Value::from(format!("{context}/$entity")),
    );
    entity.extend(members);
    Value::Object(entity)
}
