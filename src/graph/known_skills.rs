//! The skills that this tab knows from earlier lookups and submissions, its own and those of other
//! tabs, so that the form can recognize an existing skill without a request.
//!
//! They are kept in memory only: the id, the name, and the level of each skill.

use std::cell::RefCell;

use crate::platform::tab_channel::TabChannel;
use crate::platform::{fold, parse_json, stringify};
use crate::skill::{Map, Property, SkillProficiency, Value};

/// The name of the channel to other tabs.
const CHANNEL: &str = "add-skill";
/// The maximum number of known skills. The oldest are forgotten first.
const MAX: usize = 5_000;

/// A skill that the profile is known to contain.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct KnownSkill {
    /// The name.
    pub name: String,
    /// The level, as the service has it.
    pub level: Option<String>,
}

impl KnownSkill {
    /// Returns what is known of a skill.
    pub fn of(skill: &SkillProficiency) -> Self {
        Self {
            name: skill.display_name.clone().unwrap_or_default(),
            level: skill.proficiency.as_ref().map(ToString::to_string),
        }
    }
}

struct Entry {
    /// The collection and the user: [`SkillsClient::scope`](super::SkillsClient::scope).
    scope: String,
    id: String,
    folded_name: String,
    skill: KnownSkill,
}

thread_local! {
    static KNOWN: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
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
pub(crate) fn share(scope: &str, skill: &SkillProficiency) {
    if let Some((id, skill)) = remember(scope, skill) {
        post(scope, &id, Some(skill));
    }
}

/// Forgets a skill that was removed, also in the other tabs.
pub(crate) fn share_removal(scope: &str, id: &str) {
    forget(scope, id);
    post(scope, id, None);
}

/// Forgets all skills of a collection, because the page may be used by another user now.
pub(crate) fn clear(scope: &str) {
    KNOWN.with_borrow_mut(|known| known.retain(|known| known.scope != scope));
}

/// Returns the known skill with this name.
pub(crate) fn find(scope: &str, name: &str) -> Option<KnownSkill> {
    let name = fold(name);
    KNOWN.with_borrow(|known| {
        known
            .iter()
            .find(|known| known.scope == scope && known.folded_name == name)
            .map(|known| known.skill.clone())
    })
}

/// Starts to listen to the other tabs.
pub(crate) fn listen() {
    TABS.with_borrow_mut(|tabs| {
        if tabs.is_none() {
            *tabs = TabChannel::open(CHANNEL, receive);
        }
    });
}

fn remember(scope: &str, skill: &SkillProficiency) -> Option<(String, KnownSkill)> {
    let known = KnownSkill::of(skill);
    let id = skill.id.clone().filter(|_| !known.name.is_empty())?;
    insert(scope, &id, &known);
    Some((id, known))
}

fn insert(scope: &str, id: &str, skill: &KnownSkill) {
    forget(scope, id);
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MAX {
            known.remove(0);
        }
        known.push(Entry {
            scope: scope.to_owned(),
            id: id.to_owned(),
            folded_name: fold(&skill.name),
            skill: skill.clone(),
        });
    });
}

fn forget(scope: &str, id: &str) {
    KNOWN.with_borrow_mut(|known| known.retain(|known| known.scope != scope || known.id != id));
}

/// Sends a skill to the other tabs, or without it, that the skill with this id was removed.
fn post(scope: &str, id: &str, skill: Option<KnownSkill>) {
    let mut message = Map::new();
    let mut put = |name: &str, value: Value| drop(message.insert(name.to_owned(), value));
    put("scope", scope.into());
    put("id", id.into());
    if let Some(skill) = skill {
        put("name", skill.name.into());
        if let Some(level) = skill.level {
            put("level", level.into());
        }
    }
    listen();
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
    let mut take = |name| String::read(message.remove(name)?).ok();
    let (Some(scope), Some(id)) = (take("scope"), take("id")) else {
        return;
    };
    match take("name") {
        Some(name) => {
            let level = take("level");
            insert(&scope, &id, &KnownSkill { name, level });
        }
        None => forget(&scope, &id),
    }
}
