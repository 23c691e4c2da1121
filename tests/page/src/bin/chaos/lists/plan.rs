//! The random plan of one list. It depends only on the seed and its number.

use fastrand::Rng;
use serde_json::Value;

use crate::faults;

/// The number of rows.
pub const ROWS: usize = 50;
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
/// Distinguishes the random numbers from those of submissions.
const LISTS: u64 = 0x4C49_5354;

const NAMES: [&str; 6] = [
    "Rust",
    "Watercolour",
    "C++ & <b>C#</b>",
    "עברית",
    "日本語の会話",
    "Cafe\u{301} au lait",
];
const LEVELS: [&str; 4] = ["", "elementary", "advancedProfessional", "expert"];

/// An interruption of the transfer.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Deed {
    /// The page is reloaded.
    Reload,
    /// The process of the page is killed.
    Kill,
    /// The user navigates to another page and back.
    Leave,
    /// The user opens the page in another tab, which copies the list, and submits it there.
    Tab,
    /// The user stops the transfer.
    Stop,
    /// The element is removed from the page, and inserted again.
    Remove,
    /// The page returns no token until the transfer has ended.
    NoToken,
}

/// The interruptions, with their frequencies.
const DEEDS: [(u32, Deed); 7] = [
    (35, Deed::Reload),
    (25, Deed::Kill),
    (10, Deed::Leave),
    (10, Deed::Tab),
    (8, Deed::Stop),
    (6, Deed::Remove),
    (6, Deed::NoToken),
];

/// A moment of the transfer.
#[derive(Clone, Copy, Debug)]
pub struct Interruption {
    /// The number of skills that were sent since the last one.
    pub after: usize,
    /// The real time since then, in milliseconds.
    pub delay: u64,
    /// What happens.
    pub deed: Deed,
}

/// The role of a row, which does not change.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// It can be added.
    New,
    /// The profile has a skill with this name.
    Exists,
    /// An earlier row has the same name.
    Twice,
    /// It breaks a rule.
    Invalid,
    /// The user removes it.
    Removed,
}

/// The plan of a list.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Each row: its role, and its name.
    pub rows: Vec<(Role, String)>,
    /// The text to import.
    pub text: String,
    pub faults: Vec<Value>,
    pub interruptions: Vec<Interruption>,
    /// Draws the user's decisions.
    pub decisions: Rng,
}

impl Plan {
    /// Creates the plan of list `number`.
    pub fn draw(seed: u64, number: u64) -> Self {
        let mut rng = Rng::with_seed(seed ^ LISTS ^ (number + 1).wrapping_mul(STEP));
        let mut rows: Vec<(Role, String)> = Vec::new();
        let mut text = "Skill,Level,Categories,Link\n".to_owned();
        for index in 0..ROWS {
            let role = match rng.u32(..100) {
                0..6 => Role::Exists,
                6..10 if index > 0 => Role::Twice,
                10..14 => Role::Invalid,
                14..17 => Role::Removed,
                _ => Role::New,
            };
            // Names are compared without case.
            let new = format!("No {index}: {}", rng.choice(NAMES).unwrap_or_default());
            let earlier = rows.iter().filter(|(role, _)| *role == Role::New);
            let earlier: Vec<_> = earlier.map(|(_, name)| name.clone()).collect();
            let (role, name) = match rng.choice(&earlier) {
                Some(earlier) if role == Role::Twice => (role, earlier.to_uppercase()),
                _ if role == Role::Twice => (Role::New, new),
                _ => (role, new),
            };
            let level = rng.choice(LEVELS).unwrap_or_default();
            let categories = ["", "hobby", "hobby; certified"];
            let categories = rng.choice(categories).unwrap_or_default();
            let link = match role {
                Role::Invalid => "javascript:alert(1)",
                _ if rng.bool() => "https://example.com/skills",
                _ => "",
            };
            text += &["\"", &name, "\",", level, ",", categories, ",", link, "\n"].concat();
            rows.push((role, name));
        }
        let share = *rng.choice(&[0, 8, 25, 50]).unwrap_or(&25);
        let faults = faults::script(&mut rng, share);
        let interruptions = (0..rng.usize(2..7))
            .map(|_| Interruption {
                after: rng.usize(..16),
                delay: rng.u64(..60),
                deed: deed(&mut rng),
            })
            .collect();
        Self {
            rows,
            text,
            faults,
            interruptions,
            decisions: rng,
        }
    }
}

fn deed(rng: &mut Rng) -> Deed {
    let all: u32 = DEEDS.iter().map(|(weight, _)| weight).sum();
    let mut rest = rng.u32(..all);
    for (weight, deed) in DEEDS {
        if rest < weight {
            return deed;
        }
        rest -= weight;
    }
    Deed::Reload
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_number_always_yield_the_same_list() {
        let (one, again) = (Plan::draw(7, 3), Plan::draw(7, 3));
        assert_eq!((one.text, one.faults), (again.text, again.faults));
        assert_ne!(Plan::draw(8, 3).text, Plan::draw(7, 3).text);
    }

    #[test]
    fn forty_lists_include_all_roles_and_interruptions() {
        let plans: Vec<_> = (0..40).map(|number| Plan::draw(1, number)).collect();
        for role in [Role::Exists, Role::Twice, Role::Invalid, Role::Removed] {
            let has = |plan: &Plan| plan.rows.iter().any(|(other, _)| *other == role);
            assert!(plans.iter().any(has), "{role:?}");
        }
        for (_, deed) in DEEDS {
            let has = |plan: &Plan| plan.interruptions.iter().any(|it| it.deed == deed);
            assert!(plans.iter().any(has), "{deed:?}");
        }
    }
}
