//! The check for duplicates after a transfer.

use crate::platform::fold;
use crate::skill::SkillProficiency;

/// Returns the ids of the skills with a name that were added during a transfer and belong to no row.
///
/// `before` are the ids of the skills that existed before, and `added` the folded name of each row
/// of the list, with the id of its skill if it was added. The id is empty if the response did not
/// contain it; then one skill with this name belongs to the row.
pub(crate) fn duplicates(
    folded_name: &str,
    listed: &[SkillProficiency],
    before: &[String],
    added: &[(String, Option<String>)],
) -> Vec<String> {
    let is_other = |id: &String| {
        !before.contains(id) && !added.iter().any(|(_, added)| added.as_ref() == Some(id))
    };
    let has_name = |skill: &&SkillProficiency| {
        fold(skill.display_name.as_deref().unwrap_or_default()) == folded_name
    };
    let without_id = added
        .iter()
        .filter(|(name, id)| name == folded_name && id.as_deref() == Some(""))
        .count();
    listed
        .iter()
        .filter(has_name)
        .filter_map(|skill| skill.id.clone())
        .filter(is_other)
        .skip(without_id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(id: &str, name: &str) -> SkillProficiency {
        SkillProficiency {
            id: Some(id.to_owned()),
            display_name: Some(name.to_owned()),
            ..SkillProficiency::default()
        }
    }

    fn row(name: &str, id: &str) -> (String, Option<String>) {
        (name.to_owned(), Some(id.to_owned()))
    }

    #[test]
    fn only_skills_that_are_new_and_belong_to_no_row_are_duplicates() {
        let listed = [
            skill("old", "Rust"),
            skill("mine", "RUST"),
            skill("twice", " rust "),
            skill("other", "Go"),
        ];
        let before = ["old".to_owned()];
        let found = |added: &[_]| duplicates("rust", &listed, &before, added);
        assert_eq!(found(&[row("rust", "mine")]), ["twice"]);
        assert_eq!(found(&[row("rust", "mine"), row("rust", "twice")]), [""; 0]);
        assert_eq!(found(&[row("rust", "")]), ["twice"]);
    }
}
