//! Which skills of a collection are the one that was sent.
//!
//! A lost answer does not tell whether the skill was added, and a good one does not tell that it
//! was added once: browsers send a POST again by themselves when a kept connection is lost under
//! it. Only the collection can tell.

use crate::platform::Millis;
use crate::skill::SkillProficiency;

use super::fingerprint::Fingerprint;
use super::record::Record;

/// How far a service's clock and ours may differ, in milliseconds. Where they differ more, a person
/// is asked.
const MAX_CLOCK_SKEW: Millis = 600_000;
/// How far apart a service may have created two copies of one POST, in seconds.
const DUPLICATE_WINDOW_SECONDS: i64 = 60;

/// What a listed skill is known by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MatchBy {
    /// By the whole fingerprint and the time.
    Fingerprint,
    /// By the name alone: the service answered no more.
    Name,
}

impl MatchBy {
    /// Whether a listed skill is the same as that of a record, whoever has added it.
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

/// What a page of a collection holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// The skill that was sent, the oldest first where there are several.
    pub own: Vec<SkillProficiency>,
    /// One that is the same but cannot be told to be ours: a person is asked.
    pub similar: Option<SkillProficiency>,
}

/// Looks for the skill of a record.
///
/// Ours are the same skills that did not stand in the collection before. Where that is not known,
/// they are those created between the first attempt and now, with ten minutes for the clocks; an
/// older or undated one, and one from the future, is similar.
pub fn find(skills: &[SkillProficiency], by: MatchBy, record: &Record, now: Millis) -> Matches {
    let fingerprint = record.fingerprint();
    let mut found = Matches::default();
    for skill in skills {
        if !by.is_fingerprint_of(&fingerprint, skill) {
            continue;
        }
        let is_ours = match (&skill.id, &record.baseline_ids) {
            (None, _) => None,
            (Some(id), Some(baseline)) => Some(!baseline.contains(id)),
            (Some(_), None) => created(skill)
                .filter(|created| is_since(record, now, *created))
                .map(|_| true),
        };
        match is_ours {
            Some(true) => insert_by_age(&mut found.own, skill.clone()),
            Some(false) => {}
            None => found.similar = found.similar.or_else(|| Some(skill.clone())),
        }
    }
    found
}

/// The id of a skill that was just created, as the collection has it, and those of its further
/// copies.
///
/// With a baseline they are the same skills that did not stand there before. Without one they are
/// those created at about the same time by the same clock; an attempt whose answer was lost widens
/// that time to when it was sent. Where the answer was lost on its way, or names an id that the
/// collection does not have, the oldest is taken for ours: removing all others leaves one.
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
    // As the collection has it: a service may have changed the words, of both copies.
    let fingerprint = own.map_or_else(|| record.fingerprint(), Fingerprint::of);
    let moment = own.and_then(created);
    let earlier = if record.may_have_been_added {
        now.saturating_sub(record.first_sent_at).max(0) / 1000
    } else {
        0
    };
    let mut copies = Vec::new();
    for skill in skills
        .iter()
        .filter(|skill| skill.id.is_some() && Fingerprint::of(skill) == fingerprint)
    {
        let is_copy = match (&record.baseline_ids, moment, created(skill)) {
            (Some(baseline), ..) => skill.id.as_ref().is_some_and(|id| !baseline.contains(id)),
            (None, Some(moment), Some(other)) => (moment - earlier - DUPLICATE_WINDOW_SECONDS
                ..=moment + DUPLICATE_WINDOW_SECONDS)
                .contains(&other),
            (None, None, Some(other)) => is_since(record, now, other),
            (None, _, None) => false,
        };
        if is_copy {
            insert_by_age(&mut copies, skill.clone());
        }
    }
    let mut ids = copies.into_iter().filter_map(|copy| copy.id);
    let id = own.and(id).cloned().or_else(|| ids.next());
    let others = ids.filter(|other| Some(other) != id.as_ref()).collect();
    (id, others)
}

/// Whether a moment, in seconds, is between the first attempt and now, as far as the clocks agree.
fn is_since(record: &Record, now: Millis, seconds: i64) -> bool {
    let window =
        record.first_sent_at.saturating_sub(MAX_CLOCK_SKEW)..=now.saturating_add(MAX_CLOCK_SKEW);
    window.contains(&seconds.saturating_mul(1000))
}

/// Puts a skill behind those that are as old or older; one without a date comes last.
fn insert_by_age(skills: &mut Vec<SkillProficiency>, skill: SkillProficiency) {
    let age = |skill: &SkillProficiency| created(skill).unwrap_or(i64::MAX);
    let place = skills.partition_point(|other| age(other) <= age(&skill));
    skills.insert(place, skill);
}

/// When a skill was created, in seconds since the Unix epoch.
fn created(skill: &SkillProficiency) -> Option<i64> {
    skill
        .created_date_time
        .as_ref()
        .map(|time| time.instant().unix_timestamp())
}
