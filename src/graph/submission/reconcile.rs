//! Identification of the sent skill in a collection.
//!
//! Without a response, it is unknown whether the skill was added. Even with a response, it is
//! unknown whether the skill was added only once: browsers retry a POST automatically if a reused
//! connection closes. Only the collection shows what was added.

use crate::platform::Millis;
use crate::skill::SkillProficiency;

use super::fingerprint::Fingerprint;
use super::record::Record;

/// The maximum difference between the clocks of the service and the browser, in milliseconds. If
/// they differ more, the user must decide.
const MAX_CLOCK_SKEW: Millis = 600_000;
/// The maximum time between the creation of two skills by one POST, in seconds.
const DUPLICATE_WINDOW_SECONDS: i64 = 60;

/// The properties by which a listed skill is identified.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MatchBy {
    /// The fingerprint and the creation time.
    Fingerprint,
    /// The name alone, because the service returned nothing else.
    Name,
}

impl MatchBy {
    /// Returns whether a listed skill is the same as the record's, regardless of who added it.
    pub(crate) fn is_same(self, record: &Record, skill: &SkillProficiency) -> bool {
        self.is_fingerprint_of(&record.fingerprint(), skill)
    }

    fn is_fingerprint_of(self, fingerprint: &Fingerprint, skill: &SkillProficiency) -> bool {
        match self {
            Self::Fingerprint => Fingerprint::of(skill) == *fingerprint,
            Self::Name => fingerprint.is_named_as(skill),
        }
    }
}

/// The skills on a page of a collection that match a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// The sent skill. If there are several, the oldest is first.
    pub own: Vec<SkillProficiency>,
    /// A skill that is the same but may not be the sent one. The user must decide.
    pub similar: Option<SkillProficiency>,
}

/// Finds the skill of a record among the listed skills.
///
/// A matching skill is the sent one if it is not in the baseline, which lists the collection before
/// the first POST. Without a baseline, it is the sent one if it was created between the first
/// attempt and now, with a tolerance of ten minutes. If it is older, undated, or from the future,
/// it is only similar.
pub fn find(skills: &[SkillProficiency], by: MatchBy, record: &Record, now: Millis) -> Matches {
    let fingerprint = record.fingerprint();
    let mut found = Matches::default();
    for skill in skills {
        if !by.is_fingerprint_of(&fingerprint, skill) {
            continue;
        }
        let is_own = match (&skill.id, &record.baseline_ids) {
            (None, _) => None,
            (Some(id), Some(baseline)) => Some(!baseline.contains(id)),
            (Some(_), None) => created(skill)
                .filter(|created| is_since(record, now, *created))
                .map(|_| true),
        };
        match is_own {
            Some(true) => insert_by_age(&mut found.own, skill.clone()),
            Some(false) => {}
            None => found.similar = found.similar.or_else(|| Some(skill.clone())),
        }
    }
    found
}

/// Returns the id of a skill that was just created, and the ids of its duplicates.
///
/// With a baseline, duplicates are the matching skills that are not in it. Without one, they are
/// the matching skills whose creation times are within a minute of the created skill's. If an
/// earlier attempt may have added the skill, this range starts at the first attempt.
///
/// If the response was lost, or its id is not in the collection, the oldest match counts as the
/// created skill. One skill then stays when the user removes all duplicates. In this case, the
/// range without a baseline is that of [`find`].
pub fn find_duplicates(
    own: Option<&SkillProficiency>,
    skills: &[SkillProficiency],
    record: &Record,
    now: Millis,
) -> (Option<String>, Vec<String>) {
    let id = own.and_then(|own| own.id.as_ref());
    let own = skills
        .iter()
        .find(|skill| id.is_some() && skill.id.as_ref() == id);
    // The collection's version is compared, because a service may have changed the texts of all
    // duplicates.
    let fingerprint = own.map_or_else(|| record.fingerprint(), Fingerprint::of);
    let created_at = own.and_then(created);
    let since_first_attempt = if record.may_have_been_added {
        now.saturating_sub(record.first_sent_at).max(0) / 1000
    } else {
        0
    };
    let mut matches = Vec::new();
    for skill in skills
        .iter()
        .filter(|skill| skill.id.is_some() && Fingerprint::of(skill) == fingerprint)
    {
        let is_match = match (&record.baseline_ids, created_at, created(skill)) {
            (Some(baseline), ..) => skill.id.as_ref().is_some_and(|id| !baseline.contains(id)),
            (None, Some(created_at), Some(other)) => {
                (created_at - since_first_attempt - DUPLICATE_WINDOW_SECONDS
                    ..=created_at + DUPLICATE_WINDOW_SECONDS)
                    .contains(&other)
            }
            (None, None, Some(other)) => is_since(record, now, other),
            (None, _, None) => false,
        };
        if is_match {
            insert_by_age(&mut matches, skill.clone());
        }
    }
    let mut ids = matches.into_iter().filter_map(|skill| skill.id);
    let id = own.and(id).cloned().or_else(|| ids.next());
    let others = ids.filter(|other| Some(other) != id.as_ref()).collect();
    (id, others)
}

/// Returns whether a time, in seconds, is between the first attempt and now, within the clock
/// tolerance.
fn is_since(record: &Record, now: Millis, seconds: i64) -> bool {
    let window =
        record.first_sent_at.saturating_sub(MAX_CLOCK_SKEW)..=now.saturating_add(MAX_CLOCK_SKEW);
    window.contains(&seconds.saturating_mul(1000))
}

/// Inserts a skill after those that are not newer. A skill without a date is inserted last.
fn insert_by_age(skills: &mut Vec<SkillProficiency>, skill: SkillProficiency) {
    let age = |skill: &SkillProficiency| created(skill).unwrap_or(i64::MAX);
    let index = skills.partition_point(|other| age(other) <= age(&skill));
    skills.insert(index, skill);
}

/// Returns the creation time of a skill, in seconds since the Unix epoch.
fn created(skill: &SkillProficiency) -> Option<i64> {
    skill
        .created_date_time
        .as_ref()
        .map(|time| time.instant().unix_timestamp())
}
