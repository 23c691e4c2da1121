//! The skills that this tab knows from earlier lookups and submissions, its own and those of other
//! tabs, so that the form can recognize an existing skill without a request.
//!
//! They are kept in memory only: the id, the name, and the level of each skill.

use std::cell::RefCell;

use crate::platform::tab_channel::TabChannel;
use crate::platform::{parse_json, stringify};
use crate::skill::{Map, Property, SkillProficiency, Value};

use super::submission::name_key;

/// The name of the channel to other tabs.
const CHANNEL: &str = "add-skill";
/// The maximum number of known skills. The oldest are forgotten first.
const MAX: usize = 5_000;

struct Known {
    /// The collection and the user: [`SkillsClient::scope`](super::SkillsClient::scope).
    scope: String,
    name: String,
    skill: SkillProficiency,
}

thread_local! {
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
    static TABS: RefCell<Option<TabChannel>> = const { RefCell::new(None) };
}

/// Remembers the skills on a page of a collection. With the first page, earlier knowledge of this
/// collection is outdated.
pub(super) fn learn(scope: &str, skills: &[SkillProficiency], is_first_page: bool) {
    if is_first_page {
        clear(scope);
    }
    for skill in skills {
        remember(scope, skill);
    }
}

/// Remembers a skill that was added or changed, also in the other tabs.
pub(super) fn share(scope: &str, skill: &SkillProficiency) {
    remember(scope, skill);
    post(scope, "skill", essence(skill).write());
}

/// Forgets a skill that was removed, also in the other tabs.
pub(super) fn share_removal(scope: &str, id: &str) {
    forget(scope, id);
    post(scope, "removed", id.into());
}

/// Forgets all skills of a collection, because the page may be used by another user now.
pub(crate) fn clear(scope: &str) {
    KNOWN.with_borrow_mut(|known| known.retain(|known| known.scope != scope));
}

/// Returns the known skill with this name.
pub(crate) fn find(scope: &str, name: &str) -> Option<SkillProficiency> {
    listen();
    let name = name_key(&SkillProficiency {
        display_name: Some(name.to_owned()),
        ..SkillProficiency::default()
    });
    KNOWN.with_borrow(|known| {
        known
            .iter()
            .find(|known| known.scope == scope && known.name == name)
            .map(|known| known.skill.clone())
    })
}

fn remember(scope: &str, skill: &SkillProficiency) {
    let (Some(id), name) = (&skill.id, name_key(skill)) else {
        return;
    };
    if name.is_empty() {
        return;
    }
    forget(scope, id);
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MAX {
            known.remove(0);
        }
        known.push(Known {
            scope: scope.to_owned(),
            name,
            skill: essence(skill),
        });
    });
}

fn forget(scope: &str, id: &str) {
    KNOWN.with_borrow_mut(|known| {
        known.retain(|known| known.scope != scope || known.skill.id.as_deref() != Some(id));
    });
}

/// Returns the id, the name, and the level of a skill.
fn essence(skill: &SkillProficiency) -> SkillProficiency {
    SkillProficiency {
        id: skill.id.clone(),
        display_name: skill.display_name.clone(),
        proficiency: skill.proficiency.clone(),
        ..SkillProficiency::default()
    }
}

/// Starts to listen to the other tabs.
pub(crate) fn listen() {
    TABS.with_borrow_mut(|tabs| {
        if !tabs.as_ref().is_some_and(TabChannel::is_open) {
            *tabs = TabChannel::open(CHANNEL, receive);
        }
    });
}

fn post(scope: &str, event: &str, value: Value) {
    listen();
    let mut message = Map::new();
    message.insert("scope".to_owned(), scope.into());
    message.insert(event.to_owned(), value);
    TABS.with_borrow(|tabs| {
        if let Some(tabs) = tabs {
            tabs.post(&stringify(&Value::Object(message)));
        }
    });
}

/// Handles a message of another tab, which may have another version of this form.
fn receive(message: &str) {
    let Some(Value::Object(mut message)) = parse_json(message) else {
        return;
    };
    let Some(Value::String(scope)) = message.remove("scope") else {
        return;
    };
    if let Some(skill) = message
        .remove("skill")
        .and_then(|skill| SkillProficiency::read(skill).ok())
    {
        remember(&scope, &skill);
    }
    if let Some(Value::String(id)) = message.remove("removed") {
        forget(&scope, &id);
    }
}
