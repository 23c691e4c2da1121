//! What is drawn for one submission: the same for the same seed and number, whatever became of the
//! others.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::faults::{self, Twin};

/// How many elements the page has.
pub const ELEMENTS: u64 = 8;
/// How many of them look at the collection by themselves; the others are told not to.
const VERIFYING: u64 = 5;
/// What tells the seeds of neighbours far apart.
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
const AUDIENCES: [&str; 3] = ["me", "organization", "everyone"];

/// What people and pages do meanwhile, and how often of a thousand.
const DEEDS: [(u32, &str); 9] = [
    (120, "stop"),
    (50, "stop-twice"),
    (80, "skip"),
    (60, "press"),
    (60, "type-name"),
    (60, "type-level"),
    (80, "remove"),
    (50, "offline"),
    (15, "reload"),
];

/// A submission that is to be made.
#[derive(Clone, Debug)]
pub struct Plan {
    pub number: u64,
    /// A skill that is the same and stands in the collection before.
    pub twin: Option<Twin>,
    pub skill: Value,
    /// All that the page has to know.
    pub for_page: Value,
}

/// Whether an element looks at the collection by itself.
pub fn verifies(element: u64) -> bool {
    element < VERIFYING
}

/// The name that a submission's skill begins with, and no other's does.
pub fn prefix(number: u64) -> String {
    format!("{number}: ")
}

/// The number of the submission that a skill is of.
pub fn number_of(name: &str) -> Option<u64> {
    name.split_once(": ")?.0.parse().ok()
}

impl Plan {
    /// Draws submission `number`.
    pub fn draw(seed: u64, number: u64) -> Self {
        let rng = &mut Rng::with_seed(seed ^ (number + 1).wrapping_mul(STEP));
        let element = number % ELEMENTS;
        let skill = skill(rng, number);
        let twin = faults::twin(rng, verifies(element));
        let faults = faults::draw(rng, number, twin);
        let for_page = json!({
            "number": number,
            "element": element,
            "skill": skill,
            "faults": faults,
            "token": token(rng),
            "meanwhile": meanwhile(rng),
            "start": *rng.choice(["double-click", "offline"].iter()).filter(|_| rng.u8(..100) < 12).unwrap_or(&"click"),
            "decisions": (0..4).map(|_| rng.u32(..5040)).collect::<Vec<_>>(),
            "removes": rng.u8(..100) < 70,
            "clears": rng.bool(),
        });
        Self {
            number,
            twin,
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

/// What the page does when it is asked for a token for the `ask`th time.
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

/// Each is done so long after a moment: the wishes for a token and the requests are counted
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
    fn a_seed_and_a_number_always_draw_the_same() {
        let again = Plan::draw(7, 41);
        assert_eq!(Plan::draw(7, 41).for_page, again.for_page);
        assert_ne!(Plan::draw(8, 41).for_page, again.for_page);
        let faults: BTreeSet<_> = (0..100)
            .map(|number| Plan::draw(7, number).for_page["meanwhile"].to_string())
            .collect();
        assert!(faults.len() > 40, "neighbours are alike: {faults:?}");
    }

    #[test]
    fn a_thousand_submissions_meet_every_fault() {
        let drawn: String = (0..1000)
            .map(|number| Plan::draw(1, number).for_page["faults"].to_string())
            .collect();
        let drawn = drawn.replace("\\\"", "\"");
        for fault in faults::all().iter().filter(|fault| **fault != faults::OLD) {
            assert!(drawn.contains(&format!("\"{fault};header")), "{fault}");
        }
    }

    #[test]
    fn a_name_tells_which_submission_it_is_of() {
        let plan = Plan::draw(1, 23);
        assert_eq!(
            number_of(plan.skill["displayName"].as_str().unwrap_or_default()),
            Some(23)
        );
    }
}
