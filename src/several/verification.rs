//! The check for duplicates after a transfer.

use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::fold;
use crate::skill::SkillProficiency;

use super::row::Row;

/// A skill of the profile.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// The name, in the form in which names are compared. Forming it is slow.
    pub name: String,
    /// The id, if the service has sent one.
    pub id: Option<String>,
}

impl Listed {
    /// Returns a skill of a lookup.
    pub fn of(skill: &SkillProficiency) -> Self {
        Self {
            name: fold(skill.display_name.as_deref().unwrap_or_default()),
            id: skill.id.clone(),
        }
    }
}

/// The skill that a row has added.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    /// The name of the row, in the form in which names are compared.
    name: Rc<str>,
    /// The id of the skill, or `None` if the row has added none. It is empty if the response did not
    /// contain it.
    id: Option<String>,
}

impl Claimed {
    /// Returns the skill of a row.
    pub fn by(row: &Row) -> Self {
        Self {
            name: row.folded_name(),
            id: row.added_id.get_untracked(),
        }
    }
}

/// Returns the ids of the skills with a name that are new and belong to no row.
///
/// `known` are the ids that existed before, and `claimed` the skills of all rows. If the response
/// did not contain the id of a row's skill, or the profile does not have it, one skill with this
/// name belongs to the row: the last one must not be removed as a duplicate.
pub(crate) fn duplicates(
    folded_name: &str,
    listed: &[Listed],
    known: &[String],
    claimed: &[Claimed],
) -> Vec<String> {
    let is_listed = |id: &String| listed.iter().any(|skill| skill.id.as_ref() == Some(id));
    let is_other =
        |id: &String| !known.contains(id) && !claimed.iter().any(|row| row.id.as_ref() == Some(id));
    let without_id = claimed
        .iter()
        .filter(|row| *row.name == *folded_name && row.id.as_ref().is_some_and(|id| !is_listed(id)))
        .count();
    listed
        .iter()
        .filter(|skill| skill.name == folded_name)
        .filter_map(|skill| skill.id.clone())
        .filter(is_other)
        .skip(without_id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(id: &str, name: &str) -> Listed {
        Listed::of(&SkillProficiency {
            id: Some(id.to_owned()),
            display_name: Some(name.to_owned()),
            ..SkillProficiency::default()
        })
    }

    fn found(claimed: &[&str]) -> Vec<String> {
        let listed = [
            skill("old", "Rust"),
            skill("mine", "RUST"),
            skill("twice", " rust "),
            skill("other", "Go"),
        ];
        let claimed: Vec<_> = claimed
            .iter()
            .map(|id| Claimed {
                name: "rust".into(),
                id: Some((*id).to_owned()),
            })
            .collect();
        duplicates("rust", &listed, &["old".to_owned()], &claimed)
    }

    #[test]
    fn only_skills_that_are_new_and_belong_to_no_row_are_duplicates() {
        assert_eq!(found(&["mine"]), ["twice"]);
        assert_eq!(found(&["mine", "twice"]), [""; 0]);
    }

    #[test]
    fn a_row_whose_id_is_not_in_the_profile_keeps_one_skill() {
        assert_eq!(found(&[""]), ["twice"]);
        assert_eq!(found(&["of another skill"]), ["twice"]);
        assert_eq!(found(&["of another skill", ""]), [""; 0]);
        assert_eq!(found(&["of another skill", "twice"]), [""; 0]);
    }
}
