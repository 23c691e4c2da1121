//! Which skill of a collection is a second copy of one that was just created.

use crate::skill::{SkillProficiency, platform};

/// How far apart the service may have created two copies of one POST, in seconds.
const WINDOW: i64 = 60;

/// Whether `other` is a second copy of `created`: another id, the same words, and created at about the same time by the same
/// clock. Enumerations are left out: services have answered them in other words.
pub fn is_double(created: &SkillProficiency, other: &SkillProficiency) -> bool {
    let moment = |skill: &SkillProficiency| skill.created_date_time.as_ref().map(|time| time.instant().unix_timestamp());
    let (Some(ours), Some(theirs)) = (moment(created), moment(other)) else { return false };
    created.id.is_some()
        && other.id.is_some()
        && created.id != other.id
        && ours.abs_diff(theirs) <= WINDOW.unsigned_abs()
        && fingerprint(created) == fingerprint(other)
}

fn fingerprint(skill: &SkillProficiency) -> (Option<String>, Vec<String>, Option<&str>) {
    let normal = |text: &String| platform::nfc(text.trim());
    // Sorted as they come: a list is short, and a sorting algorithm is not.
    let mut categories = Vec::new();
    for category in skill.categories.iter().flatten().map(normal) {
        let place = categories.partition_point(|other| *other < category);
        categories.insert(place, category);
    }
    (skill.display_name.as_ref().map(normal), categories, skill.web_url.as_deref())
}
