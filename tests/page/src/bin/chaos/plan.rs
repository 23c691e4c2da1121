//! The random plan of one submission. It depends only on the seed and its number.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::faults::{self, Twin};

/// The number of elements in the page.
pub const ELEMENTS: u64 = 8;
/// The number of elements with duplicate detection. The others have `verify="off"`.
const VERIFYING: u64 = 5;
/// The element with `existing="allow"`.
const ALLOWING: u64 = 3;
/// The factor that separates the seeds of adjacent numbers.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

const NAMES: [&str; 6] = [
    "Rust",
    "Watercolour",
    "C++ & <b>C#</b>",
    "עברית",
    "日本語の会話",
    "Cafe\u{301} au lait",
];
const CATEGORIES: [&str; 5] = [
    "hobby",
    "professional",
    "personal",
    "certified",
    "überprüft",
];
const LEVELS: [&str; 4] = [
    "elementary",
    "limitedWorking",
    "advancedProfessional",
    "expert",
];
/// The users whose profiles the elements add to, with the number of other skills on each. A page of a
/// list contains 100.
pub const PROFILES: [(&str, usize); 3] = [("me", 0), ("users/one", 1), ("users/many", 200)];
const AUDIENCES: [&str; 3] = ["me", "organization", "everyone"];

/// The actions of the user and the page during a submission, with their frequencies per thousand.
const DEEDS: [(u32, &str); 10] = [
    (120, "stop"),
    (50, "stop-twice"),
    (80, "skip"),
    (60, "press"),
    (60, "type-name"),
    (60, "type-level"),
    (80, "remove"),
    (60, "undo"),
    (50, "offline"),
    (15, "reload"),
];

/// The plan of a submission.
#[derive(Clone, Debug)]
pub struct Plan {
    pub number: u64,
    /// An identical skill that is in the collection before.
    pub twin: Option<Twin>,
    /// A skill with the same name in other letters, and with a level of its own, that is in the
    /// collection before.
    pub namesake: Option<Value>,
    pub skill: Value,
    /// The plan for the page.
    pub for_page: Value,
}

/// Returns whether an element has duplicate detection.
pub fn verifies(element: u64) -> bool {
    element < VERIFYING
}

/// Returns whether an element asks the user about existing skills.
pub fn asks(element: u64) -> bool {
    verifies(element) && element != ALLOWING
}

/// Returns the user whose profile an element adds to.
pub fn profile(element: u64) -> &'static str {
    let profiles = PROFILES.iter().cycle();
    profiles
        .map(|(user, _)| *user)
        .nth(usize::try_from(element).unwrap_or_default())
        .unwrap_or_default()
}

/// Returns the unique prefix of the name of a submission's skill.
pub fn prefix(number: u64) -> String {
    format!("{number}: ")
}

/// Returns the number of a skill's submission.
pub fn number_of(name: &str) -> Option<u64> {
    name.split_once(": ")?.0.parse().ok()
}

impl Plan {
    /// Creates the plan of submission `number`.
    pub fn draw(seed: u64, number: u64) -> Self {
        let rng = &mut Rng::with_seed(seed ^ (number + 1).wrapping_mul(STEP));
        let element = number % ELEMENTS;
        let skill = skill(rng, number);
        let twin = faults::twin(rng, verifies(element));
        let namesake = namesake(rng, &skill, asks(element)).filter(|_| twin.is_none());
        let faults = faults::draw(rng, number, twin);
        let for_page = json!({
            "number": number,
            "element": element,
            "asks": asks(element),
            "skill": skill,
            "faults": faults,
            "token": token(rng),
            "meanwhile": meanwhile(rng),
            "start": *rng.choice(["double-click", "offline"].iter()).filter(|_| rng.u8(..100) < 12).unwrap_or(&"click"),
            "decisions": (0..4).map(|_| rng.u32(..5040)).collect::<Vec<_>>(),
            "removes": rng.u8(..100) < 70,
            "undoes": rng.u8(..100) < 20,
            "clears": rng.bool(),
        });
        Self {
            number,
            twin,
            namesake,
            skill,
            for_page,
        }
    }
}

fn skill(rng: &mut Rng, number: u64) -> Value {
    let name = rng.choice(NAMES).unwrap_or_default();
    let mut skill = json!({ "displayName": format!("{}{name}", prefix(number)) });
    let mut categories = CATEGORIES.to_vec();
    rng.shuffle(&mut categories);
    categories.truncate(rng.usize(..4));
    if !categories.is_empty() {
        skill["categories"] = json!(categories);
    }
    for (member, values) in [
        ("proficiency", &LEVELS[..]),
        ("allowedAudiences", &AUDIENCES),
    ] {
        if let Some(value) = rng.choice(values).filter(|_| rng.bool()) {
            skill[member] = json!(value);
        }
    }
    if rng.u8(..3) == 0 {
        skill["webUrl"] = json!(format!("https://example.com/skills/{}", rng.u16(..)));
    }
    skill
}

/// Returns a skill whose name differs only in case: often, if the element asks about it.
fn namesake(rng: &mut Rng, skill: &Value, asks: bool) -> Option<Value> {
    let is_drawn = rng.u8(..100) < if asks { 45 } else { 10 };
    let name = skill["displayName"].as_str()?.to_uppercase();
    let mut namesake = json!({ "displayName": name });
    if let Some(level) = rng.choice(LEVELS).filter(|_| rng.u8(..4) > 0) {
        namesake["proficiency"] = json!(level);
    }
    Some(namesake).filter(|_| is_drawn)
}

/// Returns the page's reaction to the call number `ask` of `getAccessToken`.
fn token(rng: &mut Rng) -> Value {
    let how = match rng.u32(..1000) {
        0..30 => "reject",
        30..50 => "unusable",
        50..110 => "late",
        110..113 => "never",
        _ => return Value::Null,
    };
    json!({ "ask": rng.u8(1..=4), "how": how, "for": rng.u32(..20_000) })
}

/// Each action follows an event after this delay. The events are token calls and requests, counted
/// together.
fn meanwhile(rng: &mut Rng) -> Value {
    let mut deeds = Vec::new();
    for (weight, what) in DEEDS {
        if rng.u32(..1000) < weight {
            let lasting = rng.u32(..12_000);
            deeds.push(json!({ "what": what, "moment": rng.u8(1..=6), "after": rng.u32(..1500), "lasting": lasting }));
        }
    }
    Value::Array(deeds)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_seed_and_a_number_always_yield_the_same_plan() {
        let again = Plan::draw(7, 41);
        assert_eq!(Plan::draw(7, 41).for_page, again.for_page);
        assert_ne!(Plan::draw(8, 41).for_page, again.for_page);
        let faults: BTreeSet<_> = (0..100)
            .map(|number| Plan::draw(7, number).for_page["meanwhile"].to_string())
            .collect();
        assert!(faults.len() > 40, "neighbours are alike: {faults:?}");
    }

    #[test]
    fn a_thousand_submissions_include_every_fault() {
        let drawn: String = (0..1000)
            .map(|number| Plan::draw(1, number).for_page["faults"].to_string())
            .collect();
        let drawn = drawn.replace("\\\"", "\"");
        for fault in faults::all().iter().filter(|fault| **fault != faults::OLD) {
            assert!(drawn.contains(&format!("\"{fault};header")), "{fault}");
        }
    }

    #[test]
    fn a_name_identifies_its_submission() {
        let plan = Plan::draw(1, 23);
        assert_eq!(
            number_of(plan.skill["displayName"].as_str().unwrap_or_default()),
            Some(23)
        );
    }
}
