//! What follows success: a quiet look for doubles, and their removal.

use crate::graph::outcome::{Answer, Created, Outcome, RequestIds};
use crate::graph::submission::listing::{self, ListRequest};
use crate::graph::submission::reconcile;
use crate::graph::submission::record::{Record, Stage};
use crate::graph::submission::state::{Added, Effect, State};
use crate::graph::timeouts::PAGE_WATCH;
use crate::skill::SkillProficiency;

use super::Step;

/// The pauses before each further look for copies of a skill of which an earlier attempt was lost,
/// in milliseconds: that one may come through late.
const LATE: [u32; 2] = [10_000, 60_000];

impl Step<'_> {
    /// The skill was added. An answer alone does not say how often; the collection does.
    ///
    /// A page that does not want the look gets it all the same where an earlier attempt may have
    /// added the skill too: that double would be the form's own.
    pub(crate) fn created(&mut self, created: Created) -> State {
        let is_verified = self.machine.target.verify
            || self
                .machine
                .record
                .as_ref()
                .is_some_and(|record| record.may_have_been_added);
        let mut added = self.added(created, Vec::new());
        self.schedule_follow_up(&mut added, is_verified);
        self.tell_added(&added);
        self.verify(added)
    }

    /// Writes down whether the collection is still to be looked at for copies: a page that goes
    /// before looks when it is back.
    fn schedule_follow_up(&mut self, added: &mut Added, needs_follow_up: bool) {
        added.record = added.record.take().filter(|_| needs_follow_up);
        match &mut added.record {
            Some(record) => {
                record.stage = Stage::Added;
                record.added_id = added
                    .created
                    .skill
                    .as_ref()
                    .and_then(|skill| skill.id.clone());
                self.effects.push(Effect::SaveRecord(record.clone()));
            }
            None => self.effects.push(Effect::ForgetRecord),
        }
    }

    /// The skill is in the collection; further copies of it are doubles. Of more attempts than
    /// copies, one may come through late.
    pub(crate) fn found(&mut self, own: Vec<SkillProficiency>, ids: RequestIds) -> State {
        let attempts = self
            .machine
            .record
            .as_ref()
            .map_or(0, |record| record.attempt);
        let mut own = own.into_iter();
        let created = Created {
            skill: own.next(),
            ids,
        };
        let mut added = self.added(created, own.filter_map(|double| double.id).collect());
        self.schedule_follow_up(&mut added, attempts > 1);
        self.tell_added(&added);
        self.look_later(added)
    }

    /// A skill that was added at an earlier visit, which ended before anybody had looked how often.
    pub(crate) fn added_before(&mut self, ids: RequestIds) -> State {
        let answered = |record: &Record| {
            Some(SkillProficiency {
                id: Some(record.added_id.clone()?),
                ..record.payload.clone()
            })
        };
        let skill = self.machine.record.as_ref().and_then(answered);
        let added = self.added(Created { skill, ids }, Vec::new());
        self.verify(added)
    }

    /// The submission is over: what is posted next is another.
    fn added(&mut self, created: Created, duplicates: Vec<String>) -> Added {
        self.cancel();
        let record = self.machine.record.take().map(Box::new);
        let posted = record.as_ref().map(|record| &record.payload);
        let name = posted
            .or(created.skill.as_ref())
            .and_then(|skill| skill.display_name.clone())
            .unwrap_or_default();
        Added {
            name,
            created,
            duplicates,
            removing: None,
            has_removed: false,
            has_failed_to_remove: false,
            record,
            late_checks: 0,
            is_between_checks: false,
        }
    }

    fn tell_added(&mut self, added: &Added) {
        self.effects.push(Effect::Emit(Outcome::Created(Box::new(
            added.created.clone(),
        ))));
    }

    /// Looks for doubles, if nobody has. Removed from the page, a form asks for no token: it looks
    /// when it is back.
    pub(crate) fn verify(&mut self, mut added: Added) -> State {
        added.is_between_checks = false;
        if added.record.is_some() && !self.machine.is_detached {
            let ticket = self.ticket(PAGE_WATCH);
            self.list(ticket, &ListRequest::Newest);
        }
        State::Created(Box::new(added))
    }

    /// The quiet look was answered. One that says nothing is no reason to worry anybody.
    pub(crate) fn verified(&mut self, mut added: Added, answer: Answer) -> State {
        if let (Ok(listing), Some(record)) = (listing::read(answer), &added.record) {
            let (id, doubles) = reconcile::find_duplicates(
                added.created.skill.as_ref(),
                &listing.skills,
                record,
                self.inputs.now,
            );
            added.duplicates = doubles;
            // The answer may not have said it. By the clocks alone it would be a guess.
            if record.baseline_ids.is_some() && id.is_some() {
                added
                    .created
                    .skill
                    .get_or_insert_default()
                    .id
                    .get_or_insert_with(|| id.unwrap_or_default());
            }
        }
        self.unanswered_after(added)
    }

    /// What follows success is over, or did not come in time.
    pub(crate) fn unanswered_after(&mut self, mut added: Added) -> State {
        self.cancel();
        added.has_failed_to_remove |= added.removing.take().is_some();
        self.look_later(added)
    }

    /// Looks once more after a pause where a lost attempt may still make a copy, and nobody has
    /// seen it yet.
    fn look_later(&mut self, mut added: Added) -> State {
        let needs_follow_up = added.duplicates.is_empty()
            && added
                .record
                .as_ref()
                .is_some_and(|record| record.may_have_been_added);
        match LATE
            .get(usize::from(added.late_checks))
            .filter(|_| needs_follow_up)
        {
            Some(pause) => {
                added.late_checks += 1;
                added.is_between_checks = true;
                self.ticket(*pause);
            }
            None if added.record.take().is_some() => self.effects.push(Effect::ForgetRecord),
            None => {}
        }
        State::Created(Box::new(added))
    }

    /// Removes a copy, one at a time. Only what was found to be one is ever removed.
    pub(crate) fn remove(&mut self, mut added: Added, id: String) -> State {
        if added.removing.is_none() && added.duplicates.contains(&id) {
            let url = listing::item(&self.machine.target.collection, &id);
            added.has_failed_to_remove = url.is_none();
            if let Some(url) = url {
                let ticket = self.ticket(PAGE_WATCH);
                self.effects.push(Effect::Delete(ticket, url));
                added.removing = Some(id);
            }
        }
        State::Created(Box::new(added))
    }

    /// A copy was removed, or could not be.
    pub(crate) fn removed(&mut self, mut added: Added, is_removed: bool) -> State {
        self.cancel();
        let removing = added.removing.take();
        if is_removed {
            added
                .duplicates
                .retain(|double| Some(double) != removing.as_ref());
        }
        added.has_removed |= is_removed;
        added.has_failed_to_remove = !is_removed;
        State::Created(Box::new(added))
    }
}
