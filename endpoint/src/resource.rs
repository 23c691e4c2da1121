//! The skillProficiency that is stored, made from the one that was sent.
//! <https://learn.microsoft.com/graph/api/profile-post-skills?view=graph-rest-beta>

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::list_options::Select;
use crate::timestamp;
use crate::validate::{self, SKILL_TYPE};

/// Who every bearer is: this server has one person behind its tokens.
const CALLER: &str = "a5ab4a61-4a61-a5ab-614a-aba5614aaba5";

/// Members that the server alone sets.
const SERVER_SET: [&str; 3] = ["id", "createdDateTime", "lastModifiedDateTime"];

/// A skill that is about to be stored.
#[derive(Debug)]
pub struct NewSkill {
    pub id: String,
    pub created: String,
    pub members: Map<String, Value>,
}

/// Gives a valid skill what the server sets. What else was sent follows as it came and in its
/// order, members that this server does not know included; only a `null` of a known property is the
/// same as its absence.
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

/// The members of a skill that were asked for.
pub fn select(mut members: Map<String, Value>, select: Option<&Select>) -> Map<String, Value> {
    if let Some(select) = select {
        members.retain(|name, _| select.has(name));
    }
    members
}

/// A skill on its own: its members, and where they are described.
pub fn with_context(context: &str, members: Map<String, Value>) -> Value {
    let mut entity = Map::new();
    entity.insert(
        "@odata.context".to_owned(),
        Value::from(format!("{context}/$entity")),
    );
    entity.extend(members);
    Value::Object(entity)
}
