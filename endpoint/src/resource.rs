//! The stored skillProficiency, created from the sent one.
//! <https://learn.microsoft.com/graph/api/profile-post-skills?view=graph-rest-beta>

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::list_options::Select;
use crate::timestamp;
use crate::validate::{self, SKILL_TYPE};

/// The user of every token: this server has only one user.
const CALLER: &str = "a5ab4a61-4a61-a5ab-614a-aba5614aaba5";

/// The members that only the server sets.
const SERVER_SET: [&str; 3] = ["id", "createdDateTime", "lastModifiedDateTime"];

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
        let is_ours = SERVER_SET.contains(&name.as_str()) || name.starts_with("@odata.");
        let is_absent = value.is_null() && validate::is_known(&name);
        if !is_ours && !is_absent {
            members.insert(name, value);
        }
    }
    if let Some(Value::Object(inference)) = members.get_mut("inference") {
        inference.retain(|_, value| !value.is_null());
    }
    NewSkill {
        id,
        created,
        members,
    }
}

fn caller() -> Value {
    json!({ "application": null, "device": null, "user": { "id": CALLER, "displayName": "Local person" } })
}

/// Returns the selected members of a skill.
pub fn select(mut members: Map<String, Value>, select: Option<&Select>) -> Map<String, Value> {
    if let Some(select) = select {
        members.retain(|name, _| select.has(name));
    }
    members
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
